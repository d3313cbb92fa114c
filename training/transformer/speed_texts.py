"""The texts that speed is measured on: synthetic reports as long as real ones are, with as many all-zero tables as a folder has.

Reports are drawn one after another, and one is taken where it brings the mean length and the share nearer to what is wanted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from ie.batch.work import work_item
from ie.read import Limits
from ie.read.items import file_item
from ie.report import Tagger
from training.synthesize.sample import Sample
from training.synthesize.stream import make_sample

CHARACTERS = 4000
"""Mean length of the reports."""
NEAR = 0.02
"""How far mean and share may be from what is wanted, as a part of it, before a report that leads away is left out."""
FIRST = 0.1
"""The same for the first report, since the mean only comes nearer from there."""
SPLIT = "benchmark"
QUIET = ("quiet_year",)
"""The damage that empties tables: a report drawn while too few are empty has it, and no other."""

Zeros = tuple[int, int]
"""Tables with figures, and those of them whose every figure is 0."""


def zeros_of(tables: Iterable[Sequence[Any]]) -> Zeros:
    """Count tables, each given as the values of its cells (None where a cell is blank); one without any figure does not count."""
    full = [[v for v in values if v is not None] for values in tables]
    return sum(map(bool, full)), sum(bool(values) and not any(values) for values in full)


def zeros_of_sample(sample: Sample) -> Zeros:
    """Of a synthetic report, as it is printed."""
    tables: dict[str, list[Any]] = {}
    for (table, _, _), cell in sample.cells.items():
        tables.setdefault(table, []).append(cell.value)
    return zeros_of(tables.values())


def zeros_of_folder(folder: Path, tagger: Tagger) -> tuple[Zeros, int, int]:
    """Of every `.txt` file of a folder, read by the tagger; and how many files and characters."""
    tables = zeros = files = characters = 0
    for path in sorted(folder.glob("*.txt")):
        record = work_item(file_item(path), Limits(), tagger).record
        more = zeros_of([[c["value"] for c in t["cells"].values()] for t in record["tables"]])
        tables, zeros = tables + more[0], zeros + more[1]
        files, characters = files + 1, characters + len(path.read_text("utf-8", errors="replace"))
    return (tables, zeros), files, characters


def texts(seed: int, reports: int, share: float | None = None) -> Iterator[tuple[str, Zeros]]:
    """Reports, no two alike, of CHARACTERS on average, and the share of all-zero tables as wanted where one is."""
    taken = length = tables = zeros = 0
    for index in count():
        if taken == reports:
            return
        had = zeros / tables if tables else share
        chain: Any = QUIET if had is not None and share is not None and had < share else "auto"
        sample = make_sample(seed, index, operators=chain, split=SPLIT)
        more = zeros_of_sample(sample)
        after = (length + len(sample.text)) / (taken + 1)
        if not _nearer(length / taken if taken else (1 + FIRST) * CHARACTERS, after, CHARACTERS):
            continue
        part = (zeros + more[1]) / max(1, tables + more[0])
        if share is not None and had is not None and tables and not _nearer(had, part, share):
            continue
        taken, length, tables, zeros = taken + 1, length + len(sample.text), tables + more[0], zeros + more[1]
        yield sample.text, more


def _nearer(before: float, after: float, wanted: float) -> bool:
    """Whether a mean stays near what is wanted, or at least comes no farther from it."""
    return abs(after - wanted) <= max(NEAR * wanted, abs(before - wanted))


def write_texts(folder: Path, found: Iterable[tuple[str, Zeros]]) -> dict[str, float]:
    """Write them as files; what they are: reports, characters on average, the share of all-zero tables."""
    folder.mkdir(parents=True)
    reports = characters = tables = zeros = 0
    for reports, (text, (more, zero)) in enumerate(found, start=1):
        (folder / f"{reports:05}.txt").write_text(text, "utf-8", newline="")
        characters, tables, zeros = characters + len(text), tables + more, zeros + zero
    return {"reports": reports, "characters": characters / max(1, reports), "zero_tables": zeros / max(1, tables)}
