"""Text whose characters know what they are: the one thing that damage may touch, so that labels survive any chain of it.

grammar → Document ─layout→ Tracked ─damage→ Tracked ─sample→ text, spans, cells
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Literal

Address = tuple[str, str, str]
"""Table, row and column of a cell, by the edition's ids."""


@dataclass(eq=False, slots=True)
class Mark:
    """One labelled thing of a report: a heading, a label, a cell, a figure.  Compared by identity: two zeros are two marks.

    `address`, `value`, `status` and `unit` are a cell's (what an annotator would write down, `blank` for a dash or 无);
    `value` and `unit` also a prose figure's.  Damage that leaves a cell's figure unreadable even to a person sets
    `status` to `ambiguous`; a cell whose characters are all deleted is absent without being told so.
    """

    label: str
    address: Address | None = None
    value: Decimal | None = None
    status: Literal["read", "blank", "ambiguous"] = "read"
    unit: str | None = None


Run = tuple[str, Mark | None]
"""Characters that share one mark, or none."""


class Tracked:
    """A text and, for each of its characters, the mark it belongs to or None.  Every edit keeps the two in step."""

    __slots__ = ("owners", "text")

    def __init__(self, runs: Iterable[Run] = ()) -> None:
        pieces: list[str] = []
        self.owners: list[Mark | None] = []
        for text, mark in runs:
            pieces.append(text)
            self.owners.extend([mark] * len(text))
        self.text = "".join(pieces)

    def runs(self) -> list[Run]:
        """The text as maximal runs of one mark."""
        out: list[Run] = []
        start = 0
        for at in range(1, len(self.owners) + 1):
            if at == len(self.owners) or self.owners[at] is not self.owners[start]:
                out.append((self.text[start:at], self.owners[start]))
                start = at
        return out

    def sub(
        self, pattern: re.Pattern[str], replace: Callable[[re.Match[str], list[Mark | None]], list[Run] | None]
    ) -> Tracked:
        """A copy with each match replaced by the runs `replace` gives for it and its owners; None leaves the match as it is."""
        out = Tracked()
        pieces: list[str] = []
        last = 0
        for match in pattern.finditer(self.text):
            runs = replace(match, self.owners[match.start() : match.end()])
            if runs is None:
                continue
            pieces.append(self.text[last : match.start()])
            out.owners.extend(self.owners[last : match.start()])
            for text, mark in runs:
                pieces.append(text)
                out.owners.extend([mark] * len(text))
            last = match.end()
        pieces.append(self.text[last:])
        out.owners.extend(self.owners[last:])
        out.text = "".join(pieces)
        return out

    def splice(self, edits: Iterable[tuple[int, int, list[Run]]]) -> Tracked:
        """A copy with each stretch [start, end) replaced by runs; the stretches are sorted and apart."""
        out = Tracked()
        pieces: list[str] = []
        last = 0
        for start, end, runs in edits:
            pieces.append(self.text[last:start])
            out.owners.extend(self.owners[last:start])
            for text, mark in runs:
                pieces.append(text)
                out.owners.extend([mark] * len(text))
            last = end
        pieces.append(self.text[last:])
        out.owners.extend(self.owners[last:])
        out.text = "".join(pieces)
        return out

    def stretches(self) -> list[tuple[int, int, Mark]]:
        """Maximal stretches [start, end) of one mark each, in the order of the text."""
        out: list[tuple[int, int, Mark]] = []
        at = 0
        for mark, group in groupby(self.owners):
            end = at + len(list(group))
            if mark is not None:
                out.append((at, end, mark))
            at = end
        return out

    def cut(self, start: int, end: int) -> Tracked:
        """A copy of the stretch [start, end)."""
        out = Tracked()
        out.text, out.owners = self.text[start:end], self.owners[start:end]
        return out

    def __add__(self, other: Tracked) -> Tracked:
        out = Tracked()
        out.text, out.owners = self.text + other.text, self.owners + other.owners
        return out
