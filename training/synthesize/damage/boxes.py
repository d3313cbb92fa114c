"""Handles on a document for damage: its tables, the cells of a row, boxes printed anew."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal

from training.synthesize.document import Box, Document, Grid, Line
from training.synthesize.layouts.printing import mark_of, words
from training.synthesize.tracked import Mark


def grids(document: Document, *tables: str) -> list[Grid]:
    """The document's tables, or those of the given ids."""
    return [b for b in document.blocks if isinstance(b, Grid) and (not tables or b.id in tables)]


def lines(document: Document, *kinds: str) -> list[Line]:
    """The document's lines of the given kinds."""
    return [b for b in document.blocks if isinstance(b, Line) and b.kind in kinds]


def cells(row: list[Box]) -> list[Box]:
    """The value cells of a row that have a mark."""
    return [box for box in row if mark_of(box) is not None]


def body(grid: Grid) -> list[list[Box]]:
    """The rows below the header."""
    return grid.rows[grid.header_rows :]


def labels(grid: Grid, *kinds: str) -> Iterator[Box]:
    """The boxes of the given kinds that print something."""
    return (box for row in grid.rows for box in row if box.kind in kinds and words(box))


def reprint(box: Box, text: str) -> None:
    """Print other characters in a box, under the mark it has."""
    mark = next((m for _, m in box.runs if m is not None), None)
    box.runs = [(text, mark)]


def label(kind: str, text: str, across: int = 1) -> Box:
    """A label box with a mark of its own."""
    name = {"caption": "CAPTION", "colhead": "COLHEAD"}.get(kind, "ROWHEAD")
    return Box(kind, [(text, Mark(name))], across)  # type: ignore[arg-type]


def blank(box: Box, text: str = "") -> None:
    """Print nothing in a value cell, or words that hold no number."""
    mark = mark_of(box)
    if mark is not None:
        mark.status, mark.value, mark.unit = "blank", None, None
        reprint(box, text)


def is_number(box: Box) -> bool:
    """The cell prints digits alone, and its mark says the same."""
    mark, text = mark_of(box), words(box)
    return mark is not None and mark.status == "read" and text.isdigit() and mark.value == Decimal(text)


def chosen(rng: random.Random, items: list[Grid]) -> list[Grid]:
    """One of the items, as a list; none where there is none."""
    return [rng.choice(items)] if items else []
