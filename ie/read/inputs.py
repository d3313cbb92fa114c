"""Which files are meant by the paths on a command line."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from ie.read.remote import RemoteError, Url

TEXT_SUFFIXES = (".txt", ".text", ".md")
DOCUMENT_SUFFIXES = (
    ".html", ".htm", ".shtml", ".xhtml", ".docx", ".doc", ".wps", ".rtf", ".xlsx", ".xls", ".et", ".pdf",
)  # fmt: skip
CRAWL_SUFFIXES = (".csv", ".tsv", ".csv.gz", ".jsonl", ".ndjson", ".jsonl.gz")
ARCHIVE_SUFFIXES = (".zip", ".tar", ".tar.gz", ".tgz")
SUFFIXES = TEXT_SUFFIXES + DOCUMENT_SUFFIXES + CRAWL_SUFFIXES + ARCHIVE_SUFFIXES
RUN_MARK = ".ie-run"
"""A folder with this file in it holds the results of a run, not reports."""


def find_inputs(paths: Sequence[Path | Url]) -> Iterator[Path | Url]:
    """Files and URLs as given, whatever their names; of folders the files of a kind we read, at every depth, in the order of names.

    Hidden files and folders of our own results are passed over and linked folders are not entered.  What does not
    exist or cannot be listed is given like a file: reading it says what is wrong.
    """
    for path in paths:
        try:
            is_folder = path.is_dir()
        except RemoteError:
            raise
        except (OSError, ValueError):
            is_folder = False
        if is_folder:
            yield from _walk_url(path) if isinstance(path, Url) else _walk(path)
        else:
            yield path


def _walk(folder: Path) -> Iterator[Path]:
    waiting: list[tuple[Path, bool]] = [(folder, True)]
    while waiting:
        path, is_folder = waiting.pop()
        if not is_folder:
            yield path
            continue
        try:
            with os.scandir(path) as entries:
                held = list(entries)
        except OSError:
            yield path
            continue
        if any(e.name == RUN_MARK for e in held):
            continue
        found = [(path / e.name, e.is_dir(follow_symlinks=False)) for e in held if _wanted(e)]
        waiting.extend(sorted(found, key=lambda item: item[0].name, reverse=True))


def _walk_url(folder: Url) -> Iterator[Url]:
    """The same order as `_walk`: any number of files, one folder's names at a time."""
    waiting: list[tuple[Url, bool]] = [(folder, True)]
    while waiting:
        url, is_folder = waiting.pop()
        if not is_folder:
            yield url
            continue
        try:
            held = sorted(url.children(), key=lambda item: item[0].name, reverse=True)
        except Exception:  # each file system has errors of its own; reading the folder as a file will tell
            yield url
            continue
        if not any(u.name == RUN_MARK for u, _ in held):
            waiting.extend((u, inner) for u, inner in held if _wanted_name(u.name, inner))


def _wanted_name(name: str, is_folder: bool) -> bool:
    return not name.startswith(".") and (is_folder or name.lower().endswith(SUFFIXES))


def _wanted(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith("."):
        return False
    return entry.is_dir(follow_symlinks=False) or (
        entry.name.lower().endswith(SUFFIXES) and not os.path.isdir(entry.path)
    )
