"""Everything that is told of a group of reports, as JSON: scores with intervals, coverage, calibration, by label.

It adds nothing of its own: `Group` counts, `intervals` says how far chance reaches, `confidence` what confidence is worth.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ie.score.confidence import Bin, Given, calibration_error, coverage_at, reliability, values_given
from ie.score.counts import Counts, Share
from ie.score.group import Group
from ie.score.intervals import Interval, bootstrap, wilson
from ie.score.report_score import ReportScore

SHARES = ("right", "right_nonzero", "sure", "sure_nonzero", "silent_error", "silent_error_of_unmarked")
"""Shares of cells, whose intervals are drawn over reports."""
COUNTS = ("wrong", "wrong_unit", "missed", "inferred_without_gold", "without_record")

Measures = dict[str, Any]


def measures_of(group: Group, spans: Sequence[Given] = ()) -> Measures:
    """The measures of one group; `spans` are the tagger's spans with their scores, for calibration."""
    parts = [Group((report,)) for report in group.reports]
    given = values_given(case for report in group.reports for case in report.cells)
    silent = sum(any(case.silent_error for case in report.cells) for report in group.reports)
    reports = len(group.reports)
    cover = coverage_at(given, group.right.of)
    out: Measures = {
        "reports": reports,
        "cells": group.count("cells"),
        "figures": group.right.of,
        **{name: group.count(name) for name in COUNTS},
    }
    for name in SHARES:
        shares = [getattr(part, name) for part in parts]
        out[name] = _share(getattr(group, name), bootstrap([(s.count, s.of) for s in shares]))
    out["exact"] = _share(group.exact, wilson(group.exact.count, reports))
    out["reports_with_silent_error"] = _share(Share(silent, reports), wilson(silent, reports))
    out["coverage"] = {**_share(cover.right, None), "wrong": cover.wrong, "threshold": cover.threshold}
    out["coverage"]["review"] = cover.review
    out["alarms"] = group.alarms.to_dict()
    out["prose"] = _counts(
        group.prose, group.reports, lambda report: report.figures.counts() if report.figures else None
    )
    out["spans"] = _counts(group.spans, group.reports, lambda report: report.spans.counts() if report.spans else None)
    out["spans_by_label"] = {label: _plain(counts) for label, counts in group.spans_by_label.items()}
    out["value_calibration"] = _calibration(given)
    out["span_calibration"] = _calibration(spans)
    return out


def _share(share: Share, interval: Interval | None) -> Measures:
    return {**share.to_dict(), "interval": None if interval is None else [round(x, 6) for x in interval]}


def _counts(
    counts: Counts, reports: Sequence[ReportScore], counts_of: Callable[[ReportScore], Counts | None]
) -> Measures:
    """F1 with the interval of 2 right / (given + gold)."""
    found = [c for report in reports if (c := counts_of(report)) is not None]
    interval = bootstrap([(c.given_right + c.gold_found, c.given + c.gold) for c in found])
    return {**_plain(counts), "interval": None if interval is None else [round(x, 6) for x in interval]}


def _plain(counts: Counts) -> Measures:
    return {"f1": counts.f1, "given": counts.given, "right": counts.given_right, "gold": counts.gold}


def _calibration(given: Sequence[Given]) -> Measures:
    bins = reliability(given)
    return {"ece": calibration_error(bins), "bins": [_bin(b) for b in bins]}


def _bin(b: Bin) -> list[float]:
    return [b.low, b.high, b.count, round(b.mean, 6), round(b.right, 6)]
