"""Document → pages: where each string of a printed report stands.  Tables break over pages, labels wrap in their cells."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from training.synthesize.converters.grid import Placed, placed, width
from training.synthesize.converters.ink import Ink, is_wide
from training.synthesize.document import Document, Grid, Line
from training.synthesize.tracked import Mark

PAGE_WIDTH, PAGE_HEIGHT = 595.0, 842.0
LEADING = 1.5
PADDING = 3.0
MOST_EM, LEAST_EM = 9.0, 2.3
"""A column asks for its longest text's width, within these, in ems; then all are scaled to the page."""


@dataclass(frozen=True, slots=True)
class Word:
    """A string drawn at a place, in points from the lower left corner."""

    x: float
    y: float
    size: float
    text: str


@dataclass(slots=True)
class Pages:
    """Pages being filled from above; `y` is what is left on the last."""

    margin: float
    pages: list[list[Word]] = field(default_factory=lambda: [[]])
    y: float = 0.0

    def __post_init__(self) -> None:
        self.y = PAGE_HEIGHT - self.margin

    def room(self, height: float) -> bool:
        """Whether so much still fits on the page."""
        return self.y - height >= self.margin

    def turn(self) -> None:
        """Begin a page."""
        self.pages.append([])
        self.y = PAGE_HEIGHT - self.margin

    def draw(self, x: float, y: float, size: float, text: str) -> None:
        """Put a string on the last page."""
        if text.strip():
            self.pages[-1].append(_word(x, y, size, text))


def _word(x: float, y: float, size: float, text: str) -> Word:
    # PDFium leaves out a string whose outline has no width: a lone glyph of a font that is not embedded.
    return Word(x, y, size, text if len(text) > 1 else f"{text} ")


def breadth(text: str, size: float) -> float:
    """Points the text is wide: an em for a wide character, half for others."""
    return sum(size if is_wide(char) else size / 2 for char in text)


def wrapped(text: str, most: float, size: float) -> list[str]:
    """Lines no wider than `most` points; figures and words are kept whole where they fit on a line."""
    lines, line = [], ""
    for piece in _pieces(text):
        parts = [piece] if breadth(piece, size) <= most else list(piece)
        for part in parts:
            if line and breadth(line + part, size) > most:
                lines.append(line)
                line = ""
            line += part
    return [*lines, line] if line else lines


def _pieces(text: str) -> list[str]:
    out: list[str] = []
    for char in text:
        if out and not is_wide(char) and not is_wide(out[-1][-1]) and not char.isspace() and not out[-1][-1].isspace():
            out[-1] += char
        else:
            out.append(char)
    return out


def to_pages(document: Document, rng: random.Random, ink: Ink) -> list[list[Word]]:
    """The report's pages, with page numbers."""
    pages = Pages(margin=rng.choice([60.0, 72.0, 90.0]))
    size = rng.choice([10.5, 12.0, 14.0, 16.0])
    table_size = rng.choice([7.5, 9.0, 9.0, 10.5])
    repeat = rng.random() < 0.3
    for block in document.blocks:
        if isinstance(block, Line):
            _line(block, pages, size, ink)
        else:
            _table(block, pages, table_size, repeat, ink)
    number = rng.choice(["- {n} -", "— {n} —", "{n}", "第{n}页 共{of}页", ""])
    for n, words in enumerate(pages.pages, 1):
        text = number.format(n=n, of=len(pages.pages))
        text = ink.write([(text, Mark("FURNITURE"))]) if text else ""
        if text:
            words.append(_word((PAGE_WIDTH - breadth(text, 9.0)) / 2, pages.margin - 24, 9.0, text))
    return pages.pages


def _line(line: Line, pages: Pages, size: float, ink: Ink) -> None:
    centred = line.kind in ("title", "organ")
    size = size + 4 if centred else size
    indent = 2 * size if line.kind in ("paragraph", "heading") else 0.0
    room = PAGE_WIDTH - 2 * pages.margin
    text = ink.write(line.runs)
    for paragraph in text.split("\n"):
        first = wrapped(paragraph, room - indent, size)
        lines = first[:1] + wrapped("".join(first[1:]), room, size)
        for number, part in enumerate(lines):
            if not pages.room(size * LEADING):
                pages.turn()
            pages.y -= size * LEADING
            x = (PAGE_WIDTH - breadth(part, size)) / 2 if centred else pages.margin + (indent if number == 0 else 0.0)
            pages.draw(x, pages.y, size, part)


