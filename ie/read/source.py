"""The nouns of reading."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

UnreadStatus = Literal["empty", "not_text", "too_large", "unreadable"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may ask for; beyond a limit it gets the status `too_large` before any other work."""

    max_bytes: int = 20_000_000
    max_chars: int = 2_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one report and where it comes from.

    `name` is the path as given and `part` the member, row or page range where one file holds several reports.  Offsets
    everywhere in the project are into `text`.  `warnings` says what was lost or guessed on the way from the bytes.
    """

    name: str
    part: str | None
    text: str
    sha256: str
    text_sha256: str
    encoding: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that gave no text.  `reason` is one sentence: what, why, and what to do next."""

    name: str
    part: str | None
    status: UnreadStatus
    reason: str
    sha256: str | None = None


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
