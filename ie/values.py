"""A cell's words to a value.  Decimal, never float; what is no figure stays words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_UNITS = r"万元|亿元|元|万|条|件|宗|篇|份|次|人次|人|个|项|期|场"
_VALUE = re.compile(
    rf"""^(?P<sign>[+\-−—–]{{1,2}}|增加|减少|下降|净增|净减|增|减|降|新增)?\s*
    (?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*
    [(（]?(?P<unit>{_UNITS})?[)）]?\s*(?P<note>[(（][^()（）]*[)）])?$""",
    re.VERBOSE,
)
_BOTH_ZERO = re.compile(r"^(?:0/0|[+]\s*\(?0\)?\s*[-−]\s*\(?0\)?|[+-]0|±0)$")
_NEGATIVE = ("-", "−", "—", "–", "减", "减少", "下降", "净减", "降", "--", "——")
BLANK_WORDS = re.compile(r"^(?:[/\\\-—–−*]{1,3}|无|暂无|不适用|空|未增未减|增|减|增/减|无数据|零报告)$")


@dataclass(frozen=True)
class Value:
    """A figure read from a cell: its value, the unit printed in the cell, whether a sign stood before it."""

    value: Decimal
    unit: str | None
    signed: bool
    odd: bool = False


def parse_value(words: str) -> Value | None:
    """The figure a cell prints, or None where it prints none.  `--253` is odd: read as -253, but worth a look."""
    words = words.strip()
    if _BOTH_ZERO.match(words):
        return Value(Decimal(0), None, True)
    match = _VALUE.match(words)
    if not match:
        return None
    number = Decimal(match["number"].replace(",", ""))
    sign = match["sign"] or ""
    unit = match["unit"]
    if unit == "万":
        unit = "万元"
    return Value(-number if sign in _NEGATIVE else number, unit, bool(sign), odd=len(sign) == 2 and sign[0] in "-−—–")


def is_blank(words: str) -> bool:
    """Whether a cell's words say that there is no figure: dash, slash, 无, or a sentence without a digit."""
    words = words.strip()
    return not words or bool(BLANK_WORDS.match(words))
