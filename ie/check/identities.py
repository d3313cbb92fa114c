"""The form's identities over the rebuilt tables: holds, fails, or unknown where a part has no value."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ie.editions import Edition, Identity, TableForm
from ie.report import Cell, Check, Table


def check_identities(edition: Edition, tables: tuple[Table, ...]) -> tuple[Check, ...]:
    """One check for every identity and every row or column it is repeated over, of tables that are not absent."""
    out: list[Check] = []
    by_id = {t.id: t for t in tables}
    for identity in edition.identities:
        table = by_id[identity.table]
        if table.status != "absent":
            out.extend(_checks(identity, edition.table(identity.table), table))
    for form in edition.tables:
        out.extend(_stand_ins(form, by_id[form.id]))
    return tuple(out)


def _stand_ins(form: TableForm, table: Table) -> Iterator[Check]:
    """A row that stands for others, where both are printed, against the sum of what it stands for."""
    for row in form.stand_ins:
        parts = [r for r in row.stands_for if _printed(r, form, table)]
        if parts and _printed(row.id, form, table):
            identity = Identity(f"{row.id}_sum", form.id, "column", tuple(parts), (row.id,))
            for column in form.columns:
                left, right = [(r, column.id) for r in parts], [(row.id, column.id)]
                yield _check(identity, column.id, left, right, table)


def _checks(identity: Identity, form: TableForm, table: Table) -> Iterator[Check]:
    if identity.each == "row":
        for row in form.rows:
            if all(_untouched(table.cells[row.id, c.id]) for c in form.columns):
                continue
            left = [(row.id, c) for c in identity.left]
            right = [(row.id, c) for c in identity.right]
            yield _check(identity, row.id, left, right, table)
        return
    left_rows = _present_rows(identity.left, form, table)
    right_rows = _present_rows(identity.right, form, table)
    for column in form.columns:
        where = column.id if identity.each == "column" else None
        yield _check(identity, where, [(r, column.id) for r in left_rows], [(r, column.id) for r in right_rows], table)


def _untouched(cell: Cell) -> bool:
    return cell.status == "absent" and not cell.review


def _printed(row: str, form: TableForm, table: Table) -> bool:
    return any(not _untouched(table.cells[row, c.id]) for c in form.columns)


def _present_rows(ids: tuple[str, ...], form: TableForm, table: Table) -> list[str]:
    """The rows that take part: a row that stands for others takes their place where it is printed instead of them.

    Where both are printed, the parts are summed; an optional row that is not printed takes no part.
    """
    out: list[str] = []
    wanted = list(ids)
    for row in form.stand_ins:
        named = row.id in wanted or any(r in wanted for r in row.stands_for)
        if not named:
            continue
        parts = [r for r in row.stands_for if _printed(r, form, table)]
        whole = _printed(row.id, form, table)
        keep = list(row.stands_for) if parts else [row.id]
        if not parts and not whole:
            keep = [row.id] if row.id in wanted else list(row.stands_for)
        wanted = [r for r in wanted if r != row.id and r not in row.stands_for] + keep
    for row_id in wanted:
        if form.by_id[row_id].optional and not _printed(row_id, form, table):
            continue
        out.append(row_id)
    return out


def _check(
    identity: Identity, where: str | None, left: list[tuple[str, str]], right: list[tuple[str, str]], table: Table
) -> Check:
    keys = [*left, *right]
    cells = tuple([f"{table.id}.{r}.{c}" for r, c in keys])
    values = [value for key in keys if (value := table.cells[key].value) is not None]
    if len(values) < len(cells):
        return Check("identity", identity.id, where, "unknown", None, None, cells)
    a, b = sum(values[: len(left)], Decimal(0)), sum(values[len(left) :], Decimal(0))
    return Check("identity", identity.id, where, "holds" if a == b else "fails", a, b, cells)
