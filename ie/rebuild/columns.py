"""The sums down the columns choose between the rows' readings.

Rows that have one reading are facts; rows with several are unknowns.  Every combination (bounded) is held against the form's
column sums, and what all surviving combinations agree on is taken.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import product

from ie.editions import Identity, TableForm
from ie.rebuild.readings import Reading, common

MAX_COMBINATIONS = 20_000
"""Combinations tried before the rows are left as doubtful."""


def choose(form: TableForm, identities: tuple[Identity, ...], readings: dict[str, list[Reading]]) -> dict[str, Reading]:
    """For each row id, what its readings come to once the column sums have ruled out what they can."""
    fixed = {row: options[0] for row, options in readings.items() if len(options) == 1}
    options = {row: list(o) for row, o in readings.items() if len(o) > 1}
    sums = [i for i in identities if i.table == form.id and i.each == "column"]
    if not sums or not options:
        return fixed | {row: common(o) for row, o in options.items()}
    absent = {r.id for r in form.rows if r.id not in readings}
    skip = {r.id for r in form.rows if r.optional} & absent
    # A row that cannot be split at all blocks every sum it stands in; the two sums that share it then give one without it.
    demands = [_demand(s, skip, form) for s in sums]
    usable = [d for d in demands if not ((d[0] | d[1]) & absent)] + _joined(demands, absent)
    count = 1
    for row_options in options.values():
        count *= len(row_options)
        if count > MAX_COMBINATIONS:
            return fixed | {row: common(o) for row, o in options.items()}
    names = list(options)
    survivors: list[tuple[Reading, ...]] = []
    for combination in product(*options.values()):
        trial = fixed | dict(zip(names, combination, strict=True))
        if all(_holds(trial, left, right) for left, right in usable if (left | right) & set(names)):
            survivors.append(combination)
    if not survivors:
        return fixed | {row: common(o) for row, o in options.items()}
    return fixed | {name: common([s[i] for s in survivors]) for i, name in enumerate(names)}


def _demand(identity: Identity, skip: set[str], form: TableForm) -> tuple[frozenset[str], frozenset[str]]:
    left = set(identity.left)
    for row in form.rows:
        if row.stands_for and row.optional and row.id not in skip:
            left = (left - set(row.stands_for)) | {row.id}
    return frozenset(left - skip), frozenset(set(identity.right) - skip)


def _joined(
    demands: list[tuple[frozenset[str], frozenset[str]]], absent: set[str]
) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Two sums that share one unreadable total, with the total put out of both: a = t and b = t + c give b = a + c."""
    out = []
    for left, right in demands:
        if len(right) == 1 and right <= absent and not left & absent:
            for other_left, other_right in demands:
                rest = (other_left | other_right) - right
                if right < other_right and not rest & absent:
                    out.append((other_left, left | (other_right - right)))
    return out


def _holds(rows: dict[str, Reading], left: frozenset[str], right: frozenset[str]) -> bool:
    if not (left | right) <= set(rows):
        return True
    width = len(next(iter(rows.values())))
    for at in range(width):
        a = [rows[r][at] for r in left]
        b = [rows[r][at] for r in right]
        if any(v is None for v in (*a, *b)):
            continue
        if sum((v for v in a if v is not None), Decimal(0)) != sum((v for v in b if v is not None), Decimal(0)):
            return False
    return True
