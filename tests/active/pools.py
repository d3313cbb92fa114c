"""Small pools and models for the tests of active learning, made once a session."""

from __future__ import annotations

import random
from functools import cache

from ie.normalise import normalise
from ie.tag.jieba_linear.model import Model
from training.active.candidates import Candidate, candidate_of
from training.active.situation import Situation
from training.linear.corpus import Tokenized, synthetic_examples, tokenized
from training.linear.fit import calibrate, fit_transitions, fit_weights, quantise
from training.synthesize.stream import synthesize

BITS = 14


@cache
def arrays(seed: int, count: int) -> tuple[Tokenized, ...]:
    """Synthetic training arrays."""
    return tuple(tokenized(synthetic_examples(seed, count, "train"), BITS))


@cache
def small_model() -> Model:
    """A model of eight reports: enough to doubt much and know something."""
    reports = arrays(5, 8)
    weights, bias = fit_weights(reports, BITS, 1, 1, 1e-6)
    model = quantise(weights, bias, fit_transitions(reports), BITS, "small")
    knots, levels = calibrate(model, reports)
    return Model(BITS, "small", model.weights, model.scale, model.bias, model.transitions, knots, levels)


@cache
def pool(count: int = 12) -> tuple[Candidate, ...]:
    """Candidates of all layouts."""
    return tuple(candidate_of(s.seed, normalise(s.text), BITS) for s in synthesize(9, count, split="test"))


def situation(candidates: tuple[Candidate, ...] | None = None, asked: tuple[Candidate, ...] = ()) -> Situation:
    """The situation of a first round over the pool."""
    return Situation(candidates or pool(), small_model(), random.Random(1), asked)
