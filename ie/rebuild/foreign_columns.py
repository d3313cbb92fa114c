"""Columns in a table's header that the form lacks: one more than the form's, or one in the place of the form's.

Used by `ie.rebuild.headers`.  A damaged header is no foreign one: its words still resemble the label they were.
"""

from __future__ import annotations

import re
from collections import Counter

from ie.editions import TableForm
from ie.editions.finding import Found
from ie.editions.vocabulary import VARIANTS, bare

MIN_ALIKE = 0.5
"""Share of a word's or a label's letters that both have from which on the word may be what is left of the label."""
MIN_LETTERS = 3
"""Shorter words are pieces of vertical or wrapped headers."""
_NOTE = re.compile(r"[(][^()]*[)]?")
_WORDS = re.compile(r"[\u4e00-\u9fff]{2,}")
_NO_COLUMN = re.compile(r"单位|备注|说明|信息内容|万元|亿元|人次|[一二三四五六七八九十第条项]+")
_CAPTION = re.compile("条例|信息公开|[勾钩]稽|第一项|条第|情况")


def added_column(clean: str, named: list[Found], figures: int, limit: int) -> str | None:
    """A column among or behind the form's, all of which are named; `figures` is where the first figure stands, or -1."""
    words = _words(clean, named, named[0].start, limit, figures)
    return words[0] if words else None


def glued_column(form: TableForm, clean: str, begin: int, limit: int) -> str | None:
    """A column whose words touch those of the form's last one, `本年处理决定数量占比`: together they are no label."""
    label = bare(form.columns[-1].label)
    for wording in (label, *VARIANTS.get(label, ())):
        behind = clean.rfind(wording, begin, limit) + len(wording)
        if behind < begin + len(wording):
            continue
        word = _WORDS.match(clean, behind, limit)
        if word and not _NO_COLUMN.fullmatch(word.group()) and not clean[word.end() : word.end() + 1].isdigit():
            return word.group()
    return None


def replaced_column(
    form: TableForm, clean: str, found: list[Found], heads: list[Found], begin: int, limit: int, figures: int
) -> str | None:
    """A column in the place of one of the form's that the header, which begins at `begin`, does not name."""
    held = {f.label.id for f in heads}
    missing = [bare(c.label) for c in form.columns if c.id not in held]
    wordings = [w for label in missing for w in (label, *VARIANTS.get(label, ()))]
    if not wordings:
        return None
    labels = [f for f in found if begin <= f.start < limit]
    for word in _words(clean, labels, begin, limit, figures):
        if len(word) >= MIN_LETTERS and not _CAPTION.search(word) and not any(_alike(word, w) for w in wordings):
            return word
    return None


def _words(clean: str, labels: list[Found], begin: int, limit: int, figures: int) -> list[str]:
    """Words that are no label, note or unit; the last before a figure is a row's label."""
    end = figures if figures >= 0 else limit
    chars = list(clean[begin:end])
    for item in labels:
        for at in range(item.start - begin, min(item.end - begin, len(chars))):
            chars[at] = " "
    words = [w for w in _WORDS.findall(_NOTE.sub(" ", "".join(chars))) if not _NO_COLUMN.fullmatch(w)]
    return words[:-1] if figures >= 0 else words


def _alike(word: str, label: str) -> bool:
    common = (Counter(word) & Counter(label)).total()
    return common >= MIN_ALIKE * min(len(word), len(label))
