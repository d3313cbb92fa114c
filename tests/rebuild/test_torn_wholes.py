"""Figures of which the tagger gave a part to something else: never read as if they were whole."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ie.editions import form_of
from ie.normalise import normalise
from ie.pipeline import extract_text, report_from_spans
from ie.report import Cell, Span
from ie.tag import PatternTagger

TOP = "云杉县水文局2019年政府信息公开工作年度报告\n二、主动公开政府信息情况\n"
HEAD = "第二十条第（五）项信息内容上一年项目数量本年增/减处理决定数量"
TABLE = (
    TOP
    + "第二十条第（五）项\n信息内容|上一年项目数量|本年增/减|处理决定数量|\n行政许可|1479|3|20|\n其他对外管理服务事项|5|0|6|\n"
)


def licences(text: str) -> list[tuple[Decimal | None, bool]]:
    tables = {t.id: t for t in extract_text(text).tables}
    return [(c.value, c.review) for (row, _), c in tables["art20_5"].cells.items() if row == "licences"]


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("behind", ["无此项", "未开展", "-140"])
def test_a_run_that_another_cell_follows_is_not_split_into_all_columns(behind: str, whole: bool) -> None:
    text = normalise(f"{TOP}{HEAD}行政许可297{behind}其他对外管理服务事项000\n")
    at = text.clean.index("297")
    spans = [s for s in PatternTagger().tag(text) if not at - 1 < s.start < at + 3 + len(behind)]
    spans.append(Span(at, at + 3, "CELL", 1.0))
    if whole:
        spans.append(Span(at + 3, at + 3 + len(behind), "CELL", 1.0))
    tables = {t.id: t for t in report_from_spans(text, sorted(spans), ("test", "1")).tables}
    given = [c for (row, _), c in tables["art20_5"].cells.items() if row == "licences"]
    assert not [c for c in given if c.value is not None and not c.review]


@pytest.mark.parametrize("figures", ["297", "000"])
def test_a_run_that_nothing_follows_is_split_where_that_can_be_done_in_one_way(figures: str) -> None:
    assert licences(f"{TOP}{HEAD}行政许可{figures}其他对外管理服务事项000\n") == [(Decimal(d), False) for d in figures]


@pytest.mark.parametrize(("litter", "torn"), [("479", True), ("79", True), ("1479", False)])
def test_a_figure_of_which_a_part_is_page_litter_is_marked(litter: str, torn: bool) -> None:
    text = normalise(TABLE)
    at = text.clean.index("1479") + 4
    spans = [s for s in PatternTagger().tag(text) if not s.start < at <= s.end]
    spans.append(Span(at - len(litter), at, "FURNITURE", 1.0))
    if torn:
        spans.append(Span(at - 4, at - len(litter), "CELL", 1.0))
    tables = {t.id: t for t in report_from_spans(text, sorted(spans), ("test", "1")).tables}
    cell: Cell = tables["art20_5"].cells["licences", "items_last_year"]
    assert (cell.value is not None, cell.review) == (torn, torn) or (not torn and cell.value is None)


@pytest.mark.parametrize("between", ["|", " "])
@pytest.mark.parametrize("part", ["2", "2.5", "581", "81"])
@pytest.mark.parametrize("point", ["CELL", "ROWHEAD", None])
def test_a_part_of_a_decimal_figure_is_never_given_unmarked(part: str, point: str | None, between: str) -> None:
    rows = [["信息内容", "采购项目数量", "采购总金额"], ["政府集中采购", "16", "2.581"]]
    text = normalise(TOP + "第二十条第（九）项\n" + "\n".join(between.join(row) for row in rows) + "\n")
    at = text.clean.index("2.581")
    spans = [s for s in PatternTagger().tag(text) if s.end <= at or s.start >= at + 5]
    begin = at + "2.581".index(part)
    spans.append(Span(begin, begin + len(part), "CELL", 1.0))
    if point and part == "2":
        spans.append(Span(at + 1, at + 2, point, 1.0))
    tables = {t.id: t for t in report_from_spans(text, sorted(spans), ("test", "1")).tables}
    assert not [c for c in tables["art20_9"].cells.values() if c.raw == part and c.value is not None and not c.review]


APPLICATIONS = "云杉县水文局2021年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"


@pytest.mark.parametrize(
    ("figures", "sure"),
    [("0 0 0 0\n0 0 0 0 0", False), ("0 0 0 0 0\n0 0 0", False), ("0 0 0 0 0 0 0 0", True), ("0\n" * 8, True)],
)
def test_two_lines_of_zeros_are_two_rows_and_not_one_with_more_than_it_has_columns(figures: str, sure: bool) -> None:
    zeros = "0 0 0 0 0 0 0"
    text = (
        f"{APPLICATIONS}一、本年新收政府信息公开申请数量 {zeros}\n二、上年结转政府信息公开申请数量\n{figures.strip()}\n"
        f"三、本年度办理结果\n（一）予以公开 {zeros}\n"
    )
    tables = {t.id: t for t in extract_text(text).tables}
    given = [c for (row, _), c in tables["applications"].cells.items() if row == "carried_in"]
    assert len(given) == 7 and [c.value is not None and not c.review for c in given] == [sure] * 7


def test_a_total_whose_label_was_not_seen_is_not_the_row_aboves() -> None:
    rows = "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请|0|0|0|0|0|0|0|\n3.其他\n（七）总计|1|0|0|0|0|0|1|\n"
    text = normalise(f"{APPLICATIONS}三、本年度办理结果|（六）其他处理|{rows}四、结转下年度继续办理|0|0|0|0|0|0|0|\n")
    at = text.clean.index("(七)总计")
    spans = [s for s in PatternTagger().tag(text) if not at <= s.start < at + 5]
    tables = {t.id: t for t in report_from_spans(text, spans, ("test", "1")).tables}
    given = [c for (row, _), c in tables["applications"].cells.items() if row == "other_other"]
    assert len(given) == 7 and not [c for c in given if c.value is not None and not c.review]


def test_a_pages_head_among_a_rows_figures_puts_them_in_doubt() -> None:
    head = "2022年政务公开工作年度报告"
    text = normalise(
        f"{APPLICATIONS}第二十条第（一）项信息内容本年制发件数本年废止件数现行有效件数规章37　　{head}　7　　"
        "行政规范性文件000第二十条第（五）项信息内容本年处理决定数量行政许可0\n"
    )
    at, figure, page = text.clean.index(head), text.clean.index("37"), text.clean.index("7", text.clean.index(head))
    cells = [
        Span(figure, figure + 2, "CELL", 1.0),
        Span(at, at + len(head), "CELL", 1.0),
        Span(page, page + 1, "CELL", 1.0),
    ]
    spans = [s for s in PatternTagger().tag(text) if s.end <= figure or s.start > page]
    spans += cells
    tables = {t.id: t for t in report_from_spans(text, sorted(spans), ("test", "1")).tables}
    given = [c for (row, _), c in tables["art20_1"].cells.items() if row == "regulations"]
    assert not [c for c in given if c.value is not None and not c.review]


def test_a_long_figure_that_touches_its_label_may_be_several() -> None:
    given = licences(f"{TOP}{HEAD}行政许可1921061 / 10其他对外管理服务事项000\n")
    assert not [v for v, review in given if v is not None and not review]


def test_a_line_that_the_text_ends_in_is_in_doubt_where_a_groups_sum_fails() -> None:
    names = "结果维持 |\n结果纠正 |\n其他结果 |\n尚未审结 |\n总计 |\n" * 3
    top = "云杉县水文局2021年政府信息公开工作年度报告\n四、政府信息公开行政复议、行政诉讼情况\n"
    head = f"{top}行政复议 |\n行政诉讼 |\n未经复议直接起诉 |\n复议后起诉 |\n{names}"
    for figures, sure in (("48 21 13 0 0 0 0 0 4 4 5", False), ("48 21 13 0 82 0 0 0 4 4 5", True)):
        tables = {t.id: t for t in extract_text(head + "".join(f"{f} |\n" for f in figures.split())).tables}
        given = [c for c in tables["disputes"].cells.values() if c.value is not None]
        assert given and {not c.review for c in given} == {sure}


@pytest.mark.parametrize(("printed", "seen"), [("205 2", "205"), ("205 2", "2"), ("2 052", "052")])
def test_a_field_with_digits_that_no_cell_holds_is_marked(printed: str, seen: str) -> None:
    text = normalise(TABLE.replace("1479", printed))
    begin = text.clean.index(printed)
    spans = [s for s in PatternTagger().tag(text) if s.end <= begin or s.start >= begin + len(printed)]
    at = begin + printed.index(seen)
    spans.append(Span(at, at + len(seen), "CELL", 1.0))
    tables = {t.id: t for t in report_from_spans(text, sorted(spans), ("test", "1")).tables}
    cell = tables["art20_5"].cells["licences", "items_last_year"]
    assert cell.value is None or cell.review


@pytest.mark.parametrize(("field", "sure"), [("/0", False), ("0/", False), ("/", True), ("无", True)])
def test_a_line_with_two_cells_in_a_field_is_in_doubt(field: str, sure: bool) -> None:
    names = "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | " * 3
    top = "云杉县水文局2021年政府信息公开工作年度报告\n四、政府信息公开行政复议、行政诉讼情况\n"
    head = f"{top}行政复议 | 行政诉讼 | |||||||||||||\n未经复议直接起诉 | 复议后起诉 | |||||||||||||\n{names}\n"
    text = normalise(f"{head}/ | 0 | 0 | 0 | 0 | {field} | / | 0 | 0 | 0 | / | / | 0 | / | {'0 | ' if sure else ''}\n")
    given = [c for c in {t.id: t for t in extract_text(text.clean).tables}["disputes"].cells.values()]
    assert len(given) == 15 and any(c.value is not None and not c.review for c in given) == sure


@pytest.mark.parametrize(("printed", "sure"), [("—4", False), ("-4", True)])
def test_a_dash_before_a_figure_may_be_a_cell_of_its_own(printed: str, sure: bool) -> None:
    cells = (
        "第二十条第（五）项 信息内容 上一年项目数量 本年增/减 处理决定数量 行政许可 112 {} 其他对外管理服务事项 1 0 2"
    )
    text = TOP + cells.format(printed).replace(" ", "\n\n") + "\n"
    tables = {t.id: t for t in extract_text(text).tables}
    assert tables["art20_5"].cells["licences", "change"].review != sure


@pytest.mark.parametrize(("other", "run", "sure"), [("00", "042", False), ("000", "142", True), ("00", "000", True)])
def test_a_run_beside_a_shorter_one_may_have_lost_blanks(other: str, run: str, sure: bool) -> None:
    given = licences(f"{TOP}{HEAD}行政许可{run}其他对外管理服务事项{other}\n")
    assert len(given) == 3 and all(v is not None and not review for v, review in given) == sure


@pytest.mark.parametrize(("blanks", "sure"), [("/0", False), ("0", True)])
def test_rows_of_two_cells_tell_of_a_column_whose_header_is_lost(blanks: str, sure: bool) -> None:
    rows = [r for r in form_of("2014").tables[0].rows if not r.stands_for][1:14]
    figures = [blanks if n % 3 == 0 else "23207" for n in range(len(rows))]
    text = "".join(f"{row.label} 件 {figure}\n" for row, figure in zip(rows, figures, strict=True))
    cells = {t.id: t for t in extract_text("云杉县水文局2016年政府信息公开工作年度报告\n" + text).tables}[
        "statistics"
    ].cells
    given = [cells[row.id, "value"] for row, figure in zip(rows, figures, strict=True) if figure == "23207"]
    assert any(c.value is not None and not c.review for c in given) == sure


def test_a_header_printed_again_holds_no_row_of_the_same_name() -> None:
    zeros = "0\n" * 7
    header = "第6页\n申请人情况\n自然人\n法人或其他组织\n总计\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他\n"
    rows = (
        f"（五）不予处理\n4.无正当理由大量反复申请\n{zeros}5.要求行政机关确认或重新出具已获取信息\n{header}{zeros}"
        f"（六）其他处理\n{zeros}（七）总计\n{zeros}四、结转下年度继续办理\n{zeros}"
    )
    text = APPLICATIONS.replace("2021", "2019") + "三、本年度办理结果\n（一）予以公开\n" + zeros + rows
    cells = {t.id: t for t in extract_text(text).tables}["applications"].cells
    given = [c for (row, _), c in cells.items() if row == "other_other" and c.value is not None and not c.review]
    assert not given and cells["outcome_total", "total"].value == 0


def test_another_tables_header_holds_no_row_of_the_same_name() -> None:
    zeros = "| 0" * 7 + "|\n"
    names = "| 结果维持| 结果纠正| 其他结果| 尚未审结| 总计|\n|  | 0| 0| 0| 0| 0|\n"
    text = (
        f"{APPLICATIONS}一、本年新收政府信息公开申请数量{zeros}二、上年结转政府信息公开申请数量{zeros}"
        f"三、本年度办理结果|（一）予以公开| {zeros}"
        f"|  |  | 3.其他{zeros}|  | （六）其他处理|  {zeros}四、政府信息公开行政复议、行政诉讼情况\n"
        f"| 行政复议{names}| 未经复议直接起诉{names}| 复议后起诉{names}"
    )
    cells = {t.id: t for t in extract_text(text).tables}["applications"].cells
    assert not [c for (row, _), c in cells.items() if row == "outcome_total" and c.value is not None and not c.review]
