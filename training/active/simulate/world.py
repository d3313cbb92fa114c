"""What a simulation is played on: a model that knows some layouts and some damage, a pool that holds all, and texts to score on.

The synthetic gold of the pool is kept apart from the start model's: layouts outside KNOWN_LAYOUTS and every third operator occur
in the pool and in the texts scored, and in nothing that the start model or the replay was made of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ie.score.gold import Gold
from ie.tag.jieba_linear.model import Model
from training.active.annotated import Scored, annotated_reports, scored_of
from training.data.examples import Example, example_of
from training.linear.corpus import Tokenized, tokenized
from training.linear.fit import calibrate, fit_transitions, fit_weights, quantise
from training.synthesize.damage import OPERATORS
from training.synthesize.sample import Sample
from training.synthesize.stream import synthesize
from training.synthesize.trial import gold_of

KNOWN_LAYOUTS = ("pipe-rows", "cell-a-line", "lone-pipes", "paragraphs")
"""The layouts that three quarters of real reports were met in; the rest is what a first model has not seen."""
UNKNOWN_OPERATORS = frozenset(sorted(OPERATORS)[::3])
BITS = 16
"""Of the feature table: a quarter of the shipped model's, so that a refit takes seconds; a few hundred reports fill no more."""
ALPHA = 1e-6


@dataclass(frozen=True)
class World:
    """One seed's: `pool` is asked from, `tests` are scored on (by name of the set), `replay` keeps the base from forgetting."""

    base: Model
    replay: Sequence[Tokenized]
    pool: Sequence[Scored]
    tests: dict[str, list[Scored]]


@dataclass(frozen=True)
class Sizes:
    """How many synthetic reports each part holds."""

    base: int = 150
    replay: int = 60
    pool: int = 300
    test: int = 150
    calibration: int = 30


def make_world(seed: int, sizes: Sizes, gold: Sequence[Path], texts: Sequence[Path]) -> World:
    """The world of a seed; the annotated reports of `gold` whose texts lie in `texts` join pool and tests by the split of organs."""
    known = list(_tokenized(_known_samples(f"{seed}", sizes.base + sizes.calibration)))
    train, held_out = known[: sizes.base], known[sizes.base :]
    weights, bias = fit_weights(train, BITS, seed, 2, ALPHA)
    base = quantise(weights, bias, fit_transitions(train), BITS, f"simulated-{seed}")
    knots, levels = calibrate(base, held_out)
    base = Model(base.bits, base.version, base.weights, base.scale, base.bias, base.transitions, knots, levels)
    pool = [scored_of(*_of_sample(s), BITS) for s in synthesize(7_000 + seed, sizes.pool, split="train")]
    tests = {"synthetic": [scored_of(*_of_sample(s), BITS) for s in synthesize(8_000 + seed, sizes.test, split="test")]}
    for part, report in annotated_reports(gold, texts, BITS):
        if part == "train":
            pool.append(report)
        else:
            tests.setdefault("annotated", []).append(report)
    return World(base, train[: sizes.replay], pool, tests)


def _known_samples(seed: str, count: int) -> Iterator[Sample]:
    """Samples of known layouts and damage alone."""
    left = count
    for sample in synthesize(6_000 + int(seed), None, layouts=KNOWN_LAYOUTS, split="train"):
        if not UNKNOWN_OPERATORS.isdisjoint(sample.operators):
            continue
        yield sample
        left -= 1
        if not left:
            return


def _tokenized(samples: Iterable[Sample]) -> Iterator[Tokenized]:
    return tokenized((_of_sample(s)[0] for s in samples), BITS)


def _of_sample(sample: Sample) -> tuple[Example, Gold]:
    example = example_of(sample.seed, sample.organ, sample.layout, sample.edition, sample.text, sample.spans)
    return example, gold_of(sample)
