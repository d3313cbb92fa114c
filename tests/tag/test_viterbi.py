"""Decoding against trying every sequence of tags."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ie.tag.tagset import TAGS, allowed
from ie.tag.viterbi import constraint, viterbi

GROUPS = 2
USED = (0, 1, 2, 3, 4)
"""O and two labels; the others are made so unlikely that no best sequence holds them."""


def _case(seed: int, size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    scores = np.full((size, len(TAGS)), -500.0, np.float32)
    scores[:, USED] = random.normal(0, 2, (size, len(USED)))
    transitions = np.repeat(constraint()[None], GROUPS, 0) + random.normal(0, 1, (GROUPS, len(TAGS), len(TAGS)))
    transitions[1][:, 2::2] = -1e9
    return scores, transitions.astype(np.float32), random.integers(0, GROUPS, size)


def _worth(tags: tuple[int, ...], scores: np.ndarray, transitions: np.ndarray, groups: np.ndarray) -> float:
    before = (0, *tags[:-1])
    steps = sum(float(transitions[g, a, b]) for g, a, b in zip(groups, before, tags, strict=True))
    return steps + sum(float(scores[i, t]) for i, t in enumerate(tags))


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), size=st.integers(1, 5))
def test_no_sequence_is_worth_more(seed: int, size: int) -> None:
    case = _case(seed, size)
    found = viterbi(*case, beam=400.0)
    best = max(_worth(tags, *case) for tags in product(USED, repeat=size))
    assert _worth(tuple(found.tolist()), *case) == pytest.approx(best, abs=1e-3)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), size=st.integers(0, 60), beam=st.sampled_from([0.0, 1.0, 9.0]))
def test_the_rules_hold_under_any_beam(seed: int, size: int, beam: float) -> None:
    scores, transitions, groups = _case(seed, size)
    found = viterbi(scores, transitions, groups, beam=beam).tolist()
    assert all(allowed(a, b) for a, b in zip([0, *found], found, strict=False))
    assert not any(t and t % 2 == 0 and g == 1 for t, g in zip(found, groups.tolist(), strict=True))
