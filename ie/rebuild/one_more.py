"""Rows with one figure more than the form has columns: a stray number in one of them, or a column that the form lacks in all."""

from __future__ import annotations

from collections.abc import Iterable

from ie.editions import Column, Identity
from ie.rebuild.fields import Strip
from ie.rebuild.items import Item
from ie.report import Cell

Cells = dict[tuple[str, str], Cell]

MIN_ROWS = 2
"""Rows with a figure too many among theirs from which on it is a column's: a page's number falls into one row a page."""
COLUMN_MORE = "several rows have a figure more than the form has columns: the table has a column that the form lacks"


def with_column_more(
    columns: tuple[Column, ...], row_sum: Identity | None, strips: Iterable[Strip], out: Cells, notes: list[str]
) -> Cells:
    """The cells, all in doubt where in several rows the figure too many stands among the others, not before or behind them.

    Of such a row the sum still picks one choice of figures, often a wrong one, since the column that the form lacks is part of the total.
    """
    if row_sum is None or sum(_among(columns, row_sum, strip.values) for strip in strips) < MIN_ROWS:
        return out
    notes.append(COLUMN_MORE)
    return {k: c.doubted(COLUMN_MORE) if c.value is not None else c for k, c in out.items()}


def _among(columns: tuple[Column, ...], row_sum: Identity, values: tuple[Item, ...]) -> bool:
    if len(values) != len(columns) + 1:
        return False
    return not any(_adds_up(columns, row_sum, kept) for kept in (values[1:], values[:-1]))


def _adds_up(columns: tuple[Column, ...], row_sum: Identity, values: tuple[Item, ...]) -> bool:
    held = {c.id: v.value.value for c, v in zip(columns, values, strict=True) if v.value}
    if len(held) != len(columns):
        return False
    return sum(held[i] for i in row_sum.left) == sum(held[i] for i in row_sum.right)
