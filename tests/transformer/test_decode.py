"""Decoding obeys the B/I rules and finds the best tags that do: held against trying every sequence."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ie.tag.tagset import TAGS, allowed
from ie.tag.transformer.collapse import collapse
from ie.tag.transformer.decode import best_tags, log_softmax, mask_scores, viterbi

ALL = len(TAGS)
FEW = [0, 1, 2, 17, 18]
"""O, and B and I of two labels: the others are made hopeless, so that every sequence can be tried."""


def scores_of(rows: list[list[int]]) -> np.ndarray:
    out = np.full((len(rows), ALL), -1000.0, dtype=np.float32)
    out[:, FEW] = np.array(rows, dtype=np.float32)
    return out


ROWS = st.lists(st.lists(st.integers(-20, 20), min_size=5, max_size=5), min_size=1, max_size=5)


def best_by_trial(scores: np.ndarray) -> float:
    best = -1e30
    for tags in product(FEW, repeat=len(scores)):
        if all(allowed(a, b) for a, b in zip((0, *tags), tags, strict=False)):
            best = max(best, float(sum(scores[i, t] for i, t in enumerate(tags))))
    return best


@given(st.lists(ROWS, min_size=1, max_size=3))
def test_viterbi_finds_the_best_of_every_piece(pieces: list[list[list[int]]]) -> None:
    all_scores = [scores_of(p) for p in pieces]
    for scores, tags in zip(all_scores, viterbi(all_scores), strict=True):
        assert all(allowed(a, b) for a, b in zip((0, *tags.tolist()), tags.tolist(), strict=False))
        assert float(scores[np.arange(len(tags)), tags].sum()) == best_by_trial(scores)


@given(st.integers(0, 2**32 - 1), st.text(alphabet="规章0 |\n", min_size=1, max_size=80))
def test_best_tags_are_those_of_the_whole_text(seed: int, text: str) -> None:
    """Parting the text at its closed tokens changes nothing."""
    tokens = collapse(text)
    scores = np.random.default_rng(seed).normal(size=(len(tokens), ALL)).astype(np.float32)
    masked = mask_scores(scores, tokens)
    tags = best_tags(masked, tokens.closed)
    assert all(allowed(a, b) for a, b in zip((0, *tags.tolist()), tags.tolist(), strict=False))
    assert not tags[tokens.closed].any()
    whole = viterbi([masked])[0]
    at = np.arange(len(tags))
    assert abs(float(masked[at, tags].sum()) - float(masked[at, whole].sum())) < 1e-3


def test_probabilities_add_up_to_one() -> None:
    scores = np.random.default_rng(0).normal(size=(5, ALL)).astype(np.float32)
    np.testing.assert_allclose(np.exp(log_softmax(scores)).sum(axis=1), 1.0, rtol=1e-5)
