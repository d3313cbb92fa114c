"""Spans and separators of one stretch → its fields: figures, blanks and words, each with what puts the figure in doubt."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Literal, NamedTuple

from ie.editions.vocabulary import occurrences
from ie.report import Span
from ie.values import Value, is_blank, parse_value

ItemKind = Literal["value", "blank", "words"]
_TORN_BEHIND = re.compile(r"[ \n]{0,3},[ \n]{0,3}\d|[ \n]{0,3},\s*$|[ \n]{0,3}[.]\d|[ ]?\n[ ]?[.、][\u4e00-\u9fff]")
_TORN_BEFORE = re.compile(r"(?:\d|^)[ \n]{0,3},[ \n]{0,3}$|\d[.]$|(?:[+\-−–—增减降]|增加|减少|下降)$")
"""A separator of thousands or decimals, or a sign, right at the figure, that the tagger left out of it; or the point of the next
row's number, whose digits end the figure's line: `55` and `.其他` on the next."""
_CLIPPED_BEFORE = re.compile(
    r"(?:[A-Za-z]\.[ ]?|[A-Za-z%‰第→~～≈<≥≤↑↓▲▼△▽$]|(?<![A-Za-z/\"'])>|\d/|[约近超逾含足每达][ ]?)$"
)
_CLIPPED_BEHIND = re.compile(r"[A-Za-z%‰→~～^°月日号余多千百]|/\d|万(?!元)|亿(?!元)|[ ]?(?:左右|以上|以下)")
"""What belongs to a figure and was left out of it: `约50`, `l2`, `15%`, `3万`."""
_CLEAR = frozenset(("", *"|\t0123456789"))
"""What nothing of a figure stands behind or before, blanks between them or none: it is neither torn nor clipped there."""
_BESIDE = 6
"""Characters beside a figure in which all stands that tears or clips it, or nothing but blanks."""


class Item(NamedTuple):
    """One field of a row: a figure, a visible blank, or words without a figure."""

    kind: ItemKind
    start: int
    end: int
    raw: str
    value: Value | None = None
    torn: bool = False
    """A comma and more digits stand beside it across a blank or a line end, or a sign right before it: it is not whole."""
    marked: bool = False
    """A blank that is printed (dash, slash, 无), not only empty."""
    line: int = 0
    """Which line of the row's stretch it stands on."""
    leads: bool = False
    """It opens a later line that goes on with words of another field: perhaps that row's serial number."""
    shares: bool = False
    """It stands in one field with the figure before it."""


def item_of(clean: str, span: Span, line: int = 0) -> Item:
    start, end = span.start, span.end
    raw = clean[start:end]
    value = parse_value(raw)
    if value is not None:
        torn = clipped = False
        # Most cells have a border right beside them, and then the first question of each pair is enough.
        if clean[end : end + 1] not in _CLEAR and clean[end : end + _BESIDE].lstrip(" \n")[:1] not in _CLEAR:
            torn = _TORN_BEHIND.match(clean, end) is not None
            clipped = _CLIPPED_BEHIND.match(clean, end) is not None
        if (
            clean[start - 1 : start] not in _CLEAR
            and (before := clean[max(0, start - _BESIDE) : start]).rstrip(" \n")[-1:] not in _CLEAR
        ):
            torn = torn or _TORN_BEFORE.search(before) is not None
            clipped = clipped or _CLIPPED_BEFORE.search(before) is not None
        if clipped:
            value = replace(value, odd=True)
        return Item("value", start, end, raw, value, torn, False, line)
    return Item("blank" if is_blank(raw) else "words", start, end, raw, marked=True, line=line)


def separated_fields(clean: str, start: int, limit: int, cells: list[Span], style: str) -> list[Item]:
    """The separated fields behind a label; what stands before the first separator belongs to the label."""
    text = clean[start:limit]
    if style == "tabs":
        text = text.split("\n", 1)[0]
        bounds = [*occurrences(text, "\t"), len(text)]
    else:
        line = text.split("\n", 1)[0]
        if line.count("|") > 1 and (not cells or cells[-1].start < start + len(line)):
            text = line + "\n"  # one line a row: what stands on the next one is the next row's
        bounds = occurrences(text, "|")
        # A row whose last field has no border behind it ends with its line, or with the text.
        rest = text[bounds[-1] + 1 :]
        if limit < len(clean) or rest.strip().count("\n"):
            rest = rest.split("\n", 1)[0]
        behind = start + bounds[-1]
        inside = cells and cells[-1].start > behind and any(behind < c.start <= behind + len(rest) for c in cells)
        if inside or (limit >= len(clean) and rest.strip()):
            bounds.append(bounds[-1] + 1 + len(rest))
    items: list[Item] = [item_of(clean, c) for c in cells if start <= c.start < start + bounds[0]]
    at = 0
    for left, right in pairwise(bounds):
        a, b = start + left + 1, start + right
        # Fields and cells are both in order, so that no cell is looked for twice.
        while at < len(cells) and cells[at].start < a:
            at += 1
        first = at
        while at < len(cells) and cells[at].start < b:
            at += 1
        if at == first + 1:
            items.append(_beside_digits(clean, cells[first], a, b))
        elif first < at:
            items += _shared(clean, cells[first:at], a, b)
        elif raw := clean[a:b].strip():
            items.append(Item("words", a, min(b, limit), raw))
        else:
            items.append(Item("blank", a, a, ""))
    return items


def _shared(clean: str, held: list[Span], start: int, end: int) -> list[Item]:
    """The cells of one field."""
    first, last = held[0], held[-1]
    return [
        _beside_digits(clean, first, start, first.end),
        *(item_of(clean, c)._replace(shares=True) for c in held[1:-1]),
        _beside_digits(clean, last, last.start, end)._replace(shares=True),
    ]


def _beside_digits(clean: str, cell: Span, start: int, end: int) -> Item:
    """The cell, odd where digits of its field [start, end) stand beside it in no cell: `205 2` may be one figure."""
    item = item_of(clean, cell)
    before = start < cell.start and clean[start : cell.start].strip(" ").isdigit()
    return _odd(item) if before or (cell.end < end and clean[cell.end : end].strip(" ").isdigit()) else item


def _odd(item: Item) -> Item:
    return item._replace(value=replace(item.value, odd=True)) if item.value else item
