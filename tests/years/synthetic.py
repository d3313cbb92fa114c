"""Records of made-up organs over the years, right in every sum, with breaks planted where a test wants them."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass, field
from typing import Any

from ie.editions import Edition, load_edition

Record = dict[str, Any]
COLUMNS = ("natural_person", "commercial", "research", "public_interest", "legal_services", "other")
ROWS = ("regulations", "normative_documents")
YEARS = tuple(range(2018, 2026))


@dataclass
class Plan:
    """One organ: what it prints as its name in each year, which years it leaves out, and what is wrong when.

    `carried` and `in_force` hold (year, column or row); `doubt` holds (year, address) of cells marked for review, `blank` those
    that are blank: what they hold is off by one as well, so that a check that used them would fail.
    """

    names: dict[int, str]
    left_out: set[int] = field(default_factory=set)
    carried: set[tuple[int, str]] = field(default_factory=set)
    in_force: set[tuple[int, str]] = field(default_factory=set)
    doubt: set[tuple[int, str]] = field(default_factory=set)
    blank: set[tuple[int, str]] = field(default_factory=set)
    lost: set[tuple[int, str]] = field(default_factory=set)


def edition_of(year: int) -> str:
    return "2014" if year < 2019 else "2019" if year < 2021 else "2021"


def cell(value: float | None, status: str = "read", *, review: bool = False, at: int = 0) -> Record:
    raw = None if value is None else str(value)
    start = None if raw is None else at
    end = None if raw is None else at + len(raw)
    return {
        "value": value, "raw": raw, "unit": None, "status": status, "start": start, "end": end, "confidence": 0.99,
        "review": review,
    }  # fmt: skip


def records_of(plan: Plan, seed: int) -> list[Record]:
    """The organ's records, oldest first."""
    rng = random.Random(seed)
    waiting = dict.fromkeys(COLUMNS, 0)
    in_force = {row: rng.randrange(50) for row in ROWS}
    out = []
    for year in YEARS:
        carried_in = {c: waiting[c] + ((year, c) in plan.carried) for c in COLUMNS}
        waiting = {c: rng.randrange(4) for c in COLUMNS}
        issued = {row: rng.randrange(9) for row in ROWS}
        repealed = {row: min(rng.randrange(5), in_force[row] + issued[row]) for row in ROWS}
        in_force = {r: in_force[r] + issued[r] - repealed[r] + ((year, r) in plan.in_force) for r in ROWS}
        if year not in plan.left_out:
            out.append(_record(plan, year, seed, rng, carried_in, waiting, issued, repealed, in_force))
    return out


def _record(
    plan: Plan, year: int, seed: int, rng: random.Random, carried_in: dict[str, int], carried_out: dict[str, int],
    issued: dict[str, int], repealed: dict[str, int], in_force: dict[str, int],
) -> Record:  # fmt: skip
    form = load_edition(edition_of(year))
    values: dict[str, int] = {}
    for column in COLUMNS:
        received = carried_out[column] + rng.randrange(40)
        done = received + carried_in[column] - carried_out[column]
        values |= {
            f"applications.received.{column}": received,
            f"applications.carried_in.{column}": carried_in[column],
            f"applications.granted.{column}": done,
            f"applications.outcome_total.{column}": done,
            f"applications.carried_out.{column}": carried_out[column],
        }
    for row in ("received", "carried_in", "granted", "outcome_total", "carried_out"):
        values[f"applications.{row}.total"] = sum(values[f"applications.{row}.{c}"] for c in COLUMNS)
    for row in ROWS:
        values |= {
            f"art20_1.{row}.issued": issued[row],
            f"art20_1.{row}.repealed": repealed[row],
            f"art20_1.{row}.in_force": in_force[row],
        }
    name = plan.names[max(y for y in plan.names if y <= year)]
    return make_record(form, year, name, f"{seed:03}/{year}.txt", values, plan)


def make_record(form: Edition, year: int, name: str | None, source: str, values: dict[str, int], plan: Plan) -> Record:
    tables = []
    for table in form.tables:
        cells = {}
        for row, column in table.addresses():
            address = f"{table.id}.{row.id}.{column.id}"
            if row.optional or (year, table.id) in plan.lost:
                made = cell(None, "absent")
            elif (year, address) in plan.blank:
                made = cell(None, "blank")
            else:
                doubt = (year, address) in plan.doubt
                made = cell(values.get(address, 0) + doubt, review=doubt, at=len(tables) * 1000 + len(cells) * 4)
            cells[f"{row.id}.{column.id}"] = made
        status = "absent" if (year, table.id) in plan.lost else "complete"
        tables.append({"id": table.id, "status": status, "cells": cells})
    digest = hashlib.sha256(f"{source} {name}".encode()).hexdigest()
    return {
        "source": source, "part": None, "status": "ok", "warnings": [], "sha256": digest, "text_sha256": digest,
        "encoding": "utf-8", "title": None, "organ": None if name is None else {"text": name, "start": 0, "end": len(name)},
        "year": year, "edition": form.id, "edition_by": "labels", "sections": [], "tables": tables, "figures": [],
        "statements": [], "checks": [], "review": {"needed": False, "reasons": []},
        "tagger": {"name": "pattern", "version": "1"}, "taggers": [], "ie_version": "0",
    }  # fmt: skip
