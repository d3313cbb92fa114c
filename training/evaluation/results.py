"""Runs → results: every system's measures on every set, in all and by edition and layout, as one JSON object.

`ie.score` judges; nothing is scored here.  A value given for a cell that gold calls ambiguous, and equal to what was printed
there, is true though nobody could tell: only the generator knows such values, and they are counted apart as `as_printed`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ie.score import Gold, fingerprint, score
from ie.score.cells import Case, same_number
from ie.score.confidence import Given, spans_given
from ie.score.confusion import Confusion, confusion
from ie.score.group import Group
from ie.score.measures import measures_of
from ie.score.report_score import NONE, ReportScore
from training.evaluation.sets import GoldSet, Sets

Json = dict[str, Any]
SHORT = (
    "reports", "figures", "right", "right_nonzero", "sure", "silent_error", "exact", "reports_with_silent_error", "as_printed",
    "missed", "wrong",
)  # fmt: skip
"""What is kept of a group of one edition or one layout."""
BY: Mapping[str, Callable[[Gold], str]] = {
    "edition": lambda gold: gold.edition or NONE,
    "layout": lambda gold: gold.mess[0] if gold.id.startswith("damage-") else gold.layout,
}
"""In the set `damage`, where each report has one kind of it, that kind stands in the layout's place."""


@dataclass(frozen=True)
class Run:
    """One system on one set: the reports as scored, its records, spans and cost."""

    golds: list[Gold]
    reports: tuple[ReportScore, ...]
    records: list[Json]
    spans: list[Json | None]
    lucky: frozenset[tuple[str, str]]
    cost: Json


def load_run(gold_set: GoldSet, folder: Path) -> Run | None:
    """What a process left of one set in `folder`; None where the system does not read the set."""
    path = folder / f"{gold_set.name}.jsonl"
    if not path.exists():
        return None
    golds = gold_set.golds()
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    records, spans = [row[0] for row in rows], [row[1] for row in rows]
    board = score(golds, records, [s for s in spans if s] or None)
    lucky = frozenset(_lucky(board.total.reports, gold_set.printed))
    reports = tuple(_without(report, lucky) for report in board.total.reports)
    cost = json.loads(path.with_suffix(".cost.json").read_text(encoding="utf-8"))
    return Run(golds, reports, records, spans, lucky, cost)


def _lucky(reports: Iterable[ReportScore], printed: Mapping[str, Mapping[str, float]]) -> Iterable[tuple[str, str]]:
    for report in reports:
        there = printed.get(report.report, {})
        for case in report.cells:
            if case.gold_status == "ambiguous" and same_number(there.get(case.address), case.given_value):
                yield report.report, case.address


def _without(report: ReportScore, lucky: frozenset[tuple[str, str]]) -> ReportScore:
    """The report with its lucky values counted apart, as inferred ones without gold are."""

    def apart(case: Case) -> Case:
        if (case.report, case.address) not in lucky:
            return case
        return replace(case, outcome="inferred_without_gold", silent_error=False)

    return replace(report, cells=tuple(map(apart, report.cells)))


def measure(run: Run) -> Json:
    """Every measure of a run, in all and in groups, and what is taken for what."""
    whole = measures_of(Group(run.reports), _spans_given(run))
    whole["as_printed"] = len(run.lucky)
    out: Json = {
        "total": whole,
        "cost": {**run.cost, "reports_per_s": run.cost["reports"] / max(run.cost["seconds"], 1e-9)},
    }
    for by, key in BY.items():
        groups: dict[str, list[ReportScore]] = {}
        for gold, report in zip(run.golds, run.reports, strict=True):
            groups.setdefault(key(gold), []).append(report)
        out[f"by_{by}"] = {name: _short(groups[name], run.lucky) for name in sorted(groups)}
    out["confusion"] = [[*pair, count] for pair, count in sorted(_confusion(run).items())]
    return out


def _short(reports: Sequence[ReportScore], lucky: frozenset[tuple[str, str]]) -> Json:
    found = measures_of(Group(tuple(reports)))
    ids = {report.report for report in reports}
    found["as_printed"] = sum(report in ids for report, _ in lucky)
    return {
        **{name: found[name] for name in SHORT},
        "spans": {"f1": found["spans"]["f1"], "gold": found["spans"]["gold"]},
    }


def _pairs(run: Run) -> Iterable[tuple[Gold, list[Any]]]:
    """Each report with gold spans, and the spans given for it; none where the system gives none at all."""
    by_sha = {row["sha256"]: row["spans"] for row in run.spans if row}
    for gold in run.golds:
        if gold.spans is not None and by_sha:
            yield gold, by_sha.get(gold.sha256, [])


def _spans_given(run: Run) -> list[Given]:
    return [
        given
        for gold, spans in _pairs(run)
        for given in spans_given(((s.start, s.end, s.label) for s in gold.spans or ()), ((*s,) for s in spans))
    ]


def _confusion(run: Run) -> Confusion:
    found: Confusion = Counter()
    for gold, spans in _pairs(run):
        found += confusion(((s.start, s.end, s.label) for s in gold.spans or ()), ((a, b, c) for a, b, c, *_ in spans))
    return found


def agreement(one: Run, other: Run) -> Json:
    """Reports of which two runtimes give the very same spans, and the same cells; and how far their scores are apart."""
    same_spans = same_cells = 0
    apart = 0.0
    for left, right, a, b in zip(one.spans, other.spans, one.records, other.records, strict=True):
        mine, theirs = ([] if row is None else row["spans"] for row in (left, right))
        equal = [s[:3] for s in mine] == [s[:3] for s in theirs]
        same_spans += equal
        same_cells += _values(a) == _values(b)
        if equal:
            apart = max([apart, *(abs(x[3] - y[3]) for x, y in zip(mine, theirs, strict=True))])
    return {
        "reports": len(one.spans),
        "same_spans": same_spans,
        "same_cells": same_cells,
        "largest_gap": round(apart, 6),
    }


def _values(record: Json) -> Json:
    tables = record["tables"]
    return {f"{t['id']}.{n}": (c["value"], c["status"], c["review"]) for t in tables for n, c in t["cells"].items()}


def describe_sets(sets: Sets) -> Json:
    """What each set is: reports, reports whose text is missing, fingerprint of its gold, how it was made."""
    return {
        s.name: {
            "reports": len(s.texts),
            "missing": len(s.missing),
            "gold": fingerprint(s.golds()),
            "made": sets.made.get(s.name, "annotated by hand"),
        }
        for s in sets.sets
    }
