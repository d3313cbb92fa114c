"""Figures of a sentence → indicators, by rule: what stands right before a figure in its clause, else right behind, else the topic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ie.report import Figure
from ie.statements.context import (
    PART_OF_YEAR,
    PLANNED,
    SINCE_START,
    THIS_YEAR,
    Context,
    Scope,
    context_of,
    is_changed_to,
    is_difference,
    period_at,
    scope_at,
    topic_at,
)
from ie.statements.lexicon import Indicator, by_key, by_unit, names_in
from ie.statements.passages import Sentence

NEAR = 64
"""Characters before a figure that may name it; applicants' descriptions are the longest that real reports put in between."""
BEHIND = 32
DIRECT = 0.95
BY_TOPIC = 0.8
ROUNDED = 0.1
"""Confidence: named beside the figure, named by the sentence's topic, and what an `余` or `约` takes away."""
_CLAUSE = re.compile(r"[,;:()]")
_ENDS_CLAUSE = re.compile(r"[,;:()]")
_ROUND_BEHIND = re.compile(r"(?:余|多|左右|以上)")
_ROUND_BEFORE = re.compile(r"(?:约|近|超过|超|逾|突破|不少于|达近)$")
_NOISE = re.compile(
    r"报送|上报|采用|采纳|被转载|移交|提交至|访问|浏览|点击|阅读|播放|粉丝|关注(?:人数|用户|数|量|度|者|$)|用户|留言|建议|提案|专栏|栏目|改版"
    r"|漏洞|错别字|转发|评论|在线答复|回复网|清理|公示信息"
)
_SHORT = r"(?:公开|发布|推送|更新|刊发|刊登|登载|发送)(?:了|的)?"
_ITEMS = r"(?:公开|政府|政务|工作|文件|图文|文字|各类|各种|各项|有关|相关|主动公开的?)*(?:信息|消息|内容|推文|文章)?"
_PUBLISHED = re.compile(
    rf"(?:(?:主动)?{_SHORT}(?:[^,;、]{{1,12}}(?:、[^,;、]{{1,12}}){{1,8}}等(?:各类|方面|政府|政务)*(?:信息|内容)|{_ITEMS}))"
    r"(?:总数|数量|数|总量)?(?:的|共计|合计|总计|累计|达到|达|为|有|约|近|超过|了|共|:)*$"
)
_FOREIGN_CHANNEL = re.compile(
    r"头条|抖音|快手|视频号|客户端|APP|公开栏|报刊|电视|广播|档案馆|图书馆|省政府网站|市政府网站上报|大厅"
)
_CHANNELS = re.compile(r"门户网站|政府网站|网站|官网|微博|微信|公众号|公报")
_OTHER_TEXTS = re.compile(r"(?:印发|制发|发布)(?:了)?(?:各类)?(?:公文|文件)(?:共|共计)*$")
_OF_YEAR = re.compile(r"(?<=[\u4e00-\u9fff])由(?:20[0-3]\d年|上年|去年)度?的?$")
"""`主动公开信息由2016年的310条增至402条`: the year between the quantity and its figure."""
_DISCLOSED_TEXTS = re.compile(r"公开(?:了|的)?(?:各类)?(?:政策)?(?:文件|公文)(?:共|共计)*$")
_NO_CHANNEL_NAMED = re.compile(
    rf"^(?:截至[^,;]{{2,10}}?|全年|本年|年内|20[0-3]\d年(?:度)?|共|共计|累计|已|每[天日]|新|总计)*{_SHORT}{_ITEMS}(?:共|共计|总计|累计|了|达)*$"
)
SUBJECT = 40
"""Characters before a clause in which its subject, the channel, may stand."""
_COMPARED = re.compile(r"(?:20[0-3]\d年|上年|去年|上一年)(?:度|同期)?的?\(?$")


_LEVEL = re.compile(r"^(?:其中:?)?[^,;]{0,6}(?:本级|机关)(?:共|收到|受理|公开)*$")
"""`全市受理610件,其中市本级45件`: the same quantity of the organ itself."""


@dataclass(frozen=True)
class Quantity:
    """A figure of a sentence: its place there, and its index among the report's figures."""

    figure: Figure
    index: int
    start: int
    end: int


@dataclass(frozen=True)
class Link:
    """A figure and what it states.  `begin` is where its clause begins in the sentence."""

    quantity: Quantity
    indicator: Indicator
    period: int | None
    scope: Scope | None
    confidence: float
    rounded: bool
    begin: int


def link_figures(sentence: Sentence, quantities: list[Quantity], year: int | None) -> Iterator[Link]:
    """The links of one sentence, in order; figures that no rule names are left out."""
    context = context_of(sentence.text)
    floor = 0
    previous: str | None = None
    unit: str | None = None
    for number, quantity in enumerate(quantities):
        limit = quantities[number + 1].start if number + 1 < len(quantities) else len(sentence.text)
        near, begin = _near(sentence.text, floor, quantity.start)
        behind = _ENDS_CLAUSE.split(sentence.text[quantity.end : min(limit, quantity.end + BEHIND)], maxsplit=1)[0]
        floor = quantity.end + len(quantity.figure.unit or "")
        if behind.startswith(("%", "个百分点")) or quantity.figure.unit in ("%", None):
            continue
        behind = behind.removeprefix("余").removeprefix("多").removeprefix(quantity.figure.unit or "")
        period = period_at(context, sentence.text, quantity.start, year)
        if is_difference(near) or period in (PART_OF_YEAR, PLANNED):
            continue
        found = _indicator(sentence, context, quantity, near, behind, previous)
        if found is None and previous in by_key() and quantity.figure.unit == unit and _inherits(near):
            found = by_key()[previous or ""], BY_TOPIC
        if found is None and _NO_CHANNEL_NAMED.match(near) and not _NOISE.search(near):
            found = _channel_of_subject(sentence, begin, quantity.figure.unit)
        previous = found[0].key if found else _marked(near) or previous
        unit = quantity.figure.unit
        if found:
            rounded = bool(
                _ROUND_BEHIND.match(sentence.text, quantity.end)
                or _ROUND_BEFORE.search(sentence.text[max(0, quantity.start - 4) : quantity.start])
            )
            at: int | None = year if period == THIS_YEAR else None if period == SINCE_START else period
            confidence = round(found[1] - (ROUNDED if rounded else 0), 2)
            yield Link(quantity, found[0], at, scope_at(context, quantity.start), confidence, rounded, begin)


