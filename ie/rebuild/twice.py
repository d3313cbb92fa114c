"""Rows that a text prints in two places, and whether they show two reports in one text."""

from __future__ import annotations

from dataclasses import dataclass

from ie.editions.finding import Found
from ie.rebuild.anchors import Anchor
from ie.rebuild.fields import Strip
from ie.rebuild.strips import row_strip
from ie.report import Span

MIN_DOUBLED = 2
"""Rows printed twice with different figures from which on the text holds two reports: those of two towns differ in few rows."""
MIN_TABLES_TWICE = 3
"""Tables printed twice from which on the form stands there twice: one or two may stand in an annex again."""
Rows = frozenset[tuple[str, str]]
"""Rows of the form, each as its table's and its own name."""
Printed = tuple[Anchor, Strip]
"""A row at its place, and what stands behind its label there."""


@dataclass(frozen=True)
class Twice:
    """Rows printed in two places: `again` with figures in both, `differing` with other ones, `emptied` with none in the other."""

    again: Rows = frozenset()
    differing: Rows = frozenset()
    emptied: Rows = frozenset()

    @property
    def holds_two_reports(self) -> bool:
        """Whether several rows differ, or one while most of the form stands there twice, or most of it again without a figure."""
        if len(self.differing) >= MIN_DOUBLED or _tables_of(self.emptied) >= MIN_TABLES_TWICE:
            return True
        return bool(self.differing) and _tables_of(self.again) >= MIN_TABLES_TWICE


def _tables_of(rows: Rows) -> int:
    return len({table for table, _ in rows})


def rows_twice(clean: str, found: list[Found], cells: list[Span], printed: list[Printed]) -> Twice:
    """The rows that another place of the text prints as well: with figures, with other ones, or without any."""
    places: dict[tuple[str | None, str | None], list[Found]] = {}
    for item in found:
        if item.label.kind == "row":
            places.setdefault((item.label.table, item.label.id), []).append(item)
    again, differing, emptied = set(), set(), set()
    for anchor, strip in printed:
        row = anchor.table, anchor.row
        if len(places[row]) < 2:
            continue
        others = [row_strip(clean, cells, f.first, f.end, limit) for f, limit in anchor.rivals]
        if others:
            again.add(row)
        if any(_differs(strip, other) for other in others):
            differing.add(row)
        elif strip.values and not any(other.values for other in others):
            emptied.add(row)
    return Twice(frozenset(again), frozenset(differing), frozenset(emptied))


def _differs(strip: Strip, other: Strip) -> bool:
    ours = [v.value.value for v in strip.values if v.value]
    theirs = [v.value.value for v in other.values if v.value]
    return bool(theirs) and ours != theirs
