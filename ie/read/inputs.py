"""Which files are meant by the paths on a command line."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

TEXT_SUFFIXES = (".txt", ".text", ".md")


def find_inputs(paths: Sequence[Path]) -> Iterator[Path]:
    """Files as given, whatever their names; of folders the text files, at every depth, in the order of their names.

    Hidden files are passed over and linked folders are not entered.  What does not exist or cannot be listed is
    given like a file: reading it says what is wrong.
    """
    for path in paths:
        try:
            is_folder = path.is_dir()
        except (OSError, ValueError):
            is_folder = False
        if is_folder:
            yield from _walk(path)
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
                found = [(path / e.name, e.is_dir(follow_symlinks=False)) for e in entries if _wanted(e)]
        except OSError:
            yield path
            continue
        waiting.extend(sorted(found, key=lambda item: item[0].name, reverse=True))


def _wanted(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith("."):
        return False
    return entry.is_dir(follow_symlinks=False) or (
        entry.name.lower().endswith(TEXT_SUFFIXES) and not os.path.isdir(entry.path)
    )
