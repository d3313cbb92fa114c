"""What stands behind one row's label, with what its label's note and the digits round its figures say of it."""

from __future__ import annotations

import re
from dataclasses import replace

from ie.rebuild.extent import between
from ie.rebuild.fields import Strip, read_strip
from ie.rebuild.items import Item
from ie.report import Span

LONGEST = 24
"""Characters of the longest figure."""
EMPTY_FIELDS = 2
"""Borders on a label's line from which on its row is printed there."""
_MONEY = re.compile(r"[万亿]?元")
_BRACKETS = re.compile(r"[ \u3000]*[(][^()\n]*[)]")
_DOTS = ("·", "•")
_FIGURE_IN_WORDS = re.compile(r"(?<=[\u4e00-\u9fff])\d+(?=[\u4e00-\u9fff])(?![年月日时点号项条款类级届期岁])")
"""In what stands between a label and the figure that touches it, perhaps its definition: a figure of its own, and another row's label
behind it, `由法制机构提供3行政奖励105`."""
_REST_OF_FIGURE = re.compile(r"\d+(?![\d.、,．])")
"""Digits that are no outline number: `2.其他` behind a figure opens the next label."""


def row_strip(clean: str, cells: list[Span], first: int, end: int, limit: int) -> Strip:
    """A row's strip; a note in brackets right behind its label belongs to the label."""
    note = _BRACKETS.match(clean, end, limit)
    strip = read_strip(clean, cells, first, limit, note.end() if note else end)
    if not strip.values:
        return _in_money(strip, note)  # all that follows is said of figures
    strip = with_rest_of_figures(strip, clean, cells)
    if (
        _row_is_over(strip, clean, end, limit)
        or _holds_label(strip, clean)
        or _holds_page(strip, clean)
        or (strip.glued and _FIGURE_IN_WORDS.search(clean, end, strip.values[0].start))
    ):
        odd = (i._replace(value=replace(i.value, odd=True)) if i.value else i for i in strip.items)
        strip = replace(strip, items=tuple(odd))
    return _in_money(strip, note)


def _in_money(strip: Strip, note: re.Match[str] | None) -> Strip:
    unit = _MONEY.search(note.group()) if note else None
    return replace(strip, unit=unit.group()) if unit else strip


def _holds_label(strip: Strip, clean: str) -> bool:
    """Whether words touch a later figure of the row, `110　政策性文件900`: another row, run together with its figures."""
    return any("\u4e00" <= clean[v.start - 1] <= "\u9fff" for v in strip.values[1:])


def _holds_page(strip: Strip, clean: str) -> bool:
    """Whether a page's number between dots, `· 2 ·`, is taken for one of the row's figures."""
    whole = clean[max(0, strip.values[0].start - LONGEST) : strip.values[-1].end + LONGEST]
    return any(dot in whole for dot in _DOTS) and any(
        clean[max(0, v.start - LONGEST) : v.start].rstrip(" ").endswith(_DOTS)
        and clean[v.end : v.end + LONGEST].lstrip(" ").startswith(_DOTS)
        for v in strip.values
    )


def _row_is_over(strip: Strip, clean: str, end: int, limit: int) -> bool:
    """Whether the label's own line holds a whole row of empty fields, and a lone figure stands behind it: a page's number."""
    if strip.style != "pipes" or len(strip.values) != 1:
        return False
    line = clean.find("\n", end, limit)
    if line < 0 or clean.count("|", end, line) < EMPTY_FIELDS:
        return False
    return strip.values[0].start > line and clean[end:line].rstrip(" \u3000").endswith("|")


def with_rest_of_figures(strip: Strip, clean: str, cells: list[Span]) -> Strip:
    """The strip, a figure odd where more digits that are in no cell touch it: `7` of `7164`, the rest taken for a label's words."""
    torn = [i for i in strip.values if _touched(clean, i) and _is_torn(clean, cells, i)]
    if not torn:
        return strip
    items = (i._replace(value=replace(i.value, odd=True)) if i.value and i in torn else i for i in strip.items)
    return replace(strip, items=tuple(items))


def _touched(clean: str, item: Item) -> bool:
    """Whether a digit stands right before or behind the figure."""
    return clean[item.end : item.end + 1].isdigit() or clean[item.start - 1 : item.start].isdigit()


def _is_torn(clean: str, cells: list[Span], item: Item) -> bool:
    if (
        item.raw[-1:].isdigit()
        and _REST_OF_FIGURE.match(clean, item.end)
        and not between(cells, item.end, item.end + 1)
    ):
        return True
    before = clean[max(0, item.start - 1) : item.start]
    return before.isdigit() and not any(c.end == item.start for c in between(cells, item.start - LONGEST, item.start))
