"""What every layout shares: the runs of a box, where a blank cell stays visible, and the printing of blocks in their order."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from training.synthesize.document import Box, Document, Grid, Line
from training.synthesize.layouts.narrow import Feet, wrapped
from training.synthesize.tracked import Mark, Run, Tracked

Layout = Callable[[Document, random.Random], Tracked]
"""A way to print a report.  Choices inside it (blank lines, indents, trailing pipes) are drawn from the generator."""

TableStyle = Callable[[Grid, random.Random], list[Run]]
"""A way to print one table, without a line end behind it."""


@dataclass(frozen=True, slots=True)
class Page:
    """How the text round the tables is printed: what parts two blocks, and what opens a paragraph."""

    gap: str = "\n"
    indent: str = ""
    wrap: int = 0
    """Characters after which prose breaks, as a printed page's does; 0: a paragraph is a line."""
    foot: str = ""
    """A page's number, `{}` for it, set between lines of prose wherever a page is full."""
    around_foot: tuple[str, str] = ("", "")
    """What stands before a page's number on its line, and behind the line."""
    ragged: tuple[str, ...] = ()
    """Gaps of pages whose blanks and empty lines nobody tidied: drawn anew behind each block."""

    @staticmethod
    def printed(rng: random.Random) -> Page:
        """What PDF readers leave: lines as wide as the page's, the first of a paragraph indented or not."""
        gap = rng.choices(("\n", "\n\n"), (85, 15))[0]
        around = rng.choice(_AROUND_FOOT)
        return Page(gap, rng.choices(("", "    ", "　　"), (60, 25, 15))[0], rng.randrange(24, 44), _foot(rng), around)

    @staticmethod
    def spaced(rng: random.Random) -> Page:
        """Where each cell is a paragraph, so is each line round the tables."""
        gap = rng.choices(("\n\n", "\n \n", "\n\n\n"), (82, 10, 8))[0]
        return Page(gap, rng.choices(("", "　　"), (75, 25))[0])

    @staticmethod
    def part(rng: random.Random) -> Page:
        """Round the tables that collections keep of a page: hardly ever an empty line or a wrapped one."""
        gap = rng.choices(("\n", "\n\n", " \n", "\n \n"), (91, 3, 4, 2))[0]
        return Page(gap, rng.choices(("", "　　", "  "), (75, 20, 5))[0])

    @staticmethod
    def drawn(rng: random.Random) -> Page:
        """The gaps and indents that crawlers leave: mostly plain lines, else empty lines or ideographic indents."""
        gap = rng.choices(("\n", "\n\n", "\n\n\n", " \n", "\n \n"), (76, 14, 2, 4, 4))[0]
        indent = rng.choices(("", "　　", "    ", "  "), (55, 35, 6, 4))[0]
        ragged: tuple[str, ...] = ()
        if rng.random() < 0.08:
            blank = rng.choice(("  ", "   ", "     "))
            ragged = ("\n", f"{blank}\n\n", f"{blank}\n\n{blank}", "\n\n", f" \n\n {blank}")
        wrap = rng.randrange(24, 44) if rng.random() < 0.2 else 0
        return Page(gap, indent, wrap, _foot(rng) if wrap else "", ragged=ragged)


_AROUND_FOOT = (("", ""), ("", ""), ("", "\f"), (" " * 24, "\f"), (" " * 40, "\n\f"), ("\n" + " " * 18, "\n"))
"""Round the number at a page's foot: readers that keep the page's look set it in the middle, and end the page by a form feed."""


def _foot(rng: random.Random) -> str:
    """Half the pages are numbered."""
    return rng.choice(("- {} -", "-{}-", "— {} —", "{}", "第{}页", "- {} -")) if rng.random() < 0.5 else ""


def field(box: Box) -> list[Run]:
    """The runs of a box that have characters."""
    return [run for run in box.runs if run[0]]


def words(box: Box) -> str:
    """The characters of a box."""
    return "".join(text for text, _ in box.runs)


def mark_of(box: Box) -> Mark | None:
    """The mark of a value cell, printed or blank; None for labels and for boxes without an address or a mark."""
    if box.kind != "cell":
        return None
    return next((mark for _, mark in box.runs if mark is not None and mark.label == "CELL"), None)


def blank_of(box: Box) -> Mark | None:
    """The mark of a value cell that is printed empty: a visible place for it belongs to this mark."""
    return mark_of(box) if not words(box) else None


def place(box: Box, filler: str = " ") -> list[Run]:
    """The runs of a box; one that is empty keeps its place by the filler, which belongs to the blank cell."""
    return field(box) or [(filler, blank_of(box))]


def lose_blanks(boxes: list[Box]) -> list[Box]:
    """The boxes that print something.  A lost blank leaves no trace, so the row's figures have no certain place left."""
    kept = [box for box in boxes if words(box).strip()]
    values = [mark for box in kept if (mark := mark_of(box)) is not None and mark.address is not None]
    if any(box.kind == "cell" and not words(box).strip() for box in boxes):
        for mark in values:
            mark.status = "ambiguous"
    return kept


def print_blocks(document: Document, page: Page, table: Callable[[Grid], list[Run]]) -> Tracked:
    """The blocks in their order; a table as `table` prints it."""
    runs: list[Run] = []
    feet = Feet(page.foot, *page.around_foot)
    for block in document.blocks:
        if isinstance(block, Line):
            if block.kind == "paragraph" and page.indent:
                runs.append((page.indent, None))
            runs.extend(feet.set(wrapped(block.runs, page.wrap)) if page.wrap else block.runs)
        else:
            runs.extend(table(block))
        runs.append((page.ragged[int(len(runs) * 0.618 * 7) % len(page.ragged)] if page.ragged else page.gap, None))
    if runs:
        runs[-1] = ("\n", None)
    return Tracked(runs)


def layout_of(table: TableStyle, page: Callable[[random.Random], Page] = Page.drawn) -> Layout:
    """The layout that prints each table in that style."""

    def layout(document: Document, rng: random.Random) -> Tracked:
        around = (Page.part if document.part and page is Page.drawn else page)(rng)
        seed = rng.random()
        # One report comes out of one converter: its tables share their inner choices.
        return print_blocks(document, around, lambda grid: table(grid, random.Random(seed)))

    return layout


def width_of(grid: Grid) -> int:
    """Columns of a grid: the widest row's, counted with what is merged."""
    return max((sum(box.across for box in row) for row in grid.rows), default=0)


def laid_out(grid: Grid) -> list[list[Box | None]]:
    """The grid as a full rectangle: a box stands at its upper left corner, None where it is merged over."""
    width = width_of(grid)
    taken: dict[int, int] = {}
    out: list[list[Box | None]] = []
    for row in grid.rows:
        line: list[Box | None] = []
        boxes = iter(row)
        column = 0
        while column < width:
            if taken.get(column, 0) > 0:
                taken[column] -= 1
                line.append(None)
                column += 1
                continue
            box = next(boxes, None)
            line.append(box)
            for offset in range(box.across if box else 1):
                if offset:
                    line.append(None)
                if box and box.down > 1:
                    taken[column + offset] = box.down - 1
            column += box.across if box else 1
        # A box wider than what a merged one above leaves free widens the line: nothing printed is ever lost.
        line.extend(boxes)
        out.append(line)
    return out
