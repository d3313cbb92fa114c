"""Handles on a printed text for damage: the stretches of marks, rows of cells, places that are hard to lose."""

from __future__ import annotations

import random
import re

from training.synthesize.tracked import Mark, Tracked

LINE_END = re.compile(r"\r\n|\n|\r")
LABELS = ("ROWHEAD", "COLHEAD", "CAPTION")
KEPT = ("CELL", "FIGURE")
"""Marks whose characters careless damage may not touch: their value would no longer be what is printed."""

Place = tuple[int, int, Mark]
Row = tuple[str, str]


def row_of(mark: Mark) -> Row | None:
    """Table and row of a cell; section four prints all its cells in one row."""
    if mark.address is None:
        return None
    return (mark.address[0], "" if mark.address[0] == "disputes" else mark.address[1])


def cells_of(tracked: Tracked) -> list[Place]:
    """The stretches of cells with an address, blanks that are visible included."""
    return [place for place in tracked.stretches() if place[2].label == "CELL" and place[2].address]


def doubt_rows(tracked: Tracked, rows: set[Row]) -> None:
    """The figures of these rows have no certain place any more."""
    for mark in {id(m): m for m in tracked.owners if m is not None and m.address}.values():
        if row_of(mark) in rows and mark.status == "read":
            mark.status = "ambiguous"


def printed_rows(tracked: Tracked) -> set[Row]:
    """Rows that have a visible blank: taking its place away moves the row's other figures."""
    return {
        row
        for start, end, mark in cells_of(tracked)
        if not tracked.text[start:end].strip(" \t\r\n\u3000|") and (row := row_of(mark))
    }


def without_blanks(tracked: Tracked) -> Tracked:
    """The text with visible blanks lost, for damage that turns all separators alike; their rows are in doubt."""
    rows = printed_rows(tracked)
    if not rows:
        return tracked
    doubt_rows(tracked, rows)
    places = [p for p in cells_of(tracked) if not tracked.text[p[0] : p[1]].strip(" \t\r\n\u3000|")]
    return tracked.splice((start, end, []) for start, end, _ in places)


def table_stretch(tracked: Tracked, table: str) -> tuple[int, int] | None:
    """From the first to behind the last cell of a table."""
    places = [p for p in cells_of(tracked) if p[2].address and p[2].address[0] == table]
    return (places[0][0], places[-1][1]) if places else None


def tables_of(tracked: Tracked) -> list[str]:
    """The tables printed, in their order."""
    return list(dict.fromkeys(m.address[0] for _, _, m in cells_of(tracked) if m.address))


def one(rng: random.Random, items: list[str]) -> list[str]:
    """One of the items, as a list."""
    return [rng.choice(items)] if items else []
