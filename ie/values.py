"""A cell's words to a value.  Decimal, never float; what is no figure stays words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

_UNITS = r"万元|亿元|元|万|条|件|宗|篇|份|次|人次|人|个|项|期|场"
_VALUE = re.compile(
    rf"""^(?P<sign>[+\-−—–]{{1,2}}|增加|减少|下降|净增|净减|增|减|降|新增)?\s*
    (?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*
    [(（]?(?P<unit>{_UNITS})?[)）]?\s*(?P<note>[(（][^()（）]*[)）]|[①-⑳*※])?$""",
    re.VERBOSE,
)
_OPENS, _CLOSES = re.compile("[(（]"), re.compile("[)）]")
_BOTH_ZERO = re.compile(r"^(?:0/0|[+]\s*\(?0\)?\s*[-−]\s*\(?0\)?|[+-]0|±0)$")
_SIGNS = "+-−—–"
_NEGATIVE = ("-", "−", "—", "–", "减", "减少", "下降", "净减", "降", "--", "——")
BLANK_WORDS = re.compile(r"^(?:[/\\\-—–−*]{1,3}|无|暂无|不适用|空|未增未减|增|减|增/减|无数据|零报告)$")


@dataclass(frozen=True)
class Value:
    """A figure read from a cell: its value, the unit printed in the cell, whether a sign stood before it.

    `odd` where the cell, or what stands at it, leaves open whether this is the figure meant.
    """

    value: Decimal
    unit: str | None
    signed: bool
    odd: bool = False


@lru_cache(maxsize=4096)
def parse_value(words: str) -> Value | None:
    """The figure a cell prints, or None where it prints none.  Two signs (`--253`, `+-3`) are odd: worth a look."""
    words = words.strip()
    if _BOTH_ZERO.match(words):
        return Value(Decimal(0), None, True)
    match = _VALUE.match(words)
    if not match or len(_OPENS.findall(words)) != len(_CLOSES.findall(words)):
        return None
    number = Decimal(match["number"].replace(",", ""))
    sign = match["sign"] or ""
    unit = match["unit"]
    if unit == "万":
        unit = "万元"
    return Value(-number if sign in _NEGATIVE else number, unit, bool(sign), odd=len(sign) == 2 and sign[0] in _SIGNS)


def is_blank(words: str) -> bool:
    """Whether a cell's words say that there is no figure: dash, slash, 无, or a sentence without a digit."""
    words = words.strip()
    return not words or bool(BLANK_WORDS.match(words))


_NUMERALS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_ZERO = "零〇"
_CUT_SHORT = (100, 1000)
"""Powers behind which a digit alone needs a 零 before it to be one of ones."""
NUMERALS = "零〇一二两三四五六七八九十百千"
"""Chinese numerals; more than nine in a row are names or digits read out."""


def parse_numeral(words: str) -> Decimal | None:
    """A number in Chinese numerals; None where they are no number (`十十`), a run of digits read out (`二〇一六`), or
    a number cut short that has two readings (`三百五`: 350 as it is spoken, 305 with a 零 lost).

    >>> [str(parse_numeral(w)) for w in ("两", "十二", "四十二", "三百零五", "七千", "二〇一六")]
    ['2', '12', '42', '305', '7000', 'None']
    """
    total, digit, last = 0, -1, 10_000
    for char in words:
        if char in _POWERS:
            power = _POWERS[char]
            if power >= last or (digit < 0 and power > 10):
                return None
            total += (digit if digit >= 0 else 1) * power
            last, digit = power, -1
        elif char in _NUMERALS:
            if digit > 0:
                return None
            digit = _NUMERALS[char]
        else:
            return None
    if digit > 0 and last in _CUT_SHORT and words[-2] not in _ZERO:
        return None
    return Decimal(total + max(digit, 0)) if words else None
