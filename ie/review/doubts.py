"""A report's state → what a person is asked, each doubt with its cause, in the order of the form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ie.editions import form_of
from ie.records import Record
from ie.review.checks import checks_of
from ie.review.state import CellState, State

CAUSES = ("fact", "unread", "in_doubt", "missing", "lost_table", "sum_fails", "text_differs", "unasked")
"""Why something is asked: the report's organ, year or edition is not known; a cell has no value that could be told; a value is in
doubt; a row or cell of a table that is there was not found; a whole table was not; a sum fails; a sentence says otherwise."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at: `target` is an address, or a check's, table's or fact's name behind `kind:`."""

    kind: str
    target: str
    cause: str
    detail: str = ""

    @property
    def group(self) -> str:
        """What doubts of many reports are grouped by: the cause and what it is about."""
        return f"{self.cause}:{self.detail}"


def doubts_of(record: Record, state: State, checks: Sequence[Mapping[str, Any]] | None = None) -> list[Doubt]:
    """What is still to be answered; `checks` are the sums as they stand, where they are known already."""
    facts = [
        Doubt("fact", f"fact:{name}", "fact", name)
        for name in ("organ", "year", "edition")
        if state.facts[name] is None
    ]
    if checks is None:
        checks = checks_of(state.facts["edition"], state.cells)
    return [*facts, *_cell_doubts(record, state), *_check_doubts(checks, state), *_text_doubts(record, state)]


def _cell_doubts(record: Record, state: State) -> list[Doubt]:
    out: list[Doubt] = []
    for table, cells in by_table(state).items():
        whole = [c.status == "absent" and not c.review and not c.answered for c in cells.values()]
        if cells and all(whole):
            if f"table:{table}" not in state.confirmed:
                out.append(Doubt("table", f"table:{table}", "lost_table", table))
            continue
        optional = _excused(state.facts["edition"], table, cells)
        for address, cell in cells.items():
            cause = _cause(cell, address.split(".")[1] in optional)
            if cause:
                out.append(Doubt("cell", address, cause, table))
    return out


def _cause(cell: CellState, optional: bool) -> str | None:
    if cell.answered:
        return None
    if cell.status == "unasked":
        return None if optional else "unasked"
    if cell.review:
        return "in_doubt" if cell.value is not None else "unread"
    return "missing" if cell.status == "absent" and not optional else None


def _check_doubts(checks: Sequence[Mapping[str, Any]], state: State) -> list[Doubt]:
    out = []
    for check in checks:
        confirmed = state.confirmed.get(f"check:{check['name']}")
        if check["status"] == "fails" and confirmed != {"left": check["left"], "right": check["right"]}:
            out.append(Doubt("check", f"check:{check['name']}", "sum_fails", check["id"]))
    return out


def _text_doubts(record: Record, state: State) -> list[Doubt]:
    if any(cell.status == "unasked" for cell in state.cells.values()):
        return []
    out: dict[str, Doubt] = {}
    for check in record["checks"]:
        if check["kind"] != "text" or check["status"] != "fails":
            continue
        target = text_target(check)
        answered = any(state.cells[a].answered for a in check["cells"] if a in state.cells)
        if target not in state.confirmed and not answered:
            out[target] = Doubt("check", target, "text_differs", _word(check["id"]))
    return list(out.values())


def _word(name: object) -> str:
    """A check's id, where it can be part of an address of the page."""
    return str(name) if re.fullmatch(r"[a-z0-9_]+", str(name)) else "other"


def text_target(check: Mapping[str, Any]) -> str:
    """How a check of the text against the tables is named."""
    return f"text:{check['id']}.{check['where']}" if check["where"] else f"text:{check['id']}"


def by_table(state: State) -> dict[str, dict[str, CellState]]:
    """The state's cells, table by table, of the edition it says."""
    form = form_of(state.facts["edition"])
    if form is None:
        return {}
    out: dict[str, dict[str, CellState]] = {}
    for table in form.tables:
        addresses = [f"{table.id}.{row.id}.{column.id}" for row, column in table.addresses()]
        out[table.id] = {a: state.cells.setdefault(a, CellState(None, "absent")) for a in addresses}
    return out


def _excused(edition: str | None, table: str, cells: Mapping[str, CellState]) -> set[str]:
    """Rows nobody misses: optional ones, and those that another printed row stands for."""
    form = form_of(edition)
    if form is None:
        return set()
    rows = form.table(table).rows
    there = {a.split(".")[1] for a, c in cells.items() if c.status not in ("absent", "unasked") or c.review}
    return {r.id for r in rows if r.optional} | {part for r in rows if r.id in there for part in r.stands_for}
