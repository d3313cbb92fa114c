"""A record → the few cells of it that years are held against each other by, small enough for tens of thousands of reports."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from ie.check.years.identities import is_compared
from ie.records import Record, document_name


@dataclass(frozen=True)
class Place:
    """One cell in one report: what it holds and where, as both sides of a year check show it."""

    source: str
    part: str | None
    text_sha256: str | None
    year: int
    address: str
    value: Decimal | None
    raw: str | None
    status: str
    review: bool
    start: int | None
    end: int | None

    def to_json(self) -> dict[str, Any]:
        """The place as JSON; the number as JSON knows it."""
        value = self.value
        number = None if value is None else int(value) if value == value.to_integral_value() else float(value)
        return {**self.__dict__, "value": number}


@dataclass(frozen=True)
class Entry:
    """One report as the years see it."""

    source: str
    part: str | None
    text_sha256: str | None
    organ: str | None
    year: int | None
    edition: str | None
    tables: tuple[tuple[str, str], ...]
    cells: dict[str, Record]

    @property
    def name(self) -> str:
        """Path and part, as shown to people."""
        return document_name(self.source, self.part)

    @property
    def folder(self) -> str:
        """Where the report lay; names without a place are only joined inside one folder."""
        return str(PurePosixPath(self.source.replace("\\", "/")).parent)

    def place(self, address: str) -> Place | None:
        """One cell, or None where this edition has no such cell.  A report without a year has none to compare."""
        cell = self.cells.get(address)
        if cell is None or self.year is None:
            return None
        value = None if cell["value"] is None else Decimal(str(cell["value"]))
        return Place(
            self.source, self.part, self.text_sha256, self.year, address, value, cell["raw"], cell["status"],
            bool(cell["review"]), cell["start"], cell["end"],
        )  # fmt: skip


def entry_of(record: Record) -> Entry:
    """What the years need of one record."""
    cells = {
        f"{table['id']}.{name}": cell
        for table in record["tables"]
        for name, cell in table["cells"].items()
        if is_compared(table["id"], *name.split("."))
    }
    organ = record["organ"]
    return Entry(
        source=record["source"],
        part=record["part"],
        text_sha256=record["text_sha256"],
        organ=None if organ is None else str(organ["text"]),
        year=record["year"],
        edition=record["edition"],
        tables=tuple((t["id"], t["status"]) for t in record["tables"]),
        cells=cells,
    )
