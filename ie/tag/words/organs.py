"""Tags → tags in which an organ named as a report's author is whole: `本报告由某县人民政府编制`, from behind 由 to its end.

No dictionary has the names of all places, so that their first character is often a word of its own, and none that speaks for an organ.
"""

from __future__ import annotations

import numpy as np

from ie.tag.tagset import OUTSIDE, begin
from ie.tag.words import tokens as tk
from ie.tag.words.tokens import Ints, Tokens

LONGEST_LOST = 4
"""Characters that a name may have lost at its beginning: a place's, without what kind of place it is."""
_ORGAN = begin("ORGAN")


def whole_organs(tokens: Tokens, tags: Ints) -> Ints:
    """The tags in which an organ shortly behind 由 begins right behind it, and none begins with it."""
    out = tags.copy()
    is_by = (tokens.code == ord(tk.BY)) & (tokens.end - tokens.start == 1)
    for at in np.flatnonzero(tags == _ORGAN).tolist():
        if is_by[at] and at + 1 < len(tags) and tags[at + 1] == _ORGAN + 1:
            out[at], out[at + 1] = OUTSIDE, _ORGAN
            continue
        first = at
        while first > 0 and _belongs(tokens, out, first, at) and not is_by[first - 1]:
            first -= 1
        if first < at and first > 0 and is_by[first - 1] and tokens.gap[first] <= tk.SPACE:
            out[first], out[first + 1 : at + 1] = _ORGAN, _ORGAN + 1
    return out


def _belongs(tokens: Tokens, tags: Ints, place: int, at: int) -> bool:
    """Whether the token before `place` may be a part of the name that begins at `at`."""
    before = place - 1
    near = int(tokens.start[at]) - int(tokens.start[before]) <= LONGEST_LOST
    return bool(near and tokens.gap[place] == tk.NONE and tokens.kind[before] == tk.HAN and tags[before] == OUTSIDE)
