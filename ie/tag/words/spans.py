"""Scores a word → Spans: the best tags that the transitions allow, made whole, with how sure each span is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ie.report import LABELS, Span
from ie.tag.viterbi import Floats, viterbi
from ie.tag.words.headings import whole_headings
from ie.tag.words.notes import whole_notes
from ie.tag.words.numbers import whole_numbers
from ie.tag.words.organs import whole_organs
from ie.tag.words.titles import whole_titles
from ie.tag.words.tokens import Tokens
from ie.tag.words.transitions import transition_groups

Confidence = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""The least probability among a span's words → the share of such spans that are right."""

DECIMALS = 4
"""Of a span's score."""
LEAST_SCORE = 0.0001
"""Of a span: the rules of wholes may take in a word that the scores had no thought of giving to it."""


def best_spans(tokens: Tokens, scores: Floats, transitions: Floats, confidence: Confidence) -> list[Span]:
    """The spans of one text, sorted and not overlapping.

    `scores`: words x tags, logarithms of probabilities (see `numbers.without_rules`); `transitions`: groups x tag before x tag.
    """
    if not len(tokens):
        return []
    tags = viterbi(scores, transitions, transition_groups(tokens.gap))
    tags = whole_headings(tokens, whole_notes(tokens, whole_numbers(tokens, tags, scores)))
    tags = whole_titles(tokens, whole_organs(tokens, tags))
    begins = np.flatnonzero(tags & 1)
    if not len(begins):
        return []
    # A span ends before the next token that is not inside it.
    outside = np.append(np.flatnonzero((tags == 0) | (tags & 1 == 1)), len(tags))
    stops = outside[np.searchsorted(outside, begins, side="right")]
    chosen = scores[np.arange(len(tags)), tags].astype(np.float64)
    least = np.minimum.reduceat(np.where(tags == 0, 0.0, chosen), begins)
    score = np.maximum(confidence(np.exp(least)), LEAST_SCORE)
    return [
        Span(start, end, LABELS[label], level)
        for start, end, label, level in zip(
            tokens.start[begins].tolist(),
            tokens.end[stops - 1].tolist(),
            (tags[begins] // 2).tolist(),
            np.round(score, DECIMALS).tolist(),
            strict=True,
        )
    ]
