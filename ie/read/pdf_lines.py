"""Characters of a page with their boxes → lines of text; wide gaps within a line stay wide, as a layout without rules needs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median

SAME_LINE = 0.5
"""Share of a character's height by which centres of one line may differ."""
WORD_GAP = 0.3
COLUMN_GAP = 1.5
"""Widths of a character: a gap of the first is a blank, of the second the border of a column."""
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")


@dataclass(frozen=True, slots=True)
class Char:
    """A character and its box in points, the origin at the page's lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float

    @property
    def x(self) -> float:
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        return (self.bottom + self.top) / 2


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text and its upper edge."""

    text: str
    top: float


def chars_to_words(chars: list[Char]) -> list[TextLine]:
    """Lines from the top down, their words parted by one blank, their columns by four."""
    out = []
    for line in chars_to_lines(chars):
        words = ""
        last: Char | None = None
        size = median(c.size or c.top - c.bottom for c in line) or 1.0
        for char in line:
            if last is not None:
                gap = char.left - last.right
                if gap > COLUMN_GAP * size:
                    words = words.rstrip(" ") + "    "
                elif gap > WORD_GAP * size and not (_WIDE.match(char.text) and _WIDE.match(last.text)):
                    words += " " if not words.endswith(" ") else ""
            words += " " if char.text.isspace() else char.text
            last = char
        out.append(TextLine(words.strip(), max(c.top for c in line)))
    return out


def chars_to_lines(chars: list[Char]) -> list[list[Char]]:
    """Visible characters by line from the top down, each line from left to right.

    Dots and dashes are low: a line is known by its tallest characters.
    """
    out: list[list[Char]] = []
    bounds: list[tuple[float, float]] = []
    for char in sorted(chars, key=lambda c: (-(c.top - c.bottom), -c.y)):
        if char.text.isspace():
            continue
        for i, (bottom, top) in enumerate(bounds):
            if abs(char.y - (bottom + top) / 2) <= SAME_LINE * max(top - bottom, char.top - char.bottom):
                out[i].append(char)
                break
        else:
            out.append([char])
            bounds.append((char.bottom, char.top))
    order = sorted(range(len(out)), key=lambda i: -(bounds[i][0] + bounds[i][1]))
    return [sorted(out[i], key=lambda c: c.left) for i in order]
