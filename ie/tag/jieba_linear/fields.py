"""Fields and lines of a text as kinds: a figure, several figures, a dash, a label of which kind, a phrase, prose.

A field is what stands between pipes, tabs, wide blanks and line ends; a line what stands between line ends.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ie.tag.words import tokens as tk
from ie.tag.words.tokens import Ints, Tokens

ZERO, FIGURE, FIGURES, MARK, SHORT, PHRASE, LONG, PROSE, MIXED, PART, LABEL = range(1, 12)
"""A zero, a figure, several, a mark alone, up to 4 letters, 12, more, sentences, letters with figures, letters of which some
are a label's, a label and nothing else (LABEL + its kind)."""
SHORT_LETTERS, PHRASE_LETTERS, LONG_LETTERS = 4, 12, 32


def _sums(values: NDArray[np.generic], first: Ints) -> Ints:
    return np.add.reduceat(values.astype(np.int64), first)


def field_kinds(tokens: Tokens, own: dict[str, Ints], new: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """The kind of every field, and the field of every token."""
    first = np.flatnonzero(new)
    of = np.cumsum(new) - 1
    letter = (tokens.kind == tk.HAN) | (tokens.kind == tk.LATIN)
    letters = _sums(np.where(letter, tokens.end - tokens.start, 0), first)
    labelled = _sums(np.where(own["label"] > 0, tokens.end - tokens.start, 0), first)
    figures = _sums(own["opens"], first)
    nonzero = _sums((own["digit"] > 0) & (tokens.codes[tokens.start] != ord("0")), first)
    digits = _sums(own["digit"], first)
    stops = _sums((tokens.kind == tk.STOP) | (tokens.kind == tk.COMMA), first)
    label_kind = np.maximum.reduceat(own["lkind"], first)
    kind = np.where(letters <= SHORT_LETTERS, SHORT, np.where(letters <= PHRASE_LETTERS, PHRASE, LONG))
    kind = np.where((labelled > 0) & (labelled < letters), PART, kind)
    kind = np.where((figures > 0) & (letters > 0), np.where(labelled > 0, MIXED + 64, MIXED), kind)
    kind = np.where((letters > LONG_LETTERS) | (stops > 0), np.where(labelled * 2 > letters, PROSE + 64, PROSE), kind)
    kind = np.where((labelled == letters) & (letters > 0) & (figures == 0), LABEL + label_kind, kind)
    alone = np.where(digits > 1, FIGURE + 64 * (nonzero == 0), np.where(nonzero > 0, FIGURE, ZERO))
    kind = np.where(letters == 0, np.where(figures > 1, FIGURES, np.where(figures == 1, alone, MARK)), kind)
    return kind.astype(np.int64), of


def line_kinds(
    tokens: Tokens, own: dict[str, Ints], new: NDArray[np.bool_], new_field: NDArray[np.bool_]
) -> tuple[Ints, Ints]:
    """The kind of every line (how many fields, how many of them start with a figure or a label, its length, sentences) and
    the line of every token."""
    first = np.flatnonzero(new)
    of = np.cumsum(new) - 1
    fields = np.minimum(_sums(new_field, first), 9)
    letter = (tokens.kind == tk.HAN) | (tokens.kind == tk.LATIN)
    letters = _sums(np.where(letter, tokens.end - tokens.start, 0), first)
    labelled = _sums(np.where(own["label"] > 0, tokens.end - tokens.start, 0), first)
    figures = np.minimum(_sums(own["opens"], first), 8)
    stops = np.minimum(_sums((tokens.kind == tk.STOP) | (tokens.kind == tk.COMMA), first), 2)
    size = np.searchsorted([1, SHORT_LETTERS, PHRASE_LETTERS, LONG_LETTERS], letters)
    share = np.where(letters > 0, np.minimum(4 * labelled // np.maximum(letters, 1), 4), 5)
    kind = 1 + fields + 10 * (figures + 9 * (stops + 3 * (size + 5 * share)))
    return kind.astype(np.int64), of
