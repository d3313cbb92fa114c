"""The nouns every step shares: Text, Span, Cell, Table, Section, Figure, Check, Report.  All frozen.

Offsets are half-open and in characters.  Inside the pipeline they point into `Text.clean`; `Text.to_source` turns them into
offsets of the decoded source, and only those are ever written out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple, Protocol

LABELS: tuple[str, ...] = (
    "TITLE",
    "ORGAN",
    "HEAD1",
    "HEAD2",
    "HEAD3",
    "CAPTION",
    "COLHEAD",
    "ROWHEAD",
    "CELL",
    "FIGURE",
    "FURNITURE",
)
CellStatus = Literal["read", "blank", "inferred", "absent"]
CheckStatus = Literal["holds", "fails", "unknown"]
TableStatus = Literal["complete", "partial", "absent"]


@dataclass(frozen=True)
class Text:
    """A normalised text that knows, for each of its characters, the source offset it came from."""

    clean: str
    origin: tuple[int, ...]
    source: str

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets of the clean stretch [start, end); the end is behind its last character's source character."""
        if start >= end:
            at = self.origin[start] if start < len(self.origin) else len(self.source)
            return at, at
        return self.origin[start], self.origin[end - 1] + 1


class Span(NamedTuple):
    """A labelled stretch of the clean text, with the tagger's confidence between 0 and 1."""

    start: int
    end: int
    label: str
    score: float = 1.0


class Tagger(Protocol):
    """Text in, spans with scores out; sorted, not overlapping."""

    @property
    def name(self) -> str:
        """What `--tagger` calls it."""
        ...

    @property
    def version(self) -> str:
        """Which rules or weights; a record is comparable with another of the same version only."""
        ...

    def tag(self, text: Text) -> list[Span]:
        """The spans of one text."""
        ...


class Cell(NamedTuple):
    """What the text holds for one address.  `why` is one sentence for `ie explain`."""

    status: CellStatus
    value: Decimal | None = None
    raw: str | None = None
    unit: str | None = None
    start: int | None = None
    end: int | None = None
    confidence: float = 0.0
    review: bool = False
    why: str = ""

    def doubted(self, why: str) -> Cell:
        """The cell for review, and why."""
        return self._replace(review=True, why=why)


ABSENT = Cell("absent", why="no such cell was found in the text")


class RowPlace(NamedTuple):
    """Where the alignment put a row: its label's offsets, its score, and the margin over the best other place, if any."""

    row: str
    start: int
    end: int
    score: float
    margin: float | None
    runner_up: int | None


@dataclass(frozen=True)
class Table:
    """One table of the form as rebuilt: a cell for every address of its edition, keyed (row, column)."""

    id: str
    status: TableStatus
    cells: dict[tuple[str, str], Cell]
    notes: tuple[str, ...] = ()
    places: tuple[RowPlace, ...] = ()


@dataclass(frozen=True)
class Section:
    """A heading and the stretch it opens."""

    id: str | None
    level: int
    heading: str
    start: int
    end: int
    body_end: int


class Figure(NamedTuple):
    """A number in prose that states a quantity."""

    value: Decimal
    raw: str
    unit: str | None
    start: int
    end: int
    confidence: float


@dataclass(frozen=True)
class Statement:
    """What a sentence says of one quantity: an indicator's address, its value, whose it is and of which year.

    `figure` is the index of the figure that states it, None for a zero told in words.  `period` is None for a sum since the
    organ began.  `rounded` says that the sentence gives it only about (`余`, `约`).
    """

    indicator: str
    value: Decimal
    unit: str | None
    start: int
    end: int
    figure: int | None
    scope: Literal["own", "area"] | None
    period: int | None
    confidence: float
    rounded: bool = False


class Check(NamedTuple):
    """One comparison: an identity of the form for one row or column, or the text against a cell.

    `statements` are the indices of the statements compared, empty for an identity.
    """

    kind: Literal["identity", "text", "year"]
    id: str
    where: str | None
    status: CheckStatus
    left: Decimal | None
    right: Decimal | None
    cells: tuple[str, ...]
    statements: tuple[int, ...] = ()


@dataclass(frozen=True)
class Report:
    """Everything the pipeline found in one text."""

    text: Text
    spans: tuple[Span, ...]
    status: str = "ok"
    title: Span | None = None
    organ: Span | None = None
    year: int | None = None
    edition: str | None = None
    edition_by: Literal["labels", "year"] | None = None
    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()
    statements: tuple[Statement, ...] = ()
    checks: tuple[Check, ...] = ()
    warnings: tuple[str, ...] = ()
    reasons: tuple[str, ...] = field(default=())
    tagger: tuple[str, str] = ("pattern", "1")
    """Name and version of the tagger whose reading this is."""
    taggers: tuple[tuple[str, str], ...] = ()
    """Every tagger that read the text, where it was more than one."""
