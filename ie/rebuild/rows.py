"""One row's strip → its cells, or the readings the column sums must choose between."""

from __future__ import annotations

import re
from decimal import Decimal

from ie.editions import Column, Identity, Row
from ie.rebuild.fields import Strip
from ie.rebuild.frames import Frame
from ie.rebuild.items import Item
from ie.rebuild.readings import MAX_READINGS, Reading, split_run
from ie.rebuild.row_cells import (
    NO_SPLIT,
    ONLY_SPLIT,
    STRANGE_LETTERS,
    RowResult,
    adds_up,
    blank_cell,
    doubtful,
    positional,
    read_cells,
)
from ie.rebuild.row_counts import fewer, surplus
from ie.rebuild.row_fields import leading, placed_by_fields, strewn
from ie.report import Cell

SEVERAL = 6
"""Digits of a figure that touches its label from which on it may be several run together; counts of six digits are rare."""
_LONG_WITH_DIGITS = re.compile(r"^(?=.*\d)(?:.*[\u4e00-\u9fff]){5}", re.DOTALL)
"""Words that say more than how exact a figure is: `约30件左右` has four letters."""
_TWO_FIGURES = re.compile(r"\d(?:条|件|次|篇|个|人次|人|宗|份|项|万元|元)\d")
"""`0件0件`: two cells, of which the tagger made one."""


def read_row(
    row: Row, columns: tuple[Column, ...], strip: Strip, row_sum: Identity | None, frame: Frame | None = None
) -> RowResult:
    """Decide one row.  Order of the rules: whole, blank, cut, run together, surplus, fewer figures than columns."""
    n = len(columns)
    values = strip.values
    if len(values) == 1 and n > 1 and len(values[0].raw) > 1:
        # A figure of so many digits is none of the form's: the row is run together, though separators stand round it.
        whole = row_sum is not None and len(values[0].raw) >= n and len(_occupied(strip)) == 1
        if strip.glued or whole:
            return _run_together(values[0], columns, strip, row_sum)
    if any(v.torn for v in values):
        return RowResult(doubtful(columns, "a figure is broken at its thousands separator or parted from its sign"))
    if not values:
        if row.stands_for:
            return RowResult()  # the same words are the side label of the rows it stands for
        if strip.style != "open" and strip.items and not (strip.cut and len(strip.items) < n):
            return RowResult(
                {c.id: blank_cell(strip.items[min(j, len(strip.items) - 1)]) for j, c in enumerate(columns)}
            )
        if strip.style == "pipes" and strip.cut and strip.items:
            seen = zip(columns, strip.items, strict=False)
            return RowResult({c.id: blank_cell(item) for c, item in seen})
        if strip.style == "open" and any(i.kind == "blank" for i in strip.items):
            return RowResult({c.id: blank_cell(strip.items[0]) for c in columns})
        return RowResult()
    if strip.crowded(n):
        return RowResult(
            doubtful(columns, "one field holds two figures and another none: a figure may be broken in two")
        )
    if len(values) == n and leading(strip, n):
        cells = read_cells(columns, values, row, strip, "as many figures as the form has columns")
        return RowResult(_doubt_cut(cells, columns, strip, row_sum))
    occupied = _occupied(strip)
    if (
        strip.style == "open"
        and strip.glued
        and n > 1
        and any(len(i.raw) >= SEVERAL and i.raw.isdigit() for i in values)
    ):
        return RowResult(doubtful(columns, "a figure without a blank before it has digits enough to be several"))
    if strip.style == "open" and any(i.kind == "words" and _LONG_WITH_DIGITS.search(i.raw) for i in occupied):
        return RowResult(doubtful(columns, "a sentence or a page's head stands among the figures"))
    if any(i.kind == "words" and _TWO_FIGURES.search(i.raw) for i in occupied):
        return RowResult(doubtful(columns, "a cell holds two figures with their units: the others may be displaced"))
    if len(occupied) == n and list(strip.items[:n]) == occupied and not strewn(strip, occupied):
        return RowResult(positional(columns, occupied, row, strip))
    if strip.style in ("pipes", "tabs"):
        placed = placed_by_fields(columns, row, strip, frame)
        if placed is not None:
            return RowResult(placed)
    if strip.cut and len(values) < n and all(i.kind == "value" for i in strip.items):
        return RowResult(_cut(columns, values, row, strip))
    if len(values) > n:
        return surplus(row, columns, strip, values, row_sum)
    return fewer(row, columns, strip, values, row_sum)


