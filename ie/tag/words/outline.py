"""Text → outline numbers: which form each has, and how deep it lies in the outline met so far.

`1.` directly under `一、` is of the second level: the level follows from the forms met before, not from the form alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ie.tag.words.labels import TEXTS_KEPT, map_labels, section_kinds

FORMS = re.compile(
    r"(?<![\u4e00-\u9fffA-Za-z\d(.,])(?:"
    r"(?P<a>[一二三四五六七八九十]{1,3}[ ]*[、.,])|(?P<b>[(][ ]*[一二三四五六七八九十]{1,3}[ ]*[)])"
    r"|(?P<c>\d{1,2}[ ]*[、.](?!\d))|(?P<d>[(][ ]*\d{1,2}[ ]*[)])|(?P<e>第[一二三四五六七八九十]{1,2}(?:部分|章|[、,.]))"
    r"|(?P<f>\d{1,2}[)])|(?P<h>[①-⑳]))"
)
_NOT_TABLE = 0


@lru_cache(maxsize=TEXTS_KEPT)
def outline_numbers(text: str) -> tuple[NDArray[np.uint8], ...]:
    """Form, depth, and form above of the outline number each character belongs to; zeros elsewhere; read-only.

    Numbers of the form's row labels take no part in the outline and have depth 0.
    """
    labels, opening = map_labels(text), section_kinds()
    form, depth, above = (np.zeros(len(text), np.uint8) for _ in range(3))
    stack: list[int] = []
    for match in FORMS.finditer(text):
        start, end = match.span()
        kind = ord(match.lastgroup or "a") - ord("a") + 1
        form[start:end] = kind
        at = end
        while at < len(text) and text[at] in " \u3000":
            at += 1
        known = int(labels.kind[at]) if at < len(text) else 0
        if known != _NOT_TABLE and known not in opening:
            continue
        if kind in stack:
            del stack[stack.index(kind) + 1 :]
        else:
            stack.append(kind)
        depth[start:end] = min(len(stack), 5)
        above[start:end] = stack[-2] if len(stack) > 1 else 0
    for array in (form, depth, above):
        array.setflags(write=False)
    return form, depth, above
