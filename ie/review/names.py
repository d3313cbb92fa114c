"""Addresses, sums and groups of doubts in the form's own words, for the pages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from ie.editions import form_of, known_editions, load_edition
from ie.records import Record
from ie.review.doubts import text_target
from ie.show.page import TABLE_NAMES
from ie.show.text import visible


def label_of(edition: str | None, address: str) -> str:
    """A cell in the form's own words: row · column."""
    form = form_of(edition)
    parts = address.split(".")
    if form is None or len(parts) != 3 or parts[0] not in form.by_id:
        return address.partition(":")[2] or address
    table = form.table(parts[0])
    row = next((r.label for r in table.rows if r.id == parts[1]), parts[1])
    column = next((c.label for c in table.columns if c.id == parts[2]), parts[2])
    return f"{row} · {column}"


def sum_places(edition: str | None) -> dict[str, str]:
    """Where each sum of the form stands, by its name: `flow/total` is that of the column 总计."""
    form = form_of(edition)
    out: dict[str, str] = {}
    if form is None:
        return out
    for identity in form.identities:
        table = form.table(identity.table)
        if identity.each == "row":
            out |= {f"{identity.id}/{row.id}": row.label for row in table.rows}
        elif identity.each == "column":
            out |= {f"{identity.id}/{column.id}": column.label for column in table.columns}
    return out


def told_texts(record: Record) -> list[dict[str, Any]]:
    """The sentences that say otherwise than the tables: both sides, the cells meant and where the sentence stands."""
    out: dict[str, dict[str, Any]] = {}
    for check in record["checks"]:
        if check["kind"] != "text" or check["status"] != "fails":
            continue
        known = record["statements"]
        places = [known[i] for i in check.get("statements", ()) if type(i) is int and 0 <= i < len(known)]
        out[text_target(check)] = {
            "target": text_target(check),
            "label": visible(_meant(record["edition"], check)),
            "left": check["left"],
            "right": check["right"],
            "cells": check["cells"],
            "at": [[p["start"], p["end"]] for p in places if type(p["start"]) is type(p["end"]) is int],
        }
    return list(out.values())


def _meant(edition: str | None, check: Mapping[str, Any]) -> str:
    labels = [label_of(edition, str(address)) for address in check["cells"]]
    return " + ".join(dict.fromkeys(labels)) or str(check["id"])


@cache
def _tables() -> dict[str, str]:
    names = dict(TABLE_NAMES)
    for edition in known_editions():
        form = load_edition(edition)
        titles = {s.id: s.title for s in form.sections}
        for table in form.tables:
            # A caption in brackets is a remark on the sums and no name.
            caption = "" if (table.caption or "").startswith("（") else table.caption
            whole = " · ".join(x for x in (titles.get(table.section or "", ""), caption) if x)
            names[table.id] = whole or names.get(table.id, table.id)
    return names


@cache
def _rows() -> dict[str, str]:
    forms = [load_edition(edition) for edition in known_editions()]
    return {row.id: row.label for form in forms for table in form.tables for row in table.rows}


def group_name(cause: str, detail: str, words: Mapping[str, str]) -> str:
    """What a group of doubts is about: a fact, a sum, a row that the text speaks of, or a table."""
    if cause == "fact":
        return words.get(detail, detail)
    if cause == "sum_fails":
        return words.get(f"sum_{detail}", detail)
    return (_rows() if cause == "text_differs" else _tables()).get(detail, detail)
