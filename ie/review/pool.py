"""Records and their texts → the reports to review, opened one at a time, so that memory does not grow with their number.

`reports.jsonl` is gone through once for what the queue shows; of each record only its place in the file is kept.  `spans.jsonl` and
`texts.jsonl` beside it hold the tagger's spans and the texts of documents; plain texts are read where they lie.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ie.read import Unread, read_file
from ie.records import NEEDED, Record, RecordsError, document_name
from ie.review.doubts import doubts_of
from ie.review.events import ReviewError, report_key
from ie.review.state import base_state

Spans = list[list[Any]]


@dataclass(slots=True)
class Entry:
    """A report as the queue knows it."""

    key: str
    name: str
    organ: str
    year: int | None
    edition: str | None
    doubts: int
    groups: dict[str, int]
    at: int
    spans_at: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A report with everything that is shown of it; `text` is None where no file holds the text the record was made from."""

    entry: Entry
    record: Record
    spans: Spans
    text: str | None


@dataclass(slots=True)
class Pool:
    """The reports in the order they are asked, those with most doubts first unless a queue orders them;
    `left_out` are inputs that no report could be read from."""

    records: Path
    texts: Path | None = None
    entries: list[Entry] = field(default_factory=list)
    by_key: dict[str, Entry] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    _texts_at: dict[str, int] = field(default_factory=dict)
    _last: Opened | None = None
    """The report opened last: each key press asks for it again."""

    @classmethod
    def load(cls, records: Path, texts: Path | None = None) -> Pool:
        """RecordsError for a line that is no record; a report that stands in several files is asked once."""
        pool = cls(records, texts)
        spans_at = _places(records.with_name("spans.jsonl"), "sha256")
        pool._texts_at = {k: v[0] for k, v in _places(records.with_name("texts.jsonl"), "text_sha256").items()}
        met: dict[str, int] = {}
        with records.open("rb") as file:
            while True:
                at = file.tell()
                line = file.readline()
                if not line:
                    break
                if not line.strip():
                    continue
                record = _record(line, records)
                if record["status"] != "ok" or record["text_sha256"] is None:
                    pool.left_out.append(document_name(record["source"], record["part"]))
                    continue
                sha = str(record["sha256"])
                places = spans_at.get(sha, [])
                number = met[sha] = met.get(sha, -1) + 1
                pool._add(record, at, places[min(number, len(places) - 1)] if places else None)
        pool.entries.sort(key=lambda entry: -entry.doubts)
        return pool

    def _add(self, record: Record, at: int, spans_at: int | None) -> None:
        key = report_key(record)
        if key in self.by_key:
            return
        groups: dict[str, int] = {}
        doubts = doubts_of(record, base_state(record, []))
        for doubt in doubts:
            groups[doubt.group] = groups.get(doubt.group, 0) + 1
        organ = record["organ"]["text"] if record["organ"] else ""
        name = document_name(record["source"], record["part"])
        entry = Entry(key, name, organ, record["year"], record["edition"], len(doubts), groups, at, spans_at)
        self.entries.append(entry)
        self.by_key[key] = entry

    def open(self, key: str) -> Opened:
        """The report of that key; KeyError if it is not in the pool."""
        entry = self.by_key[key]
        if self._last is not None and self._last.entry is entry:
            return self._last
        record: Record = _line_at(self.records, entry.at)
        spans: Spans = []
        if entry.spans_at is not None:
            spans = _line_at(self.records.with_name("spans.jsonl"), entry.spans_at)["spans"]
        self._last = Opened(entry, record, spans, self._text(record))
        return self._last

    def _text(self, record: Record) -> str | None:
        if record["text_sha256"] in self._texts_at:
            return str(_line_at(self.records.with_name("texts.jsonl"), self._texts_at[record["text_sha256"]])["text"])
        given, beside = Path(record["source"]), self.records.parent
        places = [given, beside / given, beside / given.name]
        if self.texts is not None:
            places = [self.texts / given, self.texts / given.name, *places]
        for place in places:
            if place.is_file():
                read = read_file(place)
                if not isinstance(read, Unread) and read.text_sha256 == record["text_sha256"]:
                    return read.text
        return None

    def order_by(self, queue: Path) -> list[str]:
        """Keep the reports a queue file names, in its order, each with its `why`; returns the names not found."""
        wanted = read_queue(queue)
        by_name: dict[str, Entry] = {}
        for entry in self.entries:
            for name in (Path(entry.name).name, entry.name, _resolved(entry.name)):
                by_name[name] = entry
        found: dict[str, Entry] = {}
        missing: list[str] = []
        for source, why in wanted:
            entry_ = by_name.get(source) or by_name.get(_resolved(source)) or by_name.get(Path(source).name)
            if entry_ is None:
                missing.append(source)
            elif entry_.key not in found:
                entry_.why = why
                found[entry_.key] = entry_
        if not found:
            raise ReviewError(
                f"none of the {len(wanted)} reports of {str(queue)!r} is in {str(self.records)!r}; "
                "a line's source must be a record's source or its file's path"
            )
        self.entries, self.by_key = list(found.values()), found
        return missing


def read_queue(path: Path) -> list[tuple[str, str]]:
    """The lines of a queue: source and why."""
    out: list[tuple[str, str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            out.append((str(data["source"]), str(data.get("why") or "")))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise ReviewError(
                f'line {number} of {str(path)!r} is no entry of a queue; it must look like {{"source": "a.txt", "why": "…"}}'
            ) from None
    return out


def _resolved(name: str) -> str:
    try:
        return str(Path(name).resolve())
    except (OSError, ValueError):
        return name


def _record(line: bytes, path: Path) -> Record:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise RecordsError(f"{str(path)!r} is no JSON ({error}); name a reports.jsonl of ie extract") from None
    if isinstance(value, dict) and all(key in value for key in NEEDED):
        return value
    raise RecordsError(f"a line of {str(path)!r} is no record; name a reports.jsonl of ie extract")


def _places(path: Path, key: str) -> dict[str, list[int]]:
    """Where each report's lines begin in a file beside the records, by the hash under `key`."""
    out: dict[str, list[int]] = {}
    if path.exists():
        with path.open("rb") as file:
            at = 0
            for line in file:
                out.setdefault(str(json.loads(line)[key]), []).append(at)
                at += len(line)
    return out


def _line_at(path: Path, at: int) -> Any:
    with path.open("rb") as file:
        file.seek(at)
        return json.loads(file.readline())


def names_of(queue: Sequence[tuple[str, str]]) -> list[Path]:
    """The files a queue names, as far as they exist."""
    return [path for path in (Path(source) for source, _ in queue) if path.is_file()]
