"""Zero told in words: `全年未收到政府信息公开申请`, `没有发生行政复议、行政诉讼`.  Spans the denial, from its negating word on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ie.statements.context import Scope, context_of, heading_topic, period_at, scope_at
from ie.statements.lexicon import Indicator, by_key
from ie.statements.passages import Sentence

REACH = 70
"""Characters behind the negating word in which the thing denied stands."""
WORDS = 0.9
_NEGATION = re.compile(
    r"(?:从未|尚未|未曾|均未|暂未|未|没有|没|(?<!有|毫)无(?!法|线|偿|障|效|缝|纸|故))(?!来|经|按|必|能|及时)"
)
_NEGATING = re.compile("[未没无]")
"""The letters of which each negation has one: found at once, or not at all as in most sentences."""
_NOT = r"(?:从未|尚未|未曾|均未|暂未|未|没有|没|无)(?:再|曾|能)?"
_GET = r"(?:有)?(?:收到|接到|受理|接收|收|产生|发生|办理|出现|涉及)(?:过|了|任何)?"
_OPEN = r"(?:政府信息公开|信息公开|公开政府信息|公开信息|政务公开|依申请公开)"
_END = r"(?=[,;)、]|$|的?情况|的?请求|事项|案|和|及|或|与)"
_APPLICATIONS = re.compile(
    rf"{_NOT}(?:{_GET}[^,;]{{0,44}}?(?:申请(?!行政|人民|复议)|依申请公开)(?:的请求|事项|信息|案件|件)?"
    rf"|(?:任何)?(?:政府信息|信息)?(?:依申请公开|公开申请|依申请)(?:政府信息|信息)?(?:办理|申请)?(?:事项|件|业务)?"
    rf"|(?:公民|单位和个人|法人|人)[^,;]{{0,20}}(?:提出|申请)[^,;]{{0,10}}{_OPEN}(?:的)?(?:申请)?){_END}"
)
_DISPUTE = re.compile(
    rf"{_NOT}(?:发生|产生|出现|收到|接到|有|存在|引发|涉及|因|被|由于|针对|{_OPEN}|行政|政府)?[^,;]{{0,44}}?(?P<what>复议|诉讼|举报|投诉|申诉)"
)
_CASES = re.compile(
    rf"{_NOT}(?:发生|涉及)?(?:因|与)?{_OPEN}(?:而)?(?:工作)?(?:引发|引起|提起|有关|产生)?的?(?:案件|复议诉讼|诉讼复议)"
)
_TERM = re.compile(
    r"(?P<review>复议)|(?P<litigation>诉讼|应诉)|(?P<complaints>举报、?投诉|投诉、?举报|举报|投诉)|(?P<appeals>申诉)"
)
_LOST = re.compile(r"败诉|撤销|纠错|违法|追究|问责|确认|超期|逾期|泄密|胜诉|费用|支出")
_DISPUTE_PART = re.compile(
    r"(?:、|和|及|与|或|以及|,)?(?:未)?(?:因[^,;]{0,10})?(?:被)?(?:提起|申请|引发)?(?:的)?(?:政府信息公开)?(?:行政)?(?:复议|诉讼|申诉|举报、?投诉|投诉、?举报|举报|投诉)(?:申请|案件|案)?"
)
_SIMPLE: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "fees_collected",
        re.compile(
            rf"{_NOT}(?:向[^,;]{{1,20}})?(?:收取(?:过|任何|相关|有关|依申请公开|政府信息公开)*(?:信息处理|信息公开|检索|复制|邮寄|、)*(?:费用|费)"
            r"|(?:进行|发生|产生)?(?:任何)?收费(?=[,;及和、的]|$|情况|事项|现象|行为|项目)|向[^,;]{1,20}进行收费)"
        ),
    ),
    ("normative_made", re.compile(rf"{_NOT}(?:制发|制定|制订|出台|发布|印发|制作)(?:过|新的)?(?:行政)?规范性文件")),
    ("press_conferences", re.compile(rf"{_NOT}(?:召开|举办|举行|参加)(?:过|或举办)?新闻发布会")),
)
_BLOCK = re.compile(r"诉讼(?:有关|相关)|咨询|意见|败诉|超过")


@dataclass(frozen=True)
class Zero:
    """A denial: its place in the sentence, and the indicator that is 0."""

    start: int
    end: int
    indicator: Indicator
    period: int | None
    scope: Scope | None
    confidence: float = WORDS


def zeros_in(sentence: Sentence, year: int | None) -> Iterator[Zero]:
    """The denials of one sentence, each indicator once."""
    text = sentence.text
    if not _NEGATING.search(text):
        return
    context = context_of(text)
    seen: set[str] = set()
    floor = 0
    for match in _NEGATION.finditer(text):
        if match.start() < floor:
            continue
        for start, end, key in _denied(sentence, match.start()):
            floor = max(floor, end)
            period = period_at(context, text, start, year)
            both = period == -1 and re.search(r"历年", text[:start])
            if key not in seen and (period >= 0 or both):
                seen.add(key)
                at = year if period == 0 or both else period
                yield Zero(start, end, by_key()[key], at, scope_at(context, start))


def _denied(sentence: Sentence, start: int) -> Iterator[tuple[int, int, str]]:
    text = sentence.text
    clause = re.compile(r"[,;]").search(text, start)
    limit = min(clause.start() if clause else len(text), start + REACH)
    cases = _CASES.match(text, start)
    if cases and "复议" in text[:start] + sentence.heading and "诉讼" in text[:start] + sentence.heading:
        yield cases.start(), cases.end(), "review"
        yield cases.start(), cases.end(), "litigation"
        return
    applications = _APPLICATIONS.match(text, start, limit)
    if applications and not _BLOCK.search(applications.group()) and "不予" not in text[max(0, start - 2) : start]:
        yield applications.start(), applications.end(), "received"
        return
    for key, pattern in _SIMPLE:
        found = pattern.match(text, start, limit)
        if found and not _BLOCK.search(found.group()):
            yield found.start(), found.end(), key
            return
    dispute = _DISPUTE.match(text, start, limit)
    if dispute and not _LOST.search(text[start:limit]):
        yield from _disputes(sentence, start, dispute)


def _disputes(sentence: Sentence, start: int, match: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    """Every kind of case that one breath denies: `行政复议、行政诉讼和申诉`."""
    text = sentence.text
    words = match.group()
    # `未收到关于网站的投诉` is another matter: the denial must speak of disclosure, of a review or a lawsuit.
    about = re.search(r"信息公开|政务公开|公开政府信息|依申请公开", words + text[match.end() : match.end() + 4])
    if (
        match["what"] in ("举报", "投诉", "申诉")
        and not about
        and heading_topic(sentence.heading) not in ("disputes", "complaints")
    ):
        return
    if re.search(r"类申请|如|申请(?!行政|复议)|[12]\d%", words):
        return
    begin, end = start, match.end()
    yield_from: list[tuple[int, int, str]] = [(begin, end, _kind(match["what"]))]
    while part := _DISPUTE_PART.match(text, end):
        term = list(_TERM.finditer(part.group()))[-1]
        yield_from.append((begin, part.end(), term.lastgroup or "complaints"))
        end = part.end()
    if _LOST.match(text, end + 0) or _LOST.search(text[end : end + 6]):
        return
    yield from yield_from


def _kind(word: str) -> str:
    term = _TERM.match(word)
    return (term.lastgroup if term else None) or "complaints"
