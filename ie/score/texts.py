"""Where the text of a gold report lies, and whether it is the one that was annotated."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from ie.score.gold import Gold


def text_path(report: Gold, folders: Iterable[Path]) -> Path | None:
    """Where the report's text lies: its `source`, or the file of that name, in the first of the folders that has it."""
    return file_of(report.source, folders)


def file_of(source: str, folders: Iterable[Path]) -> Path | None:
    """The file so named, or of that name alone, in the first of the folders that has it."""
    name = Path(source)
    places = (folder / part for folder in folders for part in (name, name.name))
    return next((place for place in places if place.is_file()), None)


def texts_of(golds: Iterable[Gold], folders: Iterable[Path]) -> tuple[list[tuple[Gold, Path]], list[str]]:
    """Each report with its file, and the ids of those whose file is nowhere, or is another one than was annotated."""
    folders = list(folders)
    found: list[tuple[Gold, Path]] = []
    missing: list[str] = []
    for gold in golds:
        path = text_path(gold, folders)
        if path is not None and hashlib.sha256(path.read_bytes()).hexdigest() == gold.sha256:
            found.append((gold, path))
        else:
            missing.append(gold.id)
    return found, missing
