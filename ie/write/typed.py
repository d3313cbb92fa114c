"""Records → typed rows for Parquet and DuckDB: four tables, each column with its type and its meaning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ie.write.text import Record, edition_of, organ_of

Columns = dict[str, tuple[str, str]]

REPORT: Columns = {
    "report": ("int64", "number of the report in the run, from 1: the key of all tables"),
}
TABLES: dict[str, Columns] = {
    "reports": {
        **REPORT,
        "source": ("string", "path as given"),
        "part": ("string", "entry or row, where a file holds several reports"),
        "id": ("string", "the user's own id"),
        "url": ("string", "the user's own address"),
        "status": ("string", "ok, or why there is no record"),
        "organ": ("string", "organ as printed"),
        "year": ("int32", "reporting year"),
        "edition": ("string", "2014, 2019, 2021, narrative, or an edition of the user's own"),
        "sha256": ("string", "of the file's bytes"),
        "text_sha256": ("string", "of its text"),
        "review": ("bool", "a person should look at it"),
        "reasons": ("string", "why, joined by '; '"),
        "warnings": ("string", "what was lost or guessed in reading, joined by '; '"),
        "tagger": ("string", "name and version"),
        "ie_version": ("string", "version of this program"),
    },
    "cells": {
        **REPORT,
        "table_id": ("string", "table of the form"),
        "row_id": ("string", "row of the form"),
        "column_id": ("string", "column of the form"),
        "row_label": ("string", "the form's words for the row"),
        "column_label": ("string", "the form's words for the column"),
        "value": ("double", "the figure; null where there is none, which is not zero"),
        "raw": ("string", "as printed"),
        "unit": ("string", "as printed, null for a plain count"),
        "status": ("string", "read, blank, inferred or absent"),
        "confidence": ("double", "between 0 and 1"),
        "review": ("bool", "in doubt"),
        "start": ("int64", "offset in the text, in characters"),
        "end": ("int64", "offset behind it"),
    },
    "checks": {
        **REPORT,
        "kind": ("string", "identity, text or year"),
        "id": ("string", "which sum of the form"),
        "at": ("string", "the row or column it is about"),
        "status": ("string", "holds, fails or unknown"),
        "left_sum": ("double", "one side"),
        "right_sum": ("double", "the other"),
    },
    "figures": {
        **REPORT,
        "value": ("double", "a number in prose, with 万 and 亿 worked in"),
        "raw": ("string", "as printed"),
        "unit": ("string", "as printed"),
        "start": ("int64", "offset in the text, in characters"),
        "end": ("int64", "offset behind it"),
        "confidence": ("double", "between 0 and 1"),
    },
}
"""Table → column → (type, meaning).  `cells` is partitioned by `edition`, which is a column of it too."""


def typed_rows(number: int, record: Record) -> Iterator[tuple[str, tuple[object, ...]]]:
    """(table, values in the order of its columns) for one record."""
    tagger = record["tagger"]
    yield (
        "reports",
        (
            number, record["source"], record["part"], record.get("id"), record.get("url"), record["status"],
            organ_of(record), record["year"], record["edition"], record["sha256"], record["text_sha256"],
            record["review"]["needed"], "; ".join(record["review"]["reasons"]), "; ".join(record["warnings"]),
            f"{tagger['name']} {tagger['version']}" if tagger else None, record["ie_version"],
        ),
    )  # fmt: skip
    yield from (("cells", (number, *values)) for values in _cells(record))
    for check in record["checks"]:
        names = ("kind", "id", "where", "status", "left", "right")
        yield "checks", (number, *(check[name] for name in names))
    for figure in record["figures"]:
        names = ("value", "raw", "unit", "start", "end", "confidence")
        yield "figures", (number, *(figure[name] for name in names))


def _cells(record: Record) -> Iterator[tuple[Any, ...]]:
    form = edition_of(record)
    for table in record["tables"]:
        own = form.by_id.get(table["id"]) if form is not None else None
        rows = {r.id: r.label for r in own.rows} if own else {}
        columns = {c.id: c.label for c in own.columns} if own else {}
        for address, cell in table["cells"].items():
            row, _, column = address.partition(".")
            yield (
                table["id"], row, column, rows.get(row), columns.get(column), cell["value"], cell["raw"], cell["unit"],
                cell["status"], cell["confidence"], cell["review"], cell["start"], cell["end"],
            )  # fmt: skip
