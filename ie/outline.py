"""Spans → title, organ, year, sections, prose figures: what the record says beside its tables."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from ie.editions import Edition
from ie.editions.vocabulary import bare
from ie.report import Figure, Section, Span, Text
from ie.values import parse_numeral

_YEAR = re.compile(r"(20[0-3]\d)\s*年")
_CHINESE_YEAR = re.compile(r"二[〇0零○Ｏ]([〇零○一二三四五六七八九])([〇零○一二三四五六七八九])年?")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
_PERIOD = re.compile(r"(?:统计期限|统计时限|期限|自)[^。\n]{0,12}?(20[0-3]\d)\s*年\s*1\s*月\s*1\s*日")
_UNIT = re.compile(
    r"\s*(?:余|多|近)?\s*(万元|亿元|人次|条|件|宗|篇|次|个|元|份|期|场|起|项|人|名|%|例|批|家|部|种|户|处|台|套|册|张|幅)"
)


def year_of(text: Text, title: Span | None) -> tuple[int | None, tuple[str, ...]]:
    """The reporting year: the title's; else the period the prose states; else the year most sentences speak of.

    Warns where the title and the stated period differ.
    """
    warnings: list[str] = []
    title_year = _year_in(text.clean[title.start : title.end]) if title else None
    period = _PERIOD.search(text.clean)
    stated = int(period.group(1)) if period else None
    if title_year and stated and title_year != stated:
        warnings.append(
            f"the title says {title_year}, the period of the figures begins in {stated}; check which year is meant"
        )
    if title_year or stated:
        return title_year or stated, tuple(warnings)
    counts = Counter(int(y) for y in _YEAR.findall(text.clean[:4000]))
    if counts:
        (year, most), *rest = counts.most_common(2)
        if most >= 2 and (not rest or rest[0][1] < most):
            return year, tuple(warnings)
    return None, tuple(warnings)


def _year_in(words: str) -> int | None:
    match = _YEAR.search(words) or re.search(r"(20[0-3]\d)", words)
    if match:
        return int(match.group(1))
    chinese = _CHINESE_YEAR.search(words)
    return 2000 + 10 * _DIGITS[chinese.group(1)] + _DIGITS[chinese.group(2)] if chinese else None


def sections_of(text: Text, spans: list[Span], edition: Edition | None) -> tuple[Section, ...]:
    """Every heading in text order, with the stretch it opens and the form's section it is."""
    names: dict[str, str] = {}
    if edition is not None:
        for section in edition.sections:
            for name in (section.title, *section.also):
                names[bare(name)] = section.id
    heads = [s for s in spans if s.label.startswith("HEAD")]
    out: list[Section] = []
    for i, span in enumerate(heads):
        level = int(span.label[-1])
        end = next((h.start for h in heads[i + 1 :] if int(h.label[-1]) <= level), len(text.clean))
        words = text.clean[span.start : span.end]
        out.append(Section(names.get(bare(words)) if level == 1 else None, level, words, span.start, span.end, end))
    return tuple(out)


def figures_of(text: Text, spans: list[Span]) -> tuple[Figure, ...]:
    """The FIGURE spans as values, with 万 and 亿 worked in, and the unit behind."""
    out: list[Figure] = []
    for span in spans:
        if span.label != "FIGURE":
            continue
        raw = text.clean[span.start : span.end]
        value = value_of(raw)
        if value is None:
            continue
        unit = _UNIT.match(text.clean, span.end, span.end + 6)
        out.append(Figure(value, raw, unit.group(1) if unit else None, span.start, span.end, span.score))
    return tuple(out)


@lru_cache(maxsize=1024)
def value_of(raw: str) -> Decimal | None:
    """A prose figure's value: `2.4万` is 24000, `四十二` is 42."""
    match = re.fullmatch(r"([+\-]?[\d,]+(?:\.\d+)?)\s*([万亿]?)", raw.strip())
    if not match:
        return parse_numeral(raw.strip())
    try:
        number = Decimal(match.group(1).replace(",", ""))
    except InvalidOperation:
        return None
    return number * {"": 1, "万": 10_000, "亿": 100_000_000}[match.group(2)]
