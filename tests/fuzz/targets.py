"""What is fuzzed, and what must hold whatever the bytes: only declared statuses, offsets inside the text, no invented value.

A target takes bytes and raises AssertionError, or whatever it should not have raised.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import get_args

from ie.normalise import normalise
from ie.pipeline import report_from_spans
from ie.read import Limits, Source, Unread, read_bytes
from ie.read.items import Columns, expand, read_item
from ie.read.source import UnreadStatus
from ie.record import record_of, spans_of, text_of
from ie.report import LABELS, Report, Span
from ie.tag import PatternTagger
from ie.values import parse_value

STATUSES = set(get_args(UnreadStatus)) - {"crashed", "timed_out", "out_of_memory"}
LIMITS = Limits(max_chars=100_000, max_bytes=1_000_000, max_unpacked=5_000_000, max_cells=20_000)
"""Small, so that a mutation that multiplies something meets them."""
_TAGGER = PatternTagger()
NAMES = {
    "text": "a.txt", "html": "a.html", "docx": "a.docx", "xlsx": "a.xlsx", "pdf": "a.pdf", "csv": "a.csv",
}  # fmt: skip


def check_read(read: Source | Unread) -> None:
    """A source whose places, marks and hash fit its text, or a status of the list with a sentence."""
    if isinstance(read, Unread):
        assert read.status in STATUSES, read.status
        assert read.reason and "\n" not in read.reason
        return
    assert read.text.strip()
    for stretch in (*read.places, *read.marks):
        assert 0 <= stretch.start <= stretch.end <= len(read.text), stretch
    read.text.encode("utf-8")  # no lone surrogate


def read_as(kind: str) -> Callable[[bytes], None]:
    """The reader of one kind, told by name as a file's would be."""

    def target(data: bytes) -> None:
        check_read(read_bytes(NAMES[kind], None, data, LIMITS))

    return target


def inputs_as(suffix: str) -> Callable[[bytes], None]:
    """Archives and crawls: a file on the disk, item by item."""

    def target(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"input{suffix}"
            path.write_bytes(data)
            for item in expand([path], Columns(), LIMITS):
                check_read(read_item(item, LIMITS))

    return target


def whole_way(data: bytes) -> None:
    """From bytes to a record, as `ie extract` goes."""
    read = read_bytes("a.txt", None, data, LIMITS)
    check_read(read)
    if isinstance(read, Source):
        text = normalise(read.text)
        spans = _TAGGER.tag(text)
        check_report(read, report_from_spans(text, spans, ("pattern", "1"), read.marks))


def rebuild(data: bytes) -> None:
    """Spans that no tagger should give, drawn from the bytes: lost, moved, relabelled, cut, invented."""
    read = read_bytes("a.txt", None, data, LIMITS)
    if isinstance(read, Unread):
        return
    text = normalise(read.text)
    rng = random.Random(data)
    spans = disturbed(_TAGGER.tag(text), len(text.clean), rng)
    check_report(read, report_from_spans(text, spans, ("fuzz", "1"), read.marks))


def disturbed(spans: list[Span], length: int, rng: random.Random) -> list[Span]:
    """Sorted and apart, as the protocol of a tagger has them, and otherwise anything."""
    out: list[Span] = []
    rate = rng.choice((0.02, 0.1, 0.5))
    for span in spans:
        start, end, label = span.start, span.end, span.label
        if rng.random() < rate:
            fate = rng.randrange(5)
            if fate == 0:
                continue
            if fate == 1:
                label = rng.choice(LABELS)
            elif fate == 2:
                end = min(length, end + rng.randint(1, 4))
            elif fate == 3:
                start = max(0, start - rng.randint(1, 4))
            elif end - start > 1:
                middle = rng.randint(start + 1, end - 1)
                _append(out, Span(start, middle, label, span.score))
                start = middle
        _append(out, Span(start, end, label, rng.choice((span.score, 0.0, 1.0))))
        if rng.random() < rate / 4 and end + 2 < length:
            _append(out, Span(end, end + rng.randint(1, 2), rng.choice(LABELS), 0.5))
    return out


def _append(spans: list[Span], span: Span) -> None:
    start = max(span.start, spans[-1].end if spans else 0)
    if start < span.end:
        spans.append(Span(start, span.end, span.label, span.score))


def check_report(source: Source, report: Report) -> None:
    """The record is JSON, every offset lies in the text, and no value that is read differs from what stands there."""
    record = record_of(source, report)
    json.dumps([record, spans_of(source, report), text_of(source)], allow_nan=False)
    size = len(source.text)
    for table in report.tables:
        for (row, column), cell in table.cells.items():
            where = f"{table.id}.{row}.{column}"
            assert (cell.value is None) == (cell.status in ("blank", "absent")) or cell.review, where
            if cell.start is None or cell.end is None:
                assert cell.status != "read" or cell.value is None, where
                continue
            start, end = report.text.to_source(cell.start, cell.end)
            assert 0 <= start <= end <= size, where
            if cell.status == "read" and cell.value is not None:
                _check_value(report.text.clean[cell.start : cell.end], cell.value, where)
    for stretch in (*record["sections"], *record["figures"], *record["statements"]):
        assert 0 <= stretch["start"] <= stretch["end"] <= size, stretch


def _check_value(words: str, value: Decimal, where: str) -> None:
    """The digits of a value read stand in its stretch of the text, one behind the other."""
    parsed = parse_value(words)
    if parsed is not None and parsed.value == value:
        return
    digits = "".join(char for char in words if char.isdigit())
    wanted = f"{abs(value):f}".replace(".", "")
    assert wanted.lstrip("0") in digits or not digits, f"{where}: {value} read from {words!r}"


TARGETS: dict[str, tuple[Callable[[bytes], None], tuple[str, ...]]] = {
    "text": (read_as("text"), (".txt", ".html", ".csv")),
    "html": (read_as("html"), (".html", ".txt")),
    "docx": (read_as("docx"), (".docx",)),
    "xlsx": (read_as("xlsx"), (".xlsx",)),
    "pdf": (read_as("pdf"), (".pdf",)),
    "csv": (read_as("csv"), (".csv", ".txt")),
    "crawl-csv": (inputs_as(".csv"), (".csv",)),
    "crawl-jsonl": (inputs_as(".jsonl"), (".jsonl",)),
    "crawl-gz": (inputs_as(".jsonl.gz"), (".gz",)),
    "zip": (inputs_as(".zip"), (".zip", ".docx")),
    "tar": (inputs_as(".tar.gz"), (".gz",)),
    "whole-way": (whole_way, (".txt",)),
    "rebuild": (rebuild, (".txt",)),
}
"""Name → the target, and the endings of the seeds that it is given."""
