"""Crawls: CSV or JSON Lines with one report a row, its text or page in one column, the user's id and URL in others."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from ie.read.charset import bytes_to_decoded
from ie.read.csvtable import delimiter_of
from ie.read.files import error_to_reason, unread
from ie.read.html import looks_like_html
from ie.read.items import Columns, Item, file_fingerprint, file_item
from ie.read.remote import Url, as_input
from ie.read.source import Limits, UnreadStatus, bytes_to_sha256

USUAL = {
    "text": ("text", "content", "html", "body", "正文", "内容", "全文"),
    "id": ("id", "doc_id", "编号", "序号"),
    "url": ("url", "link", "链接", "网址"),
    "path": (),
}
"""Names that crawlers give their columns, best first."""
HEAD = 65_536
_STRUCTURE = re.compile(r'[^",;\t|\r\n]+')


def crawl_items(path: Path | Url, columns: Columns, limits: Limits) -> Iterator[Item]:
    """One item a row.  A CSV file without a column of texts is one report's table, and one item."""
    name = os.fspath(path)
    try:
        with _open(path, "utf-8") as probe:
            head = probe.buffer.read(HEAD)
        decoded = bytes_to_decoded(head)
        encoding = decoded.encoding if decoded else "utf-8"
        if decoded is None and head:
            yield _trouble(name, None, "not_text", "is not text in any known encoding; save it in UTF-8")
            return
        with _open(path, "utf-8-sig" if encoding == "utf-8" else encoding) as file:
            if ".csv" in name.lower() or ".tsv" in name.lower():
                yield from _csv_items(path, file, delimiter_of(decoded.text if decoded else ""), columns, limits)
            else:
                yield from json_items(name, path.parent, file, columns, limits)
    except (OSError, ValueError, EOFError, zlib.error) as error:
        reason = (
            error_to_reason(error) if isinstance(error, (OSError, ValueError)) else "is cut or damaged; get it again"
        )
        yield _trouble(name, None, "unreadable", reason)


def _open(path: Path | Url, encoding: str) -> Any:
    packed = path.name.lower().endswith(".gz")
    if isinstance(path, Path):
        opener = gzip.open if packed else open
        return opener(path, "rt", encoding=encoding, errors="replace", newline="")
    file: Any = gzip.GzipFile(fileobj=path.open()) if packed else path.open()
    return io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")


class _Lines:
    """The file's lines for the CSV reader.  Of a row beyond the limit only quotes and delimiters are passed on, so that the
    reader still finds where the row ends."""

    def __init__(self, file: TextIO, most: int) -> None:
        self._file = file
        self._most = most
        self.fed = 0

    def __iter__(self) -> Iterator[str]:
        while line := self._file.readline(self._most + 1):
            self.fed += len(line)
            yield _STRUCTURE.sub("", line) if self.fed > self._most else line


def _csv_items(path: Path | Url, file: TextIO, delimiter: str, columns: Columns, limits: Limits) -> Iterator[Item]:
    name = os.fspath(path)
    csv.field_size_limit(4 * limits.max_bytes)
    lines = _Lines(file, limits.max_bytes)
    rows = csv.reader(lines, delimiter=delimiter)
    at: dict[str, int] | None = None
    number = 1
    while True:
        lines.fed = 0
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield _trouble(name, f"row {number}", "unreadable", f"cannot be told from the next row ({error}); check it")
            return
        if at is None:
            found = _find(row, columns)
            if isinstance(found, str):
                named = columns.text or columns.path
                yield _trouble(name, None, "unreadable", found) if named else file_item(path)
                return
            at = found
        elif row:
            number += 1
            part = f"row {number}"
            if lines.fed > limits.max_bytes:
                yield _trouble(name, part, "too_large", f"holds more than {limits.max_bytes:,} characters; split it")
            else:
                held = {key: row[i] if i < len(row) else "" for key, i in at.items()}
                yield _row_item(name, part, path.parent, held)


def json_items(name: str, folder: Path | Url, file: TextIO, columns: Columns, limits: Limits) -> Iterator[Item]:
    number = 0
    while line := file.readline(limits.max_bytes + 1):
        number += 1
        part = f"row {number}"
        if len(line) > limits.max_bytes:
            while line and not line.endswith("\n"):
                line = file.readline(limits.max_bytes)
            yield _trouble(name, part, "too_large", f"holds more than {limits.max_bytes:,} characters; split it")
            continue
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield _trouble(name, part, "unreadable", f"is no JSON ({type(error).__name__}: {error}); write it anew")
            continue
        at = (
            _find(list(row), columns) if isinstance(row, dict) else "is no JSON object; give each report's keys by name"
        )
        if isinstance(at, str):
            yield _trouble(name, part, "unreadable", at)
        else:
            keys = list(row)
            yield _row_item(name, part, folder, {key: _words(row[keys[i]]) for key, i in at.items()})


def _words(value: object) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _find(header: list[str], columns: Columns) -> dict[str, int] | str:
    """Where the columns stand, or one sentence on which is missing."""
    out: dict[str, int] = {}
    for key, usual in USUAL.items():
        wanted = getattr(columns, key)
        names = (wanted,) if wanted else usual
        place = next((header.index(n) for n in names if n in header), None)
        if place is not None:
            out[key] = place
        elif wanted:
            return f"has no column {wanted!r}; its columns are {', '.join(header[:20])}"
    if columns.path:
        out.pop("text", None)
    if "text" not in out and "path" not in out:
        return f"has no column of texts; name it with --column text=NAME, one of {', '.join(header[:20])}"
    return out


def _row_item(name: str, part: str, folder: Path | Url, held: dict[str, str]) -> Item:
    id, url = held.get("id") or None, held.get("url") or None
    if "path" in held:
        path = folder / held["path"]
        return Item(os.fspath(path), None, file_fingerprint(path), id=id, url=url)
    data = held["text"].encode("utf-8", "surrogatepass")
    hint = "row.html" if looks_like_html(data) else "row.txt"
    return Item(name, part, bytes_to_sha256(data), data=data, hint=hint, id=id, url=url)


def _trouble(name: str, part: str | None, status: UnreadStatus, reason: str) -> Item:
    return Item(name, part, file_fingerprint(as_input(name)), trouble=unread(name, part, status, reason))
