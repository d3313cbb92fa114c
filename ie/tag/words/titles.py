"""Tags → tags in which a title begins where its field does: `某县民政局2020年政府信息公开年度报告` is one, with the organ and the year.

Its last words are those of every title; its first ones are names that the model may never have met.
"""

from __future__ import annotations

import numpy as np

from ie.tag.tagset import OUTSIDE, begin
from ie.tag.words import tokens as tk
from ie.tag.words.outline import FORMS
from ie.tag.words.tokens import Ints, Tokens

LONGEST_BEFORE = 40
"""Characters before a title's found part that may belong to it: organs with their region and the year have 30."""
_TITLE = begin("TITLE")
_YIELDS = (OUTSIDE, _TITLE, _TITLE + 1, begin("HEAD1"), begin("HEAD1") + 1, begin("ORGAN"), begin("ORGAN") + 1)
"""Tags of a title's first words that are taken over; a cell's or a label's are not."""
_BRACKETS = (ord("("), ord(")"))
"""Part of names, as in 高新区（新市区）.  Behind other marks, of sentences and breadcrumbs, a title begins in the middle of a line."""


def whole_titles(tokens: Tokens, tags: Ints) -> Ints:
    """The tags with each title from its field's beginning, where only words and figures of no table stand before it, unparted."""
    out = tags.copy()
    code = tokens.code
    for at in np.flatnonzero(tags == _TITLE).tolist():
        if tokens.gap[at] != tk.NONE or out[at] != _TITLE:
            continue
        first = at - 1
        while first > 0 and tokens.gap[first] == tk.NONE:
            first -= 1
        near = int(tokens.start[at]) - int(tokens.start[first]) <= LONGEST_BEFORE
        numbered = FORMS.match(tokens.text, int(tokens.start[first])) is not None
        own = slice(first, at)
        plain = np.isin(tokens.kind[own], (tk.HAN, tk.DIGIT)) | np.isin(code[own], _BRACKETS)
        if near and not numbered and plain.all() and np.isin(out[own], _YIELDS).all():
            out[first] = _TITLE
            out[first + 1 : at + 1] = _TITLE + 1
    return out
