"""All ways to place a row's figures in its columns that the layout and the row's own sum admit."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from itertools import combinations

from ie.editions import Column, Identity
from ie.rebuild.fields import Item

Reading = tuple[Decimal | None, ...]
MAX_READINGS = 400
"""More ways than this to read one row prove nothing; the row is left for review."""


def split_run(digits: str, columns: int, row_sum: Identity | None, ids: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Every split of a run of digits into that many figures, none with a leading zero, that the row's sum admits."""
    out: list[tuple[str, ...]] = []

    def admits(parts: tuple[str, ...]) -> bool:
        if row_sum is None:
            return True
        by_id = dict(zip(ids, map(int, parts), strict=True))
        return sum(by_id[i] for i in row_sum.left) == sum(by_id[i] for i in row_sum.right)

    for parts in _splits(digits, columns):
        if admits(parts):
            out.append(parts)
            if len(out) > MAX_READINGS:
                return out
    return out


@lru_cache(maxsize=4096)
def _splits(digits: str, count: int) -> tuple[tuple[str, ...], ...]:
    if count == 1:
        return ((digits,),) if digits and (digits == "0" or digits[0] != "0") else ()
    out: list[tuple[str, ...]] = []
    longest = 1 if digits[:1] == "0" else len(digits) - count + 1
    for size in range(1, longest + 1):
        for rest in _splits(digits[size:], count - 1):
            out.append((digits[:size], *rest))
            if len(out) > 200_000:
                return tuple(out)
    return tuple(out)


def place(values: tuple[Item, ...], columns: tuple[Column, ...], row_sum: Identity | None) -> list[Reading]:
    """Every order-preserving placement of fewer figures than columns.

    A signed figure can only stand in a signed column, a decimal one only where decimals are printed.  Where the row has a sum
    and one figure is lost, the sum gives the lost one; it is never negative.
    """
    n, k = len(columns), len(values)
    out: list[Reading] = []
    for places in combinations(range(n), k):
        row: list[Decimal | None] = [None] * n
        fits = True
        for at, item in zip(places, values, strict=True):
            value = item.value
            assert value is not None
            if (value.signed and not columns[at].signed) or (_decimal(value.value) and not columns[at].decimal):
                fits = False
                break
            row[at] = value.value
        if not fits:
            continue
        if row_sum is not None:
            ids = [c.id for c in columns]
            lost = [i for i, v in enumerate(row) if v is None]
            if len(lost) != 1:
                return []
            left = sum((row[ids.index(i)] or Decimal(0) for i in row_sum.left), Decimal(0))
            right = sum((row[ids.index(i)] or Decimal(0) for i in row_sum.right), Decimal(0))
            missing = right - left if ids[lost[0]] in row_sum.left else left - right
            if missing < 0:
                continue
            row[lost[0]] = missing
        out.append(tuple(row))
    return out


def common(readings: list[Reading]) -> Reading:
    """What all readings agree on, place by place; None where they differ."""
    if not readings:
        return ()
    return tuple(column[0] if all(v == column[0] for v in column) else None for column in zip(*readings, strict=True))


def _decimal(value: Decimal) -> bool:
    return value != value.to_integral_value()
