"""How far a row reaches behind its label: to the next label at the latest, and no further than what may be another row's.

Used by `ie.rebuild.fields`, which reads what stands there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter

from ie.report import Span

_FOREIGN_LABEL = re.compile(
    r"(?:[\n|\t\u3000]|[ ]{2}|(?<=\d))[ \u3000]*(?P<label>(?:\d{1,2}[ ]?[.、]|[(][ ]?[一二三四五六七八九十]{1,2}[ ]?[)]|"
    r"[一二三四五六七八九十]{1,2}[ ]?、|其中[ ]?[::,])[ ]?[“\"「]?[\u4e00-\u9fff]{3}"
    r"|《?条例》?[ ]?第|第[一二三四五六七八九十]{1,4}条)"
)
"""An outline number and words that are no label of the form: another row, added or with its label spoilt; or a caption."""
_LETTER = re.compile(r"[\u4e00-\u9fff]")
_start = attrgetter("start")
_WORDY_LINE = re.compile(r"\n[^\n]*[\u4e00-\u9fff]{2}")
_NUMBER_BEHIND = re.compile(r"[一二三四五六七八九十]{1,2}、|[(][一二三四五六七八九十]{1,2}[)]")
_WORDS_BEHIND = re.compile(r"[ \u3000]*[|\t][^\n]*?[\u4e00-\u9fff]{2}")


def between(cells: list[Span], start: int, end: int) -> list[Span]:
    """The cells that begin in [start, end); `cells` are sorted."""
    return cells[bisect_left(cells, start, key=_start) : bisect_left(cells, end, key=_start)]


def row_end(clean: str, cells: list[Span], label_end: int, limit: int) -> int:
    """Where a row ends: before a numbered label that is not the form's, or the limit, where the next known label begins.

    A row printed on one line, with figures on its label's line, ends before the next line with words.
    """
    worded = _LETTER.search(
        clean, label_end, limit
    )  # the fast question first: most rows have no words behind their label
    if worded and (foreign := _FOREIGN_LABEL.search(clean, label_end, limit)):
        limit = foreign.start("label")
    line = clean.find("\n", label_end, limit)
    if line >= 0 and (clean.count("|", label_end, line) > 1 or clean.count("\t", label_end, line)):
        at = bisect_left(cells, label_end, key=_start)
        if at < len(cells) and cells[at].start < line:
            # The line of the next label counts as one with words: a serial number before the label is that row's.
            stop = clean.find("\n", limit)
            wordy = _WORDY_LINE.search(clean, line, stop if stop >= 0 else len(clean))
            limit = min(limit, wordy.start() + 1) if wordy else limit
    return limit


def unlabelled_line(clean: str, cells: list[Span], label_end: int, limit: int) -> bool:
    """Whether the line behind the row's own holds figures and no words: a row whose label stands in a cell above, with another's."""
    line = clean.find("\n", label_end, limit)
    if line < 0:
        return False
    end = clean.find("\n", line + 1, limit)
    end = limit if end < 0 else end
    return bool(between(cells, line, end)) and not _LETTER.search(clean, line, end)


def leads(clean: str, label_end: int, start: int, end: int) -> bool:
    """Whether the figure [start, end) opens a line behind the label's own, and words of another field follow on that line.

    So may a heading's or a row's number that touches it: `62九、会议和培训情况` is that row's 62.
    """
    line = clean.rfind("\n", label_end, start)
    return (
        line >= 0
        and not clean[line:start].strip(" \n\u3000|\t")
        and any(words.match(clean, end) for words in (_WORDS_BEHIND, _NUMBER_BEHIND))
    )
