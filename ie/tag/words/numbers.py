"""Tags → tags in which numbers are whole: what the model's tokens, single digits, cannot be trusted with alone.

A figure in prose is never cut, nor is a year.  A number with a point or separators in a cell is one cell.  A run of digits that the
model cuts into several cells without being sure is left whole, unless the cells end in a row's sum: only the form's sums can tell how it
is cut (`ie.rebuild`).
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from ie.tag.tagset import OUTSIDE, begin
from ie.tag.viterbi import Floats
from ie.tag.words import tokens as tk
from ie.tag.words.row_sums import ends_in_sums
from ie.tag.words.tokens import Ints, Tokens

SURE = 0.98
"""Probability of every cut in a run from which on it is believed; sums that speak against it are better witnesses below."""
LIKELY = 0.1
"""The same for a cut whose cells end in a row's sum."""
RULE = 3
"""Equal marks in a row that draw a line and are no dash of a cell."""
YEAR = 4
CENTURIES = ("19", "20")
"""How a year's digits begin: what stands before them in a run of digits is a row's last figures."""
UNIT = 3
"""Tokens of a unit between a row label and its figure: `(万元)` has three."""
_SIGNS = (ord("-"), ord("+"))
_SCALES = tuple(map(ord, tk.SCALES))
_CELL, _FIGURE, _ROW = begin("CELL"), begin("FIGURE"), begin("ROWHEAD")


def without_rules(tokens: Tokens, scores: Floats) -> Floats:
    """Scores under which drawn lines and the marks of headings and emphasis belong to nothing."""
    code = tokens.code
    drawn = (tokens.end - tokens.start >= RULE) & (tokens.kind >= tk.SIGN)
    none = drawn | (code == ord("#")) | (code == ord("*"))
    out = scores.copy("K")
    out[none] = -30.0
    out[none, OUTSIDE] = 0.0
    return out


