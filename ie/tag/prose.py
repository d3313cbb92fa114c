"""What the baseline tagger knows of prose: title, organ, headings, page litter and the figures of sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ie.editions.finding import Found
from ie.values import NUMERALS, parse_numeral

_FURNITURE = re.compile(
    r"(?m)^[ \u3000]*(?P<page>[-–—]{1,2}[ ]?\d{1,3}[ ]?[-–—]{1,2}|第\s*\d+\s*页(?:\s*[,/]?\s*共\s*\d+\s*页)?|P\.\s*\d+|Page \d+[^\n]*)"
    r"[ \u3000]*\|?[ \u3000]*$"
    r"|(?<=\u3000\u3000)[-–—] ?\d{1,3} ?[-–—](?=\u3000\u3000)"
    r"|分享到\s*[::]?|[【\[]\s*(?:打印|关闭|关闭窗口|打印本页|字体[::]?[^】\]]{0,12}|大 中 小|大|中|小)\s*[】\]]"
    r"|(?:浏览|点击|访问)(?:次数|量|率|数)\s*[::]\s*\d*|(?:当前|您)(?:所在)?(?:的)?位置\s*[::][^\n]{0,80}"
)
_TITLE_END = re.compile(
    r"(?:(?:政府)?信息|政务)公开(?:[^\n|。,;》]{0,10}?|[ \u3000]{0,20}(?:工作)?[ \u3000]{0,20}\n{1,2}[ \u3000]{0,20}[^\n|。,;]{0,12}?)"
    r"(?:报告|告年度报)(?=[^\n|。,;》]{0,4}[ \u3000|]{0,40}(?:\n|$)|\u3000{2}|[ ]{2}|[ ]*\|)"
)
_TITLE_BEGIN = re.compile(r"[\n|。,;#《“]|\u3000{2}|[ ]{2}|\u3000(?=\S)")
MAX_TITLE = 90
"""Characters of a title before the words 信息公开: the longest names of organs with their year are shorter."""
_ORGAN_IN_TITLE = re.compile(
    r"^[^\d]*?(?:人民政府(?:办公室|办公厅)?|办事处|委员会(?:办公室)?|管委会|街道|局|厅|委|办|院|中心|镇|乡|区|县|市|省)(?=\s*(?:关于|20\d\d|二〇|政府信息|信息公开|政务公开|$))"
)
_ORGAN_IN_TITLE_LATE = re.compile(
    r"(?:年度?)(?P<organ>[^\d]{2,40}?(?:人民政府|办事处|委员会|管委会|局|厅|委|办|镇|乡|区\)?|县|市))(?=\s*政府信息|信息公开|政务公开)"
)
_ORGAN_LINE = re.compile(
    r"(?m)^[ \u3000]*(?P<organ>[\u4e00-\u9fff()]{2,30}(?:人民政府|办事处|委员会|管委会|办公室|局|厅))[ \u3000]*$"
)
# The next patterns look back from behind their first character: what a search begins with a look back for is tried at every place of
# a text, and characters are skipped to.
_HEAD = re.compile(
    r"(?P<number>[一二三四五六七八九十(\d](?<![^\n\u3000 |。].)"
    r"(?:(?<=[一二三四五六七八九十])[一二三四五六七八九十]{0,2}[ ]*[、.,]"
    r"|(?<=[(])[ ]*[一二三四五六七八九十\d]{1,3}[ ]*[)][ ]*[、.]?"
    r"|(?<=\d)\d?[ ]*[、.](?!\d)))"
    r"[ \u3000]{0,40}(?P<title>[\u4e00-\u9fff“”\"《》<>、()·,和及与 +\w]{2,48}?)"
    r"(?P<close>[。::]|[ \u3000]{0,40}(?:\n|$)|\u3000{2}|[ \u3000]{1,40}\|)"
)
_UNITS = "余?(?:条|件|宗|篇|次|人次|个|万元|亿元|元|份|期|场|起|项|人|名|%|％|例|批|家|部|种|户|处|岁|台|套|册|张|幅|位|平方米)"
_FIGURE = re.compile(
    rf"(?P<number>[+\-\d](?<!\d.)(?:(?<=\d)|(?<=[+\-])\d)(?:\d{{0,2}}(?:,\d{{3}})+|\d*)(?:\.\d+)?[ ]?[万亿]?)"
    rf"(?:(?=[ ]?(?:余|多|近)?[ ]?(?:{_UNITS}))|(?=\n[ \u3000]*(?:{_UNITS})[,、;。()占]))"
)
_NOT_BEFORE = re.compile(r"(?:第|〔|\[|号|电话[::]?[\d\-]*|[A-Za-z./:\d\-]|国令第 ?|“)$")
_NOT_AFTER = re.compile(
    r"^\s*(?:年|月|日|号|时|点|条例|个(?:工作日|方面|部分|自然日|月)|项(?:规定|之和)|部分|条(?:规定|第|、|之))"
)
_NUMERAL = re.compile(
    rf"(?P<number>[{NUMERALS}](?<![第每这那某之各统任零一二两三四五六七八九十百千万\d].)[{NUMERALS}]{{0,8}})"
    r"(?=[余多几]?(?:件|次|名|人|期|场|篇|份|起|宗|条|倍|所|处|封|位))(?![一二三四五六七八九十](?:条龙|次性|件事|人一|所有|处处))"
)
_NO_COUNT_BEFORE = re.compile(
    r"(?:每[年月季周日天]?|至少|不少于|最多|任意|专人|再|又|首|唯|[A-Za-z]|同|单|统|逐|历)[^,。;\n]{0,3}$"
)
"""A frequency, a rule or an idiom: `每周至少更新一次`, `再一次`."""


def tag_furniture(clean: str) -> Iterator[tuple[int, int]]:
    """Page numbers, share and print buttons, breadcrumbs, counters."""
    for match in _FURNITURE.finditer(clean):
        start, end = match.span("page") if match["page"] else match.span()
        yield start, end


def tag_title(clean: str) -> Iterator[tuple[int, int, str]]:
    """The report's title (first line that says so), its organ where it stands on a line of its own."""
    match = _TITLE_END.search(clean[:3000])
    while match:
        floor = max(0, match.start() - MAX_TITLE)
        begins = [m.end() for m in _TITLE_BEGIN.finditer(clean, floor, match.start())]
        start = begins[-1] if begins else floor
        quoted = start > 0 and clean[start - 1] in "《“。,;"
        if not quoted and (begins or floor == 0):
            words = clean[start : match.end()]
            yield start + len(words) - len(words.lstrip()), match.end(), "TITLE"
            break
        match = _TITLE_END.search(clean[:3000], match.end())
    for line in _ORGAN_LINE.finditer(clean):
        if line.start() < 600 or line.start() > len(clean) - 400:
            yield *line.span("organ"), "ORGAN"


