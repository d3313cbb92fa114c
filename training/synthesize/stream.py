"""Endless reports, each depending only on (split, seed, index): grammar → damage → layout → damage → Sample."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import count as counting
from typing import Literal

from training.synthesize.damage import OPERATORS, Operator
from training.synthesize.grammar import make_document
from training.synthesize.layouts import LAYOUTS, PRINTED, WEIGHTS
from training.synthesize.sample import Sample, sample_of

OPERATOR_COUNTS = (0.35, 0.25, 0.2, 0.12, 0.08)
"""Shares of reports with 0, 1, 2, 3, 4 operators beside the common ones."""

COMMON = {"half_width_marks": 0.6, "cut_start": 0.2, "cut_end": 0.25}
"""Operators drawn for themselves: half the real texts are cut or in half-width marks."""
COMMON_OF_PARTS = {"half_width_marks": 0.94, "cut_start": 0.1, "cut_end": 0.7}
"""The same for reports of which only the form's part is left: most collections of those stop after so many characters."""
MOST_OPERATORS = 4
PRINTED_OF_2014 = 4
"""How much likelier a printed page's layout is for the statistics form."""

Operators = Literal["auto"] | Sequence[str] | None


def synthesize(
    seed: int,
    count: int | None = None,
    editions: Sequence[str] | None = None,
    layouts: Sequence[str] | None = None,
    operators: Operators = "auto",
    split: str = "train",
    start: int = 0,
    step: int = 1,
    paragraphs: Sequence[str] | None = None,
) -> Iterator[Sample]:
    """Reports `start`, `start + step`, … below `count` (None: without end) of the seed; shards differ in `start` alone.

    `editions` and `layouts` narrow what is drawn.  `operators`: "auto" draws 0 to 4 a report, a sequence is applied as
    given, None leaves every report clean.  `paragraphs` is foreign prose without figures that may stand between the grammar's own.
    An unknown name is a ValueError.
    """
    _known("layout", layouts, LAYOUTS)
    _known("operator", () if operators == "auto" else operators, OPERATORS)
    indices = counting(start, step) if count is None else range(start, count, step)
    for index in indices:
        yield make_sample(seed, index, editions, layouts, operators, split, paragraphs)


def make_sample(
    seed: int,
    index: int,
    editions: Sequence[str] | None = None,
    layouts: Sequence[str] | None = None,
    operators: Operators = "auto",
    split: str = "train",
    paragraphs: Sequence[str] | None = None,
) -> Sample:
    """Report `index` of the seed."""
    name = f"{split}/{seed}/{index}"
    rng = random.Random(name)
    # Each step draws from a generator of its own, so that a new operator changes no other report's text.
    document = make_document(
        random.Random(f"{name}/document"), rng.choice(list(editions)) if editions else None, None, paragraphs
    )
    names = list(layouts or LAYOUTS)
    printed = PRINTED_OF_2014 if document.edition == "2014" else 1
    weights = [WEIGHTS[n] * (printed if n in PRINTED else 1) for n in names]
    layout = rng.choices(names, weights)[0] if len(names) > 1 else names[0]
    chain = draw_chain(operators, rng, COMMON_OF_PARTS if document.part else COMMON)
    for operator in chain:
        if operator.document is not None:
            document = operator.document(document, random.Random(f"{name}/{operator.name}"))
    tracked = LAYOUTS[layout](document, random.Random(f"{name}/{layout}"))
    for operator in chain:
        if operator.text is not None:
            tracked = operator.text(tracked, random.Random(f"{name}/{operator.name}"))
    return sample_of(tracked, document, layout, [o.name for o in chain], name)


def draw_chain(operators: Operators, rng: random.Random, common: Mapping[str, float]) -> list[Operator]:
    """The operators of a report, in the order they are applied."""
    if operators is None:
        return []
    if operators != "auto":
        return [OPERATORS[name] for name in operators]
    wanted = rng.choices(range(len(OPERATOR_COUNTS)), OPERATOR_COUNTS)[0]
    out = [OPERATORS[name] for name, share in common.items() if rng.random() < share]
    wanted = min(MOST_OPERATORS, wanted + len(out))
    everything = [operator for operator in OPERATORS.values() if operator.name not in common]
    weights = [operator.weight for operator in everything]
    while len(out) < wanted:
        drawn = rng.choices(everything, weights)[0]
        if drawn not in out:
            out.append(drawn)
    return out


def _known(what: str, names: Sequence[str] | None, registry: Mapping[str, object]) -> None:
    for name in names or ():
        if name not in registry:
            raise ValueError(f"there is no {what} {name!r}; known are {', '.join(registry)}")
