"""Kinds of damage that once gave wrong figures without a word: each must leave the figures named unmarked by no one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ie.editions import form_of
from ie.normalise import normalise
from ie.pipeline import extract_text, report_from_spans
from ie.report import Cell, Report, Span
from ie.tag import PatternTagger

LINE_OF_FIFTEEN = (
    "四、政府信息公开行政复议、行政诉讼情况\n行政复议 | 行政诉讼 |\n未经复议直接起诉 | 复议后起诉 |\n"
    + "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | " * 3
    + "\n"
)
HEAD = "云杉县水文局2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n"
HEAD_2019 = "云杉县水文局2019年政府信息公开工作年度报告\n二、主动公开政府信息情况\n"
ART20_1 = "第二十条第（一）项\n信息内容 本年制发件数 本年废止件数 现行有效件数\n"
ROWS = (
    "一、本年新收政府信息公开申请数量|0|0|0|0|0|0|0|\n"
    "二、上年结转政府信息公开申请数量|0|0|0|0|0|0|0|\n"
    "三、本年度办理结果|（一）予以公开|0|0|0|0|0|0|0|\n"
)

MARKED = [
    (
        "figures above their labels",
        HEAD + ART20_1 + "规章\n4 10 57\n行政规范性文件\n第二十条第（五）项\n信息内容 本年处理决定数量\n53\n行政许可\n"
        "第二十条第（六）项\n信息内容 本年处理决定数量\n7\n行政处罚\n8\n行政强制\n",
        [("art20_1", "regulations"), ("art20_6", "penalties")],
    ),
    (
        "figures above their labels, most cells empty",
        HEAD + ART20_1 + "规章\n3 8 1\n行政规范性文件\n第二十条第（五）项\n信息内容 本年处理决定数量\n行政许可\n"
        "第二十条第（六）项\n信息内容 本年处理决定数量\n145\n行政处罚\n行政强制\n",
        [("art20_1", "regulations"), ("art20_1", "normative_documents")],
    ),
    (
        "the labels of a block first, dashes among the figures",
        HEAD_2019
        + "第二十条第（五）项\n信息内容 上一年项目数量 本年增/减 处理决定数量\n行政许可\n其他对外管理服务事项\n62 - 22\n- 无 -\n"
        "第二十条第（六）项\n信息内容 上一年项目数量 本年增/减 处理决定数量\n行政处罚\n1 减少2 767\n行政强制\n- - -\n",
        [("art20_5", "licences"), ("art20_5", "other_services"), ("art20_6", "penalties")],
    ),
    (
        "the labels of a block first",
        HEAD
        + ART20_1
        + "规章\n行政规范性文件\n0 0 0\n0 2 3\n第二十条第（六）项\n信息内容 本年处理决定数量\n行政处罚\n行政强制\n9\n/\n",
        [("art20_1", "normative_documents"), ("art20_6", "coercive_measures")],
    ),
    (
        "a figure broken by a blank in a row with an empty field",
        HEAD_2019
        + "第二十条第（五）项 | ||\n信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |\n行政许可 | 36 8 | -3 | 285801 |\n"
        "其他对外管理服务事项 |   | 4 | 223 4 |\n",
        [("art20_5", "other_services")],
    ),
    (
        "a figure a bar, a page's number behind an empty row",
        HEAD
        + "第二十条第（五）项|\n信息内容|\n本年处理决定数量|\n行政许可|\n5|\n第二十条第（六）项|\n信息内容|\n本年处理决定数量|\n"
        "行政处罚|\n|\n3|\n行政强制|\n|\n第二十条第（八）项|\n信息内容|\n本年收费金额（单位：万元）|\n行政事业性收费|\n|\n",
        [("art20_6", "penalties")],
    ),
    (
        "a lost table's 无 behind a row, and rows that have lost their blanks",
        HEAD
        + "\n".join(ART20_1.split())
        + "\n规章\n0\n行政规范性文件\n0\n13\n无\n第二十条第（六）项\n信息内容\n本年处理决定数量\n行政处罚\n73\n"
        "行政强制\n51\n",
        [("art20_1", "regulations"), ("art20_1", "normative_documents")],
    ),
    (
        "cells run together in one field, a long dash that may be two",
        HEAD
        + "三、收到和处理政府信息公开申请情况\n"
        + ROWS.replace(
            "三、本年度办理结果|（一）予以公开|0|0|0|0|0|0|0|", "三、本年度办理结果|（一）予以公开|00|0|——|00|||"
        ),
        [("applications", "granted")],
    ),
    (
        "surplus figures among words",
        HEAD + ART20_1 + "规章\n0 0 0\n行政规范性文件\n0 0 无此项规定 0 0\n",
        [("art20_1", "normative_documents")],
    ),
    (
        "a count with decimals",
        HEAD_2019 + "第二十条第（九）项|\n信息内容|采购项目数量|采购总金额|\n政府集中采购|0.75|12|\n",
        [("art20_9", "procurement")],
    ),
    (
        "a blank and a figure for one column",
        HEAD + "第二十条第（六）项\n信息内容\n本年处理决定数量\n占比\n行政处罚\n—\n17\n行政强制\n—\n9\n",
        [("art20_6", "penalties"), ("art20_6", "coercive_measures")],
    ),
    (
        "empty fields unlike the full rows'",
        HEAD + "第二十条第（一）项 |\n信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n规章 | | 1 | 2 | 3 |\n"
        "行政规范性文件 | 5 | | 7 |\n",
        [("art20_1", "normative_documents")],
    ),
    (
        "a digit outside of all cells, before a run",
        HEAD + "第二十条第（一）项| |\n信息内容|\n本年制发件数|\n本年废止件数|\n现行有效件数| |\n规章|\n0|\n0|\n0| |\n"
        "行政规范性文件|\n6（其中联合发文1件）240| |\n",
        [("art20_1", "normative_documents")],
    ),
    (
        "figures of section four glued, the text ends behind them",
        HEAD + LINE_OF_FIFTEEN + "1000 | 10 | 00 | 0 | 0 | 2 | 0 | 1 | 0 | 3 |\n",
        [("disputes", "review"), ("disputes", "litigation_direct"), ("disputes", "litigation_after_review")],
    ),
    (
        "the text ends in a row that begins with a label's empty fields",
        HEAD + "三、收到和处理政府信息公开申请情况\n" + ROWS.replace("公开|", "公开| | |").rstrip("|\n0") + "0|0",
        [("applications", "granted")],
    ),
    (
        "rows whose last empty field has no border behind it",
        HEAD + "三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量| | |0|0|0|0|0|0|0\n"
        "三、本年度办理结果|（一）予以公开| | | | |4| | | \n |（三）不予公开|1.属于国家秘密|0| | |0| |0|0\n"
        + "四、其他\n",
        [("applications", "granted")],
    ),
    (
        "section four's line cut behind a figure, a border before its first",
        HEAD + LINE_OF_FIFTEEN.replace("\n", "  ") + " | 0 | 0 | — | — | 0 | 0 | 0 | — | — | — | 3 | 2 | 4 ",
        [("disputes", "review"), ("disputes", "litigation_direct")],
    ),
    (
        "labels first, repeated lines removed",
        HEAD + ART20_1 + "规章\n行政规范性文件\n0 0 0\n三、收到和处理政府信息公开申请情况\n"
        "一、本年新收政府信息公开申请数量\n二、上年结转政府信息公开申请数量\n三、本年度办理结果\n（一）予以公开\n0 0 0 0 0 0 0\n"
        "（二）部分公开\n（三）不予公开\n1.属于国家秘密\n2.其他法律行政法规禁止公开\n3.危及“三安全一稳定”\n0 0 0 0 0 0\n",
        [
            ("art20_1", "normative_documents"),
            ("applications", "granted"),
            ("applications", "refused_security_stability"),
        ],
    ),
]


def unmarked(report: Report, table: str, row: str) -> list[tuple[str, Cell]]:
    cells = next(t for t in report.tables if t.id == table).cells
    return [(c, cell) for (r, c), cell in cells.items() if r == row and cell.value is not None and not cell.review]


@pytest.mark.parametrize(("text", "rows"), [case[1:] for case in MARKED], ids=[case[0] for case in MARKED])
def test_no_figure_of_these_rows_goes_unmarked(text: str, rows: list[tuple[str, str]]) -> None:
    report = extract_text(text)
    assert report.edition in ("2019", "2021")
    for table, row in rows:
        assert unmarked(report, table, row) == []


def test_a_row_named_by_its_number_alone_is_that_row() -> None:
    """`（六）其他` is 其他处理, not `3.其他`."""
    text = (
        HEAD_2019
        + "三、收到和处理政府信息公开申请情况\n"
        + ROWS
        + "（六）其他|2|0|0|0|0|0|2|\n（七）总计|2|0|0|0|0|0|2|\n"
    )
    cells = next(t for t in extract_text(text).tables if t.id == "applications").cells
    assert cells["other_handling", "natural_person"].value == Decimal(2)
    assert cells["other_other", "natural_person"].status == "absent"


def test_another_tables_total_is_no_row_of_a_lost_table() -> None:
    text = (
        HEAD + ART20_1 + "规章 0 0 0\n行政规范性文件 0 0 0\n三、收到和处理政府信息公开申请情况\n详见附件。\n"
        "四、政府信息公开行政复议、行政诉讼情况\n行政复议 行政诉讼\n未经复议直接起诉 复议后起诉\n结果维持 总计\n0 0 0 0 0 0 0 0 0\n"
    )
    applications = next(t for t in extract_text(text).tables if t.id == "applications")
    assert applications.status == "absent"


def test_headers_of_two_editions_put_their_section_in_doubt() -> None:
    text = (
        HEAD
        + "第二十条第（一）项\n信息内容\n本年新制作数量\n本年新公开数量\n对外公开总数量\n规章\n0\n0\n0\n规范性文件\n1\n2\n3\n"
        "第二十条第（五）项\n信息内容\n本年处理决定数量\n行政许可\n4\n第二十条第（六）项\n信息内容\n本年处理决定数量\n行政处罚\n5\n行政强制\n6\n"
    )
    report = extract_text(text)
    for table in report.tables:
        assert all(cell.review for cell in table.cells.values() if cell.value is not None), table.id


@pytest.mark.parametrize(
    "words", ["约50", "l50", "50%", "50余", "第50", "5/50", "不足50", "50万", "50以上", "→50", "P. 50"]
)
def test_a_figure_tagged_without_what_belongs_to_it_is_marked(words: str) -> None:
    """A tagger that has learnt what cells look like takes the digits alone; the letters beside them still count."""
    text = normalise(HEAD + "第二十条第（六）项\n信息内容\n本年处理决定数量\n行政处罚\n" + words + "\n行政强制\n3\n")
    at = text.clean.index("50")
    spans = [s for s in PatternTagger().tag(text) if s.end <= at or s.start >= at + 2]
    report = report_from_spans(text, sorted([*spans, Span(at, at + 2, "CELL", 1.0)]), ("test", "1"))
    assert unmarked(report, "art20_6", "penalties") == []
    assert unmarked(report, "art20_6", "coercive_measures") != []


@pytest.mark.parametrize(("start", "end"), [(0, 1), (0, 3), (1, 4), (2, 4)])
def test_a_figure_of_whose_digits_a_tagger_takes_a_part_is_marked(start: int, end: int) -> None:
    """`7` of `7164件`: the rest is in no cell, as where it is taken for the words of a label that goes on behind it."""
    text = normalise(HEAD + "第二十条第（六）项\n信息内容\n本年处理决定数量\n行政处罚\n7164件\n行政强制\n3\n")
    at = text.clean.index("7164")
    spans = [s for s in PatternTagger().tag(text) if s.end <= at or s.start >= at + 5]
    spans.append(Span(at + start, at + end, "CELL", 1.0))
    spans += [Span(at + end, at + 5, "ROWHEAD", 1.0)] if end < 4 else []
    report = report_from_spans(text, sorted(spans), ("test", "1"))
    assert unmarked(report, "art20_6", "penalties") == []
    assert unmarked(report, "art20_6", "coercive_measures") != []


def test_a_lone_figure_behind_a_whole_row_of_empty_fields_is_marked() -> None:
    """A page's number that a tagger takes for a cell."""
    header = "第二十条第（六）项 | | ||\n信息内容 | 本年处理决定数量 | ||\n"
    text = normalise(HEAD + header + "行政处罚 |  | ||\n1 | |||\n行政强制 |  | ||\n")
    at = text.clean.index("1 | |||")
    spans = [s for s in PatternTagger().tag(text) if s.start != at]
    report = report_from_spans(text, sorted([*spans, Span(at, at + 1, "CELL", 1.0)]), ("test", "1"))
    assert unmarked(report, "art20_6", "penalties") == []