_ORGAN_IN_PROSE = re.compile(
    r"[《“](?P<quoted>[^》”\d]{3,30}?(?:人民政府|办事处|委员会|管委会|局|厅|委|办|镇|乡))(?=20\d\d年度?政府信息公开)"
    r"|(?:20\d\d年,)(?P<subject>[^,。\d]{3,24}?(?:人民政府|办事处|委员会|管委会|局|厅))(?=认真|坚持|收到|严格|深入|按照|在|积极|全面)"
)


def organ_in_prose(clean: str) -> tuple[int, int] | None:
    """Where the first sentences name the organ: in the quoted title, or as the subject of the year's work."""
    match = _ORGAN_IN_PROSE.search(clean[:3000])
    if match is None:
        return None
    return match.span("quoted") if match["quoted"] else match.span("subject")


def organ_of(title: str) -> tuple[int, int] | None:
    """Where a title names the organ."""
    match = _ORGAN_IN_TITLE.match(title)
    if match:
        return match.span()
    late = _ORGAN_IN_TITLE_LATE.search(title)
    return late.span("organ") if late else None


def tag_headings(clean: str, found: list[Found]) -> Iterator[tuple[int, int, int]]:
    """Headings with their level: the form's own section titles, and numbered title phrases that open a paragraph."""
    rows = {item.start for item in found if item.label.kind in ("row", "side", "column")}
    for item in found:
        if item.label.kind == "section":
            yield item.start, item.end, 1
    for match in _HEAD.finditer(clean):
        start = match.start("number")
        end = match.end("title")
        if start in rows or re.search(r"\d{2,}|[;]", match["title"]):
            continue
        number = match["number"].strip()
        level = 1 if number[0] in "一二三四五六七八九十" else 2 if number[0] == "(" else 3
        if match["close"] in ("。", ":") and level > 1 and len(match["title"]) > 24:
            continue
        yield start, start + len(clean[start:end].rstrip()), level


def tag_figures(clean: str, taken: bytearray) -> Iterator[tuple[int, int]]:
    """Numbers in prose that state a quantity: followed by a unit, not a date, an article or a document's number."""
    for match in _FIGURE.finditer(clean):
        start, end = match.span("number")
        end -= len(match["number"]) - len(match["number"].rstrip())
        if any(taken[start:end]) or _NOT_BEFORE.search(clean[max(0, start - 8) : start]):
            continue
        if _NOT_AFTER.match(clean[end : end + 8]):
            continue
        yield start, end
    for match in _NUMERAL.finditer(clean):
        start, end = match.span("number")
        if any(taken[start:end]) or parse_numeral(match["number"]) is None:
            continue
        if _NOT_AFTER.match(clean[end : end + 8]) or _NO_COUNT_BEFORE.search(clean[max(0, start - 8) : start]):
            continue
        if re.match(
            r"(?:条[例龙规第之]|次[性会]|人[民大员]|件事|所有|处[处罚理室长]|名[称单义为]|份[子额]|期[间限])",
            clean[end : end + 2],
        ):
            continue
        yield start, end
