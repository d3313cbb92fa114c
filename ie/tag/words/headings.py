"""Tags → tags in which headings of the second and third level are whole: a phrase from its outline number to its end.

A word's scores know little of where a phrase ends: the linear model looks three tokens ahead.  A heading ends where a sentence or a
field does; one whose end is not near is a sentence with a number, and one that begins within a sentence is none at all.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ie.tag.tagset import OUTSIDE, begin
from ie.tag.words import tokens as tk
from ie.tag.words.outline import FORMS
from ie.tag.words.tokens import Ints, Tokens

MAX_HEADING = 48
"""Characters of a heading without its number: longer ones are sentences."""
_LEVELS = (begin("HEAD2"), begin("HEAD3"))
_NUMBER = 8
"""Characters before a heading's first word in which its outline number stands."""
_ENDS = (tk.STOP, tk.COLON)


def whole_headings(tokens: Tokens, tags: Ints) -> Ints:
    """The tags with each such heading whole, or gone where it is none; nothing that another label holds is taken."""
    out = tags.copy()
    begins = np.flatnonzero((tags == _LEVELS[0]) | (tags == _LEVELS[1]))
    if not len(begins):
        return out
    stops = _stops(tags, begins)
    ends = _next((tokens.gap >= tk.WIDE) | (tokens.kind == tk.STOP) | (tokens.kind == tk.COLON), stops)
    for at, label, stop, end in zip(begins.tolist(), tags[begins].tolist(), stops.tolist(), ends.tolist(), strict=True):
        first = _number(tokens, out, at)
        too_far = end > stop and tokens.end[end - 1] - tokens.start[first] > MAX_HEADING
        if too_far or (first == at and _within_sentence(tokens, at)):
            out[at:stop] = OUTSIDE
        elif end == stop or not out[stop:end].any():
            out[first:end] = label + 1
            out[first] = label
        elif _bare_number(tokens, at, stop):
            out[at:stop] = OUTSIDE
    return out


def _stops(tags: Ints, begins: Ints) -> Ints:
    """The first token behind each of the headings that begin there."""
    out = np.empty_like(begins)
    for label in _LEVELS:
        own = tags[begins] == label
        out[own] = _next(tags != label + 1, begins[own] + 1)
    return out


def _next(flag: NDArray[np.bool_], places: Ints) -> Ints:
    """The first token at each of the places or behind it that has the flag; the text's end where none has."""
    flagged = np.append(np.flatnonzero(flag), len(flag))
    return flagged[np.searchsorted(flagged, places)]


def _number(tokens: Tokens, tags: Ints, at: int) -> int:
    """The first token of the outline number that the heading at `at` begins in or directly behind; `at` where there is none."""
    if tokens.gap[at] > tk.WIDE:
        # No number goes over a tab, a pipe or a line end, and most headings begin behind one.
        return at
    start = int(tokens.start[at])
    for match in FORMS.finditer(tokens.text, max(0, start - _NUMBER), start + _NUMBER):
        if match.start() < start <= match.end() and tokens.text[match.end() : start].strip() == "":
            first = int(np.searchsorted(tokens.start, match.start()))
            free = not tags[first:at].any() and not (tokens.gap[first + 1 : at + 1] > tk.WIDE).any()
            return first if free else at
    return at


def _bare_number(tokens: Tokens, at: int, stop: int) -> bool:
    match = FORMS.match(tokens.text, int(tokens.start[at]))
    return match is not None and match.end() >= int(tokens.end[stop - 1])


def _within_sentence(tokens: Tokens, at: int) -> bool:
    """Whether a heading without a number begins in the middle of a sentence."""
    if tokens.gap[at] > tk.SPACE or tokens.kind[at - 1] in _ENDS:
        return False
    return FORMS.match(tokens.text, int(tokens.start[at])) is None
