"""The workbook's first sheet: what the colours mean, what the run came to, and which limits were met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from ie.write.palette import LEGEND
from ie.write.reports import report_row
from ie.write.sheets import Book, TableSheets
from ie.write.text import Record

NAME = "图例 Legend"
COUNTED = (
    "tables_complete", "tables_partial", "tables_absent",
    "cells_read", "cells_blank", "cells_inferred", "cells_absent", "cells_in_review",
    "checks_hold", "checks_fail", "checks_unknown",
)  # fmt: skip


class Tally:
    """Sums over the records added, so that the summary needs none of them."""

    def __init__(self) -> None:
        self.reports = 0
        self.counts: Counter[str] = Counter({name: 0 for name in COUNTED})
        self.statuses: Counter[str] = Counter()
        self.editions: Counter[str] = Counter()

    def add(self, record: Record) -> None:
        row = report_row(record)
        self.reports += 1
        for name in COUNTED:
            self.counts[name] += int(str(row[name]))
        self.counts["reports_to_review"] += bool(row["review_needed"])
        self.statuses[str(row["status"])] += 1
        self.editions[str(row["edition"] or "–")] += 1

    def lines(self) -> Iterator[tuple[str, int]]:
        """Name and number, one line of the summary each, in an order that does not hang on the records' order."""
        yield "reports", self.reports
        for status in sorted(self.statuses):
            yield f"reports, status {status}", self.statuses[status]
        for edition in sorted(self.editions):
            yield f"reports, edition {edition}", self.editions[edition]
        yield "reports to review", self.counts["reports_to_review"]
        for name in COUNTED:
            yield name.replace("_", " "), self.counts[name]


def write_legend(sheet: Any, book: Book, tally: Tally, tables: list[TableSheets], homeless: int) -> None:
    """Fill the first sheet; `homeless` counts the cells that no form has a place for."""
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 100)
    row = 0

    def line(name: str, value: int | str = "", style: str = "side") -> None:
        nonlocal row
        book.text(sheet, row, 0, name, style)
        if isinstance(value, int):
            sheet.write_number(row, 1, value)
        elif value:
            sheet.write_string(row, 1, value)
        row += 1

    line("图例 Legend", style="title")
    for status, meaning in LEGEND.items():
        line(status, meaning, style=status)
    row += 1
    line("说明 Notes", style="strong")
    for note in _notes(book, tables, homeless):
        line(note, style="note")
    row += 1
    line("汇总 Summary", style="strong")
    for name, number in tally.lines():
        line(name, number)
    row += 1
    line("工作表 Sheets", "所收报告数 (reports in them)", style="strong")
    for table in tables:
        line(", ".join(sheet.name for sheet in table.sheets), table.reports)


def _notes(book: Book, tables: list[TableSheets], homeless: int) -> Iterator[str]:
    yield "每份报告一行机关、年份、来源、部分、表格状态，下为其表 (one line a report, its table below)"
    yield "没有表格的报告只见于 reports.csv (reports without tables stand in reports.csv only)"
    yield from book.limits
    if book.notes_left_out:
        yield (
            f"批注上限 {book.max_notes}，另有 {book.notes_left_out} 格未加批注，原文见 cells.csv "
            f"({book.notes_left_out} cells in review have no note; their raw text stands in cells.csv)"
        )
    if homeless:
        yield f"{homeless} 格不在表式之内，只见于 cells.csv ({homeless} cells have no place in the form: see cells.csv)"
