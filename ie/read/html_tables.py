"""Tables of a page: which hold data and which only lay the page out, and the cells of the former with their spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ie.read.grid import GridCell
from ie.read.render import one_line
from ie.read.source import Refused

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_COLUMNS = 2_000
"""Columns of a table, merged ones counted: no form has a hundredth."""
MAX_COLUMNS_MERGED = 1_000
MAX_ROWS_MERGED = 65_534
"""The HTML standard's own bounds of a cell's spans."""
LAYOUT_CELL = 600
"""A cell with more characters than this holds a page, not a figure or a label with its note."""
_INNER_BLOCKS = frozenset("p div li h1 h2 h3 h4 h5 h6 tr table".split())
_SKIPPED = frozenset("script style template noscript".split())


def is_data_table(table: HtmlElement) -> bool:
    """A table with rows of several cells, none of them a page of its own."""
    if table.find(".//table") is not None:
        return False
    several = False
    for row in table.iter("tr"):
        cells = [c for c in row if c.tag in ("td", "th")]
        several = several or len(cells) > 1
        if any(sum(map(len, c.itertext())) > LAYOUT_CELL for c in cells):
            return False
    return several


def table_cells(table: HtmlElement, number: int) -> Iterator[GridCell]:
    """The cells in the document's order at their places in the grid, as browsers place them; hidden ones left out."""
    taken: dict[int, int] = {}
    for row, element in enumerate(r for r in table.iter("tr") if not _hidden(r)):
        column = 0
        seen = 0
        for cell in element:
            if cell.tag not in ("td", "th") or _hidden(cell):
                continue
            while taken.get(column, 0) > row:
                column += 1
            columns = _span(cell.get("colspan"), MAX_COLUMNS_MERGED)
            rows = _span(cell.get("rowspan"), MAX_ROWS_MERGED)
            seen += 1
            where = f"table {number}, row {row + 1}, cell {seen}"
            yield GridCell(row, column, cell_text(cell), rows, columns, where)
            if column + columns > MAX_COLUMNS:
                raise Refused("too_large", f"has a table of more than {MAX_COLUMNS:,} columns; save it as text")
            for k in range(column, column + columns):
                taken[k] = row + rows
            column += columns


def cell_text(cell: HtmlElement) -> str:
    """A cell's words on one line."""
    words: list[str] = []

    def walk(element: HtmlElement) -> None:
        if not isinstance(element.tag, str) or element.tag in _SKIPPED or _hidden(element):
            return
        block = element.tag in _INNER_BLOCKS or element.tag == "br"
        if block:
            words.append("\n")
        if element.text:
            words.append(_plain(element.text))
        for child in element:
            walk(child)
            if child.tail:
                words.append(_plain(child.tail))
        if block:
            words.append("\n")

    walk(cell)
    return one_line("".join(words))


def _plain(words: str) -> str:
    return re.sub(r"[ \t\r\n\f\v]+", " ", words)


def _hidden(element: HtmlElement) -> bool:
    return "hidden" in element.attrib or bool(re.search(r"display\s*:\s*none", element.get("style") or "", re.I))


def _span(value: str | None, most: int) -> int:
    match = re.match(r"\s*(\d{1,9})", value or "")
    return min(max(int(match.group(1)), 1), most) if match else 1
