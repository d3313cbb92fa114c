"""One row's strip → its cells, or the readings the column sums must choose between."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal

from ie.editions import Column, Identity, Row
from ie.rebuild.fields import Frame, Item, Strip
from ie.rebuild.readings import MAX_READINGS, Reading, common, place, split_run
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
from ie.report import Cell

_DASHES = ("—", "–", "―")
"""Longer than a minus: a printed blank as often as a sign, and then two cells in one, `—4`."""
SEVERAL = 6
"""Digits of a figure that touches its label from which on it may be several run together; counts of six digits are rare."""
_LONG_WITH_DIGITS = re.compile(r"^(?=.*\d)(?:.*[\u4e00-\u9fff]){5}", re.DOTALL)
"""Words that say more than how exact a figure is: `约30件左右` has four letters."""
MAY_HOLD_TWO = "the next column has no figure, and this one may be two figures run together"
MIN_OF_TWO = 3
"""Digits from which on a figure beside an empty column is likelier two than one: with fewer, a blank left out is."""
LABEL_FIELDS = 2
"""A label may take as many columns as the form has levels of side labels; their empties come before the figures."""


def read_row(
    row: Row, columns: tuple[Column, ...], strip: Strip, row_sum: Identity | None, frame: Frame | None = None
) -> RowResult:
    """Decide one row.  Order of the rules: whole, blank, cut, run together, surplus, fewer figures than columns."""
    n = len(columns)
    values = strip.values
    occupied = [
        i for i in strip.items if i.kind == "value" or i.marked or (i.kind == "words" and strip.style != "open")
    ]
    # A figure of so many digits is none of the form's: the row is run together, though separators stand round it.
    whole = row_sum is not None and len(occupied) == 1 and len(values) == 1 and len(values[0].raw) >= n
    if len(values) == 1 and n > 1 and (strip.glued or whole) and len(values[0].raw) > 1:
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
    if len(values) == n and _leading(strip, n):
        cells = read_cells(columns, values, row, strip, "as many figures as the form has columns")
        return RowResult(_doubt_cut(cells, columns, strip, row_sum))
    if (
        strip.style == "open"
        and strip.glued
        and n > 1
        and any(len(i.raw) >= SEVERAL and i.raw.isdigit() for i in values)
    ):
        return RowResult(doubtful(columns, "a figure without a blank before it has digits enough to be several"))
    if strip.style == "open" and any(i.kind == "words" and _LONG_WITH_DIGITS.search(i.raw) for i in occupied):
        return RowResult(doubtful(columns, "a sentence or a page's head stands among the figures"))
    if len(occupied) == n and list(strip.items[:n]) == occupied and not _strewn(strip, occupied):
        return RowResult(positional(columns, occupied, row, strip))
    if strip.style in ("pipes", "tabs"):
        placed = _placed(columns, row, strip, frame)
        if placed is not None:
            return RowResult(placed)
    if strip.cut and len(values) < n and all(i.kind == "value" for i in strip.items):
        return RowResult(_cut(columns, values, row, strip))
    if len(values) > n:
        return _surplus(row, columns, strip, values, row_sum)
    return _fewer(row, columns, strip, values, row_sum)


def _strewn(strip: Strip, occupied: list[Item]) -> bool:
    """Whether a printed blank stands on another line than the figures: without separators that is a letter of a side label."""
    if strip.style != "open":
        return False
    lines = [i.line for i in occupied if i.kind == "value"]
    return len(lines) > 1 and len(set(lines)) == 1 and any(i.line not in lines for i in occupied)


def _placed(columns: tuple[Column, ...], row: Row, strip: Strip, frame: Frame | None) -> dict[str, Cell] | None:
    """Figures and empties of a row by their fields, or None where the fields do not show a row of the form.

    Certain where the row has as many fields as columns, or is laid out as the table's full rows are; else for review.
    """
    n = len(columns)
    fields = strip.items
    last = max((k for k, i in enumerate(fields) if i.kind == "value"), default=-1)
    if frame is not None:
        lead = frame.lead
        certain = len(fields) == frame.fields
    else:
        # Where the text ends in the row, an empty first field may be the label's, and the last figures may be cut off.
        led = strip.cut and fields and fields[0].kind == "blank" and not fields[0].marked
        lead, certain = 0, len(fields) == n and not led
    window = fields[lead : lead + n]
    outside = (*fields[:lead], *fields[lead + n :])
    if len(window) < n or any(i.kind == "value" for i in outside):
        if len(fields) < n or last >= n:
            return None
        lead, certain, window = 0, False, fields[:n]
    certain = certain and not any(i.kind == "blank" and i.marked for i in outside)
    # Where cells are run together in one field, a dash as long as two may be two blanks.
    certain = certain and not any(i.shares for i in fields)
    # Two slashes in one field are two blanks run together.
    certain = certain and not any(set(i.raw) == {"/"} and len(i.raw) > 1 for i in window)
    interior = any(i.kind == "blank" for i in fields[:last])
    # Empties behind the last figure may be what is left of merged cells, moved to the end of the row.
    if not interior and not (certain and strip.style == "tabs"):
        return None
    cells = positional(columns, list(window), row, strip)
    if certain:
        return cells
    why = "the row's empty fields do not show which columns they stand for"
    return {k: replace(c, review=True, why=why) for k, c in cells.items()}


def _leading(strip: Strip, n: int) -> bool:
    """Whether the figures stand together, at the row's beginning or behind the label's own empty fields."""
    items = [i for i in strip.items if i.kind != "words" or strip.style != "open"]
    empty = next((j for j, i in enumerate(items) if i.kind != "blank" or i.marked), 0)
    allowed = LABEL_FIELDS if strip.style == "tabs" else min(LABEL_FIELDS, n - 1)
    return empty <= allowed and tuple(items[empty : empty + n]) == strip.values


def _doubt_cut(
    cells: dict[str, Cell], columns: tuple[Column, ...], strip: Strip, row_sum: Identity | None
) -> dict[str, Cell]:
    """Where the text ends with the row's last digit, that figure may be cut, unless it is a lone 0 or the row adds up."""
    last = cells[columns[-1].id]
    if not strip.touching or last.raw == "0" or (row_sum is not None and adds_up(cells, row_sum)):
        return cells
    why = "the text ends at this figure, which may be cut"
    if strip.items[0].kind == "blank":  # or it is the next row's number, and the row's first cell is blank
        cells = {k: replace(c, review=True, why=why) for k, c in cells.items()}
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


def _surplus(
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
        stray = bool(fits) and fits[0] in (values[1:], values[:-1]) and not two_rows
        if len(alike) == 1 and (stray or any(alike.copy().pop())):
            return RowResult(
                read_cells(
                    columns, fits[0], row, strip, "one figure too many; only this choice satisfies the row's sum"
                )
            )
    return RowResult(doubtful(columns, f"{len(values)} figures for {n} columns"))


def _fewer(
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
                out[column.id] = replace(out[column.id], review=True, why=MAY_HOLD_TWO)
        else:
            out[column.id] = Cell(
                "inferred", value, None, None, None, None, 0.85, why="every admissible reading gives this value"
            )
    return RowResult(out)


def _may_hold_two(item: Item, placed: Reading, at: int) -> bool:
    """Whether a figure of so many digits stands before a column without one, whose figure may be run together with it."""
    return placed[at + 1 : at + 2] == (None,) and sum(c.isdigit() for c in item.raw) >= MIN_OF_TWO
