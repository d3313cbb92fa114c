"""A rival for pages: pandas.read_html, rows found by their labels, values by their place at the end of the row.

What a careful user of pandas writes: merged cells are repeated by pandas, labels are compared without blanks, and the edition
is the one most labels of which are met.  It knows every edition, and neither checks nor doubts.
"""

from __future__ import annotations

import io
import re
from typing import Any

from ie.editions import EDITIONS, load_edition
from ie.editions.form import TableForm

NAME = "pandas.read_html"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
BLANKS = re.compile(r"\s+")

Cells = dict[str, dict[str, Any]]
Grid = list[list[str]]


def read(page: bytes) -> dict[str, Cells]:
    """Table id → cells, `row.column` → cell of the record; empty where the page has no table."""
    grids = _grids(page)
    printed = {text for grid in grids for row in grid for text in row}
    best: dict[str, Cells] = {}
    most = 0
    for edition in EDITIONS:
        found: dict[str, Cells] = {}
        labels = 0
        for table in load_edition(edition).tables:
            cells = _one_line(table, grids) if table.one_line else _rows(table, grids)
            if cells:
                found[table.id] = cells
                labels += len(cells) // len(table.columns) + sum(column.label in printed for column in table.columns)
        if labels > most:
            best, most = found, labels
    return best


def _grids(page: bytes) -> list[Grid]:
    import pandas

    try:
        frames = pandas.read_html(
            io.StringIO(page.decode("utf-8")), header=None, keep_default_na=False, flavor="lxml", thousands=None
        )
    except ValueError:  # no table
        return []
    out = []
    for frame in frames:
        head = [[str(part) for part in (c if isinstance(c, tuple) else (c,))] for c in frame.columns]
        rows = [[BLANKS.sub("", str(value)) for value in row] for row in frame.to_numpy().tolist()]
        # A header row that pandas took for column names may be a row of the form.
        if any(not part.isdigit() for column in head for part in column):
            rows = [[BLANKS.sub("", column[i]) for column in head] for i in range(len(head[0]))] + rows
        out.append(rows)
    return out


def _rows(table: TableForm, grids: list[Grid]) -> Cells:
    """The rows of a table whose labels are met in their order, from the grid that has most of them."""
    best: Cells = {}
    for grid in grids:
        found: Cells = {}
        at = 0
        for row in table.rows:
            label = BLANKS.sub("", row.label)
            place = next((i for i in range(at, len(grid)) if label in grid[i]), None)
            if place is None:
                continue
            at = place + 1
            values = grid[place][-len(table.columns) :]
            for column, text in zip(table.columns, values, strict=False):
                found[f"{row.id}.{column.id}"] = _cell(text, column.unit or row.unit)
        if len(found) > len(best):
            best = found
    return best


def _one_line(table: TableForm, grids: list[Grid]) -> Cells:
    """A table printed as one line of figures: the last row of the grid that names its last row."""
    size = len(table.rows) * len(table.columns)
    for grid in grids:
        words = "".join("".join(row) for row in grid)
        if len(grid) > 1 and len(grid[-1]) >= size and BLANKS.sub("", table.rows[0].label) in words:
            places = [f"{row.id}.{column.id}" for row, column in table.addresses()]
            return {place: _cell(text, None) for place, text in zip(places, grid[-1][-size:], strict=True)}
    return {}


def _cell(text: str, unit: str | None) -> dict[str, Any]:
    number = NUMBER.fullmatch(text.removesuffix(".0") if text.endswith(".0") else text)
    value: float | int | None = None
    if number:
        value = float(number.group()) if "." in number.group() else int(number.group())
    return {
        "value": value, "raw": text or None, "unit": unit if value is not None else None,
        "status": "blank" if value is None else "read", "start": None, "end": None, "confidence": 1.0, "review": False,
    }  # fmt: skip
