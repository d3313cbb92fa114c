"""What the form carries over from one year to the next: the facts of identities.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal


@dataclass(frozen=True)
class YearIdentity:
    """A quantity that carries over; parts are written `-now:repealed`: sign, which year, row or column."""

    id: str
    table: str
    each: Literal["row", "column"]
    before: tuple[str, ...]
    now: tuple[str, ...]
    left: tuple[str, ...]
    right: tuple[str, ...]


@cache
def year_identities() -> tuple[YearIdentity, ...]:
    """What carries over, from identities.toml."""
    text = (resources.files("ie.check.years") / "identities.toml").read_text(encoding="utf-8")
    return tuple(
        YearIdentity(
            id=item["id"],
            table=item["table"],
            each=item["each"],
            before=tuple(item["before"]),
            now=tuple(item["now"]),
            left=tuple(item["left"]),
            right=tuple(item["right"]),
        )
        for item in tomllib.loads(text)["identity"]
    )


@cache
def _compared() -> frozenset[tuple[str, str]]:
    """Table and row or column of every part of an identity."""
    return frozenset((i.table, part.rpartition(":")[2]) for i in year_identities() for part in (*i.left, *i.right))


def is_compared(table: str, row: str, column: str) -> bool:
    """Whether an identity names the cell's row or its column."""
    return (table, row) in _compared() or (table, column) in _compared()
