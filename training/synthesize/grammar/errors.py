"""The source's own errors: figures that do not add up, planted before printing, and the identities they break.

values → values with a slip; printed marks → `Document.failing`, each entry as GUIDELINES.md writes it
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from decimal import Decimal

from ie.editions import Edition, Identity, TableForm, load_edition
from training.synthesize.document import Block, Grid
from training.synthesize.grammar.draw import chance, pick, weighted, whole
from training.synthesize.grammar.values import Values
from training.synthesize.tracked import Address, Mark

Printed = dict[Address, Decimal | None]
"""Every cell that is printed, None where it is blank."""


def plant(rng: random.Random, values: Values, edition_id: str) -> None:
    """Change one or two figures of a table that sums cover: a total, a part, or a figure in the wrong row."""
    tables = ("statistics",) if edition_id == "2014" else ("applications", "applications", "applications", "disputes")
    table = pick(rng, tables)
    addresses = [a for a in values if a[0] == table]
    busy = [a for a in addresses if values[a]]
    for _ in range(weighted(rng, ((1, 0.8), (2, 0.2)))):
        address = pick(rng, busy) if busy and chance(rng, 0.6) else pick(rng, addresses)
        old = values[address]
        if old and chance(rng, 0.4):
            values[address] = Decimal(0)
        else:
            values[address] = max(Decimal(0), old + whole(rng, 1, 3) * (1 if chance(rng, 0.7) else -1))


def printed_cells(blocks: Iterable[Block]) -> Printed:
    """The value of every printed cell that has an address."""
    return {mark.address: mark.value for mark in _cells(blocks) if mark.address is not None}


def _cells(blocks: Iterable[Block]) -> Iterator[Mark]:
    for block in blocks:
        if isinstance(block, Grid):
            for row in block.rows:
                for box in row:
                    yield from (mark for _, mark in box.runs if mark is not None and mark.label == "CELL")


def failing_identities(edition_id: str, printed: Printed) -> list[str]:
    """The identities that the printed figures break; one with a blank or missing member is unknown and not listed."""
    edition = load_edition(edition_id)
    return [name for name, left, right in _equations(edition, printed) if _breaks(printed, left, right)]


def _breaks(printed: Printed, left: list[Address], right: list[Address]) -> bool:
    sides = []
    for side in (left, right):
        members = [printed.get(address) for address in side]
        if None in members:
            return False
        sides.append(sum((m for m in members if m is not None), Decimal(0)))
    return sides[0] != sides[1]


def _equations(edition: Edition, printed: Printed) -> Iterator[tuple[str, list[Address], list[Address]]]:
    for identity in edition.identities:
        form = edition.table(identity.table)
        if identity.each == "row":
            for row in form.rows:
                sides = ([(form.id, row.id, c) for c in part] for part in (identity.left, identity.right))
                yield f"{identity.id}/{row.id}", *sides  # type: ignore[misc]
            continue
        yield from _over_columns(identity, form, printed)
    for form in edition.tables:
        for row in form.rows:
            parts = [r for r in row.stands_for if _is_printed(printed, form, r)]
            if parts and _is_printed(printed, form, row.id):
                yield from _over_columns(
                    Identity(f"{row.id}_sum", form.id, "column", tuple(parts), (row.id,)),
                    form,
                    printed,
                    whole_form=False,
                )


def _over_columns(
    identity: Identity, form: TableForm, printed: Printed, whole_form: bool = True
) -> Iterator[tuple[str, list[Address], list[Address]]]:
    left, right = identity.left, identity.right
    if whole_form:
        left, right = _members(left, form, printed), _members(right, form, printed)
    for column in form.columns:
        name = f"{identity.id}/{column.id}" if identity.each == "column" else identity.id
        yield name, [(form.id, r, column.id) for r in left], [(form.id, r, column.id) for r in right]


def _is_printed(printed: Printed, form: TableForm, row: str) -> bool:
    return any((form.id, row, column.id) in printed for column in form.columns)


def _members(ids: tuple[str, ...], form: TableForm, printed: Printed) -> tuple[str, ...]:
    """The rows that take part: one that stands for others where it is printed instead of them, else the parts."""
    wanted = list(ids)
    for row in form.rows:
        group = {row.id, *row.stands_for}
        if not row.stands_for or not group & set(wanted):
            continue
        parts = [r for r in row.stands_for if _is_printed(printed, form, r)]
        at = min(wanted.index(r) for r in group if r in wanted)
        wanted = [r for r in wanted if r not in group]
        wanted[at:at] = list(row.stands_for) if parts else [row.id]
    optional = {row.id for row in form.rows if row.optional}
    return tuple(r for r in wanted if r not in optional or _is_printed(printed, form, r))
