"""TOML → Edition.  Every key is checked, so that a slip in a form's file is found when it is loaded, not in a wrong figure."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from ie.editions.form import Column, Edition, EditionError, Identity, Row, Section, TableForm

EDITIONS: tuple[str, ...] = ("2014", "2019", "2021")
"""The editions shipped, oldest first."""


@cache
def load_edition(edition_id: str) -> Edition:
    """The edition of that id, from the package's own data."""
    try:
        text = (resources.files("ie.editions") / f"{edition_id}.toml").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise EditionError(f"no edition {edition_id!r} is known; known are {', '.join(EDITIONS)}") from None
    return parse_edition(text, name=f"{edition_id}.toml")


def parse_edition(text: str, *, name: str) -> Edition:
    """Parse and validate one edition file; EditionError names the file, the place and the cause."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise EditionError(f"{name} is no valid TOML: {error}") from None
    try:
        tables = tuple(_table(item, name) for item in data["table"])
        edition = Edition(
            id=data["edition"],
            first_year=data["first_year"],
            last_year=data.get("last_year"),
            sections=tuple(
                Section(s["id"], s["number"], s["title"], tuple(s.get("also", ()))) for s in data.get("section", ())
            ),
            tables=tables,
            identities=tuple(_identity(item, name) for item in data.get("identity", ())),
            authority=data.get("authority", ""),
            by_id={table.id: table for table in tables},
        )
    except KeyError as error:
        raise EditionError(
            f"{name} lacks the key {error.args[0]!r}; see the other editions for where it stands"
        ) from None
    _check_references(edition, name)
    return edition


def _known(item: dict[str, Any], allowed: set[str], where: str) -> None:
    unknown = sorted(set(item) - allowed)
    if unknown:
        raise EditionError(f"{where} has the unknown key {unknown[0]!r}; allowed are {', '.join(sorted(allowed))}")


def _table(item: dict[str, Any], name: str) -> TableForm:
    where = f"{name}, table {item.get('id')!r}"
    _known(item, {"id", "section", "caption", "stub", "columns", "rows", "printed_as"}, where)
    for column in item["columns"]:
        _known(column, {"id", "label", "under", "unit", "signed", "decimal", "units_seen"}, where)
    for row in item["rows"]:
        _known(row, {"id", "label", "under", "unit", "decimal", "optional", "stands_for"}, where)
    return TableForm(
        id=item["id"],
        section=item.get("section"),
        caption=item.get("caption"),
        stub=item.get("stub"),
        one_line=item.get("printed_as") == "one_line",
        columns=tuple(Column(**_tuples(c)) for c in item["columns"]),
        rows=tuple(Row(**_tuples(r)) for r in item["rows"]),
    )


def _tuples(item: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in item.items()}


def _identity(item: dict[str, Any], name: str) -> Identity:
    _known(item, {"id", "table", "each", "total", "parts", "left", "right"}, f"{name}, identity {item.get('id')!r}")
    if "total" in item:
        left, right = tuple(item["parts"]), (item["total"],)
    else:
        left, right = tuple(item["left"]), tuple(item["right"])
    return Identity(item["id"], item["table"], item.get("each"), left, right)


def _check_references(edition: Edition, name: str) -> None:
    section_ids = {section.id for section in edition.sections}
    for table in edition.tables:
        if table.section is not None and table.section not in section_ids:
            raise EditionError(f"{name}: table {table.id!r} stands in the unknown section {table.section!r}")
        row_ids = [row.id for row in table.rows]
        for ids, what in ((row_ids, "row"), ([c.id for c in table.columns], "column")):
            double = next((i for i in ids if ids.count(i) > 1), None)
            if double:
                raise EditionError(f"{name}: table {table.id!r} has the {what} {double!r} twice")
        for row in table.rows:
            missing = next((i for i in row.stands_for if i not in row_ids), None)
            if missing:
                raise EditionError(f"{name}: row {row.id!r} stands for the unknown row {missing!r}")
    for identity in edition.identities:
        if identity.table not in edition.by_id:
            raise EditionError(f"{name}: identity {identity.id!r} is about the unknown table {identity.table!r}")
        table = edition.table(identity.table)
        known = {c.id for c in table.columns} if identity.each == "row" else {r.id for r in table.rows}
        missing = next((i for i in (*identity.left, *identity.right) if i not in known), None)
        if missing:
            raise EditionError(f"{name}: identity {identity.id!r} names the unknown part {missing!r}")
