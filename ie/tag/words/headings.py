"""Tags → tags in which headings of the second and third level are whole: a phrase from its outline number to its end.

A word's scores know little of where a phrase ends: the linear model looks three tokens ahead.  A heading ends where a sentence or a
field does; one whose end is not near is a sentence with a number, and one that begins within a sentence is none at all.
"""

from __future__ import annotations

import numpy as np

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
    ends = np.flatnonzero((tokens.gap >= tk.WIDE) | (tokens.kind == tk.STOP) | (tokens.kind == tk.COLON))
    for at in begins.tolist():
        label = int(tags[at])
        stop = at + 1
        while stop < len(tags) and tags[stop] == label + 1:
            stop += 1
        first = _number(tokens, out, at)
        end = _end(tokens, ends, first, stop)
        if end is None or (first == at and _within_sentence(tokens, at)):
            out[at:stop] = OUTSIDE
        elif not out[stop:end].any():
            out[first:end] = label + 1
            out[first] = label
        elif _bare_number(tokens, at, stop):
            out[at:stop] = OUTSIDE
    return out


def _number(tokens: Tokens, tags: Ints, at: int) -> int:
    """The first token of the outline number that the heading at `at` begins in or directly behind; `at` where there is none."""
    start = int(tokens.start[at])
    for match in FORMS.finditer(tokens.text, max(0, start - _NUMBER), start + _NUMBER):
        if match.start() < start <= match.end() and tokens.text[match.end() : start].strip() == "":
            first = int(np.searchsorted(tokens.start, match.start()))
            free = not tags[first:at].any() and not (tokens.gap[first + 1 : at + 1] > tk.WIDE).any()
            return first if free else at
    return at


def _end(tokens: Tokens, ends: Ints, first: int, stop: int) -> int | None:
    """The first of the `ends` behind the heading that has been met up to `stop`; None where it is too far."""
    found = int(np.searchsorted(ends, stop))
    end = int(ends[found]) if found < len(ends) else len(tokens)
    too_far = end > stop and tokens.end[end - 1] - tokens.start[first] > MAX_HEADING
    return None if too_far else end


def _bare_number(tokens: Tokens, at: int, stop: int) -> bool:
    match = FORMS.match(tokens.text, int(tokens.start[at]))
    return match is not None and match.end() >= int(tokens.end[stop - 1])


def _within_sentence(tokens: Tokens, at: int) -> bool:
    """Whether a heading without a number begins in the middle of a sentence."""
    numbered = FORMS.match(tokens.text, int(tokens.start[at])) is not None
    return not numbered and bool(tokens.gap[at] <= tk.SPACE) and tokens.kind[at - 1] not in _ENDS
