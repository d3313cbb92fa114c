"""crosswalk.toml → indicators, every address checked against the editions, so that a slip is found here and not in a figure."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from ie.editions import lineage, load_edition

MAX_ID = 20
"""Stata's names have 32 characters, and `_evidence` goes behind an id."""
KEYS = {"id", "label", "zh", "unit", "cells", "none", "caution"}


class CrosswalkError(ValueError):
    """A crosswalk does not describe comparable quantities; the message names the indicator and the cause."""


@dataclass(frozen=True)
class Indicator:
    """One quantity of the panel: for each edition the addresses whose sum it is, or in `none` why it has no such quantity."""

    id: str
    label: str
    zh: str
    unit: str
    cells: dict[str, tuple[str, ...]]
    none: dict[str, str]
    caution: dict[str, str]

    def cells_of(self, edition: str | None) -> tuple[str, ...] | None:
        """The addresses for a report of that edition, or of one based on it; None where the crosswalk names none."""
        return next((self.cells[e] for e in lineage(edition or "") if e in self.cells), None)

    def asked_nowhere(self, edition: str | None) -> bool:
        """Whether the crosswalk says that this edition does not ask for it."""
        return not self.none.keys().isdisjoint(lineage(edition or ""))


@dataclass(frozen=True)
class Crosswalk:
    """The indicators in the panel's order, and the editions they speak of."""

    editions: tuple[str, ...]
    indicators: tuple[Indicator, ...]


@cache
def load_crosswalk() -> Crosswalk:
    """The crosswalk shipped with the package."""
    return parse_crosswalk((resources.files("ie.panel") / "crosswalk.toml").read_text(encoding="utf-8"))


def parse_crosswalk(text: str) -> Crosswalk:
    """Parse and check a crosswalk."""
    data = tomllib.loads(text)
    editions = tuple(data["editions"])
    indicators = tuple(_indicator(item, editions) for item in data["indicator"])
    ids = [indicator.id for indicator in indicators]
    double = next((i for i in ids if ids.count(i) > 1), None)
    if double:
        raise CrosswalkError(f"the indicator {double!r} stands twice")
    return Crosswalk(editions, indicators)


def _indicator(item: dict[str, Any], editions: tuple[str, ...]) -> Indicator:
    name = item.get("id", "?")
    unknown = sorted(set(item) - KEYS)
    if unknown:
        raise CrosswalkError(f"indicator {name!r} has the unknown key {unknown[0]!r}")
    if len(name) > MAX_ID:
        raise CrosswalkError(f"the id {name!r} is longer than {MAX_ID} characters, which Stata cannot hold")
    cells = {edition: _addresses(value) for edition, value in item["cells"].items()}
    none, caution = item.get("none", {}), item.get("caution", {})
    for edition in editions:
        if (edition in cells) == (edition in none):
            raise CrosswalkError(f"indicator {name!r} must name cells of edition {edition} or say why there are none")
    for edition, addresses in cells.items():
        for address in addresses:
            _check_address(name, edition, address, item["unit"])
    for edition in caution:
        if edition not in cells:
            raise CrosswalkError(f"indicator {name!r} has a caution for edition {edition}, where it has no cells")
    return Indicator(name, item["label"], item["zh"], item["unit"], cells, none, caution)


def _addresses(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value["sum"])


def _check_address(name: str, edition: str, address: str, unit: str) -> None:
    table_id, _, rest = address.partition(".")
    row_id, _, column_id = rest.partition(".")
    form = load_edition(edition).by_id.get(table_id)
    found = [(r, c) for r, c in form.addresses() if (r.id, c.id) == (row_id, column_id)] if form else []
    if not found:
        raise CrosswalkError(f"indicator {name!r} names {address!r}, which edition {edition} does not have")
    row, column = found[0]
    if (row.decimal or column.decimal) != (unit == "万元"):
        raise CrosswalkError(
            f"indicator {name!r} gives {address!r} in {unit}, which is not what edition {edition} asks"
        )
