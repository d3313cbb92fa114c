"""The scores of a group of reports, and the cases behind each number.

`CELL_KINDS` and its siblings name every number once: the count of a kind is the length of its list of cases.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ie.score.alarms import Alarm
from ie.score.cells import Case
from ie.score.counts import Counts, Share, sum_counts
from ie.score.figures import FigureCase
from ie.score.report_score import ReportScore
from ie.score.spans import SpanCase, counts_by_label

AnyCase = Case | ReportScore | Alarm | SpanCase | FigureCase

CELL_KINDS: Mapping[str, Callable[[Case], bool]] = {
    "cells": lambda case: True,
    "figures": lambda case: case.is_figure,
    "nonzero": lambda case: case.is_nonzero,
    "right": lambda case: case.is_right,
    "right_nonzero": lambda case: case.is_right and case.is_nonzero,
    "sure": lambda case: case.is_sure,
    "sure_nonzero": lambda case: case.is_sure and case.is_nonzero,
    "wrong": lambda case: case.outcome == "wrong",
    "wrong_unit": lambda case: case.unit_differs,
    "missed": lambda case: case.outcome == "missed",
    "silent_error": lambda case: case.silent_error,
    "unmarked": lambda case: case.given_value is not None and not case.review,
    "inferred_without_gold": lambda case: case.outcome == "inferred_without_gold",
}
REPORT_KINDS: Mapping[str, Callable[[ReportScore], bool]] = {
    "reports": lambda report: True,
    "exact": lambda report: report.is_exact,
    "not_exact": lambda report: not report.is_exact,
    "without_record": lambda report: not report.has_record,
}
OUTCOME_KINDS = tuple(
    f"{what}_{outcome}" for what in ("alarm", "span", "prose") for outcome in ("right", "missed", "false")
)
JSON_COUNTS = (
    "reports",
    "without_record",
    "cells",
    "figures",
    "wrong",
    "wrong_unit",
    "missed",
    "inferred_without_gold",
)
JSON_SHARES = ("right", "right_nonzero", "sure", "sure_nonzero", "silent_error", "silent_error_of_unmarked", "exact")
KINDS = (*CELL_KINDS, *REPORT_KINDS, *OUTCOME_KINDS)


@dataclass(frozen=True, slots=True)
class Group:
    """Reports scored together; every number is counted from `cases` of the kind of its name."""

    reports: tuple[ReportScore, ...]

    def cases(self, kind: str) -> tuple[AnyCase, ...]:
        """The list behind a number, in gold's order; KINDS names them all."""
        if is_cell := CELL_KINDS.get(kind):
            return tuple(case for report in self.reports for case in report.cells if is_cell(case))
        if is_report := REPORT_KINDS.get(kind):
            return tuple(report for report in self.reports if is_report(report))
        if kind not in OUTCOME_KINDS:
            raise ValueError(f"no kind of case is called {kind!r}; known are {', '.join(KINDS)}.")
        what, _, outcome = kind.partition("_")
        return tuple(case for report in self.reports for case in _outcomes(report, what) if case.outcome == outcome)

    def count(self, kind: str) -> int:
        return len(self.cases(kind))

    def share(self, kind: str, whole: str) -> Share:
        return Share(self.count(kind), self.count(whole))

    @property
    def right(self) -> Share:
        return self.share("right", "figures")

    @property
    def right_nonzero(self) -> Share:
        return self.share("right_nonzero", "nonzero")

    @property
    def sure(self) -> Share:
        return self.share("sure", "figures")

    @property
    def sure_nonzero(self) -> Share:
        return self.share("sure_nonzero", "nonzero")

    @property
    def silent_error(self) -> Share:
        return self.share("silent_error", "cells")

    @property
    def silent_error_of_unmarked(self) -> Share:
        """Of the values given without `review`: most cells of gold are absent, and flatter the share over all."""
        return self.share("silent_error", "unmarked")

    @property
    def exact(self) -> Share:
        return self.share("exact", "reports")

    @property
    def alarms(self) -> Counts:
        return sum_counts(report.alarms.counts for report in self.reports)

    @property
    def spans(self) -> Counts:
        return sum_counts(report.spans.counts() for report in self.reports if report.spans)

    @property
    def spans_by_label(self) -> Mapping[str, Counts]:
        return counts_by_label(report.spans for report in self.reports if report.spans)

    @property
    def prose(self) -> Counts:
        return sum_counts(report.figures.counts() for report in self.reports if report.figures)

    def to_dict(self) -> dict[str, object]:
        return {
            **{kind: self.count(kind) for kind in JSON_COUNTS},
            **{name: getattr(self, name).to_dict() for name in JSON_SHARES},
            **{name: getattr(self, name).to_dict() for name in ("alarms", "spans", "prose")},
            "spans_by_label": {label: counts.to_dict() for label, counts in self.spans_by_label.items()},
        }


def _outcomes(report: ReportScore, what: str) -> tuple[Alarm | SpanCase | FigureCase, ...]:
    if what == "alarm":
        return report.alarms.alarms
    if what == "span":
        return report.spans.cases if report.spans else ()
    return report.figures.cases if report.figures else ()
