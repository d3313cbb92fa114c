"""One organ's reports of two years running → Checks of kind "year", each with the cells of both reports it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ie.check.years.identities import YearIdentity, year_identities
from ie.check.years.organs import Organ
from ie.check.years.series import Entry, Place
from ie.editions import form_of, lineage
from ie.record import number
from ie.report import CheckStatus


@dataclass(frozen=True)
class YearCheck:
    """One carried quantity of one organ, `years[0]` against `years[1]`; `where` is the row or column it is repeated over.

    Unknown wherever a place is missing, blank or in doubt, or two reports of one year do not agree on it.
    """

    organ: str
    id: str
    where: str
    years: tuple[int, int]
    status: CheckStatus
    left: Decimal | None
    right: Decimal | None
    places: tuple[Place, ...]

    def to_json(self) -> dict[str, Any]:
        """The check as the record's contract has it, with the organ, the years and both places beside."""
        return {
            "kind": "year",
            "id": self.id,
            "where": self.where,
            "status": self.status,
            "left": number(self.left),
            "right": number(self.right),
            "cells": [place.address for place in self.places],
            "organ": self.organ,
            "years": list(self.years),
            "places": [place.to_json() for place in self.places],
        }


def check_years(organ: Organ) -> Iterator[YearCheck]:
    """Every carried quantity of two years running, oldest first.  Years with a gap between them are not compared."""
    by_year = organ.by_year()
    for year in sorted(by_year):
        if year - 1 in by_year:
            for identity in year_identities():
                yield from _checks(organ.name, identity, year, by_year[year - 1], by_year[year])


def _checks(
    organ: str, identity: YearIdentity, year: int, before: tuple[Entry, ...], now: tuple[Entry, ...]
) -> Iterator[YearCheck]:
    if not _follow(before, identity.before) or not _follow(now, identity.now):
        return
    form = form_of(now[0].edition)
    table = form.by_id.get(identity.table) if form is not None else None
    if table is None:
        return
    over = table.columns if identity.each == "column" else table.rows
    reports = {"before": before, "now": now}
    for item in over:
        parts = [_part(text, identity, item.id) for text in (*identity.left, *identity.right)]
        found = [_agreed(reports[when], address) for _, when, address in parts]
        places = tuple(p for p, _ in found if p is not None)
        if all(p is None or (p.status == "absent" and not p.review) for p, _ in found):
            continue
        values = [_certain(p) if agreed else None for p, agreed in found]
        left = right = None
        status: CheckStatus = "unknown"
        if all(v is not None for v in values):
            signed = [(v or Decimal(0)) * sign for v, (sign, _, _) in zip(values, parts, strict=True)]
            left = sum(signed[: len(identity.left)], Decimal(0))
            right = sum(signed[len(identity.left) :], Decimal(0))
            status = "holds" if left == right else "fails"
        yield YearCheck(organ, identity.id, item.id, (year - 1, year), status, left, right, places)


def _follow(entries: tuple[Entry, ...], editions: tuple[str, ...]) -> bool:
    """Whether these reports follow the editions, or forms based on them."""
    return all(not set(lineage(str(entry.edition))).isdisjoint(editions) for entry in entries)


def _part(text: str, identity: YearIdentity, over: str) -> tuple[int, str, str]:
    sign = -1 if text.startswith("-") else 1
    when, _, own = text.removeprefix("-").partition(":")
    row, column = (own, over) if identity.each == "column" else (over, own)
    return sign, when, f"{identity.table}.{row}.{column}"


def _agreed(entries: tuple[Entry, ...], address: str) -> tuple[Place | None, bool]:
    """The cell, and whether every report of that organ and year says the same of it."""
    places = [entry.place(address) for entry in entries]
    return places[0], len({None if p is None else (p.value, p.review) for p in places}) == 1


def _certain(place: Place | None) -> Decimal | None:
    return None if place is None or place.review else place.value
