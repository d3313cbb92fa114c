"""Statements against Tables: what a sentence says of a cell, held against the cell.  Precision before recall.

Compared is only what is surely the same quantity: the report's own year, an exact figure, a cell read without doubt.  A figure of the
whole area that differs from the table is unknown, no alarm, and so is one beside another that agrees.  A sentence's words are
looser than the form's: `受理N件` may be 新收 or 新收 and 上年结转 together, so each indicator has the sums it may equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ie.check.told import Address, Sum, shares_of, sums_of
from ie.report import Cell, Check, CheckStatus, Figure, Statement, Table

YUAN = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_SHARE = re.compile(r"[余多]?[件条起宗份篇]?[,(、]?约?占[^,;。%\d]{0,14}$")
TRUNCATED = Decimal(1)
"""Units of a percentage's last digit by which it may differ: shares are rounded by some and cut off by others."""


def check_text(
    clean: str,
    statements: tuple[Statement, ...],
    figures: tuple[Figure, ...],
    tables: tuple[Table, ...],
    year: int | None,
) -> tuple[Check, ...]:
    """One check for every statement that a cell or a sum of cells can be held against, and for every share of one."""
    told = [(i, s) for i, s in enumerate(statements) if s.period == year and not s.rounded]
    if year is None or not told:
        return ()
    cells = {f"{t.id}.{r}.{c}": cell for t in tables for (r, c), cell in t.cells.items()}
    out: list[Check] = []
    for index, statement in told:
        sums = sums_of(statement.indicator, cells)
        if sums:
            out.append(_compared(index, statement, sums, cells))
        share = _share_behind(clean, statement, figures)
        if share is not None:
            out.extend(_share(index, statement, share, statements, cells, year))
    agreed = {(c.id, c.where) for c in out if c.status == "holds" and c.id != "share"}
    return tuple(_second(c) if c.status == "fails" and (c.id, c.where) in agreed else c for c in out)


def _second(check: Check) -> Check:
    """A figure that differs beside another of the same name that agrees is most likely of a part of the organ."""
    return Check("text", check.id, check.where, "unknown", check.left, check.right, check.cells, check.statements)


def _value(cells: dict[Address, Cell], parts: Sum) -> Decimal | None:
    """The sum of certain cells; None where one has no value or is in doubt."""
    held = [cells[a] for a in parts]
    if any(c.value is None or c.review for c in held):
        return None
    return sum((_in_yuan(c.value, c.unit) for c in held if c.value is not None), Decimal(0))


def _in_yuan(value: Decimal, unit: str | None) -> Decimal:
    return value * YUAN.get(unit or "", Decimal(1))


def _compared(index: int, statement: Statement, sums: list[Sum], cells: dict[Address, Cell]) -> Check:
    said = _in_yuan(statement.value, statement.unit)
    values = [(parts, _value(cells, parts)) for parts in sums]
    parts, value = next(((p, v) for p, v in values if v == said), values[0])
    status: CheckStatus = "holds" if value == said else "fails"
    doubtful = any(v is None for _, v in values) or statement.scope == "area"
    if status == "fails" and doubtful:
        status = "unknown"
    return _check(statement.indicator, status, said, value, parts, (index,))


def _check(
    indicator: Address, status: CheckStatus, left: Decimal, right: Decimal | None, cells: Sum, of: tuple[int, ...]
) -> Check:
    _, row, column = indicator.split(".")
    # An unknown comparison may still show both sides.
    return Check("text", row, column, status, left, right, cells, of)


def _share_behind(clean: str, statement: Statement, figures: tuple[Figure, ...]) -> Figure | None:
    """The percentage right behind a figure: `予以公开3件,占30%`."""
    if statement.figure is None or statement.figure + 1 >= len(figures):
        return None
    own, share = figures[statement.figure], figures[statement.figure + 1]
    between = re.sub(r"\s", "", clean[own.end : share.start][:40])
    return share if share.unit == "%" and _SHARE.fullmatch(between) else None


def _share(
    index: int,
    statement: Statement,
    share: Figure,
    statements: tuple[Statement, ...],
    cells: dict[Address, Cell],
    year: int,
) -> Iterator[Check]:
    """A share against every whole it may be of: the table's totals and those that the text states."""
    shares = shares_of(statement.indicator)
    wholes = [(parts, v) for parts in shares.wholes if all(a in cells for a in parts) and (v := _value(cells, parts))]
    told = [
        (i, s.value)
        for i, s in enumerate(statements)
        if s.period == year and s.indicator.startswith(shares.told) and s.value > 0 and i != index
    ]
    exponent = share.value.as_tuple().exponent
    unit = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    against: list[tuple[Decimal, tuple[Address, ...], tuple[int, ...]]]
    against = [(whole, parts, (index,)) for parts, whole in wholes]
    against += [(whole, (), (index, other)) for other, whole in told]
    for whole, parts, places in against:
        percent = 100 * statement.value / whole
        if abs(percent - share.value) < TRUNCATED * unit:
            given = _percent(statement.value, whole)
            yield Check("text", "share", statement.indicator, "holds", share.value, given, parts, places)
            return
    if wholes:
        parts, whole = wholes[0]
        status: CheckStatus = "unknown" if statement.scope == "area" else "fails"
        yield Check(
            "text", "share", statement.indicator, status, share.value, _percent(statement.value, whole), parts, (index,)
        )


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return round(100 * part / whole, 2)
