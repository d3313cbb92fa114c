"""Fields and lines of a text as kinds: a figure, several figures, a dash, a label of which kind, a phrase, prose.

A field is what stands between pipes, tabs, wide blanks and line ends; a line what stands between line ends.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ie.tag.words import tokens as tk
from ie.tag.words.tokens import Ints, Tokens

ZERO, FIGURE, FIGURES, MARK, SHORT, PHRASE, LONG, PROSE, MIXED, PART, LABEL = range(1, 12)
"""A zero, a figure, several, a mark alone, up to 4 letters, 12, more, sentences, letters with figures, letters of which some
are a label's, a label and nothing else (LABEL + its kind)."""
SHORT_LETTERS, PHRASE_LETTERS, LONG_LETTERS = 4, 12, 32


class Counts(NamedTuple):
    """What stretches of a text hold, one entry a stretch: letters, those of them in a label, figures, and stops and commas."""

    letters: Ints
    labelled: Ints
    figures: Ints
    stops: Ints

    def joined(self, first: Ints) -> Counts:
        """The counts of stretches that each are these from one of `first` up to the next."""
        return Counts(*(np.add.reduceat(count, first) for count in self))


def count(tokens: Tokens, own: dict[str, Ints], first: Ints) -> Counts:
    """The counts of the stretches that each begin with one of the tokens `first`."""
    size = tokens.end - tokens.start
    letter = (tokens.kind == tk.HAN) | (tokens.kind == tk.LATIN)
    stop = (tokens.kind == tk.STOP) | (tokens.kind == tk.COMMA)
    return Counts(size * letter, size * (own["label"] > 0), own["opens"], stop.astype(np.int64)).joined(first)


def field_kinds(tokens: Tokens, own: dict[str, Ints], counts: Counts, first: Ints) -> Ints:
    """The kind of every field; `first` is the first token of each."""
    letters, labelled, figures, stops = counts
    digits = np.add.reduceat(own["digit"], first)
    nonzero = np.add.reduceat(own["digit"] * (tokens.code != ord("0")), first)
    label_kind = np.maximum.reduceat(own["lkind"], first)
    kind = np.where(letters <= SHORT_LETTERS, SHORT, np.where(letters <= PHRASE_LETTERS, PHRASE, LONG))
    kind = np.where((labelled > 0) & (labelled < letters), PART, kind)
    kind = np.where((figures > 0) & (letters > 0), np.where(labelled > 0, MIXED + 64, MIXED), kind)
    kind = np.where((letters > LONG_LETTERS) | (stops > 0), np.where(labelled * 2 > letters, PROSE + 64, PROSE), kind)
    kind = np.where((labelled == letters) & (letters > 0) & (figures == 0), LABEL + label_kind, kind)
    alone = np.where(digits > 1, FIGURE + 64 * (nonzero == 0), np.where(nonzero > 0, FIGURE, ZERO))
    kind = np.where(letters == 0, np.where(figures > 1, FIGURES, np.where(figures == 1, alone, MARK)), kind)
    return kind.astype(np.int64)


def line_kinds(counts: Counts, fields: Ints) -> Ints:
    """The kind of every line (how many fields, how many of them start with a figure or a label, its length, sentences), of
    its counts and its fields."""
    letters, labelled = counts.letters, counts.labelled
    figures, stops = np.minimum(counts.figures, 8), np.minimum(counts.stops, 2)
    size = np.searchsorted([1, SHORT_LETTERS, PHRASE_LETTERS, LONG_LETTERS], letters)
    share = np.where(letters > 0, np.minimum(4 * labelled // np.maximum(letters, 1), 4), 5)
    kind: Ints = 1 + np.minimum(fields, 9) + 10 * (figures + 9 * (stops + 3 * (size + 5 * share)))
    return kind
