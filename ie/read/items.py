"""What a batch works through: one `Item` a report, found without reading the reports themselves.

    paths ─find_inputs→ files ─expand→ Items ─read_item→ Source | Unread

A file is one item; an archive is one an entry, a crawl in CSV or JSON Lines one a row.  Items are small, or hold the bytes
of one report within its limit, so that any number of them passes through bounded memory.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ie.read.document import read_bytes
from ie.read.files import path_to_data
from ie.read.inputs import ARCHIVE_SUFFIXES, CRAWL_SUFFIXES, find_inputs
from ie.read.remote import IN_PROCESS, Url, as_input, url_fingerprint
from ie.read.source import Limits, Source, Unread


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns (or JSON keys) of a crawl hold what; None takes the usual names where the crawl has them.

    `path` names files beside the crawl instead of texts in it.
    """

    text: str | None = None
    id: str | None = None
    url: str | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One report to read: a file, the zip entry number `entry` of a file, or bytes already here.

    `fingerprint` changes when the input does, as far as can be told without reading it.  `trouble` is set where the
    report is known to be unreadable before any reader sees it.
    """

    name: str
    part: str | None
    fingerprint: str
    entry: int | None = None
    data: bytes | None = None
    hint: str = ""
    """A file name for `data` that says its kind."""
    id: str | None = None
    url: str | None = None
    trouble: Unread | None = None


def expand(paths: Sequence[Path | Url], columns: Columns, limits: Limits) -> Iterator[Item]:
    """The items of files, URLs and folders in their order.  Never raises for what they hold: trouble is an item too.

    RemoteError where a URL's file system cannot be used at all.
    """
    for path in find_inputs(paths):
        if isinstance(path, Url) and path.protocol in IN_PROCESS:
            yield from (fetch(item, limits) for item in _expand_one(path, columns, limits))
        else:
            yield from _expand_one(path, columns, limits)


def _expand_one(path: Path | Url, columns: Columns, limits: Limits) -> Iterator[Item]:
    from ie.read.archive import tar_items, zip_items
    from ie.read.crawl import crawl_items

    name = os.fspath(path).lower()
    if name.endswith(ARCHIVE_SUFFIXES) and path.is_file():
        yield from (zip_items if name.endswith(".zip") else tar_items)(path, limits)
    elif name.endswith(CRAWL_SUFFIXES) and path.is_file():
        yield from crawl_items(path, columns, limits)
    else:
        yield file_item(path)


def file_item(path: Path | Url, id: str | None = None, url: str | None = None) -> Item:
    """The item of one file of one report."""
    return Item(os.fspath(path), None, file_fingerprint(path), id=id, url=url)


def file_fingerprint(path: Path | Url) -> str:
    """Size and time of a file; empty where it cannot be looked at."""
    if isinstance(path, Url):
        return url_fingerprint(path)
    try:
        state = os.stat(path)
    except (OSError, ValueError):
        return ""
    return f"{state.st_size}.{state.st_mtime_ns}"


def fetch(item: Item, limits: Limits) -> Item:
    """The item with its bytes, or with the trouble that reading them met: it can then be worked on where its file is not.

    `read_item` gives the same of both.
    """
    if item.trouble is not None or item.data is not None:
        return item
    data = _data_of(item, limits)
    if isinstance(data, Unread):
        return replace(item, trouble=data)
    return replace(item, entry=None, data=data, hint=item.hint or item.part or item.name)


def read_item(item: Item, limits: Limits) -> Source | Unread:
    """Read one item.  Never raises for what it holds."""
    if item.trouble is not None:
        return replace(item.trouble, id=item.id, url=item.url)
    data = item.data if item.data is not None else _data_of(item, limits)
    if isinstance(data, bytes):
        hint = item.hint or item.part or item.name
        read = read_bytes(item.name, item.part, data, limits, hint=hint)
    else:
        read = data
    return replace(read, id=item.id, url=item.url) if item.id or item.url else read


def _data_of(item: Item, limits: Limits) -> bytes | Unread:
    from ie.read.archive import zip_entry

    path = as_input(item.name)
    if item.entry is not None:
        return zip_entry(path, item.entry, item.part or "", limits)
    return path_to_data(path, limits.max_bytes)
