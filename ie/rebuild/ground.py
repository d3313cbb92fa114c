"""What an edition's tables are built from: the text without its litter, the form's labels found, the cells.

Two taggers' readings of one text often differ in nothing of this, and then their tables are the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ie.editions import Edition
from ie.editions.finding import Found, find_labels
from ie.editions.vocabulary import Letters, label_index, letters_of
from ie.report import Span, Text

_OF_LINE = re.compile(r"[^\n]")
LABEL_KINDS = ("ROWHEAD", "COLHEAD", "CAPTION", "HEAD1")


@dataclass(frozen=True)
class Ground:
    """All that `ie.rebuild.tables` reads."""

    edition: Edition
    clean: str
    found: list[Found]
    cells: list[Span]

    def same_as(self, other: Ground) -> bool:
        """Whether the same tables stand on both; the taggers' scores have no part in them."""
        return (
            self.edition is other.edition
            and len(self.cells) == len(other.cells)
            and all(a.start == b.start and a.end == b.end for a, b in zip(self.cells, other.cells, strict=True))
            and self.clean == other.clean
            and self.found == other.found
        )


def tagged_letters(text: Text, spans: list[Span]) -> Letters:
    """The letters of the label spans: those outside of them do not exist for the rebuild."""
    return letters_of(text.clean, [(s.start, s.end) for s in spans if s.label in LABEL_KINDS])


def found_in(text: Text, letters: Letters, edition_ids: tuple[str, ...]) -> list[Found]:
    """These editions' labels among the tagged letters."""
    return find_labels(text.clean, label_index(edition_ids), letters)


def ground_of(text: Text, spans: list[Span], edition: Edition, letters: Letters) -> Ground:
    """What the spans give one edition's tables to stand on."""
    found = found_in(text, letters, (edition.id,))
    return Ground(edition, _without_furniture(text.clean, spans), found, [s for s in spans if s.label == "CELL"])


def _without_furniture(clean: str, spans: list[Span]) -> str:
    """The text with its litter blanked, but for digits of it that touch digits outside: one of the two is torn, and is to be seen so."""
    parts: list[str] = []
    at = 0
    for span in spans:
        if span.label == "FURNITURE" and span.end > at:
            start, end = max(at, span.start), span.end
            while start < end and clean[start - 1 : start + 1].isdigit():
                start += 1
            while start < end and clean[end - 1 : end + 1].isdigit() and len(clean) > end:
                end -= 1
            parts += clean[at:start], _OF_LINE.sub(" ", clean[start:end])
            at = end
    return "".join((*parts, clean[at:])) if parts else clean
