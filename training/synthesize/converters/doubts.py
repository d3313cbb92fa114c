"""What a careful person can no longer tell after a conversion: rows whose blanks are lost, figures that are glued together."""

from __future__ import annotations

from itertools import pairwise

from training.synthesize.document import Box, Document, Grid
from training.synthesize.settle import Glued, settle
from training.synthesize.tracked import Mark, Tracked


def leave_doubts(document: Document, tracked: Tracked, keeps_blanks: bool) -> None:
    """Set `ambiguous` on the marks of cells whose place or whose split the converted text no longer shows."""
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    printed: dict[int, list[str]] = {}
    at = 0
    for text, mark in tracked.runs():
        if mark is not None and mark.label == "CELL":
            printed.setdefault(id(mark), []).append("".join(text.split()))
            if first.setdefault(id(mark), at) == at:
                last[id(mark)] = at + len(text) - 1
        at += len(text)
    for grid in document.blocks:
        if isinstance(grid, Grid):
            rows = [_values(row) for row in grid.rows]
            if not keeps_blanks:
                _lost(rows)
            for row in rows:
                _broken(row, printed)
            settle([_glued([v for v in row if id(v[0]) in first], first, last) for row in rows if row])


def _broken(row: list[tuple[Mark, str]], printed: dict[int, list[str]]) -> None:
    """A figure wrapped inside its cell stands in the text as two."""
    for mark, text in row:
        whole = "".join(text.split())
        if any(
            part != whole and part != whole * (len(part) // max(len(whole), 1)) for part in printed.get(id(mark), ())
        ):
            mark.status = "ambiguous"


def _values(row: list[Box]) -> list[tuple[Mark, str]]:
    return [(m, t) for box in row if box.kind == "cell" for t, m in box.runs if m is not None and m.label == "CELL"]


def _lost(rows: list[list[tuple[Mark, str]]]) -> None:
    for row in rows:
        printed = [mark for mark, text in row if text.strip()]
        if len(printed) < len(row):
            for mark in printed:
                mark.status = "ambiguous"


def _glued(row: list[tuple[Mark, str]], first: dict[int, int], last: dict[int, int]) -> Glued:
    marks = [mark for mark, _ in row]
    pairs = pairwise(marks)
    return Glued(marks, [text for _, text in row], [last[id(a)] + 1 == first[id(b)] for a, b in pairs])
