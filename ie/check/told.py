"""The facts that Statements are held against Tables by: which sums of cells a sentence's figure may be, and what a share may be of."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources
from typing import Any

Address = str
"""A cell, `applications.received.total`, or an indicator that is none, `prose.refused.total`."""
Sum = tuple[Address, ...]


@dataclass(frozen=True)
class Shares:
    """What a percentage behind a figure may be a share of."""

    wholes: tuple[Sum, ...]
    told: tuple[str, ...]
    """How the indicators begin whose figures in the text may be the whole."""


@cache
def _facts() -> dict[str, Any]:
    return tomllib.loads((resources.files("ie.check") / "told.toml").read_text("utf-8"))


def sums_of(indicator: Address, cells: Collection[Address]) -> list[Sum]:
    """The sums of cells that a sentence of this indicator may mean, the plainest first; those alone whose cells are all there."""
    place, _, column = indicator.rpartition(".")
    sums: dict[str, list[str]] = _facts()["sums"]
    texts = sums.get(indicator) or sums.get(place) or [indicator]
    found = [_sum(text.replace("{column}", column), cells) for text in texts]
    return [s for s in found if s and all(a in cells for a in s)]


def shares_of(indicator: Address) -> Shares:
    """What a share of this indicator may be of; the last entry of the facts fits every indicator."""
    entry = next(e for e in _facts()["shares"] if indicator.startswith(tuple(e["of"])))
    return Shares(tuple(_sum(text, ()) for text in entry["wholes"]), tuple(entry["told"]))


def _sum(text: str, cells: Collection[Address]) -> Sum:
    parts = text.split(" + ")
    if "*" not in text:
        return tuple(parts)
    return tuple(a for a in cells for part in parts if fnmatchcase(a, part))
