"""Tables behind another year's title or heading: last year's report below this one's, an annex with last year's table.

Beside `ie.rebuild`: spans → Tables, here with those of another year marked.  Which year the report is of, the pipeline says.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from ie.report import Span, Table, Text

_HEADING = re.compile(
    r"(?m)\n[^\n。,;]{0,50}?(?<!\d)(20[0-3]\d)[ ]?年?度?[^\n。,;\d]{0,40}"
    r"(?:信息公开|政务公开)[^\n。,;]{0,30}(?:报告|年报|情况|统计表|情况表)[ \u3000|)]*$"
)
"""A line of its own that names a year and what the report, or a table of it, is about; with the line end before it."""
_NAMED = "公开"
"""What all of those lines hold."""


def doubt_other_years(text: Text, tables: tuple[Table, ...], title: Span | None, year: int | None) -> tuple[Table, ...]:
    """The tables with every figure for review where the nearest heading with a year, behind the report's title, is another year's."""
    if title is None or year is None:
        return tables
    headings = [(m.start() + 1, int(m[1])) for m in _headings(text.clean, max(0, title.end - 1))]
    if all(of == year for _, of in headings):
        return tables
    return tuple(_doubted(table, headings, year) for table in tables)


def _headings(clean: str, begin: int) -> Iterator[re.Match[str]]:
    """The headings that name a year, each looked for at the beginning of its line."""
    at = clean.find(_NAMED, begin)
    while at >= 0:
        line = clean.rfind("\n", begin, at)
        if line >= 0 and (heading := _HEADING.match(clean, line)):
            yield heading
        end = clean.find("\n", at)
        at = clean.find(_NAMED, end) if end >= 0 else -1


def _doubted(table: Table, headings: list[tuple[int, int]], year: int) -> Table:
    first = min((c.start for c in table.cells.values() if c.start is not None and c.value is not None), default=None)
    at = bisect_left(headings, (first, 0)) if first is not None else 0
    if at == 0 or headings[at - 1][1] == year:
        return table
    why = f"the heading before this table names {headings[at - 1][1]}, the report is of {year}"
    cells = {k: c.doubted(why) if c.value is not None else c for k, c in table.cells.items()}
    return replace(table, cells=cells, notes=(*table.notes, why))
