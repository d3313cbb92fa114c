"""What must not pass unmarked: each text prints figures that a careless reading puts in the wrong place."""

import pytest

from ie.pipeline import extract_text
from tests.rebuild import applications
from tests.rebuild.sections import issued, wrong

TITLE = "云岭县某局2022年政府信息公开工作年度报告\n"
HEAD = "第二十条第（一）项\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n"
STATISTICS = "统计指标\n单位\n统计数\n一、主动公开情况\n"

CASES = [
    (
        "a thousands separator broken by a line end",
        TITLE + HEAD + "规章\n1\n2\n3\n行政规范性文件\n53\n,092\n0\n43,\n448\n",
    ),
    (
        "the figure stands above its label",
        TITLE + STATISTICS + "5\n（一）主动公开政府信息数\n条\n0\n其中：主动公开规范性文件数\n条\n3\n",
    ),
    (
        "a column the form lacks before its own",
        TITLE
        + "信息内容 | 代码 | 本年制发件数 | 本年废止件数 | 现行有效件数\n规章 | 1 | 1 | 16 | 2\n行政规范性文件 | 2 | 4 | 5 | 6\n",
    ),
    ("the text ends within a figure", TITLE + HEAD + "规章\n0\n0\n0\n行政规范性文件\n45\n0\n292"),
    ("figures run together in more ways than one", TITLE + HEAD + "规章141414行政规范性文件000"),
]


@pytest.mark.parametrize(("what", "text"), CASES, ids=[case[0] for case in CASES])
def test_a_figure_that_may_be_anothers_is_marked(what: str, text: str) -> None:
    report = extract_text(text)
    rows = {"normative_documents", "disclosed", "disclosed_normative"} | (
        {"regulations"} if "141414" in text or "代码" in text else set()
    )
    wrong = {
        (row, column): cell.value
        for table in report.tables
        for (row, column), cell in table.cells.items()
        if row in rows and cell.value and not cell.review and cell.raw not in ("45",)
    }
    assert wrong == {}
    assert report.reasons


def test_two_reports_in_one_text_give_no_certain_figure() -> None:
    rows = [
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "（一）予以公开",
        "（七）总计",
        "四、结转下年度继续办理",
    ]

    def report(year: int, counts: list[int]) -> str:
        body = "".join(f"{label} | {n} | 0 | 0 | 0 | 0 | 0 | {n} |\n" for label, n in zip(rows, counts, strict=True))
        return f"云岭县某局{year}年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n{body}"

    found = extract_text(report(2021, [3, 1, 4, 4, 0]) + report(2022, [7, 2, 8, 8, 1]))
    assert not [c for t in found.tables for c in t.cells.values() if c.value and not c.review]
    assert any("two reports" in reason for reason in found.reasons)


def test_rows_between_a_double_and_an_empty_one_are_marked() -> None:
    # The figures of 2. and 3. stand above their labels: 1. holds two rows' figures, 2. the next row's, 3. none.
    rows = "1.属于国家秘密\n1\n0\n0\n0\n0\n0\n1\n2\n0\n0\n0\n0\n0\n2\n2.其他法律行政法规禁止公开\n3\n0\n0\n0\n0\n0\n3\n"
    rows += "3.危及“三安全一稳定”\n4.保护第三方合法权益\n4\n0\n0\n0\n0\n0\n4\n"
    report = extract_text("云岭县某局2022年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n" + rows)
    cells = {t.id: t.cells for t in report.tables}["applications"]
    assert cells["refused_prohibited_by_law", "total"].review
    assert cells["refused_third_party_rights", "total"].value == 4


def test_labels_first_then_the_figures_of_them_all() -> None:
    """Dealt out in their order where they are exactly as many as the rows have cells, and always for review."""
    report = extract_text(TITLE + HEAD + "规章\n行政规范性文件\n1\n2\n3\n14\n5\n60\n")
    cells = {t.id: t.cells for t in report.tables}["art20_1"]
    assert {c: cell.value for c, cell in cells.items() if cell.value is not None} == {
        ("regulations", "issued"): 1,
        ("regulations", "repealed"): 2,
        ("regulations", "in_force"): 3,
        ("normative_documents", "issued"): 14,
        ("normative_documents", "repealed"): 5,
        ("normative_documents", "in_force"): 60,
    }
    assert all(cell.review for cell in cells.values() if cell.value is not None)


