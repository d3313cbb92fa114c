"""Tables drawn with rules: markdown, +---+ grids, box-drawing characters, and the borderless rows of html2text."""

from __future__ import annotations

import random

from training.synthesize.document import Box, Grid
from training.synthesize.layouts.printing import laid_out, place, words
from training.synthesize.tracked import Run


def markdown(grid: Grid, rng: random.Random) -> list[Run]:
    """`| label | 1 |` with a rule below the first row."""
    dashes = rng.choice(("---", " --- ", ":---:", "----"))
    lines = laid_out(grid)
    width = max(map(len, lines), default=0)
    out: list[Run] = []
    for number, line in enumerate(lines):
        if number:
            out.append(("\n", None))
        out.append(("| ", None))
        for box in [*line, *[None] * (width - len(line))]:
            out.extend(place(box) if box is not None else [(" ", None)])
            out.append((" | ", None))
        out[-1] = (" |", None)
        if number == 0:
            out.append((f"\n|{(dashes + '|') * width}", None))
    return out


def html2text_like(grid: Grid, rng: random.Random) -> list[Run]:
    """No outer borders, `---|---` below the first row, merged cells dropped; cells broken at line ends of the page."""
    padded = rng.random() < 0.5
    bar = rng.choice(("|  ", " | ", "| "))
    out: list[Run] = []
    for number, row in enumerate(grid.rows):
        if number:
            out.append((rng.choice(("\n", "  \n")) if padded else "\n", None))
        for index, box in enumerate(row):
            if index:
                out.append((bar, None))
            out.extend(place(box))
        if number == 0:
            out.append(("\n" + "|".join(["---"] * max(1, len(row))), None))
    return out


def ascii_grid(grid: Grid, rng: random.Random) -> list[Run]:
    """`+---+` above and below each row."""
    return _drawn(grid, "+-|", rng.random() < 0.7)


def box_drawing(grid: Grid, rng: random.Random) -> list[Run]:
    """The same with box-drawing characters."""
    return _drawn(grid, "┼─│", rng.random() < 0.7)


def _drawn(grid: Grid, signs: str, every: bool) -> list[Run]:
    lines = laid_out(grid)
    width = max(map(len, lines), default=0)
    full: list[list[Box | None]] = [[*line, *[None] * (width - len(line))] for line in lines]
    sizes = [max((_columns(b) for line in full if (b := line[c]) and b.across == 1), default=1) for c in range(width)]
    cross, dash, bar = signs[0], signs[1], signs[2]
    rule = cross + cross.join(dash * (size + 2) for size in sizes) + cross
    out: list[Run] = [(rule, None)]
    for number, line in enumerate(full):
        out.append((f"\n{bar} ", None))
        column = 0
        while column < width:
            box = line[column]
            across = box.across if box else 1
            out.extend(place(box) if box else [(" ", None)])
            room = sum(sizes[column : column + across]) + 3 * (across - 1)
            out.append((" " * max(0, room - (_columns(box) if box else 1)) + f" {bar} ", None))
            column += across
        out[-1] = (out[-1][0].rstrip(" "), None)
        if every or number == 0 or number == len(full) - 1:
            out.append((f"\n{rule}", None))
    return out


def _columns(box: Box) -> int:
    """Terminal columns: a Chinese character takes two."""
    return sum(2 if ord(c) > 0x2E80 else 1 for c in words(box)) or 1
