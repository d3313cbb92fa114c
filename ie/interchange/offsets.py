"""Offsets as tools count them ↔ characters of the text as decoded.

Python counts code points; a browser counts UTF-16 code units, two for a character beyond the basic plane (𠮷, 😀); and a page shows
CRLF as one line end.  Which of the four a file was written in is decided by what it says of itself and by the words that stand
beside its offsets, never by a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

CHARACTERS, UTF_16 = "characters", "utf-16"
UNITS = (CHARACTERS, UTF_16)


class Counting(NamedTuple):
    """A way to count: the unit, and whether a CRLF is one of it."""

    unit: str
    crlf_is_one: bool


COUNTINGS = (
    Counting(CHARACTERS, False),
    Counting(UTF_16, False),
    Counting(CHARACTERS, True),
    Counting(UTF_16, True),
)


@dataclass(frozen=True)
class Ruler:
    """One text measured one way: `marks[i]` is the offset before character i, the last one the text's length."""

    marks: tuple[int, ...]

    def out(self, character: int) -> int:
        """The offset as the tool counts of a character's place."""
        return self.marks[character]

    def places(self) -> dict[int, int]:
        """Tool's offset → character; of two characters at one offset (a CRLF counted as one) the first."""
        found: dict[int, int] = {}
        for character, offset in enumerate(self.marks):
            found.setdefault(offset, character)
        return found


def ruler(text: str, counting: Counting) -> Ruler:
    """The offsets of a text.

    >>> ruler("𠮷\\r\\n村", Counting(UTF_16, True)).marks
    (0, 2, 2, 3, 4)
    """
    marks = [0]
    for place, char in enumerate(text):
        step = 2 if counting.unit == UTF_16 and ord(char) > 0xFFFF else 1
        # The line feed is what is counted, so that a span that ends before the line end ends before the carriage return.
        if counting.crlf_is_one and char == "\r" and text[place + 1 : place + 2] == "\n":
            step = 0
        marks.append(marks[-1] + step)
    return Ruler(tuple(marks))


def differ(text: str) -> bool:
    """Whether the ways of counting give different offsets for this text at all."""
    return "\r\n" in text or any(ord(char) > 0xFFFF for char in text)
