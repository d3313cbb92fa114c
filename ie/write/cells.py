"""Records → `cells.csv`, tidy: one row a cell, with all that is known of it and of its report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ie.editions import Edition
from ie.write.csvfile import CsvFile
from ie.write.text import Record, edition_of, organ_of

COLUMNS = (
    "source", "part", "organ", "year", "edition", "table", "row", "column", "row_label", "column_label",
    "value", "raw", "unit", "status", "confidence", "review", "start", "end", "id", "url",
)  # fmt: skip
"""`value` is in `unit`, or a plain count where that is empty; `start` and `end` are characters of the decoded text."""


def cell_rows(record: Record) -> Iterator[tuple[object, ...]]:
    """The record's cells in its own order, each as the values of `COLUMNS`.

    The labels are the form's, not the report's; they are None for a cell the form does not have.
    """
    form = edition_of(record)
    report = (record["source"], record["part"], organ_of(record), record["year"], record["edition"])
    for table in record["tables"]:
        rows, columns = _labels(form, table["id"])
        for address, cell in table["cells"].items():
            row, _, column = address.partition(".")
            yield (
                *report, table["id"], row, column, rows.get(row), columns.get(column),
                cell["value"], cell["raw"], cell["unit"], cell["status"], cell["confidence"], cell["review"],
                cell["start"], cell["end"], record.get("id"), record.get("url"),
            )  # fmt: skip


def _labels(form: Edition | None, table_id: str) -> tuple[dict[str, str], dict[str, str]]:
    if form is None or table_id not in form.by_id:
        return {}, {}
    table = form.table(table_id)
    return {row.id: row.label for row in table.rows}, {column.id: column.label for column in table.columns}


class CellsFile(CsvFile):
    """The growing `cells.csv`."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, COLUMNS)

    def add(self, record: Record) -> None:
        for values in cell_rows(record):
            self.row(values)
