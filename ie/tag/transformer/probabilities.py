"""Scores of collapsed characters → logarithms of probabilities, a character and a word."""

from __future__ import annotations

from typing import Final

import numpy as np

from ie.tag.transformer.collapse import ELIDED, Array, Characters, is_closed
from ie.tag.transformer.windows import Scores
from ie.tag.viterbi import row_tops

NEVER: Final = np.float32(-1e9)
LEAST: Final = np.float32(-12.0)
"""No logarithm counts as less: what the transformer rules out, a word's other characters or another model may still know better."""


def mask_scores(scores: Scores, symbols: Array) -> Scores:
    """The scores with what a token cannot be ruled out: closed tokens are O, and no span begins inside elided prose."""
    out = scores.copy()
    out[is_closed(symbols), 1:] = NEVER
    out[symbols == ELIDED, 1::2] = NEVER
    return out


def log_softmax(scores: Scores) -> Scores:
    """Log-probabilities, a row a token."""
    out: Scores = scores - row_tops(scores)
    out -= np.log(np.exp(out).sum(axis=1, keepdims=True))
    return out


def rows_of(tokens: Characters) -> Array:
    """For each character of the text, the token that it belongs to."""
    begins = np.zeros(tokens.length, dtype=bool)
    begins[tokens.starts] = True
    return np.cumsum(begins) - 1


def words_of(starts: Array, ends: Array, rows: Array, logs: Scores) -> Scores:
    """Logarithms a word, [start, end) in characters, from logarithms a token (`rows`: see rows_of): the mean over its characters.

    No character counts as less than LEAST; behind the first one B-X goes on as I-X.
    """
    logs = np.maximum(logs, LEAST)
    length = ends - starts
    opens = np.cumsum(length) - length
    characters = np.arange(int(length.sum())) + np.repeat(starts - opens, length)
    total: Scores = np.add.reduceat(logs[rows[characters]], opens, axis=0) if len(starts) else logs[:0].copy()
    first = logs[rows[starts]]
    total[:, 1::2] = first[:, 1::2] + (total[:, 2::2] - first[:, 2::2])
    total /= length[:, None]
    return total
