"""One row's figures and blanks → cells, with what makes a figure odd.  Used by `ie.rebuild.rows`, which decides where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from ie.editions import Column, Identity, Row
from ie.rebuild.fields import Strip
from ie.rebuild.items import Item
from ie.rebuild.readings import Reading
from ie.report import Cell
from ie.values import Value

ONLY_SPLIT = "the only split the form's sums admit"
NO_SPLIT = "no split of"
STRANGE_LETTERS = 3
"""Unexplained letters between a label and its figures from which on the figures may be another row's."""
STRANGER = "words or digits of no known label stand before this figure"
MONEY = ("元", "万元", "亿元")
"""Units of amounts; a bare 万 is read as the first part of one."""
_ABOUT = re.compile("约|余|多|左右|以上|以下|不足|大概")
_DIGIT = re.compile(r"\d")
INEXACT = "the cell holds digits among other signs or words, and no exact figure"
_FEWER = re.compile("[减降少]")


@dataclass
class RowResult:
    """Cells of one row that are settled, or the run of digits and its readings that are not yet."""

    cells: dict[str, Cell] = field(default_factory=dict)
    readings: list[Reading] = field(default_factory=list)
    run: Item | None = None


def doubtful(columns: tuple[Column, ...], why: str) -> dict[str, Cell]:
    """Cells whose label is printed and whose place in it is not known: no value, for review."""
    return dict.fromkeys((c.id for c in columns), Cell("absent", review=True, why=why))


def adds_up(cells: dict[str, Cell], identity: Identity) -> bool:
    """Whether a row's own sum holds."""
    sides = _sides(cells, identity)
    return sides is not None and sides[0] == sides[1]


def contradicts_itself(cells: dict[str, Cell], identity: Identity) -> bool:
    """Whether a row's own sum fails: such a row is no witness for or against others."""
    sides = _sides(cells, identity)
    return sides is not None and sides[0] != sides[1]


def _sides(cells: dict[str, Cell], identity: Identity) -> tuple[Decimal, Decimal] | None:
    """What both sides of a row's sum come to; None where a part is not known."""
    out = []
    for parts in (identity.left, identity.right):
        values = [cells[i].value if i in cells else None for i in parts]
        known = [v for v in values if v is not None]
        if len(known) < len(values):
            return None
        out.append(sum(known, Decimal(0)))
    return out[0], out[1]


def _unit(item: Item, column: Column, row: Row, strip: Strip) -> str | None:
    printed = item.value.unit if item.value else None
    return printed or (strip.unit if row.unit or (column.decimal and strip.unit in MONEY) else None)


def read_cells(
    columns: tuple[Column, ...], values: tuple[Item, ...], row: Row, strip: Strip, why: str
) -> dict[str, Cell]:
    """Figures in their columns, read as they stand; the odd ones, or all of an odd row, for review."""
    out = {}
    all_odd = _odd_row(columns, values, row, strip)
    for column, item in zip(columns, values, strict=False):
        assert item.value is not None
        odd = all_odd or (STRANGER if item.leads else None) or _odd_figure(item.value, item.raw, column, row)
        out[column.id] = Cell(
            "read",
            item.value.value,
            item.raw,
            _unit(item, column, row, strip),
            item.start,
            item.end,
            0.6 if odd else 0.97,
            odd is not None,
            odd or why,
        )
    return out


def _odd_row(columns: tuple[Column, ...], values: tuple[Item, ...], row: Row, strip: Strip) -> str | None:
    """Why a whole row's figures may be others than these columns'; None where nothing says so."""
    if strip.strange >= STRANGE_LETTERS or (strip.lettered and strip.style == "open"):
        return STRANGER
    if strip.zero_led:
        return STRANGER
    # A count has no decimals: an amount stands here, and with it perhaps the whole row one column off.
    if not row.decimal and "." in "".join([i.raw for i in values]):
        if any("." in i.raw and not c.decimal for c, i in zip(columns, values, strict=False) if i.value):
            return "a count with decimals"
    signed = sum([c.signed for c in columns])
    if signed and sum(i.value.signed for _, i in zip(columns, values, strict=False) if i.value) > signed:
        return "more signs than columns that have one: a cell may hold two figures, and another none"
    return None


def _odd_figure(value: Value, raw: str, column: Column, row: Row) -> str | None:
    """Why a figure is none of this column's, or not what it seems; None where nothing says so."""
    if value.odd or (value.value < 0 and not column.signed):
        return "an odd sign, or signs that may belong to the figure"
    if raw.isdigit():
        return None
    if column.signed and value.value > 0 and not value.signed and _FEWER.search(raw):
        return "a word behind the figure says that it is a decrease"
    if _ABOUT.search(raw):
        return "the cell says that the figure is not exact"
    if value.unit in MONEY and not (column.decimal or row.decimal):
        return "an amount of money, or a multiple, where a count belongs"
    return None


def blank_cell(item: Item) -> Cell:
    """A cell that is there and gives no value; for review where digits stand in it (`>50`, `近30`): it is not empty."""
    inexact = _DIGIT.search(item.raw) is not None
    return Cell(
        "blank",
        None,
        item.raw or None,
        None,
        item.start,
        item.end,
        0.6 if inexact else 0.9,
        inexact,
        INEXACT if inexact else "the cell is there and holds no number",
    )


def positional(columns: tuple[Column, ...], items: list[Item], row: Row, strip: Strip) -> dict[str, Cell]:
    out: dict[str, Cell] = {}
    for column, item in zip(columns, items, strict=True):
        if item.kind == "value":
            out |= read_cells((column,), (item,), row, strip, "the layout keeps empty cells in their place")
        else:
            out[column.id] = blank_cell(item)
    return out
