"""The nouns of reading."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

UnreadStatus = Literal[
    "empty", "not_text", "scanned", "too_large", "unreadable", "timed_out", "out_of_memory", "crashed"
]
MarkKind = Literal["furniture", "merged"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one report may ask for; beyond a limit it gets a status, before the work that would cost it.

    The first ten are `too_large`, `max_seconds` is `timed_out`, `max_memory` is `out_of_memory`; the last two need a
    process of the report's own and hold in batches.
    """

    max_bytes: int = 20_000_000
    max_chars: int = 2_000_000
    max_unpacked: int = 200_000_000
    """Bytes that the members of one document unpack to."""
    max_ratio: int = 100
    """Unpacked bytes a packed one."""
    max_members: int = 1_000
    max_depth: int = 200
    """Elements of HTML or XML inside each other."""
    max_pages: int = 500
    max_cells: int = 1_000_000
    """Cells of a document's tables."""
    max_seconds: float = 30.0
    max_memory: int = 1_500_000_000
    """Bytes one report may add to its process."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in its document the stretch [start, end) of a source's text stands: `page 3, table 1, row 2, column 4`."""

    start: int
    end: int
    where: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What the document says of the stretch [start, end): page furniture, or a figure in a cell merged over several."""

    start: int
    end: int
    kind: MarkKind


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one report and where it comes from.

    `name` is the path as given and `part` the member, row or page range where one file holds several reports; `id` and
    `url` are the user's own, where the input carries them.  Offsets everywhere in the project are into `text`: the file's
    own for a text file, a rendering of the document for every other `kind`, whose `places` lead back to page, cell or node.
    `warnings` says what was lost or guessed on the way from the bytes.
    """

    name: str
    part: str | None
    text: str
    sha256: str
    text_sha256: str
    encoding: str | None
    warnings: tuple[str, ...] = ()
    kind: str = "text"
    places: tuple[Place, ...] = ()
    marks: tuple[Mark, ...] = ()
    id: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that gave no text.  `reason` is one sentence: what, why, and what to do next."""

    name: str
    part: str | None
    status: UnreadStatus
    reason: str
    sha256: str | None = None
    id: str | None = None
    url: str | None = None


class Refused(Exception):
    """Raised inside a reader for a document it will not or cannot read; `read_bytes` turns it into an `Unread`.

    The message goes on where a file's name ends: `is a PDF behind a password; save it without one`.
    """

    def __init__(self, status: UnreadStatus, reason: str) -> None:
        super().__init__(reason)
        self.status: UnreadStatus = status
        self.reason = reason


def bytes_to_sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def text_to_sha256(text: str) -> str:
    """The hash that gold refers to a text by; a lone surrogate hashes like any other character."""
    return bytes_to_sha256(text.encode("utf-8", "surrogatepass"))


def name_to_shown(name: str) -> str:
    r"""A file name as it can stand in a message: one line, printable, the odd characters escaped.

    >>> name_to_shown("年报\n2019.txt")
    '年报\\n2019.txt'
    >>> name_to_shown("\udcff.txt")
    '\\udcff.txt'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in name)
