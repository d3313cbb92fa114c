"""A table's form → the grid it is printed as: header lines, side labels, and which cell stands where."""

from __future__ import annotations

from dataclasses import dataclass

from ie.editions import TableForm

UNIT_HEADER = "单位"


@dataclass(frozen=True)
class Line:
    """One printed line: the side labels it stands under, its own label and unit, its cells' addresses, `row.column`."""

    under: tuple[str, ...]
    label: str
    unit: str | None
    addresses: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True)
class Layout:
    """A printed table.

    `header` has one tuple of `width` labels a line; the first `side` columns are side labels, and a unit column follows
    them where `units` is true.
    """

    header: tuple[tuple[str, ...], ...]
    side: int
    units: bool
    lines: tuple[Line, ...]

    @property
    def first_value(self) -> int:
        """The first column that holds figures."""
        return self.side + self.units

    @property
    def width(self) -> int:
        return len(self.header[0])


def table_layout(form: TableForm) -> Layout:
    """The grid of a form: rows below each other, or all in one line where the form prints them so."""
    return _one_line(form) if form.one_line else _grid(form)


def _grid(form: TableForm) -> Layout:
    side = max(len(row.under) for row in form.rows) + 1
    units = any(row.unit for row in form.rows)
    heads = _stack([(*column.under, column.label) for column in form.columns])
    corner = (form.stub or "", *[""] * (side - 1), *([UNIT_HEADER] if units else []))
    header = tuple(
        (*(corner if depth == len(heads) - 1 else [""] * len(corner)), *labels) for depth, labels in enumerate(heads)
    )
    lines = tuple(
        Line(row.under, row.label, row.unit, tuple(f"{row.id}.{column.id}" for column in form.columns), row.optional)
        for row in form.rows
    )
    return Layout(header, side, units, lines)


def _one_line(form: TableForm) -> Layout:
    cells = list(form.addresses())
    header = _stack([(*row.under, row.label, *column.under, column.label) for row, column in cells])
    line = Line((), "", None, tuple(f"{row.id}.{column.id}" for row, column in cells))
    return Layout(header, 0, False, (line,))


def _stack(paths: list[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Header paths → header lines, the outermost labels in the first line and every column's own label in the last."""
    depth = max(map(len, paths))
    full = [(*path[:-1], *[""] * (depth - len(path)), path[-1]) for path in paths]
    return tuple(zip(*full, strict=True))
