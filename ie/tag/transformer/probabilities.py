"""Scores of collapsed characters → logarithms of probabilities, a character and a word."""

from __future__ import annotations

from typing import Final

import numpy as np

from ie.tag.tagset import TAGS
from ie.tag.transformer.collapse import ELIDED, Array, Characters
from ie.tag.transformer.windows import Scores
from ie.tag.viterbi import row_tops
from ie.tag.words.tokens import Tokens

NEVER: Final = np.float32(-1e9)
LEAST: Final = np.float32(-12.0)
"""No logarithm counts as less: what the transformer rules out, a word's other characters or another model may still know better."""
_BEGIN: Final = np.arange(1, len(TAGS), 2)


def mask_scores(scores: Scores, tokens: Characters) -> Scores:
    """The scores with what a token cannot be ruled out: closed tokens are O, and no span begins inside elided prose."""
    out = scores.copy()
    out[tokens.closed, 1:] = NEVER
    out[np.ix_(tokens.symbols == ELIDED, _BEGIN)] = NEVER
    return out


def log_softmax(scores: Scores) -> Scores:
    """Log-probabilities, a row a token."""
    out: Scores = scores - row_tops(scores)
    out -= np.log(np.exp(out).sum(axis=1, keepdims=True))
    return out


def rows_of(tokens: Characters) -> Array:
    """For each character of the text, the token that it belongs to."""
    return np.repeat(np.arange(len(tokens)), tokens.sizes)


def words_of(words: Tokens, rows: Array, logs: Scores) -> Scores:
    """Logarithms a word from logarithms a token (`rows`: see rows_of): the mean over the word's characters, none below LEAST.

    Behind the first character B-X goes on as I-X.
    """
    logs = np.maximum(logs, LEAST)
    # Made wide before they are summed, which takes a third of the time that numpy needs to widen as it sums.
    sums = np.zeros((len(rows) + 1, logs.shape[1]))
    sums[1:] = logs.take(rows, axis=0)
    np.cumsum(sums[1:], axis=0, out=sums[1:])
    total = sums.take(words.end, axis=0)
    total -= sums.take(words.start, axis=0)
    first = logs.take(rows[words.start], axis=0)
    total[:, 1::2] = first[:, 1::2] + (total[:, 2::2] - first[:, 2::2])
    total /= (words.end - words.start)[:, None]
    return total.astype(np.float32)
