"""A spreadsheet's stored number → what its cell shows, where that is a plain number; nothing is rounded away."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
BUILT_IN = {"1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%"}
_SIGNIFICANT = 15
"""Digits a spreadsheet computes with; the ones behind them are noise of binary fractions: 43.787999999999997."""
_PERCENT = re.compile(r"%")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_DATE = re.compile(r"[ymdhs]", re.IGNORECASE)
DATES = frozenset(map(str, (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))))


class Formats:
    """A cell's style number → its number format's code."""

    def __init__(self, styles: _Element | None) -> None:
        self._codes: list[str] = []
        if styles is None:
            return
        own = {f.get("numFmtId") or "": f.get("formatCode") or "" for f in styles.iterfind(f"{M}numFmts/{M}numFmt")}
        for style in styles.iterfind(f"{M}cellXfs/{M}xf"):
            key = style.get("numFmtId") or "0"
            self._codes.append(own.get(key) or BUILT_IN.get(key) or ("yyyy-mm-dd" if key in DATES else ""))

    def of(self, style: str | None) -> str:
        """The code, empty for the general format."""
        at = int(style) if style and style.isdecimal() else 0
        return self._codes[at] if at < len(self._codes) else ""


def shown_number(stored: str, code: str) -> str:
    """The digits of a stored number: percentages as percentages, dates not at all as figures.

    >>> shown_number("43.787999999999997", ""), shown_number("3", "0.00"), shown_number("0.125", "0.0%")
    ('43.788', '3', '12.5%')
    """
    if not stored:
        return ""
    try:
        number = Decimal(stored)
    except InvalidOperation:
        return stored
    if not number.is_finite() or number.adjusted() > 20:
        return stored
    plain = _QUOTED.sub("", code)
    if _PERCENT.search(plain):
        return f"{_plain(number * 100)}%"
    if _DATE.search(plain) and "General" not in plain:
        return f"[{stored}]"
    return _plain(number)


def _plain(number: Decimal) -> str:
    short = Decimal(f"{number:.{_SIGNIFICANT}g}")
    words = f"{short:f}"
    return words.rstrip("0").rstrip(".") if "." in words else words
