"""One table of one edition → its worksheets: the form's header on top, the reports' tables below one another."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import Any

from ie.editions import TableForm
from ie.write.layout import Layout, Line, table_layout
from ie.write.palette import style_of
from ie.write.text import Record, encodable, inert, organ_of

MAX_ROWS = 1_048_576
"""Rows of a worksheet in the file format."""
MAX_NAME = 31
"""Characters of a worksheet's name."""
MAX_TEXT = 16_000
"""Characters of a text cell; the file format allows 32,767 UTF-16 units, of which a rare character takes two."""
MAX_NOTES = 10_000
"""Notes of a workbook.  They are held in memory until it is closed, and Excel is slow to open more."""
MAX_EXACT = 10**15
"""Excel keeps 15 digits of a number; what has more is written as text, so that no digit is lost in silence."""

SIDE_WIDTHS = (36, 22, 44)
VALUE_WIDTH = 13


@dataclass
class Book:
    """The workbook being written and what its sheets share; `limits` are sentences for the legend, one a limit met."""

    workbook: Any
    formats: dict[str, Any]
    max_rows: int = MAX_ROWS
    max_notes: int = MAX_NOTES
    notes: int = 0
    notes_left_out: int = 0
    limits: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def sheet(self, base: str, number: int) -> Any:
        """A new worksheet named `base`, shortened where the file format demands it; its number follows from 2 on."""
        while True:
            suffix = "" if number == 1 else f" {number}"
            name = base[: MAX_NAME - len(suffix)] + suffix
            # Excel compares sheet names without regard to case.
            if name.casefold() not in self.names:
                self.names.add(name.casefold())
                return self.workbook.add_worksheet(name)
            number += 1

    def text(self, sheet: Any, row: int, column: int, text: str, style: str) -> None:
        """Write text as text, made inert, encodable and short enough for a cell."""
        if text:
            sheet.write_string(row, column, _harmless(text), self.formats[style])
        else:
            sheet.write_blank(row, column, None, self.formats[style])


@lru_cache(maxsize=4096)  # the form's labels stand in every block
def _harmless(text: str) -> str:
    text = encodable(text)
    return inert(text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…")


class TableSheets:
    """The sheets of one table: the first one, and those that continue it where it is full."""

    def __init__(self, book: Book, edition: str, form: TableForm) -> None:
        self.book = book
        self.base = f"{edition} {form.id}"
        self.layout: Layout = table_layout(form)
        self.addresses = {address for line in self.layout.lines for address in line.addresses}
        self.reports = 0
        self.sheets: list[Any] = []
        self._open()

    def add(self, record: Record, table: Record) -> int:
        """Write one report's table; returns how many of its cells have no place in the form."""
        cells = table["cells"]
        lines = [] if _is_gone(table) else [line for line in self.layout.lines if _is_printed(line, cells)]
        # A table is never cut in two; the last line of its block stays empty.
        if self.row + len(lines) + 2 > self.book.max_rows:
            self._open()
        self._report_line(record, table)
        before: tuple[str, ...] = ()
        for line in lines:
            self._side(line, before)
            self._cells(line, cells)
            before = line.under
            self.row += 1
        self.row += 1
        self.reports += 1
        return sum(address not in self.addresses for address in cells)

    def _open(self) -> None:
        book, layout = self.book, self.layout
        self.sheet = book.sheet(self.base, len(self.sheets) + 1)
        if self.sheets:
            full, following = self.sheets[-1].name, self.sheet.name
            book.limits.append(f"“{full}” 行数已满，续于 (is full and continues in) “{following}”")
        self.sheets.append(self.sheet)
        for column in range(layout.side):
            self.sheet.set_column(column, column, SIDE_WIDTHS[min(column, len(SIDE_WIDTHS) - 1)])
        self.sheet.set_column(layout.side, layout.width - 1, VALUE_WIDTH)
        for row, labels in enumerate(layout.header):
            self._header_line(row, labels)
        self.sheet.freeze_panes(len(layout.header), 0)
        self.row = len(layout.header)

    def _header_line(self, row: int, labels: tuple[str, ...]) -> None:
        column = 0
        for label, group in groupby(labels):
            width = len(list(group))
            if label and width > 1:
                self.sheet.merge_range(row, column, row, column + width - 1, label, self.book.formats["header"])
            else:
                for offset in range(width):
                    self.book.text(self.sheet, row, column + offset, label, "header")
            column += width

    def _report_line(self, record: Record, table: Record) -> None:
        book, sheet, row = self.book, self.sheet, self.row
        values = (organ_of(record), record["year"], record["source"], record["part"], table["status"])
        for column, value in enumerate(values):
            if isinstance(value, int):
                sheet.write_number(row, column, value, book.formats["report"])
            else:
                book.text(sheet, row, column, value or "", "report")
        self.row += 1

    def _side(self, line: Line, before: tuple[str, ...]) -> None:
        if not self.layout.side:
            return
        # A side label stands once, before the first of the lines it is about.
        same = 0
        while same < min(len(before), len(line.under)) and before[same] == line.under[same]:
            same += 1
        labels = [*([""] * same), *line.under[same:], line.label]
        labels += [""] * (self.layout.side - len(labels))
        for column, label in enumerate([*labels, *([line.unit or ""] if self.layout.units else [])]):
            self.book.text(self.sheet, self.row, column, label, "side")

    def _cells(self, line: Line, cells: Record) -> None:
        book = self.book
        for column, address in enumerate(line.addresses, start=self.layout.first_value):
            cell = cells.get(address)
            style = style_of(cell)
            value = None if cell is None else cell["value"]
            if value is None:
                self.sheet.write_blank(self.row, column, None, book.formats[style])
            elif fits_excel(value):
                self.sheet.write_number(self.row, column, value, book.formats[style])
            else:
                self.sheet.write_string(self.row, column, str(value), book.formats[style])
            if cell is not None and style == "review":
                self._note(column, cell)

    def _note(self, column: int, cell: Record) -> None:
        if self.book.notes >= self.book.max_notes:
            self.book.notes_left_out += 1
            return
        self.book.notes += 1
        raw = "（无）" if cell["raw"] is None else encodable(str(cell["raw"]))[:MAX_TEXT]
        self.sheet.write_comment(self.row, column, f"原文：{raw}\n{cell['status']}", {"author": "ie"})


def fits_excel(value: int | float) -> bool:
    """Whether Excel keeps every digit of the number.

    >>> fits_excel(-5), fits_excel(12.5), fits_excel(1234567890123456)
    (True, True, False)
    """
    return abs(value) < MAX_EXACT and float(f"{value:.15g}") == value


def _is_gone(table: Record) -> bool:
    return table["status"] == "absent" and all(cell["status"] == "absent" for cell in table["cells"].values())


def _is_printed(line: Line, cells: Record) -> bool:
    """Optional rows are in most reports not there at all, and then no gap: they are left out."""
    if not line.optional:
        return True
    return any(cells[a]["status"] != "absent" or cells[a]["review"] for a in line.addresses if a in cells)
