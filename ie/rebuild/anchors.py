"""Which rows of the form a text prints, and where: an ordered alignment of the template with the labels found.

Dynamic programming over the found row labels: the chain of rows in the form's order with the highest score wins.  A label in a
sentence, a doubled header or a second report's rows do not fit into the chain.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from ie.editions import Edition
from ie.editions.finding import Found

NUMBERED_BONUS = 3.0
"""A label with the form's own outline number is that row, not a namesake."""
FIGURE_BONUS = 2.0
"""A label with a cell behind it is a row's; a label without is a word."""
NEAR_BONUS = 1.0
"""Rows of one table stand together: a chain of neighbours beats one that leaps."""


@dataclass(frozen=True)
class Anchor:
    """A row of the form at its place; `limit` is where the next label begins."""

    table: str
    row: str
    start: int
    end: int
    at: tuple[int, ...]
    limit: int


def align_rows(edition: Edition, found: list[Found], cells: list[int], length: int) -> list[Anchor]:
    """The rows printed, in the form's order.  `cells` are the starts of the value cells, sorted."""
    order = {(t.id, r.id): (i, j) for i, t in enumerate(edition.tables) for j, r in enumerate(t.rows)}
    rows = [f for f in found if f.label.kind == "row" and (f.label.table, f.label.id) in order]
    rows.sort(key=lambda f: (f.first, order[f.label.table or "", f.label.id or ""]))
    starts = sorted({f.start for f in found})
    best: list[float] = []
    back: list[int] = []
    for i, item in enumerate(rows):
        place = order[item.label.table or "", item.label.id or ""]
        own = len(item.label.letters) ** 0.5 + (NUMBERED_BONUS if item.numbered else 0.0)
        if _has_cell(item, starts, cells, length):
            own += FIGURE_BONUS
        top, top_at = 0.0, -1
        for j in range(i):
            other = order[rows[j].label.table or "", rows[j].label.id or ""]
            if rows[j].first < item.first and other < place:
                near = NEAR_BONUS if other[0] == place[0] and place[1] - other[1] == 1 else 0.0
                if best[j] + near > top:
                    top, top_at = best[j] + near, j
        best.append(own + top)
        back.append(top_at)
    chain: list[Found] = []
    at = max(range(len(rows)), key=lambda i: best[i], default=-1)
    while at >= 0:
        chain.append(rows[at])
        at = back[at]
    chain.reverse()
    return [
        Anchor(f.label.table or "", f.label.id or "", f.start, f.end, f.at, _limit(f, starts, length)) for f in chain
    ]


def _limit(item: Found, starts: list[int], length: int) -> int:
    """Where the next label begins; a namesake that starts inside this label does not count."""
    at = bisect_right(starts, item.end - 1)
    return starts[at] if at < len(starts) else length


def _has_cell(item: Found, starts: list[int], cells: list[int], length: int) -> bool:
    at = bisect_right(cells, item.first)
    return at < len(cells) and cells[at] < _limit(item, starts, length)
