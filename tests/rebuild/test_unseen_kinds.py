"""Tables in kinds of print thought of, not met: columns in another order, two years, odd cells.  None must not be given unmarked."""

from __future__ import annotations

import pytest

from ie.pipeline import extract_text
from tests.rebuild.applications import FIGURES, HEADS, ROWS, SECTION, TITLE, labels_of_row, printed, wanted
from tests.rebuild.sections import (
    DISPUTES,
    FIFTEEN,
    HANDLED,
    ISSUED,
    LICENCES,
    PIPES,
    PROACTIVE,
    REST,
    RESULTS,
    SERVICES,
    TITLE_2020,
    Want,
    fifteen,
    handled,
    issued,
    licences,
    lines,
    wrong,
)

APPLICANTS = [HEADS[1], *HEADS[4:], "总计"]
FEES = ["第二十条第（八）项", "信息内容", "本年收费金额（单位：万元）"]
LAST_YEAR = TITLE.replace("2023", "2022")
DETACHED = "详见附件。\n"


def pipes(*rows: list[str]) -> str:
    return "".join(PIPES.join(row) + " |\n" for row in rows)


def ordered(places: list[int], between: str = PIPES) -> str:
    """The table of section three with its columns in another order, the header as well."""
    end = " |\n" if between == PIPES else "\n"
    rows = [[*labels_of_row(i), *(str(FIGURES[r.id][p]) for p in places)] for i, r in enumerate(ROWS)]
    return SECTION + "".join(between.join(row) + end for row in [[APPLICANTS[p] for p in places], *rows])


def disputes(groups: list[int], results: list[int], between: str = PIPES) -> str:
    """Section four on one line, its groups and their columns in another order, the header as well."""
    names = ["行政复议", "未经复议直接起诉", "复议后起诉"]
    head = [*(names[g] for g in groups), *[RESULTS[r] for r in results] * 3]
    values = [str(FIFTEEN[5 * g + r]) for g in groups for r in results]
    return DISPUTES + between.join(head) + "\n" + between.join(values) + "\n" + REST


def nothing(of: Want) -> Want:
    return dict.fromkeys(of)


def cell(words: str) -> str:
    return PROACTIVE + pipes(HANDLED, ["行政处罚", words], ["行政强制", "3"]) + printed()


def change(words: str) -> str:
    return PROACTIVE + pipes(LICENCES, ["行政许可", "19", words, "140"], SERVICES) + printed()


