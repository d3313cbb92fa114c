"""A cell's words to a figure: what is one, what is none, and what is one that wants a second look."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ie.values import is_blank, parse_numeral, parse_value

Case = tuple[str, str, str | None, bool, bool]
FIGURES: list[Case] = [
    # words, value, unit, signed, odd
    ("0", "0", None, False, False),
    ("12", "12", None, False, False),
    (" 12 ", "12", None, False, False),
    ("1234567", "1234567", None, False, False),
    ("12.50", "12.50", None, False, False),
    ("1,234", "1234", None, False, False),
    ("1,234,567.8", "1234567.8", None, False, False),
    ("3件", "3", "件", False, False),
    ("3 件", "3", "件", False, False),
    ("3.2万元", "3.2", "万元", False, False),
    ("5万", "5", "万元", False, False),
    ("5(万元)", "5", "万元", False, False),
    ("5（亿元）", "5", "亿元", False, False),
    ("7人次", "7", "人次", False, False),
    ("12①", "12", None, False, False),
    ("12*", "12", None, False, False),
    ("12(含上年)", "12", None, False, False),
    ("+3", "3", None, True, False),
    ("-3", "-3", None, True, False),
    ("−3", "-3", None, True, False),
    ("—3", "-3", None, True, False),
    ("–3", "-3", None, True, False),
    ("- 3", "-3", None, True, False),
    ("增3", "3", None, True, False),
    ("增加3项", "3", "项", True, False),
    ("新增3", "3", None, True, False),
    ("净增3", "3", None, True, False),
    ("减3", "-3", None, True, False),
    ("减少3项", "-3", "项", True, False),
    ("下降3", "-3", None, True, False),
    ("净减3", "-3", None, True, False),
    ("降3", "-3", None, True, False),
    ("-1,204", "-1204", None, True, False),
    # A change of nothing, in every print of it.
    ("0/0", "0", None, True, False),
    ("+0", "0", None, True, False),
    ("-0", "0", None, True, False),
    ("±0", "0", None, True, False),
    ("+0-0", "0", None, True, False),
    ("+(0) −(0)", "0", None, True, False),
    # Two signs: a dash of the layout and a minus, or a slip.
    ("--3", "-3", None, True, True),
    ("——3", "-3", None, True, True),
    ("+-3", "3", None, True, True),
    ("-+3", "3", None, True, True),
]


@pytest.mark.parametrize("case", FIGURES, ids=lambda case: case[0])
def test_a_figure(case: Case) -> None:
    words, value, unit, signed, odd = case
    read = parse_value(words)
    assert read is not None
    assert (read.value, read.unit, read.signed, read.odd) == (Decimal(value), unit, signed, odd)
    assert isinstance(read.value, Decimal)


@pytest.mark.parametrize(
    "words",
    ["", "-", "无", "约5", "5%", "5以上", "1,23", "1,2345", "12,345,6", ",123", "1.", ".5", "1.2.3", "1 2", "12/3",
     "---3", "增减3", "增-3", "3-", "O", "1O", "l2", "3(", "3)", "(3", "3件(", "5千", "三", "3件5件", "3(1)(2)"],
)  # fmt: skip
def test_what_is_no_figure(words: str) -> None:
    assert parse_value(words) is None


@pytest.mark.parametrize(
    ("words", "blank"),
    [
        *(
            (w, True)
            for w in ("", " ", "\u3000", "/", "//", "///", "-", "--", "---", "—", "——", "–", "−", "*", "\\", " / ")
        ),
        *((w, True) for w in ("无", "暂无", "不适用", "空", "未增未减", "增", "减", "增/减", "无数据", "零报告")),
        *((w, False) for w in ("0", "3", "-3", "/3", "----", "无3", "无此项", "有", "增加", "O")),
    ],
)
def test_blank(words: str, blank: bool) -> None:
    assert is_blank(words) is blank


def spelt(number: int) -> str:
    """The number as it is written: a 零 for any zeros between two digits, none at the end, 一十 as 十 at the beginning."""
    out = ""
    for digit, power in zip(f"{number:04d}", ("千", "百", "十", ""), strict=True):
        if digit != "0":
            out += "零一二三四五六七八九"[int(digit)] + power
        elif out and not out.endswith("零"):
            out += "零"
    out = out.rstrip("零") or "零"
    return out.removeprefix("一") if out.startswith("一十") else out


def test_every_number_below_ten_thousand() -> None:
    assert [spelt(n) for n in (0, 10, 305, 1010, 7000, 110)] == [
        "零",
        "十",
        "三百零五",
        "一千零一十",
        "七千",
        "一百一十",
    ]
    assert [n for n in range(10_000) if parse_numeral(spelt(n)) != n] == []


@pytest.mark.parametrize(
    ("words", "value"),
    [("两", 2), ("两百", 200), ("〇", 0), ("一百〇五", 105), ("一百十五", 115), ("两千零二", 2002)],
)
def test_other_spellings(words: str, value: int) -> None:
    assert parse_numeral(words) == value


@pytest.mark.parametrize(
    "words",
    ["", "十十", "一百百", "一百二百", "一十百", "百", "千", "百五", "千十", "一二", "二〇一六", "二一十", "十五六", "一万",
     "3", "十x", "x十",
     # 350 or 305, 1,250 or 1,205: as it is spoken, and as it may be slipped.
     "三百五", "一千二百五", "三千五"],
)  # fmt: skip
def test_what_is_no_number(words: str) -> None:
    assert parse_numeral(words) is None