def _columns(boxes: list[Placed], count: int, size: float, room: float) -> list[float]:
    """Left edges of the columns, and the right edge of the last, from 0.  No figure is broken while there is room."""
    least = [LEAST_EM * size] * count
    asked = [0.0] * count
    for p in boxes:
        text = "".join(t for t, _ in p.box.runs)
        piece = max((breadth(piece, size) for piece in _pieces(text)), default=0.0) + 2 * PADDING + 1
        for column in range(p.column, min(p.column + p.box.across, count)):
            least[column] = max(least[column], piece / p.box.across)
            asked[column] = max(asked[column], min(breadth(text, size) / p.box.across + 2 * PADDING, MOST_EM * size))
    more = [max(a - b, 0.0) + 1.0 for a, b in zip(asked, least, strict=True)]
    spare = room - sum(least)
    widths = (
        [w * room / sum(least) for w in least]
        if spare < 0
        else [w + m * spare / sum(more) for w, m in zip(least, more, strict=True)]
    )
    return [sum(widths[:n]) for n in range(count + 1)]


def _table(grid: Grid, pages: Pages, size: float, repeat: bool, ink: Ink) -> None:
    boxes = placed(grid)
    if not boxes:
        return
    edges = _columns(boxes, width(grid), size, PAGE_WIDTH - 2 * pages.margin)
    rows = [[p for p in boxes if p.row == row] for row in range(len(grid.rows))]
    heights = [_height(row, edges, size) for row in rows]
    header = list(range(grid.header_rows))
    pages.y -= size / 2
    row = 0
    while row < len(rows):
        taken = _fitting(heights[row:], pages.y - pages.margin)
        if not taken and pages.y < PAGE_HEIGHT - pages.margin - 3 * max(heights):
            pages.turn()
            if repeat and row >= grid.header_rows:
                _rows(header, rows, heights, edges, pages, size, ink)
            taken = _fitting(heights[row:], pages.y - pages.margin)
        taken = max(taken, 1)
        _rows(list(range(row, row + taken)), rows, heights, edges, pages, size, ink)
        row += taken


def _fitting(heights: list[float], room: float) -> int:
    used, count = 0.0, 0
    for height in heights:
        used += height
        if used > room:
            break
        count += 1
    return count


def _height(row: list[Placed], edges: list[float], size: float) -> float:
    lines = [len(_wrapped_box(p, edges, size, None)) for p in row if p.box.down == 1]
    return max([1, *lines]) * size * LEADING + PADDING


def _wrapped_box(p: Placed, edges: list[float], size: float, ink: Ink | None) -> list[str]:
    text = ink.write(p.box.runs) if ink else "".join(t for t, _ in p.box.runs)
    room = edges[p.column + p.box.across] - edges[p.column] - 2 * PADDING
    return [part for line in text.split("\n") for part in wrapped(line, max(room, size), size)]


def _rows(
    numbers: list[int],
    rows: list[list[Placed]],
    heights: list[float],
    edges: list[float],
    pages: Pages,
    size: float,
    ink: Ink,
) -> None:
    """The rows that fit on the page; a box merged downwards is centred in what of it stands there."""
    for number in numbers:
        for p in rows[number]:
            below = [n for n in numbers if p.row <= n < p.row + p.box.down]
            height = sum(heights[n] for n in below)
            lines = _wrapped_box(p, edges, size, ink)
            y = pages.y - (height - len(lines) * size * LEADING) / 2
            left, right = pages.margin + edges[p.column], pages.margin + edges[p.column + p.box.across]
            for line in lines:
                y -= size * LEADING
                x = (left + right - breadth(line, size)) / 2 if p.box.kind != "rowhead" else left + PADDING
                pages.draw(x, y + size * 0.35, size, line)
        pages.y -= heights[number]
