"""Where the boxes of a grid stand: what HTML leaves to the browser, and what Word and a printed page must be told."""

from __future__ import annotations

from dataclasses import dataclass

from training.synthesize.document import Box, Grid


@dataclass(frozen=True, slots=True)
class Placed:
    """A box with the row and column of its upper left corner, from 0."""

    row: int
    column: int
    box: Box


def placed(grid: Grid) -> list[Placed]:
    """Every box of the grid in reading order, placed as HTML places cells: in the first free column of its row."""
    taken: set[tuple[int, int]] = set()
    out = []
    for row, boxes in enumerate(grid.rows):
        column = 0
        for box in boxes:
            while (row, column) in taken:
                column += 1
            out.append(Placed(row, column, box))
            taken |= {(row + down, column + across) for down in range(box.down) for across in range(box.across)}
    return out


def width(grid: Grid) -> int:
    """Columns of the grid."""
    return max((p.column + p.box.across for p in placed(grid)), default=0)