@pytest.mark.parametrize("page", ["· 2 ·", "2"])
def test_a_page_number_that_is_taken_for_a_cell_is_marked(page: str) -> None:
    """It makes up for `未制定`, a cell without a figure."""
    text = normalise(HEAD + ART20_1 + f"规章 0 未制定 0\n{page}\n行政规范性文件 2 0 0\n")
    row = text.clean.index("规章")
    at = text.clean.index("2", row)
    spans = [s for s in PatternTagger().tag(text) if s.label != "CELL" and not s.start <= at < s.end]
    spans += [Span(i, i + 1, "CELL", 1.0) for i in range(row, len(text.clean)) if text.clean[i].isdigit()]
    spans.append(Span(text.clean.index("未制定"), text.clean.index("未制定") + 3, "CELL", 1.0))
    report = report_from_spans(text, sorted(spans), ("test", "1"))
    assert unmarked(report, "art20_1", "regulations") == []
    assert unmarked(report, "art20_1", "normative_documents") != []


def test_words_that_touch_a_later_figure_of_a_row_are_another_rows_label() -> None:
    """Three figures run together, then a row of the organ's own: not `110`, a blank and `900`."""
    rows = "规章　　0　　0　　0　　行政规范性文件110　　政策性文件900　　第二十条第（五）项\n"
    text = normalise(HEAD + ART20_1.replace("\n", "　　") + rows)
    spans = [s for s in PatternTagger().tag(text) if s.label != "CELL"]
    places = [(text.clean.index(words), len(words)) for words in ("110", "政策性文件", "900")]
    spans += [Span(at, at + size, "CELL", 1.0) for at, size in places]
    report = report_from_spans(text, sorted(spans), ("test", "1"))
    assert unmarked(report, "art20_1", "normative_documents") == []


