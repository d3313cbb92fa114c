"""Small nasty variants written by hand: what must be given unmarked, and what must not (None)."""

from __future__ import annotations

import pytest

from ie.pipeline import extract_text
from tests.rebuild.applications import FIGURES, HEADS, OTHERS, ROWS, SECTION, TITLE, labels_of_row, printed, wanted
from tests.rebuild.sections import (
    DISPUTES,
    FIFTEEN,
    HANDLED,
    ISSUED,
    LICENCES,
    LINES,
    ONE_LINE,
    PIPES,
    PROACTIVE,
    REST,
    RESULTS,
    SERVICES,
    TITLE_2020,
    Want,
    disputes,
    fifteen,
    handled,
    issued,
    licences,
    lines,
    wrong,
)

FIRST_OTHER = "".join(f"{' | '.join(map(str, FIGURES['other_other']))} |\n")
CASES: dict[str, tuple[str, Want]] = {
    # Section four.
    "a line of fifteen": (disputes(FIFTEEN), fifteen()),
    "a page number behind the line": (disputes([*FIFTEEN, 7]), fifteen()),
    "a page number before the line": (disputes([7, *FIFTEEN]), fifteen()),
    "a page number in place of a lost figure": (disputes([7, *FIFTEEN[1:]]), fifteen(5)),
    "ten figures of fifteen": (disputes(FIFTEEN[5:]), fifteen(15)),
    "a header's remains in the line": (
        DISPUTES + " |\n".join([*ONE_LINE[:-2], "没审完", "合起来 | |\n|\n|\n0", "|\n0", "|\n0"]) + " |\n" + "|\n" * 8 + REST,
        {"disputes.litigation_direct.upheld": None, "disputes.litigation_direct.total": None},
    ),
    "groups of five, the last one cut": (
        DISPUTES + lines(*RESULTS, "行政复议", *"10001", "行政诉讼", "未经复议直接起诉", *"02013", "复议后起诉", "0", "0"),
        fifteen(15),
    ),
    # Section three.
    "rows that a province added": (
        printed(behind={"other_fee_not_paid": "3.行政检查 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |\n"}),
        wanted(),
    ),
    "rows added without pipes": (
        printed(LINES, behind={"unavailable_not_held": lines("2.行政检查", *"2000002")}),
        wanted(),
    ),
    "its last group as one row": (
        printed(leave_out=OTHERS, behind={"declined_reconfirmation": f"（六）其他处理 | {FIRST_OTHER}"}),
        {**wanted(leave_out=OTHERS), "applications.other_handling.total": 1},
    ),
    "a label nobody knows": (
        printed(LINES, rename={"unavailable_still_unclear": "3.申请的内容讲不明白"}),
        wanted(leave_out=("unavailable_still_unclear",)),
    ),
    "a label nobody knows in a row a line": (
        printed(rename={"refused_enforcement_files": "七.执法的卷宗"}),
        wanted(leave_out=("refused_enforcement_files",)),
    ),
    "a label nobody knows behind a run of digits": (
        printed("\n|\n", rename={"carried_out": "四、留到下年再办的"}, leave_out=("outcome_total",)).replace(
            "四、留到", "（七）总计\n|\n6100018\n|\n四、留到"
        ),
        {f"applications.outcome_total.{c}": v for c, v in (("natural_person", 6), ("commercial", 1), ("total", 8))},
    ),
    "serial numbers": (printed(number=True), wanted("received")),
    "a page number behind a row": (printed(LINES, behind={"refused_security_stability": "3\n"}), wanted()),
    "a page number within a row": (
        printed(LINES).replace("合法权益\n0\n0\n", "合法权益\n0\n0\n- 4 -\n"),
        wanted(),
    ),
    "a page number that keeps its pipe": (
        PROACTIVE + "\n|\n".join([*HANDLED, "行政处罚", "-"]) + "\n|\n- 8 - |\n行政强制\n|\n3\n|\n" + printed(),
        handled(None, 3),
    ),
    "the header again behind a page's end": (
        printed(LINES, behind={"refused_security_stability": lines("- 6 -", *HEADS)}),
        wanted(),
    ),
    "a row with a cell fewer": (
        printed(figures={"unavailable_not_held": [3, 0, 0, 0, 0, 3]}),
        wanted("unavailable_not_held"),
    ),
    "the total before the applicants": (
        SECTION
        + PIPES.join(["申请人情况", "总计", "自然人", *HEADS[4:]])
        + "\n"
        + "".join(
            PIPES.join([*labels_of_row(i), *map(str, [FIGURES[r.id][6], *FIGURES[r.id][:6]])]) + " |\n"
            for i, r in enumerate(ROWS)
        ),
        wanted(*FIGURES),
    ),
    "a lost label among lost blanks": (
        SECTION
        + lines(*HEADS, "一、本年新收政府信息公开申请数量", *"0000000", "（五）不予处理", "1.信访举报投诉类申请", *"0000")
        + lines("2.重复申请", *"0000000", "4.无正当理由大量反复申请", *"000", "（七）总计", *"00000")
        + REST,
        {"applications.declined_repeated.commercial": None, "applications.declined_repeated.total": None},
    ),
    # The tables of section two.
    "a row added": (
        PROACTIVE + PIPES.join(HANDLED) + " |\n行政处罚 | 12 |\n行政检查 | 340 |\n行政强制 | 3 |\n" + printed(),
        handled(12, 3),
    ),
    "a row added behind a blank": (
        PROACTIVE + lines(*HANDLED, "行政处罚", "行政检查", "340", "行政强制", "3") + printed(),
        handled(None, 3),
    ),
    "a date for a figure": (
        PROACTIVE + lines(*HANDLED, "行政处罚", "3", "行政强制", "2024年1月15日") + printed(),
        handled(3, None),
    ),
    "a column more, a blank and a figure": (
        PROACTIVE + PIPES.join([*HANDLED, "涉及单位数"]) + " |\n行政处罚 | 无 | 25 | |\n行政强制 | 2 | |\n" + printed(),
        handled(None, None),
    ),
    "a column more, one figure lost": (
        PROACTIVE
        + lines(*ISSUED[:3], "其中联合制发", *ISSUED[3:], "规章", *"000", "行政规范性文件", "5", "3", "40")
        + printed(),
        issued(*[None] * 6),
    ),
    "remarks behind the columns": (
        PROACTIVE
        + PIPES.join([*ISSUED, "备注"])
        + " |\n规章 | 0 | 0 | 0 | |\n行政规范性文件 | 5 | 3 | 40 | 联合发文 |\n"
        + printed(),
        issued(0, 0, 0, 5, 3, 40),
    ),
    "columns in another order": (
        PROACTIVE
        + PIPES.join([*ISSUED[:2], ISSUED[4], *ISSUED[2:4]])
        + " |\n规章 | 0 | 0 | 0 |\n行政规范性文件 | 40 | 5 | 3 |\n"
        + printed(),
        issued(*[None] * 6),
    ),
    "a decimal point on the next line": (
        PROACTIVE + lines("第二十条第（八）项", "信息内容", "本年收费金额（单位：万元）", "行政事业性收费", "43", ".788") + printed(),
        {"art20_8.fees.amount": None},
    ),
}  # fmt: skip
CASES_2020: dict[str, tuple[str, Want]] = {
    "a sign in words": (
        PROACTIVE + lines(*LICENCES, "行政许可", "19", "增1558", "140", *SERVICES) + printed(),
        licences(19, 1558, 140),
    ),
    "a sign on a line of its own": (
        PROACTIVE + lines(*LICENCES, "行政许可", "19", "减", "3", "140", *SERVICES) + printed(),
        licences(None, None, None),
    ),
    "two figures, the last perhaps two": (
        PROACTIVE + PIPES.join(LICENCES) + "\n行政许可 | 5 | -30 |\n" + PIPES.join(SERVICES) + " |\n" + printed(),
        licences(None, None, None),
    ),
    "labels first, a blank lost": (
        PROACTIVE + lines(*LICENCES, "行政许可", "其他对外管理服务事项", "3", "91 0/0") + printed(),
        {"art20_5.other_services.items_last_year": None, "art20_5.other_services.change": None},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_2021_form(name: str) -> None:
    text, want = CASES[name]
    assert wrong(extract_text(TITLE + text), want) == []


@pytest.mark.parametrize("name", CASES_2020)
def test_the_2019_form(name: str) -> None:
    text, want = CASES_2020[name]
    assert wrong(extract_text(TITLE_2020 + text), want) == []
