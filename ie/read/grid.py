"""Cells with the rows and columns they are merged over → the fields of each line.

A label is printed once, wherever it is merged.  A figure, or an empty cell, that is merged over several columns of its
neighbours leaves empty fields in their places, since a figure one column off would be a wrong one; what it belongs to is
not known, and the field says so.  Whether a span is a merge at all is judged by the rows beside it: one big Word table for
several forms gives every cell a span, and merges none.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from ie.read.source import Refused
from ie.values import is_blank, parse_value

MAX_FIELDS = 100_000
"""Fields that merged cells may keep empty in one table: the widest form has 160."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a document's table at its first row and column, from 0, with the rows and columns it is merged over."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    where: str = ""

    @property
    def holds_place(self) -> bool:
        """A figure, a dash or nothing: what a column of figures holds.  Words are labels."""
        words = unicodedata.normalize("NFKC", self.text)
        return is_blank(words) or parse_value(words) is not None

    def inside(self, edge: int) -> bool:
        """Whether a column of others begins within this cell."""
        return self.column < edge < self.column + self.columns


@dataclass(frozen=True, slots=True)
class Field:
    """What a line prints for a cell; `merged` where a figure stands for several columns or rows."""

    cell: GridCell
    words: str
    merged: bool = False


def grid_to_lines(cells: list[GridCell]) -> list[list[Field]]:
    """The cells of one table → the fields of its lines; lines without words are left out.

    >>> cells = [GridCell(0, 0, "信访", rows=2), GridCell(0, 1, "3"), GridCell(1, 1, "4")]
    >>> [[field.words for field in line] for line in grid_to_lines(cells)]
    [['信访', '3'], ['4']]
    """
    rows: dict[int, list[GridCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    kinds = {row: any(c.holds_place and c.text for c in own) for row, own in rows.items()}
    lines: dict[int, list[tuple[int, Field]]] = {row: [] for row in rows}
    kept = 0
    for group in _groups(rows, kinds):
        edges = _common_edges([rows[row] for row in group if kinds[row]])
        width = max((c.column + c.columns for row in group for c in rows[row] if c.text), default=0)
        for row in group:
            for cell in rows[row]:
                if cell.column < width:  # what is empty from the header down to the last line is no column
                    kept += _place(cell, edges if kinds[row] else (), rows, lines) - 1
                if kept > MAX_FIELDS:
                    raise Refused("too_large", f"merges cells over more than {MAX_FIELDS:,} others; save it as text")
    out = []
    figures = False
    for row in sorted(lines):
        line = [field for _, field in sorted(lines[row], key=lambda item: item[0])]
        figures = figures or kinds[row]
        if not figures and not any(field.words for field in line[1:]):
            line = line[:1]  # a title over the table
        if any(field.words for field in line):
            out.append(line)
    return out


def _place(
    cell: GridCell, edges: tuple[int, ...], rows: dict[int, list[GridCell]], lines: dict[int, list[tuple[int, Field]]]
) -> int:
    """Put a cell's fields into its lines; their number."""
    if not cell.holds_place:
        lines[cell.row].append((cell.column, Field(cell, cell.text)))
        return 1
    columns, below = [cell.column], []
    if cell.columns > 1:
        columns += [e for e in edges if cell.inside(e)]
    if cell.rows > 1:
        last = min(cell.row + cell.rows - 1, cell.row + MAX_FIELDS, next(reversed(rows)))
        below = [r for r in range(cell.row + 1, last + 1) if any(c.text for c in rows.get(r, ()))]
    merged = bool(cell.text) and (len(columns) > 1 or bool(below))
    for row in (cell.row, *below):
        for column in columns:
            first = row == cell.row and column == cell.column
            lines[row].append((column, Field(cell, cell.text if first else "", merged)))
    return len(columns) * (1 + len(below))


def _groups(rows: dict[int, list[GridCell]], kinds: dict[int, bool]) -> list[list[int]]:
    """Rows of one header: a run of lines without a figure, and the lines with figures below it."""
    out: list[list[int]] = []
    before = True
    for row in sorted(rows):
        header = not kinds[row] and not any(c.holds_place for c in rows[row][1:])
        if not out or (header and not before):
            out.append([])
        out[-1].append(row)
        before = header
    return out


def _common_edges(rows: list[list[GridCell]]) -> tuple[int, ...]:
    """Columns at which cells begin in more than half of the rows with figures."""
    counts: dict[int, int] = {}
    for row in rows:
        for cell in row:
            counts[cell.column] = counts.get(cell.column, 0) + 1
    return tuple(sorted(edge for edge, count in counts.items() if 2 * count > len(rows)))
