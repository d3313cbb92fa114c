"""`python -m training.data.agreement`: how far the two annotators of annotations/agreement.jsonl agree, before anything was settled.

A line of the file is a report: spans that both annotators set, spans of the first alone, of the second alone, and `neither`, the number of
characters, blanks and pipes left out, that nobody labelled.  So the figures need no text, and no one else's prose stands in the file.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ie.report import LABELS
from ie.review.agreement import cohen_kappa, krippendorff_alpha
from ie.score import judge_spans
from ie.score.counts import Counts, sum_counts
from ie.score.spans import Span, counts_by_label

FILE = Path(__file__).parents[2] / "annotations" / "agreement.jsonl"
NO_LABEL = "none"


@dataclass(frozen=True, slots=True)
class Twice:
    """One report, annotated twice; the spans of each annotator are `both` and their own."""

    id: str
    sample: str
    neither: int
    both: tuple[Span, ...]
    first: tuple[Span, ...]
    second: tuple[Span, ...]

    def pairs(self) -> list[tuple[str, str]]:
        """The two labels of every character that counts, in no order."""
        first, second = _by_character(self.both + self.first), _by_character(self.both + self.second)
        labelled = [(first.get(at, NO_LABEL), second.get(at, NO_LABEL)) for at in first.keys() | second.keys()]
        return labelled + [(NO_LABEL, NO_LABEL)] * self.neither


def load_twice(path: Path = FILE) -> tuple[Twice, ...]:
    """The reports that two annotators have read, in the order of the file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return tuple(
        Twice(row["id"], row["sample"], row["neither"], *(_spans(row[who]) for who in ("both", "first", "second")))
        for row in rows
    )


def agreement_table(reports: Sequence[Twice]) -> str:
    """A Markdown table: spans of each annotator, those of both, strict F1; a row a label, and all of them.

    >>> print(agreement_table([Twice("a", "drawn", 4, ((0, 2, "ORGAN"),), ((3, 4, "CELL"),), ())]))
    | label | first | second | both | F1 |
    | --- | --- | --- | --- | --- |
    | ORGAN | 1 | 1 | 1 | 1.000 |
    | CELL | 1 | 0 | 0 | 0.000 |
    | all | 2 | 1 | 1 | 0.667 |
    """
    scores = [judge_spans(r.id, r.both + r.first, r.both + r.second) for r in reports]
    by_label = counts_by_label(scores)
    rows = [_row(label, by_label[label]) for label in LABELS if label in by_label]
    total = sum_counts(score.counts() for score in scores)
    return "\n".join(["| label | first | second | both | F1 |", "| --- |" + " --- |" * 4, *rows, _row("all", total)])


def agreement_line(reports: Iterable[Twice]) -> str:
    """Kappa and alpha over the characters of all the reports, in one sentence."""
    pairs = [pair for report in reports for pair in report.pairs()]
    apart = sum(a != b for a, b in pairs)
    kappa, alpha = cohen_kappa(pairs), krippendorff_alpha(pairs)
    told = (
        "kappa and alpha have no value" if kappa is None or alpha is None else f"kappa {kappa:.3f}, alpha {alpha:.3f}"
    )
    return f"{len(pairs):,} characters, {apart:,} labelled otherwise: {told}."


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures of each sample of the file."""
    parser = argparse.ArgumentParser(prog="python -m training.data.agreement", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=FILE, help="default: annotations/agreement.jsonl")
    reports = load_twice(parser.parse_args(argv).file)
    for sample in sorted({report.sample for report in reports}):
        part = [report for report in reports if report.sample == sample]
        print(f"{sample}, {len(part)} reports\n\n{agreement_table(part)}\n\n{agreement_line(part)}\n")


def _row(label: str, counts: Counts) -> str:
    f1 = "" if counts.f1 is None else f"{counts.f1:.3f}"
    return f"| {label} | {counts.gold} | {counts.given} | {counts.given_right} | {f1} |"


def _spans(rows: Iterable[Sequence[int | str]]) -> tuple[Span, ...]:
    return tuple((int(start), int(end), str(label)) for start, end, label in rows)


def _by_character(spans: Iterable[Span]) -> dict[int, str]:
    return {at: label for start, end, label in spans for at in range(start, end)}


if __name__ == "__main__":
    main()
