"""Text → outline numbers: which form each has, and how deep it lies in the outline met so far.

`1.` directly under `一、` is of the second level: the level follows from the forms met before, not from the form alone.  Yet only
`第一部分` stands above `一、`, and `(一)` below it: where the first heading's number is lost, an `(一)` met first is no first level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from ie.tag.words.labels import map_labels, section_kinds
from ie.tag.words.tokens import TEXTS_KEPT, codes_of

FORMS = re.compile(
    r"(?<![\u4e00-\u9fffA-Za-z\d(.,])(?:"
    r"(?P<a>[一二三四五六七八九十]{1,3}[ ]*[、.,])|(?P<b>[(][ ]*[一二三四五六七八九十]{1,3}[ ]*[)])"
    r"|(?P<c>\d{1,2}[ ]*[、.](?!\d))|(?P<d>[(][ ]*\d{1,2}[ ]*[)])|(?P<e>第[一二三四五六七八九十]{1,2}(?:部分|章|[、,.]))"
    r"|(?P<f>\d{1,2}[)])|(?P<h>[①-⑳]))"
)
_FIRST, _SECOND, _PART = (ord(form) - ord("a") + 1 for form in "abe")
"""一、 and what stands below and above it by the custom of official writing, whatever order they are met in."""
_NOT_TABLE = 0
_CLOSES = "、.)"
"""What follows the one or two digits of a number, blanks apart."""


@lru_cache(maxsize=TEXTS_KEPT)
def outline_numbers(text: str) -> tuple[NDArray[np.uint8], ...]:
    """Form, depth, and form above of the outline number each character belongs to; zeros elsewhere; read-only.

    Numbers of the form's row labels take no part in the outline and have depth 0.
    """
    form, depth, above = (np.zeros(len(text), np.uint8) for _ in range(3))
    own = []
    for start, end, kind, counts in _numbers(text):
        form[start:end] = kind
        if counts:
            own.append((start, end, kind))
    stack: list[int] = []
    if own and own[0][2] == _SECOND and any(kind == _FIRST for _, _, kind in own):
        stack = [_FIRST]  # the first heading's number is lost
    for start, end, kind in own:
        if kind in stack:
            del stack[stack.index(kind) + 1 :]
        else:
            if kind in (_FIRST, _PART):
                stack = [_PART] if kind == _FIRST and _PART in stack else []
            stack.append(kind)
        depth[start:end] = min(len(stack), 5)
        above[start:end] = stack[-2] if len(stack) > 1 else 0
    for array in (form, depth, above):
        array.setflags(write=False)
    return form, depth, above


def _numbers(text: str) -> Iterator[tuple[int, int, int, bool]]:
    """Where each number begins and ends, its form, and whether it counts in the outline."""
    labels, opening = map_labels(text), section_kinds()
    for match in _matches(text):
        start, end = match.span()
        at = end
        while at < len(text) and text[at] in " \u3000":
            at += 1
        known = int(labels.kind[at]) if at < len(text) else 0
        yield start, end, ord(match.lastgroup or "a") - ord("a") + 1, known == _NOT_TABLE or known in opening


def _matches(text: str) -> Iterator[re.Match[str]]:
    """The matches that `FORMS.finditer` finds, tried only where one may begin: few characters of a report are such."""
    codes = codes_of(text)
    digit, other, behind, closes = _tables()
    may = other[codes]
    may[1:] &= ~behind[codes[:-1]]
    size = len(codes)
    solid = np.minimum.accumulate(np.where(codes == ord(" "), size, np.arange(size))[::-1])[::-1]
    closing = np.append(closes[codes], (False, False, False))[np.append(solid, (size, size))]
    digits = digit[codes] & (closing[1:-1] | closing[2:])
    digits[1:] &= ~behind[codes[:-1]]
    done = 0
    for at in np.flatnonzero(may | digits).tolist():
        match = FORMS.match(text, at) if at >= done else None
        if match:
            done = match.end()
            yield match


@cache
def _tables() -> tuple[NDArray[np.bool_], ...]:
    """Characters by code: digits, others that FORMS begin with, those that none stands directly behind, those of _CLOSES.

    Whatever lies beyond the basic plane has one code here and may be a digit.
    """
    characters = [chr(code) for code in range(0x10000)]
    digit = np.array([c.isdecimal() for c in characters])
    digit[0xFFFD] = True
    other = np.array([c in "一二三四五六七八九十(第" or "①" <= c <= "⑳" for c in characters])
    behind = np.array(["\u4e00" <= c <= "\u9fff" or c in "(.," or (c.isalnum() and c.isascii()) for c in characters])
    return digit, other, behind, np.array([c in _CLOSES for c in characters])
