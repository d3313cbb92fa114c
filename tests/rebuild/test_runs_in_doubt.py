"""Figures run together of which something in the text says that they may be cut otherwise: never read as if they were certain."""

from __future__ import annotations

import pytest

from ie.normalise import normalise
from ie.pipeline import extract_text, report_from_spans
from ie.report import Span
from ie.tag import PatternTagger

TITLE = "云杉县水文局{year}年政府信息公开工作年度报告\n二、主动公开政府信息情况\n"
LICENCES = (
    "第二十条第（五）项信息内容上一年项目数量本年增/减处理决定数量行政许可{licences}其他对外管理服务事项{other}\n"
)
PENALTIES = "第二十条第（六）项信息内容上一年项目数量本年增/减处理决定数量行政处罚{penalties}行政强制{measures}\n"
APPLICATIONS = (
    "三、收到和处理政府信息公开申请情况\n（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）申请人情况"
    "自然人法人或其他组织总计商业企业科研机构社会公益组织法律服务机构其他一、本年新收政府信息公开申请数量{received}"
    "二、上年结转政府信息公开申请数量{carried_in}三、本年度办理结果（一）予以公开0000000\n"
)

Given = list[tuple[str | None, bool]]


def given(text: str, table: str, row: str, spans: list[Span] | None = None) -> Given:
    """A row's values with whether they are for review."""
    if spans is None:
        tables = extract_text(text).tables
    else:
        tables = report_from_spans(normalise(text), spans, ("test", "1")).tables
    cells = next(t for t in tables if t.id == table).cells
    return [(str(c.value) if c.value is not None else None, c.review) for (r, _), c in cells.items() if r == row]


def spans_with(text: str, *own: tuple[str, str, str]) -> list[Span]:
    """The pattern tagger's spans, and in place of what they have there: `label` on `words`, which stand behind `before`."""
    clean = normalise(text).clean
    spans = PatternTagger().tag(normalise(text))
    for before, words, label in own:
        at = clean.index(before + words) + len(before)
        spans = [s for s in spans if s.end <= at or s.start >= at + len(words)]
        spans.append(Span(at, at + len(words), label, 1.0))
    return sorted(spans)


@pytest.mark.parametrize(
    ("measures", "review"),
    [("00", True), ("000", False), ("120", False)],
    ids=["a row has lost a blank", "zeros in every column", "figures in every column"],
)
def test_a_row_that_lost_a_blank_speaks_against_every_run_without_a_sum(measures: str, review: bool) -> None:
    text = TITLE.format(year=2019) + PENALTIES.format(penalties="356", measures=measures)
    assert [r for _, r in given(text, "art20_6", "penalties")] == [review] * 3


def test_zeros_are_split_in_one_way_whatever_other_rows_have_lost() -> None:
    text = TITLE.format(year=2019) + PENALTIES.format(penalties="000", measures="00")
    assert given(text, "art20_6", "penalties") == [("0", False)] * 3


def test_a_blank_lost_in_another_table_counts_as_well() -> None:
    text = TITLE.format(year=2019) + LICENCES.format(licences="00", other="000")
    text += PENALTIES.format(penalties="356", measures="000")
    assert all(review for _, review in given(text, "art20_6", "penalties"))


@pytest.mark.parametrize(
    ("definition", "review"),
    [
        (":请由法制机构提供3行政奖励", True),
        (":请由法制机构提供", False),
        (":统计时间为1月1日至12月31日,由法制机构提供", False),
    ],
)
def test_a_figure_within_a_definition_may_be_the_rows_own(definition: str, review: bool) -> None:
    body = f"第二十条第(五)项信息内容本年处理决定数量行政许可{definition}105\n"
    text = TITLE.format(year=2025) + body
    spans = spans_with(text, ("数量", f"行政许可{definition}", "ROWHEAD"), (definition, "105", "CELL"))
    assert given(text, "art20_5", "licences", spans) == [("105", review)]


def test_a_cell_of_two_figures_with_units_is_no_empty_one() -> None:
    body = "第二十条第(一)项信息内容本年制发件数本年废止件数现行有效件数规章000行政规范性文件00件0件\n1\n"
    body += "第二十条第(五)项信息内容本年处理决定数量行政许可0\n"
    text = TITLE.format(year=2025) + body
    spans = spans_with(text, ("文件", "0", "CELL"), ("文件0", "0件0件", "CELL"), ("0件\n", "1", "CELL"))
    assert not [
        value for value, review in given(text, "art20_1", "normative_documents", spans) if value == "1" and not review
    ]


@pytest.mark.parametrize("run", ["10000000", "00000001"])
def test_a_digit_that_touches_the_row_is_no_stray_one(run: str) -> None:
    """A total that the source has wrong: `10` and six zeros."""
    text = TITLE.format(year=2025) + APPLICATIONS.format(received="0000000", carried_in=run)
    own = [
        (f"{before}{digits[:at]}", digit, "CELL")
        for before, digits in (
            ("新收政府信息公开申请数量", "0" * 7),
            ("结转政府信息公开申请数量", run),
            ("予以公开", "0" * 7),
        )
        for at, digit in enumerate(digits)
    ]
    found = given(text, "applications", "carried_in", spans_with(text, *own))
    assert not [value for value, review in found if value is not None and not review]


STATISTICS = "统计指标单位数量\n三、回应解读情况\n(一)回应公众关注热点或重大舆情数次1\n"


@pytest.mark.parametrize(("behind", "review"), [("\n.其他方式回应事件数", True), ("\n其他方式回应事件数", False)])
def test_the_number_of_the_next_row_is_no_digit_of_this_one(behind: str, review: bool) -> None:
    """A line that is broken within `5.`."""
    text = TITLE.format(year=2016) + STATISTICS + f"4.微博微信回应事件数55{behind}3\n"
    spans = spans_with(text, ("事件数", "55", "CELL"), ("55\n", behind.strip(), "ROWHEAD"))
    found = given(text, "statistics", "microblog_responses", spans)
    assert [r for value, r in found if value == "55"] == ([] if review else [False])


@pytest.mark.parametrize(
    ("behind", "review"), [("九、政府信息公开会议和培训情况", True), ("\n九、政府信息公开会议和培训情况", False)]
)
def test_a_number_before_a_heading_is_its_own(behind: str, review: bool) -> None:
    text = TITLE.format(year=2016) + STATISTICS + f"(四)政府信息公开专项经费万元\n62{behind}\n"
    spans = spans_with(text, ("万元\n", "62", "CELL"))
    found = given(text, "statistics", "budget", spans)
    assert [r for value, r in found if value == "62"] == [review]
