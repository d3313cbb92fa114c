"""Clean text and spans → sentences of prose: tables, titles and page litter taken out, wrapped lines joined, blanks dropped.

Every character of a sentence knows its offset in the clean text.  A heading ends what stands before it and gives the sentences
behind it their topic: under `三、依申请公开情况` a bare `受理3件` speaks of applications.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from ie.report import Span

_NO_PROSE = frozenset({"CELL", "ROWHEAD", "COLHEAD", "CAPTION", "FURNITURE", "TITLE", "ORGAN"})
_HEADS = frozenset({"HEAD1", "HEAD2", "HEAD3"})
_PIECE = re.compile(r"[^\s\x00\x01]+|\n[\s\u3000]*|[\x00\x01]+")
_WORD = re.compile(r"[\u4e00-\u9fff\d]")
_BLANK = re.compile(r"\s")
_ENDS_LINE = frozenset("。;!?:\x00\x01")
_NEW_ITEM = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.]|[(][一二三四五六七八九十\d]{1,3}[)]|\d{1,2}[、.](?!\d)|附[:件]|[|]"
)
MAX_SENTENCE = 600
"""Characters of a sentence: longer ones are lists without a stop, parted at the next mark, which keeps every step linear."""
_STOP = re.compile(r"[。!?\x00\x01]+")
BREAK = "\x00"
"""Stands in the joined text where a cell, a title or a heading stood; a control character of the text itself parts sentences too."""


class Sentence(NamedTuple):
    """One sentence: its characters without blanks, the clean offset of each, and the heading it stands under."""

    text: str
    at: tuple[int, ...]
    heading: str

    def index_of(self, offset: int) -> int | None:
        """Where the character of that clean offset stands in the sentence; None where it does not."""
        i = bisect_left(self.at, offset)
        return i if i < len(self.at) and self.at[i] == offset else None


def sentences_of(clean: str, spans: list[Span]) -> list[Sentence]:
    """The sentences of a text's prose, in text order."""
    heads: list[tuple[int, str]] = []
    prose: list[tuple[int, int]] = []
    end = 0
    for start, stop, label, _ in spans:
        if label in _HEADS:
            heads.append((start, _BLANK.sub("", clean[start:stop])))
        elif label not in _NO_PROSE:
            continue
        if end < start < stop:
            prose.append((end, start))
        if start < stop > end:
            end = stop
    text, at = _joined(clean, [*prose, (end, len(clean))])
    out: list[Sentence] = []
    begin = 0
    place = 0
    heading = ""
    for stop, onward in _stops(text):
        if stop > begin:
            while place < len(heads) and heads[place][0] <= at[begin]:
                heading = heads[place][1]
                place += 1
            out.append(Sentence(text[begin:stop], at[begin:stop], heading))
        begin = onward
    out.extend(_told_by_headings(clean, spans))
    return sorted(out, key=lambda s: s.at[0])


def _stops(text: str) -> Iterator[tuple[int, int]]:
    """Where sentences end and the next ones begin: around stops, and within lists that have none."""
    begin = 0
    for stop, onward in (*(m.span() for m in _STOP.finditer(text)), (len(text), len(text))):
        while stop - begin > MAX_SENTENCE:
            mark = max(
                text.rfind(",", begin + 1, begin + MAX_SENTENCE), text.rfind(";", begin + 1, begin + MAX_SENTENCE)
            )
            begin = mark if mark > 0 else begin + MAX_SENTENCE
            yield begin, begin + 1
        yield stop, onward
        begin = onward


def _told_by_headings(clean: str, spans: list[Span]) -> Iterator[Sentence]:
    """Numbered sentences that pass for headings: `(三)本年度未收取费用`."""
    for span in spans:
        if span.label in _HEADS:
            words = clean[span.start : span.end]
            at = tuple([i for i, letter in enumerate(words, span.start) if not letter.isspace()])
            if at:  # a tagger may call blanks a heading
                yield Sentence("".join(words.split()), at, "")


def _joined(clean: str, stretches: list[tuple[int, int]]) -> tuple[str, tuple[int, ...]]:
    """Stretches of prose with a break behind each: blanks out, wrapped lines joined, a paragraph's end written as a stop.

    What stands between two cells, without a letter or a digit, states nothing and is left out.
    """
    parts: list[str] = []
    at: list[int] = []
    for begin, end in stretches:
        if not _WORD.search(clean, begin, end):
            continue  # the break behind the stretch before it stands for both
        for match in _PIECE.finditer(clean, begin, end):
            piece = match.group()
            if piece[0] == "\n":
                before = parts[-1][-1] if parts else BREAK
                if before not in _ENDS_LINE and (piece.count("\n") > 1 or _NEW_ITEM.match(clean, match.end(), end)):
                    parts.append(BREAK)
                    at.append(match.start())
                continue
            parts.append(piece)
            at.extend(range(match.start(), match.end()))
        parts.append(BREAK)
        at.append(end)
    return "".join(parts), tuple(at)
