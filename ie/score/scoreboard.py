"""The scoreboard: all scores over all gold reports, and the same per edition, per layout and per tagger."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ie.score.gold import Gold, fingerprint
from ie.score.group import AnyCase, Group
from ie.score.match import Record, by_sha256
from ie.score.render import render_scoreboard
from ie.score.report_score import ReportScore, score_report

JSON_VERSION = 1


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """`gold` is the fingerprint of the gold scored on: boards of different gold do not compare."""

    gold: str
    total: Group
    by_edition: Mapping[str, Group]
    by_layout: Mapping[str, Group]
    by_tagger: Mapping[str, Group]

    def cases(self, kind: str) -> tuple[AnyCase, ...]:
        """The list behind a number of the total; a group's own are `board.by_layout["…"].cases(kind)`."""
        return self.total.cases(kind)

    def to_json(self, date: str) -> str:
        """All numbers with their counts, dated (2025-01-31); old files stay beside new ones."""
        groups = {"edition": self.by_edition, "layout": self.by_layout, "tagger": self.by_tagger}
        data = {
            "version": JSON_VERSION,
            "date": datetime.date.fromisoformat(date).isoformat(),
            "gold": self.gold,
            "total": self.total.to_dict(),
            **{f"by_{by}": {name: group.to_dict() for name, group in found.items()} for by, found in groups.items()},
        }
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"

    def render(self) -> str:
        """Plain text tables for a terminal."""
        return render_scoreboard(
            self.total, {"edition": self.by_edition, "layout": self.by_layout, "tagger": self.by_tagger}
        )


def score(
    golds: Sequence[Gold], records: Iterable[Record], spans: Iterable[Mapping[str, object]] | None = None
) -> Scoreboard:
    """Gold against the records of one run, and against the spans of its sidecar where there is one.

    A gold report without a record is a miss of all its cells; records without gold take no part.
    """
    found = by_sha256(records)
    found_spans = None if spans is None else by_sha256(spans)
    reports = tuple(score_report(gold, found, found_spans) for gold in golds)
    return Scoreboard(
        gold=fingerprint(golds),
        total=Group(reports),
        by_edition=_grouped(reports, lambda report: report.edition),
        by_layout=_grouped(reports, lambda report: report.layout),
        by_tagger=_grouped(reports, lambda report: report.tagger),
    )


def _grouped(reports: Iterable[ReportScore], key: Callable[[ReportScore], str]) -> Mapping[str, Group]:
    found: dict[str, list[ReportScore]] = {}
    for report in reports:
        found.setdefault(key(report), []).append(report)
    return {name: Group(tuple(found[name])) for name in sorted(found)}
