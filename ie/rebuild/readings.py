"""All ways to place a row's figures in its columns that the layout and the row's own sum admit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate, combinations

from ie.editions import Column, Identity
from ie.rebuild.items import Item

Reading = tuple[Decimal | None, ...]
MAX_READINGS = 400
"""More ways than this to read one row prove nothing; the row is left for review."""
MAX_DIGITS = 48
"""A longer run is no row of a form, and its splits cannot be counted."""


def split_run(digits: str, columns: int, row_sum: Identity | None, ids: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Every split of a run of digits into that many figures, none with a leading zero, that the row's sum admits.

    Stops behind MAX_READINGS; a run of more than MAX_DIGITS gives none.
    """
    if len(digits) > MAX_DIGITS or len(digits) < columns:
        return []
    out: list[tuple[str, ...]] = []
    if row_sum is None:
        for parts in _splits(digits, columns, None):
            out.append(parts)
            if len(out) > MAX_READINGS:
                break
        return out
    total = ids.index(row_sum.right[0])
    if total != columns - 1 or set(row_sum.left) != set(ids[:-1]):
        raise ValueError(
            f"the sum {row_sum.id!r} is not of the form's shape: all columns but the last add up to the last"
        )
    # A sum of figures and the figures' digits leave the same remainder by nine, so that most cuts need no search.
    nines = [0, *accumulate(map(int, digits))]
    for cut in range(columns - 1, len(digits)):
        last = digits[cut:]
        if (last[0] == "0" and last != "0") or (2 * nines[cut] - nines[-1]) % 9:
            continue
        for parts in _splits(digits[:cut], columns - 1, int(last)):
            out.append((*parts, last))
            if len(out) > MAX_READINGS:
                return out
    return out


def _splits(digits: str, count: int, total: int | None) -> Iterator[tuple[str, ...]]:
    """Splits into that many figures, adding up to the total where one is given; hopeless beginnings are left at once."""
    if count == 0:
        if not digits and not total:
            yield ()
        return
    # No part has more digits than what is left of the total, and one has at least its share of them.
    widest = MAX_DIGITS if total is None else len(str(total))
    if not count <= len(digits) <= count * widest:
        return
    share = -(-len(digits) // count)
    if total is not None and (
        (share > 1 and total < 10 ** (share - 1)) or total > count * 10 ** (len(digits) - count + 1)
    ):
        return
    if count == 1:
        if (digits[0] != "0" or digits == "0") and (total is None or int(digits) == total):
            yield (digits,)
        return
    longest = 1 if digits[0] == "0" else min(widest, len(digits) - count + 1)
    for size in range(1, longest + 1):
        first = int(digits[:size])
        if total is not None and first > total:
            return
        for rest in _splits(digits[size:], count - 1, None if total is None else total - first):
            yield (digits[:size], *rest)


def split_groups(
    digits: str, groups: int, width: int, row_sum: Identity | None, ids: tuple[str, ...]
) -> list[tuple[str, ...]]:
    """Splits of a run into groups that each add up; two at most, since a second one already says that none is certain."""
    known: dict[tuple[int, int], list[tuple[str, ...]]] = {}

    def solve(at: int, left: int) -> list[tuple[str, ...]]:
        if left == 0:
            return [()] if at == len(digits) else []
        if (at, left) not in known:
            found: list[tuple[str, ...]] = []
            for size in range(width, len(digits) - at - width * (left - 1) + 1):
                if len(found) > 1:
                    break
                if rests := solve(at + size, left - 1):
                    firsts = split_run(digits[at : at + size], width, row_sum, ids)
                    found += [first + rest for first in firsts[:2] for rest in rests]
            known[at, left] = found[:2]
        return known[at, left]

    return solve(0, groups)


def place(values: tuple[Item, ...], columns: tuple[Column, ...], row_sum: Identity | None) -> list[Reading]:
    """Every order-preserving placement of fewer figures than columns.

    A signed figure can only stand in a signed column; a decimal one may be two figures run together and proves nothing.
    Where the row has a sum and one figure is lost, the sum gives the lost one; it is never negative.
    """
    n, k = len(columns), len(values)
    out: list[Reading] = []
    for places in combinations(range(n), k):
        row: list[Decimal | None] = [None] * n
        fits = True
        for at, item in zip(places, values, strict=True):
            value = item.value
            assert value is not None
            if value.signed and not columns[at].signed:
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
    if len(readings) < 2:
        return readings[0] if readings else ()
    return tuple(column[0] if all(v == column[0] for v in column) else None for column in zip(*readings, strict=True))
