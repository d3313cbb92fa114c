"""Cells as they stand → the form's identities, by the very code that checks a record."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ie.check import check_identities
from ie.editions import form_of
from ie.record import number
from ie.report import Cell, Table
from ie.review.state import CellState

_ABSENT = Cell("absent")
_SOMETHING = Cell("absent", review=True)
"""A cell of a row that is printed, without a value."""


def checks_of(edition: str | None, cells: Mapping[str, CellState]) -> list[dict[str, Any]]:
    """Every identity of the form over the cells: id, where, status, left, right, cells, and its name, `flow/total`."""
    form = form_of(edition)
    if form is None:
        return []
    tables = []
    for table in form.tables:
        own = {(r.id, c.id): _cell(cells.get(f"{table.id}.{r.id}.{c.id}")) for r, c in table.addresses()}
        there = any(cell is not _ABSENT for cell in own.values())
        tables.append(Table(table.id, "partial" if there else "absent", own))
    return [
        {
            "name": f"{c.id}/{c.where}" if c.where else c.id,
            "id": c.id,
            "where": c.where,
            "status": c.status,
            "left": number(c.left),
            "right": number(c.right),
            "cells": list(c.cells),
        }
        for c in check_identities(form, tuple(tables))
    ]


def _cell(cell: CellState | None) -> Cell:
    if cell is None or (cell.status in ("absent", "unasked") and cell.value is None and not cell.review):
        return _ABSENT
    if cell.value is None:
        return Cell("blank") if cell.status == "blank" else _SOMETHING
    return Cell("read", Decimal(str(cell.value)))
