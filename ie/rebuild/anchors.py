"""Which rows of the form a text prints, and where: an ordered alignment of the template with the labels found.

Dynamic programming over the found row labels: the chain of rows in the form's order with the highest score wins.  A label in a
sentence, a doubled header or a second report's rows do not fit into the chain.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import itemgetter
from typing import NamedTuple

from ie.editions import Edition
from ie.editions.finding import SHORT, Found

NUMBERED_BONUS = 3.0
"""A label with the form's own outline number is that row, not a namesake."""
FIGURE_BONUS = 2.0
"""A label with a cell behind it is a row's; a label without is a word."""
NEAR_BONUS = 1.0
"""Rows of one table stand together: a chain of neighbours beats one that leaps."""


LARGE_TABLE = 6
"""Rows from which on a table is never printed with a single one of them."""
LOOK_BACK = 400
"""Candidates before a label that are tried as the row before it: more than any two reports print, and time stays linear."""


class Anchor(NamedTuple):
    """A row of the form at its place; `limit` is where the next label begins.

    `margin` is how much worse the best alignment with another place for this row would score, `rivals` are its other places
    with figures behind them, best first.
    """

    table: str
    row: str
    start: int
    end: int
    at: tuple[int, ...]
    limit: int
    score: float = 0.0
    margin: float | None = None
    rivals: tuple[tuple[Found, int], ...] = ()


class _Candidate(NamedTuple):
    first: int
    place: tuple[int, float]
    found: Found
    own: float
    has_cell: bool
    row: str | None

    def follows(self, other: _Candidate) -> bool:
        """Whether this can be a later row than the other."""
        return other.first < self.first and other.place < self.place and other.row != self.row

    def bonus(self, other: _Candidate) -> float:
        near = other.place[0] == self.place[0] and self.place[1] - other.place[1] <= 1
        return NEAR_BONUS if near else 0.0


def align_rows(edition: Edition, found: list[Found], cells: list[int], length: int) -> list[Anchor]:
    """The rows printed, in the form's order.  `cells` are the starts of the value cells, sorted."""
    order = edition.places
    starts = sorted({f.start for f in found})
    candidates: list[_Candidate] = []
    for item in found:
        if item.label.kind != "row":
            continue
        has_cell = _has_cell(item, starts, cells, length)
        own = len(item.label.letters) ** 0.5
        own += (NUMBERED_BONUS if item.numbered else 0.0) + (FIGURE_BONUS if has_cell else 0.0)
        for place in order.get((item.label.table or "", item.label.id or ""), ()):
            candidates.append(_Candidate(item.first, place, item, own, has_cell, item.label.id))
    candidates.sort(key=itemgetter(0, 1))
    best, back = _forward(candidates)
    onward = _backward(candidates)
    chain: list[int] = []
    total = max(best, default=0.0)
    at = best.index(total) if best else -1
    while at >= 0:
        chain.append(at)
        at = back[at]
    chain.reverse()
    used = {candidates[i].first for i in chain}
    namesakes: dict[str | None, list[int]] = {}
    for j, candidate in enumerate(candidates):
        if candidate.first not in used:
            namesakes.setdefault(candidate.row, []).append(j)
    out: list[Anchor] = []
    for i in chain:
        item = candidates[i].found
        others = [(best[j] + onward[j], j) for j in namesakes.get(item.label.id, ())]
        margin = total - max(others)[0] if others else None
        ranked = sorted(others, reverse=True)
        rivals = tuple(
            (candidates[j].found, _limit(candidates[j].found, starts, length))
            for _, j in ranked
            if candidates[j].has_cell and candidates[j].found.numbered >= item.numbered
        )
        limit = _limit(item, starts, length)
        table, row = item.label.table or "", item.label.id or ""
        out.append(Anchor(table, row, item.start, item.end, item.at, limit, candidates[i].own, margin, rivals))
    columns: dict[int, list[tuple[str, str]]] = {}
    for f in found:
        if f.label.kind == "column" and f.label.table and f.label.id:
            columns.setdefault(f.start, []).append((f.label.table, f.label.id))
    headers = {
        a.start
        for a, i in zip(out, chain, strict=True)
        if _is_header(candidates[i].found, out, edition) or _in_header(candidates[i].found, columns, starts, edition)
    }
    return [a for a in out if a.start not in headers]


def _in_header(item: Found, columns: dict[int, list[tuple[str, str]]], starts: list[int], edition: Edition) -> bool:
    """A word like 其他 or 总计 without its number that is a column's too, right behind the column before that: a header is printed here."""
    at = bisect_left(starts, item.start)
    if item.numbered or not at:
        return False
    before = columns.get(starts[at - 1], [])
    for table, here in columns.get(item.start, []):
        order = [c.id for c in edition.by_id[table].columns]
        place = order.index(here) if here in order else 0
        if place and (table, order[place - 1]) in before:
            return True
    return False


def _is_header(item: Found, anchors: list[Anchor], edition: Edition) -> bool:
    """A word like 总计 without its number, the only row of a large table: another table's header."""
    if item.numbered or len(item.label.letters) > SHORT:
        return False
    alone = sum(a.table == item.label.table for a in anchors) == 1
    return alone and len(edition.by_id[item.label.table or ""].rows) >= LARGE_TABLE


def _forward(candidates: list[_Candidate]) -> tuple[list[float], list[int]]:
    """For each candidate the best chain that ends in it, and the one before it there, the first of several alike."""
    best: list[float] = []
    back: list[int] = []
    peak: list[float] = []
    """For each candidate the best chain that ends in it or before it."""
    for i, candidate in enumerate(candidates):
        top, top_at = 0.0, -1
        # From the nearest back, since the best chains end there and spare a look at the others.
        for j in range(i - 1, max(0, i - LOOK_BACK) - 1, -1):
            if peak[j] + NEAR_BONUS < top:
                break
            if best[j] + NEAR_BONUS >= top and candidate.follows(candidates[j]):
                value = best[j] + candidate.bonus(candidates[j])
                if value >= top:
                    top, top_at = value, j
        best.append(candidate.own + top)
        back.append(top_at)
        peak.append(max(best[i], peak[-1] if peak else best[i]))
    return best, back


def _backward(candidates: list[_Candidate]) -> list[float]:
    """For each candidate the best that can follow it."""
    onward = [0.0] * len(candidates)
    peak = [0.0] * (len(candidates) + 1)
    """For each candidate the best chain that begins in it or behind it."""
    for i in range(len(candidates) - 1, -1, -1):
        candidate = candidates[i]
        for j in range(i + 1, min(len(candidates), i + 1 + LOOK_BACK)):
            if peak[j] + NEAR_BONUS <= onward[i]:
                break
            other = candidates[j]
            reach = onward[j] + other.own
            if reach + NEAR_BONUS > onward[i] and other.follows(candidate):
                onward[i] = max(onward[i], reach + other.bonus(candidate))
        peak[i] = max(peak[i + 1], onward[i] + candidate.own)
    return onward


def _limit(item: Found, starts: list[int], length: int) -> int:
    """Where the next label begins; a namesake that starts inside this label does not count."""
    at = bisect_right(starts, item.end - 1)
    return starts[at] if at < len(starts) else length


def _has_cell(item: Found, starts: list[int], cells: list[int], length: int) -> bool:
    at = bisect_right(cells, item.first)
    return at < len(cells) and cells[at] < _limit(item, starts, length)
