"""A check and the cells it rests on → a Case with a fingerprint, the same for every extraction that reads the same cells."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ie.check.years import YearCheck
from ie.record import number
from ie.records import Record, document_name, table_cells

HANDLE = 10
"""Characters of a fingerprint that people type; at a million cases the odds of two alike are under one in two."""

Document = tuple[str, str | None, str | None]
"""A report as a case knows it: path, part, and the text's own sha256."""


@dataclass(frozen=True)
class Case:
    """One check as a thing to decide on.

    `fingerprint` covers kind, id, where and, for every cell, its address, value, status, unit and raw text; `documents` are the
    reports it stands in.  `places` are (document, address) of every cell, for showing.
    """

    kind: str
    id: str
    where: str | None
    status: str
    left: float | int | None
    right: float | int | None
    documents: tuple[Document, ...]
    places: tuple[tuple[str, str], ...]
    fingerprint: str
    organ: str | None = None
    years: tuple[int, ...] = ()

    @property
    def handle(self) -> str:
        """The short name `ie check` prints and `ie settle` takes."""
        key = [self.fingerprint, [[source, part] for source, part, _ in self.documents]]
        return _digest(key)[:HANDLE]

    @property
    def name(self) -> str:
        """Id and place, `flow/natural_person`."""
        return f"{self.id}/{self.where}" if self.where else self.id


def cases_of(record: Record) -> Iterator[Case]:
    """The failing checks of one record."""
    cells = table_cells(record)
    for check in record["checks"]:
        if check["status"] == "fails":
            yield case_of_check(record, check, cells)


def case_of_check(record: Record, check: Record, cells: dict[str, Record] | None = None) -> Case:
    """The case of one check of a record.

    What a check names beside cells (the statements of a text check) is part of the fingerprint as it stands.
    """
    cells = table_cells(record) if cells is None else cells
    document = (record["source"], record["part"], record["text_sha256"])
    known = [[address, *_cell_facts(cells[address])] for address in check["cells"] if address in cells]
    other = {k: v for k, v in check.items() if k not in ("kind", "id", "where", "status", "cells")}
    facts = [check["kind"], check["id"], check["where"], sorted(known, key=str), _without_offsets(other)]
    return Case(
        kind=check["kind"],
        id=check["id"],
        where=check["where"],
        status=check["status"],
        left=check["left"],
        right=check["right"],
        documents=(document,),
        places=tuple((document_name(*document[:2]), address) for address in check["cells"]),
        fingerprint=_digest(facts),
        organ=None if record["organ"] is None else record["organ"]["text"],
        years=() if record["year"] is None else (record["year"],),
    )


def case_of_year(check: YearCheck) -> Case:
    """The case of a year check; it rests on the cells of both reports."""
    documents = tuple(dict.fromkeys((p.source, p.part, p.text_sha256) for p in check.places))
    facts = [
        "year", check.id, check.where, check.years,
        [[p.address, p.year, str(p.value), p.status, p.raw] for p in check.places],
    ]  # fmt: skip
    return Case(
        kind="year",
        id=check.id,
        where=check.where,
        status=check.status,
        left=number(check.left),
        right=number(check.right),
        documents=documents,
        places=tuple((document_name(p.source, p.part), p.address) for p in check.places),
        fingerprint=_digest(facts),
        organ=check.organ,
        years=check.years,
    )


def _cell_facts(cell: Record) -> list[Any]:
    return [cell["value"], cell["status"], cell["unit"], cell["raw"]]


def _without_offsets(value: Any) -> Any:
    """The same, with no place in the text: what moves when a line is added above is not what a decision rests on."""
    if isinstance(value, dict):
        return {k: _without_offsets(v) for k, v in value.items() if k not in ("start", "end", "confidence", "figure")}
    if isinstance(value, list):
        return [_without_offsets(v) for v in value]
    return value


def _digest(facts: Any) -> str:
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()
