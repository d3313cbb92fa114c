"""What stands behind one row's label, with what its label's note and the digits round its figures say of it."""

from __future__ import annotations

import re
from dataclasses import replace

from ie.rebuild.extent import between
from ie.rebuild.fields import Item, Strip, read_strip
from ie.report import Span

LONGEST = 24
"""Characters of the longest figure."""
_MONEY = re.compile(r"[万亿]?元")
_BRACKETS = re.compile(r"[ \u3000]*[(][^()\n]*[)]")
_REST_OF_FIGURE = re.compile(r"\d+(?![\d.、,．])")
"""Digits that are no outline number: `2.其他` behind a figure opens the next label."""


def row_strip(clean: str, cells: list[Span], first: int, end: int, limit: int) -> Strip:
    """A row's strip; a note in brackets right behind its label belongs to the label."""
    note = _BRACKETS.match(clean, end, limit)
    strip = read_strip(clean, cells, first, limit, note.end() if note else end)
    strip = with_rest_of_figures(strip, clean, cells)
    unit = _MONEY.search(note.group()) if note else None
    return replace(strip, unit=unit.group()) if unit else strip


def with_rest_of_figures(strip: Strip, clean: str, cells: list[Span]) -> Strip:
    """The strip, a figure odd where more digits that are in no cell touch it: `7` of `7164`, the rest taken for a label's words."""
    items = tuple(
        i._replace(value=replace(i.value, odd=True)) if i.value and _is_torn(clean, cells, i) else i
        for i in strip.items
    )
    return replace(strip, items=items) if items != strip.items else strip


def _is_torn(clean: str, cells: list[Span], item: Item) -> bool:
    if (
        item.raw[-1:].isdigit()
        and _REST_OF_FIGURE.match(clean, item.end)
        and not between(cells, item.end, item.end + 1)
    ):
        return True
    before = clean[max(0, item.start - 1) : item.start]
    return before.isdigit() and not any(c.end == item.start for c in between(cells, item.start - LONGEST, item.start))