FORM = list(range(7))
CASES: dict[str, tuple[str, Want]] = {
    # Columns in another order than the form's.
    "in the form's order": (ordered(FORM), wanted()),
    "自然人 behind the others": (ordered([1, 2, 3, 4, 5, 0, 6]), wanted(*FIGURES)),
    "自然人 behind the others, a cell a line": (ordered([1, 2, 3, 4, 5, 0, 6], "\n"), wanted(*FIGURES)),
    "其他 before the others": (ordered([5, 0, 1, 2, 3, 4, 6]), wanted(*FIGURES)),
    "科研机构 before 商业企业": (ordered([0, 2, 1, 3, 4, 5, 6]), wanted(*FIGURES)),
    "section four in the form's order": (disputes([0, 1, 2], [0, 1, 2, 3, 4]), fifteen()),
    "结果纠正 before 结果维持": (disputes([0, 1, 2], [1, 0, 2, 3, 4]), nothing(fifteen())),
    "结果纠正 first, a cell a line": (disputes([0, 1, 2], [1, 0, 2, 3, 4], "\n"), nothing(fifteen())),
    "复议后起诉 before the other lawsuits": (disputes([0, 2, 1], [0, 1, 2, 3, 4]), nothing(fifteen())),
    "lawsuits before the review": (
        disputes([1, 2, 0], [0, 1, 2, 3, 4]).replace("未经", "行政诉讼 | 未经", 1),
        nothing(fifteen()),
    ),
    "only a named row of section four, the text cut": (
        DISPUTES
        + pipes(["", "", *RESULTS], ["行政复议", "", *[""] * 5], ["行政诉讼", "未经复议直接起诉", *"00000"]).rstrip(),
        nothing(fifteen()),
    ),
    # A column in the place of one of the form's.
    "a column of the organ's own among the form's": (
        PROACTIVE + lines(*ISSUED[:3], "其中联合发文数", ISSUED[4], "规章", *"000", "行政规范性文件", "5", "3", "40") + printed(),
        issued(*[None] * 6),
    ),
    "a column of the organ's own for the only one": (
        PROACTIVE + pipes([*HANDLED[:2], "罚没金额（元）"], ["行政处罚", "12000"], ["行政强制", "3"]) + printed(),
        handled(None, None),
    ),
    "a column of the organ's own that touches the only one": (
        PROACTIVE + "".join(HANDLED) + "占比\n行政处罚1049\n行政强制312\n" + printed(),
        handled(None, None),
    ),
    "no column touches the only one": (
        PROACTIVE + "".join(HANDLED) + "\n行政处罚1049\n行政强制312\n" + printed(),
        handled(1049, 312),
    ),
    "a header with slips": (
        PROACTIVE + pipes([*ISSUED[:2], "本年制友件数", "本年废上牛数", "现行有效件数"], ["规章", *"000"], ["行政规范性文件", *"534"])
        + printed(),
        issued(0, 0, 0, 5, 3, 4),
    ),
    "another kind of applicants": (ordered(FORM).replace("科研机构", "高等院校"), wanted(*FIGURES)),
    # Two years, two reports.
    "a year a column, this year's blank": (
        PROACTIVE + pipes([*HANDLED[:2], "2022年", "2023年"], ["行政处罚", "12", ""], ["行政强制", "3", "4"]) + printed(),
        handled(None, None),
    ),
    "own tables detached, last year's report behind": (
        PROACTIVE + DETACHED + SECTION + DETACHED + REST + LAST_YEAR + cell("12"),
        {**handled(None, None), **wanted(*FIGURES)},
    ),
    "last year's table in an annex": (
        PROACTIVE
        + SECTION
        + DETACHED
        + REST
        + "附件：2022年度收到和处理政府信息公开申请情况\n"
        + printed().removeprefix(SECTION),
        wanted(*FIGURES),
    ),
    "this year's table in an annex": (
        SECTION + DETACHED + REST + "附件：2023年度收到和处理政府信息公开申请情况\n" + printed().removeprefix(SECTION),
        wanted(),
    ),
    "both years whole": (cell("12") + REST + LAST_YEAR + cell("13"), handled(None, 3)),
    # Odd cells.
    "units and signs that change nothing": (cell("0件"), handled(0, 3)),
    "宗": (cell("12宗"), handled(12, 3)),
    "-0": (cell("-0"), handled(0, 3)),
    "a full-width slash": (cell("／"), handled(None, 3)),
    "full-width thousands": (cell("１２，３４５"), handled(12345, 3)),
    "a footnote": (cell("12①"), handled(12, 3)),
    "last year's figure in brackets": (cell("12（上年15）"), handled(12, 3)),
    "tens of thousands": (cell("3万"), handled(None, 3)),
    "thousands in a word": (cell("5千件"), handled(None, 3)),
    "a share": (cell("100%"), handled(None, 3)),
    "a letter for a digit": (cell("1O"), handled(None, 3)),
    "a letter for the first digit": (cell("l2"), handled(None, 3)),
    "about": (cell("约50"), handled(None, 3)),
    "about, in brackets": (cell("12（约数）"), handled(None, 3)),
    "a bracket without its fellow": (cell("3)"), handled(None, 3)),
    "from and to": (cell("15→12"), handled(None, 3)),
    "a leading zero": (cell("014"), handled(None, 3)),
    "an amount in thousands": (PROACTIVE + pipes(FEES, ["行政事业性收费", "5千元"]) + printed(), {"art20_8.fees.amount": None}),
    "another unit in the row's label than in the header": (
        PROACTIVE + pipes(FEES, ["行政事业性收费（元）", "152790"]) + printed(),
        {"art20_8.fees.amount": None},
    ),
    "an amount in two parts": (
        PROACTIVE + pipes(FEES, ["行政事业性收费", "1亿2千万元"]) + printed(),
        {"art20_8.fees.amount": None},
    ),
    # Rows.
    "links behind a row that the text ends in": (
        SECTION + lines(*HEADS, "一、本年新收政府信息公开申请数量", *"00", "二、上年结转政府信息公开申请数量", *"00000")
        + "网站地图 | 联系我们 | 隐私声明\n",
        {"applications.carried_in.public_interest": None, "applications.carried_in.total": None},
    ),
    "a label lost among empty fields": (
        printed(
            figures=FIGURES | {"declined_petition": [0, "", 0, 0, 0, 0, 0, "", "", "", 0]},
            leave_out=("declined_repeated",),
        ),
        {"applications.declined_petition.commercial": None},
    ),
    "dashes above their labels": (
        PROACTIVE + lines(*ISSUED[:2], " ".join(ISSUED[2:]), "/ / /", "规章", "/ 6 3", "行政规范性文件") + printed(),
        issued(*[None] * 6),
    ),
    "a letter for a figure, in a row whose total is wrong": (
        SECTION + lines(*HEADS, "一、本年新收政府信息公开申请数量", *"0O00030", "二、上年结转政府信息公开申请数量", *"0000000") + REST,
        {f"applications.received.{c}": None for c in ("natural_person", "legal_services", "other", "total")},
    ),
    "words among a row's figures": (
        PROACTIVE + lines(*HANDLED, "行政处罚") + "　　行政检查（件）18　　行政强制3\n" + printed(),
        {"art20_6.penalties.decisions": None},
    ),
}  # fmt: skip
CHANGES: dict[str, tuple[str, int | None]] = {
    "减少 and a measure word": ("减少3项", -3),
    "a full-width minus": ("－3", -3),
    "增加": ("增加3项", 3),
    "a decrease in brackets": ("3（减少）", None),
    "an arrow": ("↓3", None),
    "减少了": ("减少了3", None),
    "a share": ("减15%", None),
    "both": ("增2减5", None),
    "a fraction": ("2/1", None),
    "from and to": ("由19减至16", None),
}