def test_figures_of_two_columns_run_together_without_a_header_are_marked() -> None:
    rows = {
        "（一）收到申请数": "7351",
        "当面申请数": "00",
        "传真申请数": "113",
        "网络申请数": "00",
        "信函申请数": "00",
        "申请办结数": "772",
    }
    text = "云杉县水文局2016年政府信息公开工作年度报告\n" + "".join(f"{k} {v}\n" for k, v in rows.items())
    cells = extract_text(text).tables[0].cells.values()
    assert any(c.value for c in cells)
    assert all(c.review for c in cells if c.value is not None)


def test_figures_above_their_labels_with_wide_blanks_and_units_are_marked() -> None:
    text = (
        "云杉县水文局2016年政府信息公开工作年度报告　政府信息公开统计表　统计指标 单位 统计数　一、主动公开情况　条 223　"
        "（一）主动公开政府信息数　条 0　其中：主动公开规范性文件数　件 4　制发规范性文件总数　（二）通过不同渠道和方式公开政府信息的情况　"
        "条 7　1. 政府公报公开政府信息数　条 47　2. 政府网站公开政府信息数　条 3　3. 政务微博公开政府信息数　"
    )
    cells = extract_text(text).tables[0].cells.values()
    assert any(c.value is not None for c in cells)
    assert all(c.review for c in cells if c.value is not None)


