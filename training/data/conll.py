"""Rows → character-level CoNLL; the format itself, and reading it, is `ie.interchange.conll`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from ie.interchange.conll import Tagged, read_conll, tagged_lines
from training.data.rows import Row

__all__ = ["FACTS", "Tagged", "read_conll", "write_conll"]

FACTS = ("id", "origin", "organ", "edition", "layout", "split")


def write_conll(rows: Iterable[Row], file: TextIO) -> int:
    """Write every report; the number of reports.  The file must be opened with `newline="\\n"`."""
    number = 0
    for row in rows:
        facts = {key: row[key] for key in FACTS}  # type: ignore[literal-required]
        file.writelines(f"{line}\n" for line in tagged_lines(facts, row["text"], row["tags"]))
        number += 1
    return number