@pytest.mark.parametrize("name", CASES)
def test_the_2021_form(name: str) -> None:
    text, want = CASES[name]
    assert wrong(extract_text(TITLE + text), want) == []


@pytest.mark.parametrize("name", CHANGES)
def test_a_change(name: str) -> None:
    """No other sign or figure than what the cell says, whatever becomes of the figures beside it."""
    words, want = CHANGES[name]
    report = extract_text(TITLE_2020 + change(words))
    given = {a: v for a, v in licences(19, want, 140).items() if want is not None or a.endswith("change")}
    assert wrong(report, given) == []


@pytest.mark.parametrize("words", ["+2 -5", "2/1", "增2减5"])
@pytest.mark.parametrize("print_row", [pipes, lambda *rows: "".join("\t".join(r) + "\n" for r in rows)])
def test_two_figures_for_a_change_do_not_make_up_for_a_blank(words: str, print_row: type[pipes]) -> None:
    text = PROACTIVE + print_row(LICENCES, ["行政许可", "", words, "140"], SERVICES) + printed()
    assert wrong(extract_text(TITLE_2020 + text), licences(None, None, None)) == []


def test_a_figure_beside_a_lost_cell_may_be_two() -> None:
    """`减233` before nothing: 减23 and 3, or 减233 and a blank that was dropped."""
    text = PROACTIVE + lines(*LICENCES, "行政许可", "0", "减233", *SERVICES) + printed()
    assert wrong(extract_text(TITLE_2020 + text), licences(0, None, None)) == []
