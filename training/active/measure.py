"""A model on annotated reports → micro F1 of spans, reports exact, silent errors: what a gate and a curve need.

A report's tables are rebuilt anew only where the model's spans differ from what was rebuilt before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from ie.read import Source
from ie.record import record_of
from ie.report import Report, Span, Text
from ie.score.cells import judge_cells
from ie.score.gold import Gold
from ie.score.report_score import score_report
from ie.tag.jieba_linear.model import Model
from ie.tag.jieba_linear.tagger import JiebaLinearTagger
from ie.tag.tagset import spans_of_tags
from training.active.candidates import Candidate
from training.active.situation import report_of


class Measured(NamedTuple):
    """One model on one set.  `silent` counts cells, `exact` and `reports` reports; `figures` are cells that gold has read."""

    f1: float
    exact: int
    silent: int
    right: int
    figures: int
    reports: int

    @property
    def exact_share(self) -> float:
        """Reports exact, of all."""
        return self.exact / self.reports if self.reports else 0.0


class Judged(NamedTuple):
    """One report's tables against gold."""

    exact: bool
    silent: int
    right: int
    figures: int


Key = tuple[str, tuple[tuple[int, int, str], ...]]


@dataclass
class Reader:
    """Rebuilds each (report, spans) once, and judges it once, whichever models give those spans."""

    _reports: dict[Key, Report] = field(default_factory=dict)
    _judged: dict[Key, Judged] = field(default_factory=dict)

    def report(self, candidate: Candidate, spans: list[Span]) -> Report:
        """The report of these spans; scores of spans move confidences alone, so they are no part of the key."""
        key = _key(candidate, spans)
        if key not in self._reports:
            self._reports[key] = report_of(candidate, spans)
        return self._reports[key]

    def judged(self, candidate: Candidate, spans: list[Span], gold: Gold) -> Judged:
        """The cells of these spans against gold."""
        key = _key(candidate, spans)
        if key not in self._judged:
            self._judged[key] = judge_report(report_of(candidate, spans), gold)
        return self._judged[key]


def _key(candidate: Candidate, spans: list[Span]) -> Key:
    return candidate.name, tuple((s.start, s.end, s.label) for s in spans)


def judge_report(report: Report, gold: Gold) -> Judged:
    """The scorer's verdict on one report."""
    record = record_of(_source(report.text, gold), report)
    cases = judge_cells(gold, record)
    exact = score_report(gold, {gold.sha256: [record]}, None).is_exact
    figures = [c for c in cases if c.is_figure]
    return Judged(exact, sum(c.silent_error for c in cases), sum(c.is_right for c in figures), len(figures))


def _source(text: Text, gold: Gold) -> Source:
    return Source(gold.source, None, text.source, gold.sha256, gold.text_sha256 or gold.sha256, "utf-8")


def measure(model: Model, reports: Iterable[tuple[Candidate, list[int], Gold]], reader: Reader) -> Measured:
    """Score one model; a report is its candidate, one tag a character, and its gold."""
    tagger = JiebaLinearTagger(model)
    right = given = wanted = number = 0
    judged = []
    for candidate, tags, gold in reports:
        spans = tagger.tag_tokens(candidate.tokens, candidate.features)
        in_gold = {(s.start, s.end, s.label) for s in spans_of_tags(tags)}
        found = {(s.start, s.end, s.label) for s in spans}
        right, given, wanted = right + len(in_gold & found), given + len(found), wanted + len(in_gold)
        judged.append(reader.judged(candidate, spans, gold))
        number += 1
    f1 = 2 * right / (given + wanted) if given + wanted else 1.0
    sums = [sum(column) for column in zip(*judged, strict=True)] or [0, 0, 0, 0]
    return Measured(f1, sums[0], sums[1], sums[2], sums[3], number)
