"""What the words around a figure say of it: the year it belongs to, whose figure it is, what the sentence speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

Scope = Literal["own", "area"]
AHEAD = 10
"""Characters behind a figure in which a first word on its topic still speaks of it."""
THIS_YEAR = 0
SINCE_START = -1
PART_OF_YEAR = -2
PLANNED = -3
"""Periods that are no year: the report's own, everything since the organ began, less than a year, not yet."""

_YEAR = re.compile(
    r"(?=[,;:(。、其由到从比较与和同截至在去而是上前今本当年自开建历成下\d一二三四五六七八九十计力预争目明])(?:"
    r"(?:(?:^|[,;:(。、]|其中|由|到|从|比|较|与|和|同|截至|截止到?|至|在|去|而|是)(?P<y>20[0-3]\d)年(?:度|底|末|全年)?(?![\-—~]))"
    r"|(?P<last>去年|上年(?!度?结转|度?项目)|上一年(?!度?结转|度?项目)|前一年)|(?P<this>今年|本年|当年|年内)"
    r"|(?P<start>自[^,;。]{2,24}(?:以来|起)|开通以来|建站以来|历年(?:来)?|成立以来)"
    r"|(?P<part>[上下]半年|[一二三四]季度|(?<![\d至\-])(?:\d{1,2}|[一二三四五六七八九十])月份)"
    r"|(?P<plan>计划|力争|预计|争取|目标是|明年|下一年(?!度?(?:继续|办理)))"
    r")"
)
"""Asked first is what letter any of these words begins with: at most places none does, and six kinds of words are looked for."""
_DIFFERENCE = re.compile(r"(?:增加|减少|增长|下降|上升|增幅|降幅|提高|多|少|增|减|翻)(?:了|约|近|为)*$")
_CHANGED_TO = re.compile(r"(?:增加|减少|增长|下降|上升|提高|增|减|降|升)(?:到|至|为)[^,;]{0,6}$")
_SCOPE = re.compile(
    r"(?P<area>全(?:省|市|区|县|州|旗|盟|自治区)(?!面|性)|各级行政机关|各级各部门|我(?:省|市|区|县|州|旗)(?=共|主动|各级|各部门|累计|收到|受理|行政机关|新收|全年|未|没有|20)|各县区|各县市区)"
    r"|(?P<own>本级|局机关|厅机关|我(?:局|厅|委|办|院|中心|镇|乡|街道|处|所|校)|本(?:局|厅|委|办|镇|乡|机关|单位|部门|院|街道)|政府办(?:公室)?|办公厅)"
)
_TOPIC = re.compile(
    r"(?P<disputes>复议(?:和|及|与|、|或)?(?:行政)?诉讼)|(?P<review>复议)|(?P<litigation>诉讼|应诉|起诉)"
    r"|(?P<complaints>举报投诉|投诉举报|举报|投诉|申诉)"
    r"|(?P<applications>依申请公开|公开(?:政府信息)?(?:的)?申请|申请(?!行政|人民|复议)|办理结果|答复结果|结转)"
    r"|(?P<disclosure_staff>(?:信息|政务)公开[^,;]{0,12}(?:人员|队伍)|专职|兼职|人员[^,;]{0,8}(?:信息|政务)公开)"
    r"|(?P<disclosure>主动公开|公开[^,;]{0,8}信息)"
    r"|(?P<other>建议|提案|工单|来信|留言|提问|信箱|行政许可|处罚|网民|咨询|信访)"
)


@dataclass(frozen=True)
class Context:
    """Marks of one sentence, each with its place, looked for when first asked for: most figures are no indicator's."""

    text: str

    @cached_property
    def years(self) -> list[tuple[int, str, int]]:
        """Words that say which year is spoken of; the year itself where they name one."""
        found = ((m, m.lastgroup or "") for m in _YEAR.finditer(self.text))
        return [(m.end(), kind, int(m["y"]) if kind == "y" else 0) for m, kind in found]

    @cached_property
    def scopes(self) -> list[tuple[int, Scope]]:
        """Words that say whose figures follow."""
        return [(m.end(), "area" if m["area"] else "own") for m in _SCOPE.finditer(self.text)]

    @cached_property
    def topics(self) -> list[tuple[int, str]]:
        """Words that say what is spoken of."""
        return [(m.end(), m.lastgroup or "") for m in _TOPIC.finditer(self.text)]


@lru_cache(maxsize=64)
def heading_topic(heading: str) -> str | None:
    """What a heading says its sentences speak of; None where it names two things or none."""
    kinds = {m.lastgroup for m in _TOPIC.finditer(heading)} - {None}
    kinds -= {"disclosure_staff", "other"} if "applications" in kinds else set()
    return kinds.pop() if len(kinds) == 1 else None


@lru_cache(maxsize=512)
def context_of(text: str) -> Context:
    """The marks of a sentence."""
    return Context(text)


def period_at(context: Context, text: str, place: int, year: int | None) -> int:
    """The year of the figure at `place`, or one of the constants above."""
    period = THIS_YEAR
    for end, kind, value in context.years:
        if end > place:
            break
        if kind == "y":
            period = value if value != year else THIS_YEAR
        elif kind == "this":
            period = THIS_YEAR
        elif kind == "last":
            compared = re.search(r"(?:比|较|同|与)[^,;]{0,2}$", text[max(0, end - 8) : end - 2])
            behind = text[end:place]
            # `较上年增加6件`, `比去年(5件)多1件`: only what follows at once is last year's.
            if not compared or not re.search(r"[,;)]|[增减多少上下升降]", behind):
                period = year - 1 if year else PART_OF_YEAR
        elif kind == "start":
            period = SINCE_START
        elif kind == "part":
            period = PART_OF_YEAR
        elif kind == "plan":
            period = PLANNED
    if period > 0 and year is not None and period > year:
        return PLANNED
    return period


def is_difference(near: str) -> bool:
    """Whether the figure behind these words is a change (`增加6件`), not a quantity (`增加到6件`)."""
    return bool(_DIFFERENCE.search(near)) and not _CHANGED_TO.search(near)


def is_changed_to(near: str) -> bool:
    """Whether the words before a figure say that a quantity reached it: `增至`, `减少到`."""
    return bool(_CHANGED_TO.search(near))


def scope_at(context: Context, place: int) -> Scope | None:
    """Whose figure it is: the last word on it before the figure."""
    scope: Scope | None = None
    for end, kind in context.scopes:
        if end > place:
            break
        scope = kind
    return scope


def topic_at(context: Context, place: int, heading: str) -> str | None:
    """What the sentence speaks of at that place; where it says nothing, its heading."""
    topic: str | None = None
    for end, kind in context.topics:
        if end > place:
            # `答复30件(含上年结转4件)` names no application before its figure.
            if topic is None and kind == "applications" and end - place <= AHEAD:
                topic = kind
            break
        topic = kind
    return topic or heading_topic(heading)