def test_labels_first_and_a_figure_too_few_gives_none() -> None:
    report = extract_text(TITLE + HEAD + "规章\n行政规范性文件\n1\n2\n3\n14\n5\n")
    cells = {t.id: t.cells for t in report.tables}["art20_1"]
    assert not [c for c in cells.values() if c.value is not None and not c.review]


@pytest.mark.parametrize(("behind", "given"), [("456", True), ("", False)])
def test_a_run_of_digits_beside_a_row_that_has_lost_its_blanks(behind: str, given: bool) -> None:
    """`123` may be 1, 2, 3, or 12, a blank that was dropped, and 3."""
    report = extract_text(TITLE + HEAD + f"规章123行政规范性文件{behind}\n其他部分\n没有变化。\n")
    assert wrong(report, issued(1, 2, 3, 4, 5, 6) if given else issued(*[None] * 6)) == []


@pytest.mark.parametrize(
    ("leave_out", "status"),
    [((), "complete"), (("granted",), "partial"), (tuple(r.id for r in applications.ROWS), "absent")],
)
def test_the_status_of_a_table(leave_out: tuple[str, ...], status: str) -> None:
    report = extract_text(applications.TITLE + applications.printed(leave_out=leave_out, header=not leave_out))
    statuses = {t.id: t.status for t in report.tables}
    if status != "absent":
        assert statuses["applications"] == status
        assert {s for t, s in statuses.items() if t != "applications"} == {"absent"}
    else:
        assert set(statuses.values()) <= {"absent"}


@pytest.mark.parametrize("printed", [">50", "≥50", "约50", "50余", "近50", "50以上", "<50", "50+", "50?"])
def test_a_cell_that_holds_digits_and_no_exact_figure_is_not_taken_for_empty(printed: str) -> None:
    text = f"{TITLE}第二十条第（一）项\n信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数\n行政规范性文件 | {printed} | 1 | 9\n"
    [table] = [t for t in extract_text(text).tables if t.id == "art20_1"]
    cell = table.cells["normative_documents", "issued"]
    assert (cell.status, cell.value, cell.review) == ("blank", None, True)


@pytest.mark.parametrize("printed", ["/", "—", "无", "未制定"])
def test_a_cell_without_a_digit_is_an_empty_one(printed: str) -> None:
    text = f"{TITLE}第二十条第（一）项\n信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数\n行政规范性文件 | {printed} | 1 | 9\n"
    [table] = [t for t in extract_text(text).tables if t.id == "art20_1"]
    cell = table.cells["normative_documents", "issued"]
    assert (cell.value, cell.status, cell.review) == (None, "blank", False)


def test_a_run_where_other_rows_have_fewer_digits_than_columns() -> None:
    """`191000` and `11` may be 1, 9, 1, 0, 0, 0 and 11, or 19, 1, 0, 0, 0, 11 and a blank, as the totals of the other rows are."""
    figures = {row: counts[:6] for row, counts in applications.FIGURES.items()} | {"granted": [19, 1, 0, 0, 0, 11]}
    report = extract_text(applications.TITLE + applications.printed("", figures=figures, header=False))
    assert wrong(report, {"applications.granted.natural_person": None}) == []
    whole = extract_text(applications.TITLE + applications.printed("", header=False))
    assert wrong(whole, {"applications.granted.natural_person": 2}) == []


@pytest.mark.parametrize(("received", "given"), [([5, 1, 0, 0, 0, 2, 8], 16), ([6, 1, 0, 0, 0, 2, 9], None)])
def test_a_run_split_by_its_own_sum_where_the_sum_down_a_column_fails(received: list[int], given: int | None) -> None:
    """A digit that is lost leaves another split, whose sum may come out as well."""
    granted = {"granted": [15, 1, 0, 0, 0, 0, 16], "outcome_total": [19, 1, 0, 0, 0, 1, 21], "received": received}
    granted |= {"carried_in": [14, 0, 0, 0, 0, 0, 14]}
    report = extract_text(
        applications.TITLE + applications.printed("", figures=applications.FIGURES | granted, header=False)
    )
    assert wrong(report, {"applications.granted.total": given}) == []
