"""Tags → tags in which a title begins where its field does: `某县民政局2020年政府信息公开年度报告` is one, with the organ and the year.

Its last words are those of every title; its first ones are names that the model may never have met.
"""

from __future__ import annotations

import numpy as np

from ie.tag.tagset import OUTSIDE, begin
from ie.tag.words import tokens as tk
from ie.tag.words.tokens import Ints, Tokens

LONGEST_BEFORE = 40
"""Characters before a title's found part that may belong to it: organs with their region and the year have 30."""
_TITLE = begin("TITLE")
_YIELDS = (OUTSIDE, _TITLE, _TITLE + 1, begin("HEAD1"), begin("HEAD1") + 1, begin("ORGAN"), begin("ORGAN") + 1)
"""Tags of a title's first words that are taken over; a cell's or a label's are not."""
_PLAIN = (tk.HAN, tk.DIGIT, tk.OPEN, tk.CLOSE)
"""What a title's first words are made of; behind any other mark it may begin in the middle of a line."""


def whole_titles(tokens: Tokens, tags: Ints) -> Ints:
    """The tags with each title from its field's beginning, where nothing but words and figures of no table stand before it there."""
    out = tags.copy()
    for at in np.flatnonzero(tags == _TITLE).tolist():
        if tokens.gap[at] >= tk.WIDE or out[at] != _TITLE:
            continue
        first = at - 1
        while first > 0 and tokens.gap[first] < tk.WIDE:
            first -= 1
        near = int(tokens.start[at]) - int(tokens.start[first]) <= LONGEST_BEFORE
        plain = np.isin(tokens.kind[first:at], _PLAIN).all()
        if near and plain and np.isin(out[first:at], _YIELDS).all():
            out[first] = _TITLE
            out[first + 1 : at + 1] = _TITLE + 1
    return out
