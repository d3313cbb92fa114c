"""A text with spans and cells → lines of pieces for the page; every piece knows its offsets in the source."""

from __future__ import annotations

import bisect
import re
from collections.abc import Mapping, Sequence
from typing import Any

from ie.review.state import CellState, SpanRow
from ie.show.text import visible

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_HIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
Piece = list[Any]
"""[start, end, shown text, label or "", addresses]; hidden characters are pieces of their own, shown as their code point."""


class TextView:
    """The lines of one text, which never change, and their pieces, which follow the spans."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.bounds: list[tuple[int, int]] = []
        at = 0
        for match in _LINE_END.finditer(text):
            self.bounds.append((at, match.start()))
            at = match.end()
        self.bounds.append((at, len(text)))
        self._starts = [start for start, _ in self.bounds]

    def line_of(self, offset: int) -> int:
        """The line an offset stands in; one in a line end belongs to the line before."""
        return max(0, bisect.bisect_right(self._starts, offset) - 1)

    def lines(self, spans: Sequence[SpanRow], cells: Mapping[str, CellState]) -> list[list[Piece]]:
        """Every line's pieces."""
        return list(self.some_lines(range(len(self.bounds)), spans, cells).values())

    def some_lines(
        self, wanted: Sequence[int], spans: Sequence[SpanRow], cells: Mapping[str, CellState]
    ) -> dict[int, list[Piece]]:
        """The pieces of these lines."""
        covers = [(start, end, label, "") for start, end, label in spans]
        covers += [(c.start, c.end, "", a) for a, c in cells.items() if c.start is not None and c.end is not None]
        by_line: dict[int, list[tuple[int, int, str, str]]] = {i: [] for i in wanted}
        for cover in covers:
            for i in range(self.line_of(cover[0]), self.line_of(max(cover[0], cover[1] - 1)) + 1):
                if i in by_line:
                    by_line[i].append(cover)
        return {i: self._pieces(*self.bounds[i], by_line[i]) for i in wanted}

    def _pieces(self, begin: int, end: int, covers: list[tuple[int, int, str, str]]) -> list[Piece]:
        hidden = [begin + m.start() for m in _HIDDEN.finditer(self.text[begin:end])]
        cuts = {begin, end, *hidden, *(h + 1 for h in hidden)}
        cuts.update(min(max(edge, begin), end) for c in covers for edge in c[:2])
        edges = sorted(cuts)
        out: list[Piece] = []
        for i, start in enumerate(edges):
            # A blank cell has a place and no characters.
            for cover in covers:
                if cover[0] == cover[1] == start:
                    out.append([start, start, "", "", [cover[3]]])
            if i + 1 == len(edges):
                break
            stop = edges[i + 1]
            over = [c for c in covers if c[0] <= start and c[1] >= stop]
            label = next((c[2] for c in over if c[2]), "")
            out.append([start, stop, visible(self.text[start:stop]), label, [c[3] for c in over if c[3]]])
        return out

    def trimmed(self, start: int, end: int) -> list[tuple[int, int]]:
        """A selection as spans may be: one piece a line, no blanks at either end."""
        out: list[tuple[int, int]] = []
        for i in range(self.line_of(start), self.line_of(max(start, end - 1)) + 1):
            a, b = max(start, self.bounds[i][0]), min(end, self.bounds[i][1])
            words = self.text[a:b]
            a, b = a + len(words) - len(words.lstrip()), b - (len(words) - len(words.rstrip()))
            if a < b:
                out.append((a, b))
        return out
