"""Tables a row a line: pipes, tabs, blanks, ideographic spaces."""

from __future__ import annotations

import random
from collections.abc import Callable

from training.synthesize.document import Box, Grid
from training.synthesize.layouts.narrow import broken_heads, head_lines
from training.synthesize.layouts.printing import field, laid_out, lose_blanks, place
from training.synthesize.tracked import Run


def pipe_rows(grid: Grid, rng: random.Random) -> list[Run]:
    """`label | 1 | 2 |`: merged cells as runs of pipes, or dropped, so that rows differ in length."""
    bar = rng.choices((" | ", "|", " |", "| "), (75, 12, 8, 5))[0]
    merged = rng.choices(("dropped", "runs", "fields"), (14, 74, 12))[0]
    opened = rng.random() < 0.28
    # A converter that closes each cell leaves a blank before what is merged: `0 | ||`.
    apart, trailing = rng.random() < 0.82, rng.random() < 0.4
    grid = broken_heads(grid, rng, share=0.06)
    closed = opened or rng.random() < 0.95
    filler = " " if bar != "|" or rng.random() < 0.5 else ""
    width = max(map(len, (laid := laid_out(grid))), default=0)
    out: list[Run] = []
    for row, line in zip(grid.rows, laid, strict=True):
        if out:
            out.append(("\n", None))
        if opened:
            out.append((bar.lstrip(), None))
        boxes: list[Box | None] = list(line) if merged == "fields" else list(row)
        for index, box in enumerate(boxes):
            if index:
                out.append((bar, None))
            out.extend(_piped(box, filler))
        if merged == "runs":
            merged_away = width - len(row)
            end = bar if apart and (merged_away or trailing) else bar.rstrip()
            out.append((end + "|" * merged_away, None))
        elif closed:
            out.append((bar.rstrip(), None))
    return out


def _piped(box: Box | None, filler: str) -> list[Run]:
    if box is None:
        return [(filler, None)]
    # The blank's own character must be there for the place to be visible, even between bare pipes.
    return place(box, filler or " ")


def tabs(grid: Grid, rng: random.Random) -> list[Run]:
    """Pasted out of a spreadsheet: merged cells leave tabs behind, or do not."""
    merged = rng.random() < 0.5
    out: list[Run] = []
    for row, line in zip(grid.rows, laid_out(grid), strict=True):
        if out:
            out.append(("\n", None))
        boxes = line if merged else list(row)
        for index, box in enumerate(boxes):
            if index:
                out.append(("\t", None))
            if box is not None:
                out.extend(place(box))
    return out


def wide_blanks(grid: Grid, rng: random.Random) -> list[Run]:
    """Columns held apart by runs of blanks; empty cells leave nothing that could be counted."""
    least = rng.choice((2, 3, 4))
    ragged = rng.random() < 0.5
    return _parted(grid, lambda: " " * (least + (rng.randrange(0, 4) if ragged else 0)), "\n")


def fullwidth_spaces(grid: Grid, rng: random.Random) -> list[Run]:
    """Ideographic spaces as the only separator, between rows as well."""
    gap = rng.choice(("　　", "　", "　　　"))
    return _parted(grid, lambda: gap, rng.choice((gap, gap, "\n")))


def single_blanks(grid: Grid, rng: random.Random) -> list[Run]:
    """What a PDF reader leaves: a row a line, one blank between cells."""
    heads = rng.random() < 0.6
    lines: list[list[Run]] = []
    for row in grid.rows:
        boxes = lose_blanks(row)
        broken = head_lines(boxes, rng) if heads else None
        lines += broken or ([_joined(boxes)] if boxes else [])
    return [run for at, line in enumerate(lines) for run in ([("\n", None)] if at else []) + line]


def _joined(boxes: list[Box]) -> list[Run]:
    return [run for at, box in enumerate(boxes) for run in ([(" ", None)] if at else []) + field(box)]


def _parted(grid: Grid, gap: Callable[[], str], row_end: str) -> list[Run]:
    out: list[Run] = []
    for row in grid.rows:
        boxes = lose_blanks(row)
        if not boxes:
            continue
        if out:
            out.append((row_end, None))
        for index, box in enumerate(boxes):
            if index:
                out.append((gap(), None))
            out.extend(field(box))
    return out
