"""TOML → Edition.  Every key is checked, so that a slip in a form's file is found when it is loaded, not in a wrong figure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol, TypeVar

from ie.editions.form import NARRATIVE, Column, Edition, EditionError, Identity, Row, Section, TableForm

TOP_KEYS = {
    "edition", "based_on", "without", "first_year", "last_year", "attached", "authority", "header", "section", "table",
    "identity",
}  # fmt: skip
SECTION_KEYS = {"id": str, "number": str, "title": str, "also": list}
TABLE_KEYS = {
    "id": str, "section": str, "caption": str, "stub": str, "columns": list, "rows": list, "printed_as": str
}  # fmt: skip
COLUMN_KEYS = {
    "id": str, "label": str, "under": list, "unit": str, "signed": bool, "decimal": bool, "units_seen": list
}  # fmt: skip
ROW_KEYS = {
    "id": str, "label": str, "under": list, "unit": str, "decimal": bool, "optional": bool, "stands_for": list
}  # fmt: skip
IDENTITY_KEYS = {"id": str, "table": str, "each": str, "total": str, "parts": list, "left": list, "right": list}
WORDS = {str: "a text in quotes", list: "a list in square brackets", bool: "true or false", int: "a whole number"}
EDITION_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
"""As gold files, Parquet partitions and worksheets can name it."""
PART_ID = re.compile(r"[a-z0-9_]+")
"""Of a section, table, row, column or identity, as the record's addresses spell it."""
RESERVED = (NARRATIVE, "none")


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_N = TypeVar("_N", bound=_Named)


def parse_edition(text: str, *, name: str, base_of: Callable[[str], Edition] | None = None) -> Edition:
    """Parse and validate one edition file; EditionError names the file, the place and the cause.

    `base_of` gives the edition that the file is `based_on`: its sections, tables and identities are taken over, but for those the
    file gives anew under the same id or lists in `without`.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise EditionError(f"{name} is no valid TOML: {error}") from None
    _known(data, TOP_KEYS, name)
    base = _base(data, name, base_of)
    gone = set(_checked(data, "without", list, name, ()))
    sections = _merged(base.sections if base else (), [_section(s, name) for s in _list(data, "section", name)], gone)
    tables = _merged(base.tables if base else (), [_table(t, name) for t in _tables(data, base, name)], gone)
    identities = _merged(
        base.identities if base else (), [_identity(i, name) for i in _list(data, "identity", name)], gone
    )
    _check_gone(gone, base, name)
    edition = Edition(
        id=_id(data, name),
        first_year=_checked(data, "first_year", int, name),
        last_year=_checked(data, "last_year", int, name, None),
        sections=sections,
        tables=tables,
        # The sums of a table that is gone go with it.
        identities=tuple(i for i in identities if i.table not in gone),
        authority=_checked(data, "authority", str, name, ""),
        based_on=base.id if base else None,
        attached=_checked(data, "attached", bool, name, False),
        by_id={table.id: table for table in tables},
    )
    _check_references(edition, name)
    return edition


def _base(data: dict[str, Any], name: str, base_of: Callable[[str], Edition] | None) -> Edition | None:
    wanted = _checked(data, "based_on", str, name, None)
    if wanted is None:
        return None
    if base_of is None:
        raise EditionError(f"{name} is based on {wanted!r}, and no other edition is at hand")
    try:
        return base_of(wanted)
    except EditionError as error:
        raise EditionError(f"{name} is based on {wanted!r}: {error}") from None


def _tables(data: dict[str, Any], base: Edition | None, name: str) -> list[dict[str, Any]]:
    if base is None and "table" not in data:
        raise EditionError(f"{name} lacks the key 'table'; see the other editions for where it stands")
    return _list(data, "table", name)


def _list(data: dict[str, Any], key: str, name: str) -> list[dict[str, Any]]:
    items = data.get(key, [])
    if not isinstance(items, list):
        raise EditionError(f"{name}: {key!r} must stand in double brackets, [[{key}]], each time anew")
    return items


def _merged(base: Iterable[_N], own: list[_N], gone: set[str]) -> tuple[_N, ...]:
    """The base's, each in its place or as given anew, then what is new."""
    anew = {item.id: item for item in own}
    kept = [anew.get(item.id, item) for item in base if item.id not in gone]
    there = {item.id for item in kept}
    return (*kept, *(item for item in own if item.id not in there))


def _check_gone(gone: set[str], base: Edition | None, name: str) -> None:
    had: set[str] = set()
    if base is not None:
        had = {s.id for s in base.sections} | {t.id for t in base.tables} | {i.id for i in base.identities}
    if unknown := sorted(gone - had):
        raise EditionError(f"{name}: 'without' names {unknown[0]!r}, which the edition it is based on does not have")


def _checked(item: dict[str, Any], key: str, kind: type, where: str, *default: Any) -> Any:
    """A key's value, of that kind.  Without a default the key has to be there."""
    if key not in item:
        if default:
            return default[0]
        raise EditionError(f"{where} lacks the key {key!r}; see the other editions for where it stands")
    value = item[key]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise EditionError(f"{where}: {key!r} must be {WORDS[kind]}, not {value!r}")
    return value


def _known(item: Any, allowed: Iterable[str], where: str) -> None:
    if not isinstance(item, dict):
        raise EditionError(f"{where} must be written in braces, as {{ id = …, label = … }}, not as {item!r}")
    unknown = sorted(set(item) - set(allowed))
    if unknown:
        raise EditionError(f"{where} has the unknown key {unknown[0]!r}; allowed are {', '.join(sorted(allowed))}")


