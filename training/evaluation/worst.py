"""The worst reports of a run, each of their cells opened to its line of the source.

Of texts that are not ours the line itself is left out: its number, the offsets in it and its sha256 find it again.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from ie.read import Source, read_file
from ie.score.cells import Case
from ie.score.report_score import ReportScore
from training.evaluation.results import Run
from training.evaluation.sets import GoldSet

REPORTS, CELLS = 8, 4
"""Told of each set."""
LONGEST = 120
"""Characters of a line shown; longer ones are cut round the figure."""

Json = dict[str, Any]


def worst_of(gold_set: GoldSet, run: Run, with_lines: bool) -> list[Json]:
    """The reports with the most silent errors, then wrong, then missed figures; only those that have any."""
    bad = [(report, _faults(report)) for report in run.reports]
    bad = [(report, faults) for report, faults in bad if faults]
    bad.sort(key=lambda pair: [-sum(key(c) for c in pair[1]) for key in (_silent, _wrong, _missed)])
    out = []
    for report, faults in bad[:REPORTS]:
        read = read_file(Path(gold_set.texts[report.report]))
        text = read.text if isinstance(read, Source) else ""
        faults.sort(key=lambda c: (not c.silent_error, c.outcome != "wrong"))
        out.append(
            {
                "report": report.report,
                "edition": report.edition,
                "layout": report.layout,
                "silent": sum(map(_silent, faults)),
                "wrong": sum(map(_wrong, faults)),
                "missed": sum(map(_missed, faults)),
                "cells": [_opened(case, text, with_lines) for case in faults[:CELLS]],
            }
        )
    return out


def _faults(report: ReportScore) -> list[Case]:
    return [c for c in report.cells if _silent(c) or _wrong(c) or _missed(c)]


def _silent(case: Case) -> bool:
    return case.silent_error


def _wrong(case: Case) -> bool:
    return case.outcome == "wrong"


def _missed(case: Case) -> bool:
    return case.outcome == "missed"


def _opened(case: Case, text: str, with_lines: bool) -> Json:
    out: Json = {
        "address": case.address,
        "gold": case.gold_value if case.gold_status == "read" else case.gold_status,
        "given": case.given_value,
        "status": case.given_status,
        "review": case.review,
        "silent": case.silent_error,
        "outcome": case.outcome,
        "start": case.start,
        "end": case.end,
    }
    if case.start is None or case.end is None or not text:
        return out
    begin = text.rfind("\n", 0, case.start) + 1
    stop = text.find("\n", case.end)
    line = text[begin : len(text) if stop < 0 else stop]
    out["line"] = text.count("\n", 0, case.start) + 1
    out["column"] = case.start - begin
    out["line_sha256"] = hashlib.sha256(line.encode("utf-8")).hexdigest()[:16]
    if with_lines:
        first = max(0, min(out["column"] - LONGEST // 2, len(line) - LONGEST))
        out["text"] = line[first : first + LONGEST]
    return out
