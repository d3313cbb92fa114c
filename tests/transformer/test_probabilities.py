"""What a token cannot be is ruled out, and what is left adds up to one; characters of a word are heard together."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ie.normalise import normalise
from ie.tag.tagset import TAGS, begin
from ie.tag.transformer.collapse import ELIDED, collapse
from ie.tag.transformer.probabilities import LEAST, NEVER, log_softmax, mask_scores, rows_of, words_of
from ie.tag.words.tokens import tokenize

ALL = len(TAGS)
TEXT = st.text(alphabet="规章0 |\n", min_size=1, max_size=80)


def test_probabilities_add_up_to_one() -> None:
    scores = np.random.default_rng(0).normal(size=(5, ALL)).astype(np.float32)
    np.testing.assert_allclose(np.exp(log_softmax(scores)).sum(axis=1), 1.0, rtol=1e-5)


@given(st.integers(0, 2**32 - 1), TEXT)
def test_separators_belong_to_nothing(seed: int, text: str) -> None:
    tokens = collapse(text)
    scores = np.random.default_rng(seed).normal(size=(len(tokens), ALL)).astype(np.float32)
    masked = mask_scores(scores, tokens.symbols)
    assert (masked[tokens.closed].argmax(axis=1) == 0).all()
    assert (masked[~tokens.closed] == scores[~tokens.closed]).all()


def test_no_span_begins_inside_elided_prose() -> None:
    tokens = collapse("甲" * 30 + "," + "乙" * 30)
    elided = tokens.symbols == ELIDED
    assert elided.sum() == 1
    masked = mask_scores(np.zeros((len(tokens), ALL), np.float32), tokens.symbols)
    assert (masked[elided, 1::2] == NEVER).all()
    assert (masked[elided, 0::2] == 0).all()


@given(TEXT)
def test_every_character_has_the_row_of_its_token(text: str) -> None:
    tokens = collapse(text)
    rows = rows_of(tokens)
    assert len(rows) == len(text)
    assert (tokens.starts[rows] <= np.arange(len(text))).all()
    assert (rows[tokens.starts] == np.arange(len(tokens))).all()


def test_one_character_that_is_sure_does_not_outvote_the_word_beyond_measure() -> None:
    """`规章` is one word: its first character ruled out for a label counts as LEAST, not as never."""
    text = normalise("规章").clean
    words, tokens = tokenize(text), collapse(text)
    logs = np.zeros((2, ALL), np.float32)
    logs[0, begin("ROWHEAD")] = NEVER
    assert words_of(words.start, words.end, rows_of(tokens), logs)[0, begin("ROWHEAD")] == LEAST / 2