def _fields(item: Any, keys: Mapping[str, type], needed: Iterable[str], where: str) -> dict[str, Any]:
    """An item's keys, each known and of its kind; lists become tuples of texts."""
    _known(item, keys, where)
    out = {key: _checked(item, key, keys[key], where) for key in (*needed, *item)}
    if not PART_ID.fullmatch(out["id"]):
        raise EditionError(f"{where}: the id must be small letters, digits and _, as {'newly_made'!r} is")
    for key, value in out.items():
        if isinstance(value, list) and key not in ("columns", "rows"):
            odd = next((words for words in value if not isinstance(words, str)), None)
            if odd is not None:
                raise EditionError(f"{where}: {key!r} must be a list of texts, and holds {odd!r}")
            out[key] = tuple(value)
    return out


def _id(data: dict[str, Any], name: str) -> str:
    given: str = _checked(data, "edition", str, name)
    if not EDITION_ID.fullmatch(given) or given in RESERVED:
        raise EditionError(
            f"{name}: the edition's id {given!r} must be small letters, digits and single - or _, and none of "
            f"{', '.join(RESERVED)}"
        )
    return given


def _section(item: Any, name: str) -> Section:
    return Section(**_fields(item, SECTION_KEYS, ("id", "number", "title"), f"{name}, section {_of(item)}"))


def _table(item: Any, name: str) -> TableForm:
    where = f"{name}, table {_of(item)}"
    fields = _fields(item, TABLE_KEYS, ("id", "columns", "rows"), where)
    printed_as = fields.pop("printed_as", "rows")
    if printed_as not in ("rows", "one_line"):
        raise EditionError(f"{where}: 'printed_as' must be 'rows' or 'one_line', not {printed_as!r}")
    columns = tuple(
        Column(**_fields(c, COLUMN_KEYS, ("id", "label"), f"{where}, column {_of(c)}")) for c in fields.pop("columns")
    )
    rows = tuple(Row(**_fields(r, ROW_KEYS, ("id", "label"), f"{where}, row {_of(r)}")) for r in fields.pop("rows"))
    if not columns or not rows:
        raise EditionError(f"{where} must have a column and a row at least")
    return TableForm(**fields, columns=columns, rows=rows, one_line=printed_as == "one_line")


def _identity(item: Any, name: str) -> Identity:
    where = f"{name}, identity {_of(item)}"
    sides = ("total", "parts") if isinstance(item, dict) and "total" in item else ("left", "right")
    fields = _fields(item, IDENTITY_KEYS, ("id", "table", *sides), where)
    if fields.get("each") not in (None, "row", "column"):
        raise EditionError(f"{where}: 'each' must be 'row' or 'column', not {fields['each']!r}")
    left, right = (fields["parts"], (fields["total"],)) if "total" in fields else (fields["left"], fields["right"])
    return Identity(fields["id"], fields["table"], fields.get("each"), left, right)


def _of(item: Any) -> str:
    """An item's id as a place names it."""
    return repr(item.get("id")) if isinstance(item, dict) else "without an id"


def _double(ids: list[str]) -> str | None:
    return next((i for i in ids if ids.count(i) > 1), None)


def _check_references(edition: Edition, name: str) -> None:
    section_ids = [section.id for section in edition.sections]
    for ids, what in (
        (section_ids, "section"), ([t.id for t in edition.tables], "table"), ([i.id for i in edition.identities], "identity"),
    ):  # fmt: skip
        if double := _double(ids):
            raise EditionError(f"{name} has the {what} {double!r} twice")
    for table in edition.tables:
        if table.section is not None and table.section not in section_ids:
            raise EditionError(f"{name}: table {table.id!r} stands in the unknown section {table.section!r}")
        _check_table(table, name)
    for identity in edition.identities:
        _check_identity(identity, edition, name)


def _check_table(table: TableForm, name: str) -> None:
    row_ids = [row.id for row in table.rows]
    for ids, what in ((row_ids, "row"), ([c.id for c in table.columns], "column")):
        if double := _double(ids):
            raise EditionError(f"{name}: table {table.id!r} has the {what} {double!r} twice")
    for row in table.rows:
        missing = next((i for i in row.stands_for if i not in row_ids), None)
        if missing:
            raise EditionError(f"{name}: row {row.id!r} stands for the unknown row {missing!r}")


def _check_identity(identity: Identity, edition: Edition, name: str) -> None:
    where = f"{name}: identity {identity.id!r}"
    if identity.table not in edition.by_id:
        raise EditionError(f"{where} is about the unknown table {identity.table!r}")
    table = edition.table(identity.table)
    known = [c.id for c in table.columns] if identity.each == "row" else [r.id for r in table.rows]
    parts = (*identity.left, *identity.right)
    missing = next((i for i in parts if i not in known), None)
    if missing:
        raise EditionError(f"{where} names the unknown part {missing!r}")
    if identity.each is None and len(table.columns) > 1:
        raise EditionError(
            f"{where} must say each = 'row' or 'column', since its table has {len(table.columns)} columns"
        )
    if identity.each == "row" and (identity.right != (known[-1],) or sorted(identity.left) != sorted(known[:-1])):
        # A run of digits is split by its row's sum: a figure outside of the sum would be split by guessing.
        raise EditionError(
            f"{where} is a sum along the row: every column but the last must add up to the last, {known[-1]!r}"
        )
