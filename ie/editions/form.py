"""The nouns of a form: section, table, row, column, identity.  All frozen; equality is by value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, Self

NARRATIVE = "narrative"
"""What stands for the edition of a report that follows no form."""


class EditionError(ValueError):
    """An edition file does not describe a usable form; the message says which key of which file, and why."""


@dataclass(frozen=True)
class Section:
    """A section of the form: its heading's number and title, and other titles organs print for it."""

    id: str
    number: str
    title: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """A column of a table; `under` are the headers printed above its own."""

    id: str
    label: str
    under: tuple[str, ...] = ()
    unit: str | None = None
    signed: bool = False
    decimal: bool = False
    units_seen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A row of a table; `under` are the side labels printed before it, outermost first."""

    id: str
    label: str
    under: tuple[str, ...] = ()
    unit: str | None = None
    decimal: bool = False
    optional: bool = False
    stands_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableForm:
    """One table of the form: rows by columns, under a section and a caption."""

    id: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    section: str | None = None
    caption: str | None = None
    stub: str | None = None
    one_line: bool = False

    @cached_property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """The ids of every cell's row and column, row by row."""
        return tuple((row.id, column.id) for row, column in self.addresses())

    @cached_property
    def by_id(self) -> dict[str, Row]:
        """The rows by their ids."""
        return {row.id: row for row in self.rows}

    @cached_property
    def stand_ins(self) -> tuple[Row, ...]:
        """The rows that stand for others: few, or none."""
        return tuple(row for row in self.rows if row.stands_for)

    def addresses(self) -> Iterator[tuple[Row, Column]]:
        """Every cell of the form, row by row."""
        for row in self.rows:
            for column in self.columns:
                yield row, column


@dataclass(frozen=True)
class Identity:
    """A sum the form demands: the left side's parts equal the right side's.

    `each` says over what it is repeated: "row" (parts are columns), "column" (parts are rows), or None (parts are rows of a
    table with one column).
    """

    id: str
    table: str
    each: Literal["row", "column"] | None
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True)
class Edition:
    """One version of the national form, or a local form.

    `based_on`: the edition it is a variant of; cells of the same id mean the same.  `attached`: printed behind a report that has an
    outline of its own, so that a report without its labels follows no form.  `sha256`: of the file, for the user's own alone.
    """

    id: str
    first_year: int
    last_year: int | None
    sections: tuple[Section, ...]
    tables: tuple[TableForm, ...]
    identities: tuple[Identity, ...]
    authority: str = ""
    based_on: str | None = None
    attached: bool = False
    sha256: str | None = None
    by_id: dict[str, TableForm] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def places(self) -> dict[tuple[str, str], list[tuple[int, float]]]:
        """Where each row, named by its table and itself, may stand in the form's order: at which table, and there at which row.

        A row that stands for others may be printed before them as well as behind.
        """
        out: dict[tuple[str, str], list[tuple[int, float]]] = {}
        for i, table in enumerate(self.tables):
            index = {r.id: j for j, r in enumerate(table.rows)}
            for row in table.rows:
                out[table.id, row.id] = [(i, float(index[row.id]))]
                if row.stands_for:
                    out[table.id, row.id].append((i, min(index[r] for r in row.stands_for) - 0.5))
        return out

    def table(self, table_id: str) -> TableForm:
        """The table of that id; KeyError if the edition has none."""
        return self.by_id[table_id]

    def with_sha256(self, sha256: str) -> Self:
        """The same edition, known to come from a file of that content."""
        return replace(self, sha256=sha256)
