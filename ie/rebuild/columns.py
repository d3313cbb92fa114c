"""The sums down the columns choose between the rows' readings.

Rows that have one reading are facts; rows with several are unknowns.  Readings that no choice of the others can make come out are
put away first (intervals), then the rest is searched (bounded), and what all that is left agrees on is taken.
"""

from __future__ import annotations

from decimal import Decimal

from ie.editions import Identity, TableForm
from ie.rebuild.readings import Reading, common

MAX_STEPS = 5_000
"""Choices of one row's reading tried before the search is given up; what pruning alone has shown still stands."""

Demand = tuple[frozenset[str], frozenset[str]]
Options = dict[str, list[Reading]]
Bounds = dict[str, list[tuple[Decimal, Decimal] | None]]
"""For each row and column the least and the greatest value its readings give; None where one of them leaves it open."""


def choose(form: TableForm, identities: tuple[Identity, ...], readings: Options) -> dict[str, Reading]:
    """For each row id, what its readings come to once the column sums have ruled out what they can."""
    unknown = {row for row, options in readings.items() if len(options) > 1}
    plain = {row: common(options) for row, options in readings.items()}
    sums = [i for i in identities if i.table == form.id and i.each == "column"]
    if not sums or not unknown:
        return plain
    absent = {r.id for r in form.rows if r.id not in readings}
    skip = {r.id for r in form.rows if r.optional} & absent
    # A row that cannot be split at all blocks every sum it stands in; the two sums that share it then give one without it.
    demands = [_demand(s, skip, form) for s in sums]
    usable = [d for d in demands if not ((d[0] | d[1]) & absent)] + _joined(demands, absent)
    usable = [d for d in usable if (d[0] | d[1]) & unknown]
    left = _prune(readings, usable)
    if left is None:
        return plain
    survivors = _Search(left, usable).run()
    if survivors is None:
        return {row: common(options) for row, options in left.items()}
    if not survivors:
        return plain
    return {row: common([s[row] for s in survivors]) for row in readings}


def _prune(readings: Options, demands: list[Demand]) -> Options | None:
    """Readings that fit some value of the others, until nothing more falls; None where a row is left with none."""
    options = dict(readings)
    changed = True
    while changed:
        changed = False
        bounds = {row: _bounds(o) for row, o in options.items()}
        for row, held in options.items():
            if len(held) < 2:
                continue
            mine = [d for d in demands if row in d[0] | d[1]]
            kept: list[Reading] = []
            for option in held:
                bounds[row] = _bounds([option])
                if all(_possible(d, bounds) for d in mine):
                    kept.append(option)
            if not kept:
                return None
            bounds[row] = _bounds(kept)
            if len(kept) < len(held):
                options[row] = kept
                changed = True
    return options


def _bounds(options: list[Reading]) -> list[tuple[Decimal, Decimal] | None]:
    out: list[tuple[Decimal, Decimal] | None] = []
    for column in zip(*options, strict=True):
        values = [v for v in column if v is not None]
        out.append((min(values), max(values)) if len(values) == len(column) else None)
    return out


def _possible(demand: Demand, bounds: Bounds) -> bool:
    """Whether the sum can come out in every column, each row taking any value within its bounds."""
    left, right = demand
    zero = Decimal(0)
    a = [bounds[r] for r in left]
    b = [bounds[r] for r in right]
    for at in range(len((a + b)[0])):
        here = [row[at] for row in a]
        there = [row[at] for row in b]
        if any(x is None for x in (*here, *there)):
            continue
        least = sum((x[0] for x in here if x), zero) - sum((x[1] for x in there if x), zero)
        most = sum((x[1] for x in here if x), zero) - sum((x[0] for x in there if x), zero)
        if not least <= zero <= most:
            return False
    return True


class _Search:
    """Depth first over the rows with several readings, those with the fewest first."""

    def __init__(self, options: Options, demands: list[Demand]) -> None:
        self.options = options
        self.demands = demands
        self.order = sorted((r for r, o in options.items() if len(o) > 1), key=lambda r: (len(options[r]), r))
        self.bounds: Bounds = {row: _bounds(o) for row, o in options.items()}
        self.steps = 0
        self.found: list[dict[str, Reading]] = []

    def run(self) -> list[dict[str, Reading]] | None:
        """Every choice of readings that satisfies the sums; None where there are too many to try."""
        if not all(_possible(d, self.bounds) for d in self.demands):
            return []
        chosen = {row: o[0] for row, o in self.options.items() if len(o) == 1}
        return self.found if self._extend(0, chosen) else None

    def _extend(self, depth: int, chosen: dict[str, Reading]) -> bool:
        if depth == len(self.order):
            self.found.append(dict(chosen))
            return True
        row = self.order[depth]
        before = self.bounds[row]
        mine = [d for d in self.demands if row in d[0] | d[1]]
        for option in self.options[row]:
            self.steps += 1
            if self.steps > MAX_STEPS:
                return False
            self.bounds[row] = _bounds([option])
            if all(_possible(d, self.bounds) for d in mine):
                chosen[row] = option
                if not self._extend(depth + 1, chosen):
                    return False
        self.bounds[row] = before
        return True


def _demand(identity: Identity, skip: set[str], form: TableForm) -> Demand:
    left = set(identity.left)
    for row in form.rows:
        if row.stands_for and row.optional and row.id not in skip:
            left = (left - set(row.stands_for)) | {row.id}
    return frozenset(left - skip), frozenset(set(identity.right) - skip)


def _joined(demands: list[Demand], absent: set[str]) -> list[Demand]:
    """Two sums that share one unreadable total, with the total put out of both: a = t and b = t + c give b = a + c."""
    out = []
    for left, right in demands:
        if len(right) == 1 and right <= absent and not left & absent:
            for other_left, other_right in demands:
                rest = (other_left | other_right) - right
                if right < other_right and not rest & absent:
                    out.append((other_left, left | (other_right - right)))
    return out