def _occupied(strip: Strip) -> list[Item]:
    """The items in which something stands; words count where separators show that they are a field of the row."""
    return [i for i in strip.items if i.kind == "value" or i.marked or (i.kind == "words" and strip.style != "open")]


def _doubt_cut(
    cells: dict[str, Cell], columns: tuple[Column, ...], strip: Strip, row_sum: Identity | None
) -> dict[str, Cell]:
    """Where the text ends with the row's last digit, that figure may be cut, unless it is a lone 0 or the row adds up."""
    last = cells[columns[-1].id]
    if not strip.touching or last.raw == "0" or (row_sum is not None and adds_up(cells, row_sum)):
        return cells
    why = "the text ends at this figure, which may be cut"
    if strip.items[0].kind == "blank":  # or it is the next row's number, and the row's first cell is blank
        cells = {k: c.doubted(why) for k, c in cells.items()}
    return cells | {columns[-1].id: Cell("absent", review=True, why=why)}


def _cut(columns: tuple[Column, ...], values: tuple[Item, ...], row: Row, strip: Strip) -> dict[str, Cell]:
    """The text ends in this row: the first figures are there; the last may itself be cut, unless it is a lone 0."""
    out = read_cells(columns, values, row, strip, "the text ends within this row; its first figures are whole")
    last = columns[len(values) - 1]
    if (strip.touching or strip.bare_end) and out[last.id].raw != "0":
        out[last.id] = Cell("absent", review=True, why="the text ends at this figure, which may be cut")
    return out


def _run_together(item: Item, columns: tuple[Column, ...], strip: Strip, row_sum: Identity | None) -> RowResult:
    """A row of one run of digits: its readings, or a doubt where more than digits without blanks stands there."""
    if not item.raw.isdigit() or strip.strange >= STRANGE_LETTERS:
        return RowResult(doubtful(columns, f"{item.raw} may hold several figures run together"))
    if strip.followed and item.raw.strip("0"):  # zeros are split in one way only
        return RowResult(doubtful(columns, f"what stands right behind {item.raw} may be another cell of the row"))
    if strip.touching:
        return RowResult(doubtful(columns, "the text ends in this run of digits, which may be cut"))
    return _read_run(item, columns, strip, row_sum)


def _read_run(item: Item, columns: tuple[Column, ...], strip: Strip, row_sum: Identity | None) -> RowResult:
    splits = split_run(item.raw, len(columns), row_sum, tuple(c.id for c in columns))
    readings: list[Reading] = [tuple(Decimal(p) for p in parts) for parts in splits]
    if len(readings) > MAX_READINGS:
        return RowResult(doubtful(columns, f"{item.raw} can be split in more ways than can be told apart"))
    if not readings:
        return RowResult(
            doubtful(columns, f"{NO_SPLIT} {item.raw} into {len(columns)} figures satisfies the row's sum")
        )
    return RowResult(readings=readings, run=item)


def settle_run(result: RowResult, columns: tuple[Column, ...], chosen: Reading) -> dict[str, Cell]:
    """Cells of a run once the sums have spoken; the ones that differ between readings stay for review."""
    item = result.run
    assert item is not None
    out: dict[str, Cell] = {}
    at = item.start
    whole = all(v is not None for v in chosen)
    for j, column in enumerate(columns):
        value = chosen[j]
        if value is None:
            out[column.id] = Cell(
                "absent", review=True, why=f"{item.raw} can be split in several ways that the sums admit"
            )
            continue
        size = len(str(value))
        start, end = (at, at + size) if whole else (item.start, item.end)
        raw = str(value) if whole else item.raw
        out[column.id] = Cell("read", value, raw, None, start, end, 0.9, why=ONLY_SPLIT)
        at += size
    return out
