"""Tags → tags in which numbers are whole: a token is one digit, and digits decided one by one can tear a number.

A figure in prose is never cut.  A number with a point or separators in a cell is one cell.  A run of digits that is cut into several
cells without being sure is left whole, since only the form's sums can tell how it is cut (`ie.rebuild`).  A sign before a cell's number is
its own.
"""

from __future__ import annotations

import re
from typing import Final

from ie.tag.tagset import OUTSIDE, begin
from ie.tag.transformer.collapse import WIDE_BLANK, Array, Tokens
from ie.tag.transformer.windows import Scores

SURE: Final = 0.98
"""Probability of every digit's tag from which on a cut is believed; below it the form's sums are better witnesses."""
SIGNS: Final = (ord("-"), ord("+"))
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_CELL: Final = begin("CELL")
_FIGURE: Final = begin("FIGURE")


def whole_numbers(tokens: Tokens, tags: Array, scores: Scores) -> Array:
    """The tags with every number made whole that must be; `scores` are the tags' probabilities."""
    # Classes of runs are single characters too, so that an offset in this string is a token's index.
    text = "".join(map(chr, tokens.symbols.tolist()))
    out = tags.copy()
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if tags[start] == _CELL and _signed(tokens, tags, start):
            out[start - 1], out[start] = _CELL, _CELL + 1
        if end - start < 2:
            continue
        own = tags[start:end].tolist()
        found = set(own) - {OUTSIDE}
        if found and found <= {_FIGURE, _FIGURE + 1}:
            _join(out, start, end, _FIGURE)
        elif found and found <= {_CELL, _CELL + 1} and _in_doubt(match.group(), own, scores[start:end]):
            _join(out, start, end, _CELL)
    return out


def _signed(tokens: Tokens, tags: Array, start: int) -> bool:
    """Whether a sign that was left out stands before a cell's number, and nothing but a separator before the sign."""
    if start == 0 or tokens.symbols[start - 1] not in SIGNS or tags[start - 1] != OUTSIDE:
        return False
    return start == 1 or bool(tokens.symbols[start - 2] >= WIDE_BLANK or tokens.symbols[start - 2] == ord(" "))


def _in_doubt(number: str, own: list[int], scores: Scores) -> bool:
    if OUTSIDE in own or not number.isdigit():
        return True
    cut = _CELL in own[1:]
    return cut and float(scores.min()) < SURE and number.strip("0") != ""


def _join(tags: Array, start: int, end: int, label: int) -> None:
    """One span; it goes on where the number's first digit stood inside one, and what follows stays behind it."""
    inside = start > 0 and tags[start] == label + 1 and tags[start - 1] in (label, label + 1)
    tags[start] = label + 1 if inside else label
    tags[start + 1 : end] = label + 1
