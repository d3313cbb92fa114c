"""A row with more or fewer figures than columns → what the sums leave of it."""

from __future__ import annotations

from collections import Counter

from ie.editions import Column, Identity, Row
from ie.rebuild.fields import Strip
from ie.rebuild.items import Item
from ie.rebuild.readings import Reading, common, place
from ie.rebuild.row_cells import RowResult, doubtful, read_cells
from ie.report import Cell

_DASHES = ("—", "–", "―")
"""Longer than a minus: a printed blank as often as a sign, and then two cells in one, `—4`."""
MAY_HOLD_TWO = "the next column has no figure, and this one may be two figures run together"
MIN_OF_TWO = 3
"""Digits from which on a figure beside an empty column is likelier two than one: with fewer, a blank left out is."""


def surplus(
    row: Row, columns: tuple[Column, ...], strip: Strip, values: tuple[Item, ...], row_sum: Identity | None
) -> RowResult:
    """More figures than columns: certain only where all are alike, or where one is too many and the sum says which."""
    n = len(columns)
    if any(i.kind == "blank" and i.marked for i in strip.items):
        return RowResult(doubtful(columns, f"{len(values)} figures and printed blanks for {n} columns"))
    words = any(i.kind == "words" for i in strip.items) or strip.parted
    lines = Counter(v.line for v in values)
    two_rows = len(lines) > 1 and max(lines.values()) > 1  # two lines of figures are two rows', one of which lacks some
    if len({v.value.value for v in values if v.value}) == 1 and not (words or two_rows) and len(values) <= n + 2:
        return RowResult(read_cells(columns, values[:n], row, strip, "surplus figures, all alike"))
    # A run before or behind a label that was not recognised is another row's, and the sum that comes out is that row's.
    # With empty fields between them they are two rows', one without its label.
    if row_sum is not None and len(values) == n + 1 and not strip.parted:
        fits: list[tuple[Item, ...]] = []
        for drop in range(n + 1):
            kept = values[:drop] + values[drop + 1 :]
            total = {c.id: k.value.value for c, k in zip(columns, kept, strict=True) if k.value}
            if sum(total[i] for i in row_sum.left) == sum(total[i] for i in row_sum.right):
                fits.append(kept)
        alike = {tuple(k.value.value for k in kept if k.value) for kept in fits}
        # Zeros add up whatever is left out: there the number too many must stand before or behind them, as a page's does.
        # One that touches the next, `1` of `10000000`, is perhaps a digit of it.
        free = [values[1:]] if values[0].end < values[1].start else []
        free += [values[:-1]] if values[-2].end < values[-1].start else []
        stray = bool(fits) and fits[0] in free and not two_rows
        if len(alike) == 1 and (stray or any(alike.copy().pop())):
            return RowResult(
                read_cells(
                    columns, fits[0], row, strip, "one figure too many; only this choice satisfies the row's sum"
                )
            )
    return RowResult(doubtful(columns, f"{len(values)} figures for {n} columns"))


def fewer(
    row: Row, columns: tuple[Column, ...], strip: Strip, values: tuple[Item, ...], row_sum: Identity | None
) -> RowResult:
    n, k = len(columns), len(values)
    out = doubtful(columns, f"{k} figures for {n} columns, and nothing shows which cells are empty")
    if row_sum is not None and (strip.style == "pipes" or any(i.kind == "blank" for i in strip.items)):
        return RowResult(out)
    # A figure of two digits may be two figures run together; on lines of their own only one beside an empty column may.
    if (row_sum is not None or strip.style != "open") and any(len(i.raw) > 1 for i in values):
        return RowResult(out)
    if strip.lettered:
        return RowResult(out)
    if k >= n or sum(i.kind == "value" or i.marked for i in strip.items) > n:
        return RowResult(doubtful(columns, "the row holds more than the form has columns"))
    if strip.glued and any(len(i.raw) > 1 for i in values):
        return RowResult(out)
    readings = place(values, columns, row_sum)
    agreed = common(readings)
    starts = {item.value.value: item for item in values if item.value}
    for at, (column, value) in enumerate(zip(columns, agreed, strict=False)):
        if value is None:
            continue
        item = starts.get(value)
        if row_sum is None and item is not None:
            out |= read_cells((column,), (item,), row, strip, "the only column this figure can stand in")
            if _may_hold_two(item, agreed, at) or item.raw.startswith(_DASHES):
                out[column.id] = out[column.id].doubted(MAY_HOLD_TWO)
        else:
            out[column.id] = Cell(
                "inferred", value, None, None, None, None, 0.85, why="every admissible reading gives this value"
            )
    return RowResult(out)


def _may_hold_two(item: Item, placed: Reading, at: int) -> bool:
    """Whether a figure of so many digits stands before a column without one, whose figure may be run together with it."""
    return placed[at + 1 : at + 2] == (None,) and sum(c.isdigit() for c in item.raw) >= MIN_OF_TWO