def _near(text: str, floor: int, start: int) -> tuple[str, int]:
    """What stands before a figure: its own clause, from the last mark or the figure before."""
    begin = max(floor, start - NEAR)
    marks = [m.end() for m in _CLAUSE.finditer(text, begin, start)]
    # A mark right before the figure (`信息数:31条`, `比2016年(30件)`) does not part the two.
    while marks and (marks[-1] == start or text[marks[-1] : start] in ("共", "共计", "其中")):
        marks.pop()
    begin = marks[-1] if marks else begin
    return _OF_YEAR.sub("", text[begin:start].lstrip("、,;的")), begin


def _marked(near: str) -> str | None:
    """Texts that are no indicator, but say what an `其中规范性文件` behind them counts: those made, or those disclosed."""
    return "published" if _DISCLOSED_TEXTS.search(near) else "other" if _OTHER_TEXTS.search(near) else None


def _channel_of_subject(sentence: Sentence, begin: int, unit: str | None) -> tuple[Indicator, float] | None:
    """The channel named as the subject of the clause before, or by the heading: `“…”微信公众号…,全年发布信息260条`."""
    before = sentence.text[max(0, begin - SUBJECT) : begin].rstrip(",:")
    clause = _CLAUSE.split(before)[-1]
    place = (
        clause
        if _CHANNELS.search(clause)
        else sentence.heading
        if begin == 0 or sentence.text[:begin] == before
        else ""
    )
    named = [i for i in by_unit().get(unit or "", ()) if i.channel is not None and i.channel.search(place)]
    if len(named) != 1 or _FOREIGN_CHANNEL.search(place) or re.search(r"通过|利用|、", place):
        return None
    return named[0], BY_TOPIC


def _inherits(near: str) -> bool:
    """Whether the clause names no quantity of its own but goes on with the one before: `增至402条`, `比2016年(30件)`."""
    return bool(
        is_changed_to(near)
        or _LEVEL.search(near)
        or (_COMPARED.search(near) and not re.search(r"复议|诉讼|培训|会议", near))
    )


def _indicator(
    sentence: Sentence, context: Context, quantity: Quantity, near: str, behind: str, previous: str | None
) -> tuple[Indicator, float] | None:
    if _NOISE.search(near) or ("其中" in near[2:] and not near.startswith("其中")):
        near = near[near.rfind("其中") :] if "其中" in near and not _NOISE.search(near) else ""
    unit = quantity.figure.unit or ""
    before, after = names_in(unit)
    if not before.search(near) and not after.search(behind):
        return None  # one question for them all: most figures are no indicator's
    topic = topic_at(context, quantity.start, sentence.heading)
    head = sentence.text[max(0, quantity.start - 2 * NEAR) : quantity.start]
    for indicator in by_unit().get(unit, ()):
        score = _fits(indicator, near, behind, head, topic, previous)
        if score:
            return indicator, score
    return None


def _fits(
    indicator: Indicator, near: str, behind: str, head: str, topic: str | None, previous: str | None
) -> float | None:
    if indicator.after_of:
        if previous in indicator.after_of and indicator.after_before and indicator.after_before.search(near):
            if not (indicator.unless and "清理" in head):
                return DIRECT
        if indicator.only_after and previous not in indicator.after_of:
            return None
    if indicator.channel is not None:
        return DIRECT if _by_channel(indicator.channel, near, topic) else None
    if indicator.unless and indicator.unless.search(near):
        return None
    if not indicator.needs_topic or topic == indicator.topic:
        if indicator.before and near and indicator.before.search(near):
            return DIRECT
        if indicator.behind and behind and indicator.behind.search(behind):
            if not indicator.behind_needs or indicator.behind_needs.search(near):
                return DIRECT
    if indicator.topic_before and topic == indicator.topic and near and indicator.topic_before.search(near):
        if not (indicator.topic_unless and indicator.topic_unless.search(near)):
            return BY_TOPIC
    return None


def _by_channel(channel: re.Pattern[str], near: str, topic: str | None) -> bool:
    """Whether the clause says that so many items were published through this one channel, of no narrower kind."""
    found = list(channel.finditer(near))
    if not found or _FOREIGN_CHANNEL.search(near, found[-1].end()):
        return False
    last = found[-1].end()
    rest = near[last:]
    # Another channel in the same clause shares the figure.
    if any(not channel.fullmatch(m.group()) for m in _CHANNELS.finditer(near)):
        return False
    if rest in ("", "共", "号") and topic in ("disclosure", None):
        return topic == "disclosure"
    published = _PUBLISHED.search(rest)
    return published is not None
