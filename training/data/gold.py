"""Gold files and their texts → (Gold, Example), each span checked against the text it points into.

The same reports as `examples.gold_examples`, told with the gold file's name where something is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ie.read import Source, read_text
from ie.score.gold import Gold, GoldError, load_gold
from ie.score.texts import text_path
from training.data.checks import check_spans
from training.data.examples import Example, example_of

OWN = "annotations/"
"""`source` of a report that was written for this project begins so; all others are real ones."""


def is_own(gold: Gold) -> bool:
    """Whether the text was written for this project: such a report is scored and never trained on."""
    return gold.source.startswith(OWN)


def gold_files(paths: Iterable[Path]) -> list[Path]:
    """The files themselves and all `.json` files below the folders, in the order `load_gold` reads them."""
    found: list[Path] = []
    for path in paths:
        found += (sorted(path.rglob("*.json")) or [path]) if path.is_dir() else [path]
    return found


def gold_reports(gold: Iterable[Path], texts: Iterable[Path]) -> Iterator[tuple[Gold, Example]]:
    """Every report with spans whose text is named from the working folder or lies in one of the folders `texts`.

    A report whose text is nowhere to be found is left out (`without_text` lists them).  GoldError where the gold is malformed,
    the text is another one than was annotated, or a span does not fit it.
    """
    files, folders = gold_files(gold), [Path("."), *texts]
    for path, report in zip(files, load_gold(files), strict=True):
        text = text_path(report, folders)
        if report.spans is not None and text is not None:
            yield report, _example(path, report, text)


def without_text(gold: Iterable[Path], texts: Iterable[Path]) -> list[str]:
    """Ids of the reports with spans whose text is not there."""
    folders = [Path("."), *texts]
    return [g.id for g in load_gold(gold_files(gold)) if g.spans is not None and text_path(g, folders) is None]


def _example(path: Path, report: Gold, text: Path) -> Example:
    read = read_text(text)
    if not isinstance(read, Source) or read.sha256 != report.sha256:
        raise GoldError(path, "sha256", f"is not that of {text}; take the text the gold was made from")
    spans = [(s.start, s.end, s.label) for s in report.spans or ()]
    check_spans(path, "spans", spans, read.text)
    return example_of(report.id, report.organ or "", report.layout, report.edition or "", read.text, spans)
