"""Tables a cell a line: with a pipe behind it, with pipes on lines of their own, with nothing at all."""

from __future__ import annotations

import random

from training.synthesize.document import Box, Grid
from training.synthesize.layouts.narrow import broken_heads
from training.synthesize.layouts.printing import blank_of, field, lose_blanks, mark_of, place, width_of, words
from training.synthesize.tracked import Run


def cell_a_line(grid: Grid, rng: random.Random) -> list[Run]:
    """`label |`, `1 |`, and the row's end: a line of pipes or pipes glued to the last cell, behind merged cells alone, or none."""
    bar = rng.choices((" |", "|"), (80, 20))[0]
    glued = rng.random() < 0.4
    one = rng.random() < 0.3
    ended = rng.choices(("every", "merged", "none"), (55, 33, 12))[0]
    width = width_of(grid)
    out: list[Run] = []
    for row in broken_heads(grid, rng, share=0.22).rows:
        for box in row:
            if out:
                out.append(("\n", None))
            blank = blank_of(box)
            out.extend(field(box))
            out.append((bar if words(box) else "|", blank))
        merged = width - len(row)
        if ended == "every" or (ended == "merged" and merged > 0):
            end = "|" * (1 if one else max(1, merged))
            out.append((f" {end}" if glued else f"\n{end}", None))
    return out


def lone_pipes(grid: Grid, rng: random.Random) -> list[Run]:
    """Cells and pipes each on a line of their own; a blank cell is a pipe behind a pipe."""
    end = rng.choice(("\n|", "\n|\n", "\n||"))
    gap = rng.choices(("\n", "\n\n"), (88, 12))[0]
    out: list[Run] = []
    for row in broken_heads(grid, rng, gap).rows:
        if out:
            out.append((end + gap, None))
        for index, box in enumerate(row):
            if index:
                out.append((f"{gap}|{gap}", None))
            out.extend(place(box))
    out.append((end, None))
    return out


def broken_cells(grid: Grid, rng: random.Random) -> list[Run]:
    """`| ⏎ label  | ⏎ 0  |`: line breaks inside each cell."""
    before = rng.choice((" \n ", "\n", " \n"))
    behind = rng.choice(("  | ", " | ", "\n | "))
    out: list[Run] = []
    for row in grid.rows:
        out.append(("\n| " if out else "| ", None))
        for box in row:
            out.append((before, None))
            out.extend(place(box))
            out.append((behind, None))
    return out


def bare_lines(grid: Grid, rng: random.Random) -> list[Run]:
    """A cell a line with no mark; a blank is an empty line in its turn, or is lost."""
    return _bare(broken_heads(grid, rng), "\n", rng.choice(("\n", "\n", "\n\n")), rng.random() < 0.4)


def paragraphs(grid: Grid, rng: random.Random) -> list[Run]:
    """A cell a paragraph, row ends unknown."""
    gap = rng.choices(("\n\n", "\n \n", "\n　　", "\n\n\n"), (65, 10, 15, 10))[0]
    return _bare(broken_heads(grid, rng, gap, 0.25), gap, gap, False)


def _bare(grid: Grid, gap: str, row_end: str, keep: bool) -> list[Run]:
    out: list[Run] = []
    # An empty line shows a blank only where no other empty line stands in the table.
    keep = keep and "\n" not in row_end[1:]
    for row in grid.rows:
        boxes: list[Box] = [b for b in row if words(b) or mark_of(b) is not None] if keep else lose_blanks(row)
        for index, box in enumerate(boxes):
            if out:
                out.append((gap if index else row_end, None))
            out.extend(place(box))
    return out
