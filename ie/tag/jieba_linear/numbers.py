"""Tags → tags in which numbers are whole: what the model's tokens, single digits, cannot be trusted with alone.

A figure in prose is never cut.  A number with a point or separators in a cell is one cell.  A run of digits that the model cuts
into several cells without being sure is left whole, since only the form's sums can tell how it is cut (`ie.rebuild`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ie.tag.jieba_linear import tokens as tk
from ie.tag.jieba_linear.tokens import Ints, Tokens
from ie.tag.tagset import OUTSIDE, begin
from ie.tag.viterbi import Floats

SURE = 0.98
"""Probability of every cut in a run from which on it is believed; sums that speak against it are better witnesses below."""
RULE = 3
"""Equal marks in a row that draw a line and are no dash of a cell."""
_CELL, _FIGURE = begin("CELL"), begin("FIGURE")


def without_rules(tokens: Tokens, scores: Floats) -> Floats:
    """Scores under which drawn lines and the marks of headings and emphasis belong to nothing."""
    code = tokens.codes[tokens.start]
    drawn = (tokens.end - tokens.start >= RULE) & (tokens.kind >= tk.SIGN)
    none = drawn | (code == ord("#")) | (code == ord("*"))
    out = scores.copy()
    out[none] = -30.0
    out[none, OUTSIDE] = 0.0
    return out


def whole_numbers(tokens: Tokens, tags: Ints, scores: Floats) -> Ints:
    """The tags with every number made whole that must be."""
    first, end = _runs(tokens)
    if not len(first):
        return tags
    out = tags.copy()
    # Runs all of one tag's B- and I- in the right order need no look.
    labels = (tags + 1) // 2 * (tags > 0)
    code = tokens.codes[tokens.start]
    for start, stop in zip(first.tolist(), end.tolist(), strict=True):
        found = set(labels[start:stop].tolist()) - {0}
        if found == {(_FIGURE + 1) // 2}:
            _join(out, start, stop, _FIGURE)
        elif found == {(_CELL + 1) // 2} and _in_doubt(code, tags, scores, start, stop):
            _join(out, start, stop, _CELL)
    return out


def _runs(tokens: Tokens) -> tuple[Ints, Ints]:
    """Numbers of two tokens or more: digits with points and commas between them, nothing else."""
    glued = tokens.gap == tk.NONE
    code = tokens.codes[tokens.start]
    digit = tokens.kind == tk.DIGIT
    point = (code == ord(".")) | (code == ord(","))
    before = np.concatenate(([False], digit[:-1])) & glued
    behind = np.append(digit[1:] & glued[1:], False)
    part: NDArray[np.bool_] = digit | (point & before & behind)
    joined = part[1:] & part[:-1] & glued[1:]
    opens = part & ~np.concatenate(([False], joined))
    closes = part & ~np.append(joined, False)
    first, end = np.flatnonzero(opens), np.flatnonzero(closes) + 1
    long = end - first > 1
    return first[long], end[long]


def _in_doubt(code: Ints, tags: Ints, scores: Floats, start: int, stop: int) -> bool:
    own = tags[start:stop]
    if (own == OUTSIDE).any() or (code[start:stop] < ord("0")).any():
        return True
    if not (own[1:] == _CELL).any():
        return False
    sure = scores[np.arange(start, stop), own].min() >= np.log(SURE)
    return not sure and bool((code[start:stop] != ord("0")).any())


def _join(tags: Ints, start: int, stop: int, label: int) -> None:
    """One span over the number, continuing the one before it where it did."""
    if tags[start] != label + 1:
        tags[start] = label
    tags[start + 1 : stop] = label + 1


MAX_NOTE = 200
"""Tokens of a note in brackets: the longest definitions that provinces print inside a label have half of that."""
_LABELS = (begin("ROWHEAD"), begin("COLHEAD"))


def whole_notes(tokens: Tokens, tags: Ints) -> Ints:
    """The tags with every note in brackets that stands directly behind a label, in the same field, part of that label.

    A year or a figure inside such a note counts nothing of the report: `上一年项目数量(指2018年事项数)`.
    """
    code = tokens.codes[tokens.start]
    out = tags.copy()
    for at in np.flatnonzero(code == ord("(")).tolist():
        label = int(out[at - 1] - (out[at - 1] + 1) % 2) if at else OUTSIDE
        if label not in _LABELS or tokens.gap[at] > tk.SPACE:
            continue
        stop = _closing(tokens, code, at)
        if stop is not None and (tokens.kind[at + 1 : stop] == tk.HAN).any():
            out[at : stop + 1] = label + 1
            if stop + 1 < len(out) and out[stop + 1] > 0 and out[stop + 1] % 2 == 0 and out[stop + 1] != label + 1:
                out[stop + 1] -= 1
    return out


def _closing(tokens: Tokens, code: Ints, at: int) -> int | None:
    """The bracket that closes the one at `at`, where it stands in the same field."""
    depth = 0
    for i in range(at, min(at + MAX_NOTE, len(code))):
        if i > at and tokens.gap[i] >= tk.WIDE:
            return None
        depth += int(code[i] == ord("(")) - int(code[i] == ord(")"))
        if depth == 0:
            return i
    return None
