"""Ruling lines of a page → tables: lines that cross make grids, and a missing stretch of a line merges the cells beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ie.read.grid import GridCell
from ie.read.pdf_lines import Char, chars_to_words
from ie.read.render import one_line

SNAP = 3.0
"""Points by which lines that mean the same edge may differ, and may miss each other at a corner."""
MAX_CROSSINGS = 1_000_000
"""Pairs of lines on one page beyond which it is a drawing; a form of 60 rows and 20 columns has 1,200."""
LEAST_SIDE = 4.0
"""Points of the smallest cell side: narrower is a doubled line."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line at `at` (y of a horizontal, x of a vertical one) from `start` to `end`, in points."""

    way: Literal["h", "v"]
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Table:
    """Edges of columns from left to right and of rows from the top down, and the stretches really drawn."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    drawn_h: frozenset[tuple[int, int]]
    """(edge, column): the stretch of a row's edge over that column."""
    drawn_v: frozenset[tuple[int, int]]
    """(edge, row)."""

    @property
    def top(self) -> float:
        return self.ys[0]

    def holds(self, char: Char) -> bool:
        """Whether the character stands inside the outer border."""
        return self.xs[0] <= char.x <= self.xs[-1] and self.ys[-1] <= char.y <= self.ys[0]

    def cells(self, chars: list[Char], where: str) -> Iterator[GridCell]:
        """The cells with the characters inside them."""
        owner, spans = _merge(self)
        held: dict[tuple[int, int], list[Char]] = {}
        for char in chars:
            row = next((i for i in range(len(self.ys) - 1) if self.ys[i + 1] <= char.y <= self.ys[i]), None)
            column = next((i for i in range(len(self.xs) - 1) if self.xs[i] <= char.x <= self.xs[i + 1]), None)
            if row is not None and column is not None:
                held.setdefault(owner[row, column], []).append(char)
        nth: dict[int, int] = {}
        for (row, column), (rows, columns) in sorted(spans.items()):
            nth[row] = nth.get(row, 0) + 1
            words = one_line("\n".join(line.text for line in chars_to_words(held.get((row, column), []))))
            yield GridCell(row, column, words, rows, columns, f"{where}, row {row + 1}, cell {nth[row]}")


def _merge(table: Table) -> tuple[dict[tuple[int, int], tuple[int, int]], dict[tuple[int, int], tuple[int, int]]]:
    """Each unit of the grid → the first unit of its cell, and each first unit → (rows, columns) of its cell."""
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    height, width = len(table.ys) - 1, len(table.xs) - 1
    for row in range(height):
        for column in range(width):
            if (row, column) in owner:
                continue
            right = column + 1
            while right < width and (right, row) not in table.drawn_v and (row, right) not in owner:
                right += 1
            down = row + 1
            while down < height and not any((down, c) in table.drawn_h for c in range(column, right)):
                down += 1
            spans[row, column] = (down - row, right - column)
            owner.update({(r, c): (row, column) for r in range(row, down) for c in range(column, right)})
    return owner, spans


def rules_to_tables(rules: list[Rule]) -> list[Table]:
    """Groups of lines that touch each other, as grids of at least two cells, from the top of the page down."""
    joined = _join([r for r in rules if r.way == "h"]) + _join([r for r in rules if r.way == "v"])
    tables = []
    for group in _touching(joined):
        table = _table(group)
        if table is not None:
            tables.append(table)
    return sorted(tables, key=lambda t: -t.top)


def _join(rules: list[Rule]) -> list[Rule]:
    """Lines on one edge that overlap or follow each other become one: cells are often drawn one by one."""
    out: list[Rule] = []
    for level in _levels(rules):
        at = sum(r.at for r in level) / len(level)
        ordered = sorted(level, key=lambda r: r.start)
        start = end = ordered[0].start
        for rule in ordered:
            if rule.start > end + SNAP:
                out.append(Rule(rule.way, at, start, end))
                start = rule.start
            end = max(end, rule.end)
        if end - start > LEAST_SIDE:
            out.append(Rule(level[0].way, at, start, end))
    return out


def _levels(rules: list[Rule]) -> list[list[Rule]]:
    """Lines by the edge they lie on."""
    out: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.at):
        if out and rule.at - out[-1][0].at <= SNAP:
            out[-1].append(rule)
        else:
            out.append([rule])
    return out


def _touching(rules: list[Rule]) -> list[list[Rule]]:
    """Connected groups of horizontal and vertical lines."""
    across = [r for r in rules if r.way == "h"]
    upright = [r for r in rules if r.way == "v"]
    if len(across) * len(upright) > MAX_CROSSINGS:
        return []
    group = list(range(len(rules)))

    def root(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    for i, h in enumerate(across):
        for j, v in enumerate(upright, len(across)):
            if h.start - SNAP <= v.at <= h.end + SNAP and v.start - SNAP <= h.at <= v.end + SNAP:
                group[root(i)] = root(j)
    out: dict[int, list[Rule]] = {}
    for i, rule in enumerate((*across, *upright)):
        out.setdefault(root(i), []).append(rule)
    return list(out.values())


def _table(rules: list[Rule]) -> Table | None:
    xs = tuple(sorted({r.at for r in rules if r.way == "v"}))
    ys = tuple(sorted({r.at for r in rules if r.way == "h"}, reverse=True))
    if len(xs) < 2 or len(ys) < 2 or len(xs) + len(ys) < 5:
        return None
    drawn_h = frozenset(
        (i, c)
        for i, y in enumerate(ys)
        for r in rules
        if r.way == "h" and r.at == y
        for c in range(len(xs) - 1)
        if r.start <= (xs[c] + xs[c + 1]) / 2 <= r.end
    )
    drawn_v = frozenset(
        (i, row)
        for i, x in enumerate(xs)
        for r in rules
        if r.way == "v" and r.at == x
        for row in range(len(ys) - 1)
        if r.start <= (ys[row] + ys[row + 1]) / 2 <= r.end
    )
    return Table(xs, ys, drawn_h, drawn_v)