def whole_numbers(tokens: Tokens, tags: Ints, scores: Floats) -> Ints:
    """The tags with every number made whole that must be."""
    tags, years = _whole_years(tokens, tags)
    first, end = _runs(tokens)
    out = tags.copy()
    # Lists, since most runs are short; a tag's label is half of the tag, rounded up, and O's is 0.
    own, labels = tags.tolist(), ((tags + 1) // 2).tolist()
    for start, stop, place in zip(first.tolist(), end.tolist(), tokens.start[first].tolist(), strict=True):
        if stop - YEAR in years:
            stop -= YEAR
        if own[start] == _CELL and _ROW in own[start:stop]:
            # A row label that the run flows into: `0000182.没有现成信息`.
            stop = own.index(_ROW, start)
        found = set(labels[start:stop]) - {OUTSIDE}
        if found == {(_FIGURE + 1) // 2}:
            _join(out, start, stop, _CELL if _ends_row(tokens, tags, start, stop) else _FIGURE)
        elif found == {(_CELL + 1) // 2}:
            number = tokens.text[place : place + stop - start]
            if _in_doubt(number, own[start:stop], scores[start:stop]):
                _join(out, start, stop, _CELL)
    _with_scales(tokens, out)
    _with_brackets(tokens, out)
    _with_signs(tokens, out)
    return out


def _runs(tokens: Tokens) -> tuple[Ints, Ints]:
    """Numbers of two tokens or more: digits with points and commas between them, nothing else."""
    glued = tokens.gap == tk.NONE
    part = tokens.in_number
    joined = part[1:] & part[:-1] & glued[1:]
    opens = part & ~np.concatenate(([False], joined))
    closes = part & ~np.append(joined, False)
    first, end = np.flatnonzero(opens), np.flatnonzero(closes) + 1
    long = end - first > 1
    return first[long], end[long]


def _ends_row(tokens: Tokens, tags: Ints, start: int, stop: int) -> bool:
    """Whether a number ends a line behind a row label, with no more than a unit between: `公开信息数 条 286,413`."""
    if tokens.gap[start] < tk.SPACE or (stop < len(tags) and tokens.gap[stop] < tk.BROKEN):
        return False
    at = start
    while at > max(start - UNIT, 0) and tokens.gap[at] < tk.BROKEN and tags[at - 1] == OUTSIDE:
        at -= 1
    return at > 0 and bool(tokens.gap[at] < tk.BROKEN) and tags[at - 1] in (_ROW, _ROW + 1)


def _in_doubt(number: str, tags: list[int], scores: Floats) -> bool:
    """Whether cuts in a number, one character a token, are not to be believed."""
    if OUTSIDE in tags or not number.isdecimal():
        return True
    if _CELL not in tags[1:] or not number.strip("0"):
        return False
    least = scores[np.arange(len(tags)), tags].min()
    if least < np.log(LIKELY):
        return True
    return bool(least < np.log(SURE)) and not ends_in_sums(_cells(number, tags))


def _cells(number: str, tags: list[int]) -> list[str]:
    """A number as its tags cut it; what continues a cell before it counts as a cell of its own."""
    cuts = [0, *(at for at in range(1, len(tags)) if tags[at] == _CELL), len(tags)]
    return [number[a:b] for a, b in pairwise(cuts)]


def _join(tags: Ints, start: int, stop: int, label: int) -> None:
    """One span over the number, continuing the one before it where it did."""
    if tags[start] != label + 1:
        tags[start] = label
    tags[start + 1 : stop] = label + 1


def _with_scales(tokens: Tokens, tags: Ints) -> None:
    """`47.6亿` is one figure."""
    code = tokens.code
    glued = tokens.gap == tk.NONE
    figure = (tags == _FIGURE) | (tags == _FIGURE + 1)
    behind = np.flatnonzero((tokens.kind[:-1] == tk.DIGIT) & figure[:-1] & glued[1:]) + 1
    tags[behind[(code[behind] == _SCALES[0]) | (code[behind] == _SCALES[1])]] = _FIGURE + 1


def _with_brackets(tokens: Tokens, tags: Ints) -> None:
    """A sign with its figure in brackets is one cell, `+(0)`; so are `+(0) -(0)`, more and fewer."""
    code = tokens.code
    glued = tokens.gap == tk.NONE
    sign = (code[:-1] == _SIGNS[0]) | (code[:-1] == _SIGNS[1])
    for at in np.flatnonzero(sign & (tags[:-1] == _CELL) & (code[1:] == ord("(")) & glued[1:]).tolist():
        stop = at + 2
        while stop < len(tags) and glued[stop] and tokens.kind[stop] == tk.DIGIT:
            stop += 1
        if at + 2 < stop < len(tags) and glued[stop] and code[stop] == ord(")"):
            tags[at + 1 : stop + 1] = _CELL + 1
    for at in np.flatnonzero((code == ord("-")) & (tags == _CELL) & (tokens.gap == tk.SPACE)).tolist():
        first = at - 1
        while first > 0 and tags[first] == _CELL + 1:
            first -= 1
        if tags[first] == _CELL and code[first] == ord("+") and code[at - 1] == ord(")"):
            tags[at] = _CELL + 1


def _whole_years(tokens: Tokens, tags: Ints) -> tuple[Ints, set[int]]:
    """The tags in which `2020年` belongs as a whole to what its 年 belongs to, and the first token of every such year that was torn.

    Whatever stands before a year in the same run of digits is a row's last figures.
    """
    code = tokens.code
    glued = tokens.gap == tk.NONE
    out, torn = tags.copy(), set()
    marks = np.flatnonzero((code == ord("年")) & glued)
    years = marks[marks >= YEAR][:, None] + np.arange(-YEAR, 1)
    years = years[(tokens.kind[years[:, :-1]] == tk.DIGIT).all(1) & glued[years[:, 1:-1]].all(1)]
    own = tags[years]
    of = (own + 1) // 2
    cut = (own[:, 1:] % 2 == 1).any(1) | (of != of[:, -1:]).any(1)
    for first, label in zip(years[cut, 0].tolist(), of[cut, -1].tolist(), strict=True):
        if "".join(map(chr, code[first : first + 2].tolist())) not in CENTURIES:
            continue
        torn.add(first)
        if label:
            _join(out, first, first + YEAR + 1, 2 * label - 1)
        else:
            out[first : first + YEAR] = OUTSIDE
    return out, torn


def _with_signs(tokens: Tokens, tags: Ints) -> None:
    """A sign that was left out before a cell's number is its own, where it stands there like one: `增 -1`, not `2-1`."""
    code = tokens.code
    glued = tokens.gap == tk.NONE
    left_out = ((code == _SIGNS[0]) | (code == _SIGNS[1])) & (tags == OUTSIDE) & ~glued
    sign = np.flatnonzero(left_out[:-1] & (tags[1:] == _CELL) & (tokens.kind[1:] == tk.DIGIT) & glued[1:])
    tags[sign], tags[sign + 1] = _CELL, _CELL + 1
