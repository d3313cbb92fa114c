"""Tables with no separator at all: what a figure is, only the sums can say."""

from __future__ import annotations

import random

from training.synthesize.document import Document, Grid
from training.synthesize.layouts.printing import Page, field, lose_blanks, mark_of, print_blocks, words
from training.synthesize.settle import Glued, settle
from training.synthesize.tracked import Mark, Run, Tracked


def run_together(document: Document, rng: random.Random) -> Tracked:
    """Nothing between cells and rows; paragraphs parted by ideographic spaces, line ends, or nothing."""
    gap = rng.choices(("　　", "\n", "\n\n", "", " "), (50, 25, 10, 5, 10))[0]
    row_end = rng.choices(("", "\n", gap), (50, 25, 25))[0]
    return print_blocks(document, Page(gap), lambda grid: _together(grid, row_end))


def _together(grid: Grid, row_end: str) -> list[Run]:
    out: list[Run] = []
    glued: list[Glued] = []
    for row in grid.rows:
        boxes = lose_blanks(row)
        if out and boxes:
            out.append((row_end, None))
        for box in boxes:
            out.extend(field(box))
        values = [(mark, words(box)) for box in boxes if (mark := mark_of(box)) is not None]
        lost = any(box.kind == "cell" and not words(box) for box in row)
        if values and not lost:
            here = _glued([m for m, _ in values], [t for _, t in values])
            if boxes[0].kind == "cell" and glued:
                # No label of its own: its figures run on from those of the row above.
                here = _glued([*glued[-1].marks, *here.marks], [*glued.pop().texts, *here.texts])
            glued.append(here)
    settle(glued)
    return out


def _glued(marks: list[Mark], texts: list[str]) -> Glued:
    return Glued(marks, texts, [True] * (len(marks) - 1))
