"""A report before it is printed: blocks in their order, tables as grids of boxes.  Grammar makes it, layouts print it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from training.synthesize.tracked import Run


@dataclass(slots=True)
class Line:
    """One printed paragraph: `runs` carry the marks (a title's TITLE, a heading's HEAD1 …, a paragraph's FIGUREs)."""

    kind: Literal["title", "organ", "heading", "paragraph", "caption", "furniture"]
    runs: list[Run]


@dataclass(slots=True)
class Box:
    """One cell of a grid as the form draws it, merged over `across` columns and `down` rows; an empty box has no runs."""

    kind: Literal["caption", "colhead", "side", "rowhead", "cell"]
    runs: list[Run]
    across: int = 1
    down: int = 1


@dataclass(slots=True)
class Grid:
    """One table of the form (or one the form lacks: id None), a list of rows of boxes, header rows first."""

    id: str | None
    rows: list[list[Box]]
    header_rows: int = 1


Block = Line | Grid


@dataclass(slots=True)
class Document:
    """One report: what it says of itself, and its blocks."""

    edition: Literal["2014", "2019", "2021", "narrative"]
    year: int
    organ: str
    level: Literal["province", "city", "county", "town", "department"]
    blocks: list[Block] = field(default_factory=list)
    failing: list[str] = field(default_factory=list)
    """Identities that do not come out in the source: the errors planted on purpose, as `id` or `id/where`."""
    part: bool = False
    """Whether only the form's part of the page is left, as collections of tables keep it."""
