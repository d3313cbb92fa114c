"""Gold against records: how right the system is, how sure, and where it errs without saying so.

It stands behind the end of the data's way: it reads what `write` left (`reports.jsonl`, and the tagger's `spans.jsonl`
where there is one) and what annotators say (`annotations/`), and nothing of the library reads it.  Records and gold
reports meet by the sha256 of the file.

    golds = load_gold(["annotations/own"])
    board = score(golds, records, spans)
    print(board.render())
    for case in board.cases("silent_error"):
        print(case.report, case.address, case.gold_value, case.given_value, case.start, case.end)

In order: `gold` reads the annotations, `match` finds a report's record, `cells`, `alarms`, `spans` and `figures` judge
it, `report_score` puts the four together, `group` adds reports up, `scoreboard` groups them, `render` prints.
"""

from ie.score.alarms import Alarm, AlarmScore, judge_alarms
from ie.score.cells import Case, Outcome, judge_cells, same_number
from ie.score.counts import Counts, Share
from ie.score.figures import FigureCase, FigureScore, judge_figures
from ie.score.gold import Gold, GoldCell, GoldError, GoldFigure, GoldSpan, fingerprint, load_gold
from ie.score.group import KINDS, AnyCase, Group
from ie.score.match import Record, ScoreError
from ie.score.report_score import ReportScore
from ie.score.scoreboard import Scoreboard, score
from ie.score.spans import SpanCase, SpanScore, judge_spans, spans_to_iob2

__all__ = [
    "KINDS",
    "Alarm",
    "AlarmScore",
    "AnyCase",
    "Case",
    "Counts",
    "FigureCase",
    "FigureScore",
    "Gold",
    "GoldCell",
    "GoldError",
    "GoldFigure",
    "GoldSpan",
    "Group",
    "Outcome",
    "Record",
    "ReportScore",
    "ScoreError",
    "Scoreboard",
    "Share",
    "SpanCase",
    "SpanScore",
    "fingerprint",
    "judge_alarms",
    "judge_cells",
    "judge_figures",
    "judge_spans",
    "load_gold",
    "same_number",
    "score",
    "spans_to_iob2",
]
