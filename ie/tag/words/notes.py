"""Tags → tags in which a label holds the note or the definition printed behind it: `规范性文件:是指…`.

Only within a field: behind a line end another row may begin.  What the transformer is told of notes (`ie.tag.transformer.hints`) goes
over single line ends, since a hint decides nothing.
"""

from __future__ import annotations

import numpy as np

from ie.tag.tagset import begin
from ie.tag.words import tokens as tk
from ie.tag.words.tokens import Ints, Tokens

MAX_NOTE = 200
"""Tokens of a note in brackets: the longest definitions that provinces print inside a label have half of that."""
DEFINES = 12
"""Tokens behind a label's colon within which a definition says what the label means (指)."""
_ROW = begin("ROWHEAD")
_LABELS = (_ROW, begin("COLHEAD"))


def whole_notes(tokens: Tokens, tags: Ints) -> Ints:
    """The tags with every note in brackets, and every definition, that stands directly behind a label in the same field part of it.

    A year or a figure inside such a note counts nothing of the report: `上一年项目数量(指2018年事项数)`.
    """
    code = tokens.code
    out = tags.copy()
    behind = tokens.gap <= tk.SPACE  # never the first token, which stands at the text's edge
    for at in np.flatnonzero(behind & (code == ord(":"))).tolist():
        if out[at - 1] in (_ROW, _ROW + 1):
            stop = _definition(tokens, code, at)
            if stop is not None:
                out[at:stop] = _ROW + 1
    for at in np.flatnonzero(behind & (code == ord("("))).tolist():
        label = int(out[at - 1] - (out[at - 1] + 1) % 2)
        if label not in _LABELS:
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
    near = slice(at, at + MAX_NOTE)
    for i, (own, gap) in enumerate(zip(code[near].tolist(), tokens.gap[near].tolist(), strict=True), at):
        if i > at and gap >= tk.WIDE:
            return None
        depth += (own == ord("(")) - (own == ord(")"))
        if depth == 0:
            return i
    return None


def _definition(tokens: Tokens, code: Ints, at: int) -> int | None:
    """The token behind the definition that the colon at `at` opens: to the end of the field, without a figure in it."""
    ends = np.flatnonzero(tokens.gap[at + 1 : at + 1 + MAX_NOTE] >= tk.WIDE)
    stop = at + 1 + int(ends[0]) if len(ends) else len(code)
    if stop - at > MAX_NOTE or (tokens.kind[at:stop] == tk.DIGIT).any():
        return None
    defines = "指" in tokens.text[tokens.start[at] : tokens.end[min(at + DEFINES, stop - 1)]]
    return stop if defines else None
