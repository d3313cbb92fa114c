"""Documents with structure → one text that keeps it: a block a line, a table row a line with a tab between its cells.

Tabs, because the rebuild trusts a tabbed line to keep every empty cell in its place and to end with its row, and because
no block or cell of a document holds one otherwise.  See `grid` for merged cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ie.read.grid import GridCell, grid_to_lines
from ie.read.source import Mark, Place, Refused

_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’]")


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a reader of documents gives: text, where its stretches stand, and what the document says of them."""

    text: str
    places: tuple[Place, ...]
    marks: tuple[Mark, ...]
    warnings: tuple[str, ...] = ()


class Renderer:
    """Blocks and tables in the document's order → `Rendered`.  Refuses beyond `max_chars` and `max_cells`."""

    def __init__(self, max_chars: int, max_cells: int = 1_000_000) -> None:
        self._max_chars = max_chars
        self._max_cells = max_cells
        self._parts: list[str] = []
        self._length = 0
        self._cells = 0
        self._places: list[Place] = []
        self._marks: list[Mark] = []
        self.warnings: list[str] = []

    def block(self, words: str, where: str = "", furniture: bool = False) -> None:
        """One paragraph or heading; nothing where it is empty."""
        if words.strip(" \n\t"):
            start = self._length
            self._put(words, where)
            if furniture:
                self._marks.append(Mark(start, self._length, "furniture"))
            self._put("\n")

    def table(self, cells: Iterable[GridCell], furniture: bool = False) -> None:
        """One table, a line a row; columns that are empty from top to bottom are left out at the right."""
        start = self._length
        for line in grid_to_lines(list(cells)):
            for i, field in enumerate(line):
                if i:
                    self._put("\t")
                begin = self._length
                self._put(field.words, field.cell.where)
                if field.merged and field.words:
                    self._marks.append(Mark(begin, self._length, "merged"))
                self._cells += 1
            self._put("\n")
            if self._cells > self._max_cells:
                raise Refused("too_large", f"holds more than {self._max_cells:,} table cells; split it")
        if furniture and self._length > start:
            self._marks.append(Mark(start, self._length, "furniture"))

    def _put(self, words: str, where: str = "") -> None:
        if not words:
            return
        if where:
            self._places.append(Place(self._length, self._length + len(words), where))
        self._parts.append(words)
        self._length += len(words)
        if self._length > self._max_chars:
            raise Refused(
                "too_large", f"holds more than {self._max_chars:,} characters; split it into one file a report"
            )

    def done(self) -> Rendered:
        """The whole text."""
        return Rendered("".join(self._parts), tuple(self._places), tuple(self._marks), tuple(self.warnings))


def one_line(words: str) -> str:
    """A cell's or block's words on one line; a line break between Chinese characters joins, any other parts.

    >>> one_line("本年新\\n制作数量"), one_line(" 3\\n0 ")
    ('本年新制作数量', '3 0')
    """
    out: list[str] = []
    for line in words.split("\n"):
        part = _BLANKS.sub(" ", line).strip(" ")
        if part:
            if out and not (_WIDE.match(out[-1][-1]) and _WIDE.match(part[0])):
                out.append(" ")
            out.append(part)
    return "".join(out)
