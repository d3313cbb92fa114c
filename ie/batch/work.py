"""One item → its outcome: the record, the spans and, for a document, the text its offsets point into."""

from __future__ import annotations

import errno
import json
import zlib
from dataclasses import dataclass
from typing import Any

from ie.pipeline import extract_text
from ie.read import Limits, Source, Unread
from ie.read.files import unread
from ie.read.items import Item, read_item
from ie.read.source import UnreadStatus
from ie.record import Record, record_of, record_of_unread, spans_of, text_of
from ie.report import Tagger

MEMORY_SIGNS = ("bad_alloc", "bad allocation", "Failed to allocate memory", "can't start new thread")
"""What libraries say that have no MemoryError of their own."""
LAST_WORDS_OF_MEMORY = (*MEMORY_SIGNS, "memory allocation of", "ut of memory", "annot allocate memory")
"""What they say, on their standard error, before they abort the process."""
CRASHED = "; please report it with the text, the other reports are not affected"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes of one item; `spans` and `text` are None where there are none."""

    record: Record
    spans: dict[str, Any] | None = None
    text: Record | None = None

    def pack(self) -> bytes:
        """Compressed JSON: what the worker sends and the journal keeps."""
        whole = json.dumps([self.record, self.spans, self.text], separators=(",", ":"), allow_nan=False)
        return zlib.compress(whole.encode("ascii"), 1)


def unpack_outcome(data: bytes) -> Outcome:
    """The outcome that `Outcome.pack` packed."""
    record, spans, text = json.loads(zlib.decompress(data))
    return Outcome(record, spans, text)


def work_item(item: Item, limits: Limits, tagger: Tagger | None = None) -> Outcome:
    """Read and extract one item.  Never raises for what it holds, but for MemoryError."""
    read = read_item(item, limits)
    if isinstance(read, Unread):
        return Outcome(record_of_unread(read))
    return work_source(read, tagger)


def work_source(source: Source, tagger: Tagger | None = None) -> Outcome:
    """Extract one source; a fault of ours becomes the status `crashed` with its cause."""
    try:
        report = extract_text(source.text, tagger, source.marks)
        return Outcome(record_of(source, report), spans_of(source, report), text_of(source))
    except MemoryError:
        raise
    except Exception as error:
        if is_memory(error):
            raise MemoryError from error
        reason = f"could not be worked through ({type(error).__name__}: {error}){CRASHED}"
        crashed = unread(source.name, source.part, "crashed", reason, source.sha256)
        return Outcome(record_of_unread(_named(crashed, source.id, source.url)))


def is_memory(error: BaseException) -> bool:
    """Whether an error says that there was no memory, in Python's words, the system's or a C++ library's."""
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
        return True
    return any(sign in str(error) for sign in MEMORY_SIGNS)


def failed_outcome(item: Item, status: UnreadStatus, reason: str) -> Outcome:
    """The outcome of an item whose worker did not live to tell."""
    return Outcome(record_of_unread(_named(unread(item.name, item.part, status, reason), item.id, item.url)))


def _named(read: Unread, id: str | None, url: str | None) -> Unread:
    return Unread(read.name, read.part, read.status, read.reason, read.sha256, id, url)
