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
    order = _places(edition)
    rows: list[tuple[Found, tuple[int, float]]] = []
    for item in found:
        if item.label.kind == "row":
            rows.extend((item, place) for place in order.get((item.label.table or "", item.label.id or ""), ()))
    rows.sort(key=lambda pair: (pair[0].first, pair[1]))
    starts = sorted({f.start for f in found})
    best: list[float] = []
    back: list[int] = []
    for i, (item, place) in enumerate(rows):
        own = len(item.label.letters) ** 0.5 + (NUMBERED_BONUS if item.numbered else 0.0)
        if _has_cell(item, starts, cells, length):
            own += FIGURE_BONUS
        top, top_at = 0.0, -1
        for j in range(i):
            before, other = rows[j]
            if before.first < item.first and other < place and before.label.id != item.label.id:
                near = NEAR_BONUS if other[0] == place[0] and place[1] - other[1] <= 1 else 0.0
                if best[j] + near > top:
                    top, top_at = best[j] + near, j
        best.append(own + top)
        back.append(top_at)
    chain: list[Found] = []
    at = max(range(len(rows)), key=lambda i: best[i], default=-1)
    while at >= 0:
        chain.append(rows[at][0])
        at = back[at]
    chain.reverse()
    return [
        Anchor(f.label.table or "", f.label.id or "", f.start, f.end, f.at, _limit(f, starts, length)) for f in chain
    ]


def _places(edition: Edition) -> dict[tuple[str, str], list[tuple[int, float]]]:
    """Where each row may stand; a row that stands for others may be printed before them as well as behind."""
    out: dict[tuple[str, str], list[tuple[int, float]]] = {}
    for i, table in enumerate(edition.tables):
        index = {r.id: j for j, r in enumerate(table.rows)}
        for row in table.rows:
            places = [(i, float(index[row.id]))]
            if row.stands_for:
                places.append((i, min(index[r] for r in row.stands_for) - 0.5))
            out[table.id, row.id] = places
    return out


def _limit(item: Found, starts: list[int], length: int) -> int:
    """Where the next label begins; a namesake that starts inside this label does not count."""
    at = bisect_right(starts, item.end - 1)
    return starts[at] if at < len(starts) else length


def _has_cell(item: Found, starts: list[int], cells: list[int], length: int) -> bool:
    at = bisect_right(cells, item.first)
    return at < len(cells) and cells[at] < _limit(item, starts, length)
