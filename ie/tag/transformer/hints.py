"""Characters → one hint a token: what is known of a place before anything is learnt, given to the model as its token types.

Text ─collapse→ Characters ─hints→ token_type_ids

A window of 128 tokens sees neither where in the report it lies, nor which outline numbers came before it, nor the label whose long
definition fills it.  A hint says all three, which of the form's labels the characters may belong to, and where in a run of digits one
stands, which a model of few layers cannot count: the zone of the report times the place's own class.  Some windows are trained without
hints, so that a caller who gives none (`AutoTokenizer` alone) still gets tags, though poorer ones.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import numpy as np

from ie.tag.transformer.collapse import Array, Characters
from ie.tag.words.labels import BEGIN, LabelMap, known_kinds, map_labels
from ie.tag.words.labels import END as LABEL_END
from ie.tag.words.outline import FORMS, outline_numbers
from ie.tag.words.phrases import title_phrases
from ie.tag.words.tokens import codes_of, sizes_of

NONE: Final = 0
"""Of a window without hints; no place of a report has it."""
TOP, FRONT, BODY, BACK, END = range(5)
"""Zones: the first characters, before the form's first label, up to its last one, behind it, the last characters."""
ZONES: Final = 5
TOP_CHARACTERS: Final = 150
"""The lines above a report, with its title, are seldom longer."""
END_CHARACTERS: Final = 120
"""Signature, date and the buttons below a report."""
DEEPEST: Final = 4
"""Outline levels told apart; deeper ones count as the last."""
TITLES: Final = 4
"""Before and in the first phrase that titles end in, before and in a later one."""
LONGEST_NOTE: Final = 260
"""Characters of a note in brackets, or a definition behind a colon: twice the longest that provinces print inside a label."""
DEFINES: Final = 24
"""Characters behind a label's colon within which a definition says what the label means (指)."""
RUN: Final = 8
"""Digits before and behind one that are told apart: a row of the largest table is seven figures, and one more is one too many."""
_NOTE = re.compile(r"[(:]")
_FIELD_END = re.compile(r"[|\t\n]")


@cache
def _sizes() -> tuple[int, int]:
    """Classes of labels (kind times begin or inside) and of outline numbers (form times depth)."""
    return 2 * known_kinds(), (ord(max(FORMS.groupindex)) - ord("a") + 1) * (DEEPEST + 1)


def _classes() -> int:
    """Classes of a place: none, labels, outline numbers, titles, notes behind labels, digits."""
    return _digits_from() + RUN * RUN


def _digits_from() -> int:
    labels, numbers = _sizes()
    return 1 + labels + numbers + TITLES + known_kinds()


def hint_count() -> int:
    """Token types of a model: NONE, then every class in every zone."""
    return 1 + ZONES * _classes()


def hints_of(clean: str, tokens: Characters, near: Array | None = None) -> Array:
    """One hint a token of the normalised text `clean`, or of those at `near` alone, each from 1 up to hint_count() - 1."""
    size = len(clean)
    if not size:
        return np.zeros(0, dtype=np.int64)
    at = tokens.starts if near is None else tokens.starts[near]
    labels = map_labels(clean)
    form, depth = (numbers[at].astype(np.int64) for numbers in outline_numbers(clean)[:2])
    label_classes, number_classes = _sizes()
    kind = np.where(labels.label[at] > 0, 1 + 2 * (labels.kind[at] - 1) + (labels.place[at] != BEGIN), 0)
    titles = _titles(clean)[at]
    kind = np.where((kind == 0) & (titles > 0), label_classes + number_classes + titles, kind)
    numbers = 1 + label_classes + (form - 1) * (DEEPEST + 1) + np.minimum(depth, DEEPEST)
    kind = np.where(form > 0, numbers, kind)
    notes = notes_of(clean, labels)[at]
    kind = np.where(notes > 0, label_classes + number_classes + TITLES + notes, kind)
    digits = _digits(clean)[at]
    kind = np.where((kind == 0) & (digits >= 0), _digits_from() + digits, kind)
    hints: Array = 1 + _zones(at, size, labels) * _classes() + kind
    return hints


def _zones(place: Array, size: int, labels: LabelMap) -> Array:
    """The zone of each place of a text of that size."""
    known = np.flatnonzero(labels.label)
    first, last = (int(known[0]), int(known[-1])) if len(known) else (size, size)
    zone = np.where(place < first, FRONT, np.where(place <= last, BODY, BACK))
    zone[(zone == FRONT) & (place < TOP_CHARACTERS)] = TOP
    zone[(zone != BODY) & (place >= size - END_CHARACTERS) & (place >= TOP_CHARACTERS)] = END
    return zone


def _titles(clean: str) -> Array:
    state = np.zeros(len(clean), dtype=np.int64)
    for index, (first, begin, end) in enumerate(title_phrases(clean)):
        later = 2 * min(index, 1)
        state[first:begin] = 1 + later
        state[begin:end] = 2 + later
    return state


def _digits(clean: str) -> Array:
    """Of each character of a number, points and commas between digits included, how many of it stand before and behind; -1 elsewhere."""
    codes = codes_of(clean)
    digit = (codes >= ord("0")) & (codes <= ord("9"))
    part = digit.copy()
    point = (codes == ord(".")) | (codes == ord(","))
    part[1:-1] |= point[1:-1] & digit[:-2] & digit[2:]
    at = np.flatnonzero(part)
    new = np.diff(at, prepend=-2) > 1
    first = at[new]
    size = sizes_of(np.flatnonzero(new), len(at))
    of = np.cumsum(new) - 1
    before = at - first[of]
    out = np.full(len(clean), -1, dtype=np.int64)
    out[at] = np.minimum(before, RUN - 1) * RUN + np.minimum(size[of] - 1 - before, RUN - 1)
    return out


def notes_of(clean: str, labels: LabelMap) -> Array:
    """The label's kind for each character of a note or definition printed behind one of the form's, its brackets included; else 0.

    Over single line ends too, unlike `ie.tag.words.notes`, which decides what belongs to a label.
    """
    out = np.zeros(len(clean), dtype=np.int64)
    for match in _NOTE.finditer(clean):
        label = at = match.start()
        while label >= 0 and (label == at or clean[label] == " "):
            label -= 1
        if label < 0 or labels.place[label] != LABEL_END or out[label]:
            continue
        stop = _closing(clean, at) if clean[at] == "(" else _definition(clean, at)
        out[at:stop] = labels.kind[label]
    return out


def _closing(clean: str, at: int) -> int:
    """Behind the bracket that closes the one at `at`; `at` where a cell ends before or it is too far."""
    depth = 0
    for place in range(at, min(at + LONGEST_NOTE, len(clean))):
        if clean[place] in "|\t" or clean.startswith("\n\n", place):
            return at
        depth += (clean[place] == "(") - (clean[place] == ")")
        if depth == 0:
            return place + 1
    return at


def _definition(clean: str, at: int) -> int:
    """The end of the field in which the colon at `at` opens a definition; `at` where it opens none."""
    end = _FIELD_END.search(clean, at + 1)
    stop = end.start() if end else len(clean)
    return stop if stop - at <= LONGEST_NOTE and "指" in clean[at : min(at + DEFINES, stop)] else at
