"""One gold report scored in every way: what all the scoreboard's numbers are added up from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ie.score.alarms import AlarmScore, judge_alarms
from ie.score.cells import Case, judge_cells
from ie.score.figures import FigureScore, judge_figures
from ie.score.gold import Gold
from ie.score.match import Record, match_record, match_spans
from ie.score.spans import SpanScore, judge_spans

NONE = "none"
"""The group of reports without an edition, and of those no tagger read."""


@dataclass(frozen=True, slots=True)
class ReportScore:
    """`spans` is None where gold has no spans or no sidecar was given, `figures` where gold has no prose figures."""

    report: str
    edition: str
    layout: str
    tagger: str
    has_record: bool
    cells: tuple[Case, ...]
    alarms: AlarmScore
    spans: SpanScore | None
    figures: FigureScore | None

    @property
    def is_exact(self) -> bool:
        """Every figure right, and nothing given as read that is not there, marked for review or not."""
        all_right = all(case.is_right for case in self.cells if case.is_figure)
        return self.has_record and all_right and not any(case.is_invented for case in self.cells)


def score_report(
    gold: Gold, records: Mapping[str, list[Record]], spans: Mapping[str, list[Record]] | None
) -> ReportScore:
    """A gold report against the record of its bytes; without a record every cell of it is a miss."""
    record = match_record(gold, records)
    tagger = ((record or {}).get("tagger") or {}).get("name")
    span_score = None
    if spans is not None and gold.spans is not None:
        in_gold = [(span.start, span.end, span.label) for span in gold.spans]
        span_score = judge_spans(gold.id, in_gold, match_spans(gold, spans))
    return ReportScore(
        report=gold.id,
        edition=gold.edition or NONE,
        layout=gold.layout,
        tagger=str(tagger or NONE),
        has_record=record is not None,
        cells=judge_cells(gold, record),
        alarms=judge_alarms(gold, record),
        spans=span_score,
        figures=judge_figures(gold, record),
    )