def test_a_figure_that_page_litter_follows_at_the_texts_end_may_be_cut() -> None:
    rows = ROWS.replace("|0|0|0|0|0|0|0|", "|10|2|3|4|5|6|30|")[: -len("|4|5|6|30|\n")]
    text = normalise(HEAD + "三、收到和处理政府信息公开申请情况\n" + rows + "\n返回顶部\n")
    litter = text.clean.index("返回顶部")
    spans = [*PatternTagger().tag(text), Span(litter, litter + 4, "FURNITURE", 1.0)]
    given = unmarked(report_from_spans(text, sorted(set(spans)), ("test", "1")), "applications", "granted")
    assert [c.value for _, c in given] == [Decimal(10), Decimal(2)]


STATISTICS = [r for r in form_of("2014").tables[0].rows if not r.stands_for][:20]


@pytest.mark.parametrize(("figure", "sure"), [("21", False), ("17", True), ("", True)])
def test_a_last_figure_that_may_be_the_next_rows_serial_number_is_marked(figure: str, sure: bool) -> None:
    rows = "".join(f"{n}\n{row.label}\n次\n{'' if n == 20 else 7 * n}\n" for n, row in enumerate(STATISTICS, 1))
    text = f"云杉县水文局2016年政府信息公开工作年度报告\n序号\n统计指标\n单位\n统计数\n{rows.rstrip()}\n{figure}\n八、机构建设情况\n"
    given = unmarked(extract_text(text), "statistics", STATISTICS[-1].id)
    assert [c.value for _, c in given if c.value is not None] == ([Decimal(figure)] if sure and figure else [])
