"""Statements: gold as data with floors, the traps one by one, and offsets that lead back to the words."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ie.check import check_text
from ie.normalise import normalise
from ie.outline import figures_of
from ie.pipeline import extract_text
from ie.report import Cell, Table
from ie.score.statement_gold import load_own
from ie.score.statements import counts_of, judge_statements, read_by_rules
from ie.score.text_table import alarms_of, load_cases
from ie.statements import find_statements
from ie.tag import PatternTagger

GOLD = Path(__file__).parents[2] / "annotations" / "statements"
MIN_PRECISION = 0.97
MIN_RECALL = 0.85


@pytest.mark.parametrize("name", ["own_dev.txt", "own_test.txt"])
def test_indicators_of_the_own_sentences(name: str) -> None:
    counts = counts_of(case for gold in load_own(GOLD / name) for case in judge_statements(gold, read_by_rules(gold)))
    assert counts.given_right >= MIN_PRECISION * counts.given
    assert counts.gold_found >= MIN_RECALL * counts.gold


@pytest.mark.parametrize("case", load_cases(GOLD / "text_table.txt"), ids=lambda case: case.id)
def test_text_against_table(case) -> None:
    alarms = alarms_of(case)
    names = {part for a in alarms for part in (a, *a.split("."))}
    assert case.alarms <= names
    assert len(alarms) == len(case.alarms)


REPORT = "青禾县林业局2016年政府信息公开年度报告\n本报告根据政府信息公开条例编制。\n一、依申请公开\n2016年,我局{}。\n"


@pytest.mark.parametrize(
    "words",
    [
        "比上年增加申请6件",
        "向市政府网站报送信息42条",
        "行政复议和行政诉讼案件共3件",
        "计划明年受理申请9件",
        "微信公众号粉丝4.2万人",
        "未收到有关政府信息公开的咨询",
        "没有行政诉讼败诉的案件",
        "在收到申请之日起20个工作日内答复",
    ],
)
def test_what_is_no_statement(words: str) -> None:
    assert extract_text(REPORT.format(words)).statements == ()


@pytest.mark.parametrize(
    ("words", "value"), [("收到申请两件", 2), ("收到申请十二件", 12), ("收到申请1,204件", 1204), ("收到\n申请8件", 8)]
)
def test_values(words: str, value: int) -> None:
    (statement,) = extract_text(REPORT.format(words)).statements
    assert (statement.indicator, statement.value) == ("statistics.received.value", value)


def test_both_sides_of_an_alarm_can_be_shown() -> None:
    case = next(c for c in load_cases(GOLD / "text_table.txt") if c.alarms == {"received.total"})
    text = normalise(case.text)
    spans = PatternTagger().tag(text)
    figures = figures_of(text, spans)
    statements = find_statements(text.clean, spans, figures, case.edition, case.year)
    cells = {("received", "total"): Cell("read", Decimal(12))}
    (check,) = check_text(text.clean, statements, figures, (Table("applications", "partial", cells),), case.year)
    assert (check.status, check.left, check.right) == ("fails", 13, 12)
    assert check.cells == ("applications.received.total",)
    assert [statements[i].value for i in check.statements] == [13]


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet="收到申请公开信息未没有无行政复议诉讼件条2016年35,。;、()其中全市比上年增加\n 一二十", max_size=120
    )
)
def test_any_text_gives_statements_within_it(words: str) -> None:
    text = normalise(words)
    spans = PatternTagger().tag(text)
    figures = figures_of(text, spans)
    for s in find_statements(text.clean, spans, figures, "2014", 2016):
        assert 0 <= s.start < s.end <= len(text.clean)
        if s.figure is None:
            assert s.value == 0
        else:
            assert s.value == figures[s.figure].value
            assert s.start <= figures[s.figure].start and figures[s.figure].end <= s.end
