"""The numbers that Word prints before list paragraphs and does not store with them: 一、 （二） 3."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHINESE = frozenset(("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographTraditional",
                     "taiwaneseCountingThousand", "chineseLegalSimplified"))  # fmt: skip
DECIMAL = frozenset(("decimal", "decimalFullWidth", "decimalZero"))
_DIGITS = "〇一二三四五六七八九"
Level = tuple[str, str, int]
"""Format, text with %1 for a level's number, first number."""


def chinese_number(number: int) -> str:
    """1-99 as lists count.

    >>> chinese_number(3), chinese_number(10), chinese_number(21)
    ('三', '十', '二十一')
    """
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    return ("" if tens < 1 else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones else "")


class Numbering:
    """Counts list paragraphs in the document's order; bullets and formats that no report uses print nothing."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._abstract: dict[str, str] = {}
        if numbering is not None:
            abstracts = {a.get(f"{W}abstractNumId") or "": _levels(a) for a in numbering.findall(f"{W}abstractNum")}
            for num in numbering.findall(f"{W}num"):
                reference = num.find(f"{W}abstractNumId")
                key = (reference.get(f"{W}val") or "") if reference is not None else ""
                identity = num.get(f"{W}numId") or ""
                self._levels[identity] = abstracts.get(key, {})
                overridden = num.find(f"{W}lvlOverride") is not None
                self._abstract[identity] = identity if overridden else f"abstract {key}"
        if styles is not None:
            for style in styles.findall(f"{W}style"):
                own = _num_pr(style)
                if own is not None:
                    self._styles[style.get(f"{W}styleId") or ""] = own

    def label_of(self, paragraph: _Element) -> str:
        """The number that stands before this paragraph, or nothing; counts it."""
        own = _num_pr(paragraph)
        if own is None:
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            own = self._styles.get((style.get(f"{W}val") or "") if style is not None else "")
        if own is None or own[1] not in self._levels.get(own[0], {}):
            return ""
        identity, depth = own
        counts = self._counts.setdefault(self._abstract[identity], {})
        levels = self._levels[identity]
        counts[depth] = counts.get(depth, levels[depth][2] - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]

        def number(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            kind = levels[at][0] if at in levels else ""
            value = counts.get(at, 1)
            return chinese_number(value) if kind in CHINESE else str(value) if kind in DECIMAL else ""

        kind, pattern, _ = levels[depth]
        return re.sub(r"%([1-9])", number, pattern) if kind in CHINESE | DECIMAL else ""


def _levels(abstract: _Element) -> dict[int, Level]:
    out: dict[int, Level] = {}
    for level in abstract.findall(f"{W}lvl"):
        kind, pattern, start = (level.find(f"{W}{name}") for name in ("numFmt", "lvlText", "start"))
        out[_number(level.get(f"{W}ilvl"), 0)] = (
            (kind.get(f"{W}val") or "") if kind is not None else "",
            (pattern.get(f"{W}val") or "") if pattern is not None else "",
            _number(start.get(f"{W}val"), 1) if start is not None else 1,
        )
    return out


def _num_pr(element: _Element) -> tuple[str, int] | None:
    identity = element.find(f"{W}pPr/{W}numPr/{W}numId")
    if identity is None:
        return None
    level = element.find(f"{W}pPr/{W}numPr/{W}ilvl")
    return identity.get(f"{W}val") or "", _number(level.get(f"{W}val"), 0) if level is not None else 0


def _number(value: str | None, default: int) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 7 else default
