"""Narrow columns and pages: prose broken at the page's width, column heads broken over lines of a few characters."""

from __future__ import annotations

import random

from training.synthesize.document import Box, Grid
from training.synthesize.tracked import Mark, Run

WHOLE = ("FIGURE", "CELL", "ORGAN", "FURNITURE")
"""Marks that a line end never parts here: what they stand for would read as two."""
LINES_OF_PAGE = 12
"""Lines of prose before a number: fewer than a page holds, since tables take most of one."""
OPENS_NO_LINE = "，。；：、）》”%,.;:)"


def wrapped(runs: list[Run], width: int) -> list[Run]:
    """Runs with a line end after every `width` characters; figures, organs and page litter stay whole."""
    out: list[Run] = []
    column = 0
    for text, mark in runs:
        if mark is not None and mark.label in WHOLE:
            out.append((text, mark))
            column += len(text)
            continue
        while column + len(text) > width:
            cut = max(0, width - column)
            # No line begins with a mark that closes something.
            while cut < len(text) and text[cut] in OPENS_NO_LINE:
                cut += 1
            out += [(text[:cut], mark), ("\n", None)] if cut < len(text) else [(text[:cut], mark)]
            text, column = text[cut:], 0
        if text:
            out.append((text, mark))
            column += len(text)
    return out


class Feet:
    """Page numbers between the lines of prose, counted from block to block."""

    def __init__(self, form: str, before: str = "", behind: str = "") -> None:
        """`before` and `behind` stand round the number without label: the blanks that set it in the middle, a form feed."""
        self.form, self.page, self.left = form, 1, LINES_OF_PAGE
        self.before, self.behind = before, behind

    def set(self, runs: list[Run]) -> list[Run]:
        """The runs of one paragraph, with a page's number on a line of its own where the page is full inside it."""
        out: list[Run] = []
        for text, mark in runs:
            if text == "\n" and self.form and (left := self.left) <= 1:
                out += [("\n" + self.before, None), (self.form.format(self.page), Mark("FURNITURE"))]
                out.append((text + self.behind, mark))
                self.page, self.left = self.page + 1, LINES_OF_PAGE + left
            else:
                out.append((text, mark))
            self.left -= text == "\n"
        self.left -= 1
        return out


def broken_heads(grid: Grid, rng: random.Random, gap: str = "\n", share: float = 0.35) -> Grid:
    """The table with its column heads broken over lines of two to four characters, as narrow columns print them; or as it was."""
    if rng.random() >= share:
        return grid
    size = rng.choice((2, 3, 3, 4))
    some = rng.choice((0.4, 1.0))
    rows: list[list[Box]] = []
    for row in grid.rows:
        if any(box.kind == "colhead" and _words(box) for box in row):
            row = [_broken(box, size, gap) if box.kind == "colhead" and rng.random() < some else box for box in row]
        rows.append(row)
    return Grid(grid.id, rows, grid.header_rows)


def _broken(box: Box, size: int, gap: str) -> Box:
    text = _words(box)
    if not size < len(text) <= 3 * size or len(box.runs) != 1:
        return box
    mark = box.runs[0][1]
    runs: list[Run] = [(text[:size], mark)]
    for at in range(size, len(text), size):
        runs += [(gap, None), (text[at : at + size], mark)]
    return Box(box.kind, runs, box.across, box.down)


def head_lines(boxes: list[Box], rng: random.Random) -> list[list[Run]] | None:
    """Column heads of a narrow table as a PDF reader takes them, line by line over all columns; None for any other row."""
    if len(boxes) < 3 or any(box.kind != "colhead" or len(box.runs) != 1 for box in boxes):
        return None
    size = rng.choice((2, 2, 3, 3, 4))
    pieces = [[(t[at : at + size], m) for at in range(0, len(t), size)] for ((t, m),) in (box.runs for box in boxes)]
    if max(map(len, pieces)) not in (2, 3):
        return None
    out = []
    for depth in range(max(map(len, pieces))):
        line: list[Run] = []
        for word in pieces:
            # A short head stands in the middle of the lines that the long ones need.
            at = depth - (max(map(len, pieces)) - len(word)) // 2
            if 0 <= at < len(word):
                line += [*([(" ", None)] if line else []), word[at]]
        out.append(line)
    return out


def _words(box: Box) -> str:
    return "".join(text for text, _ in box.runs)
