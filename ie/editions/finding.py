"""Where a text prints the form's labels: occurrences that stand like labels, not like words of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from ie.editions.slips import Claims, around_fragments, slips
from ie.editions.vocabulary import Label, LabelIndex, Letters, letters_of, occurrences

_SEPARATORS = "\n|\t:;)]"
_BLANKS = " \u3000\u00a0"
_QUOTES = ("“", '"', "「")
_AFTER = re.compile(
    r"[ \u3000\u00a0”\"」]*(?:$|[\n|\t(:\d+\-−—–/\\\[]|[ \u3000\u00a0]{2}|[增减无][\s\d|]|"
    r"(?<=[ \u3000])(?:条|件|次|篇|个|人次|人|万元)[ \u3000]*[\d\n|])"
)
_PREFIX = re.compile(
    r"(?:[(（]\s*[一二三四五六七八九十\d]{1,3}\s*[)）]|[一二三四五六七八九十]{1,3}\s*[、.,]|(?<!\d)\d{1,2}\s*[.、,])\s*$"
)
_STRAY = re.compile(r"(?:其中\s*[::,]?\s*)$")
_STOP = re.compile(r"[。;;!?]")
_CLOSES_NUMBER = (")", "）", ".", "、", ",")
"""What an outline number ends in; looked at first, since most labels have none."""
_BEFORE_LABEL = frozenset((*_CLOSES_NUMBER, *_QUOTES, *"中:：,"))
"""The signs of which one stands before a label that has a number or an `其中` before it: the others need no closer look."""
_CLEAR_BEFORE = frozenset(f"{_SEPARATORS}0123456789")
_CLEAR_BEHIND = frozenset("\n|\t(:+-−—–/\\[0123456789")
"""The signs right beside a label that bound it at once, without a look at blanks: those of nearly every label in a table."""
CONTEXT = 24
"""Characters looked at before and behind an occurrence: an outline number with its spaces is shorter."""


class Found(NamedTuple):
    """A label at a place: `start` includes its outline number, `at` are the offsets of its letters."""

    label: Label
    start: int
    end: int
    at: tuple[int, ...]
    numbered: bool

    @property
    def first(self) -> int:
        """Offset of the first letter."""
        return self.at[0]


SHORT = 3
"""Labels of so few letters are told apart by their outline numbers alone."""


def find_labels(text: str, index: LabelIndex, letters: Letters | None = None) -> list[Found]:
    """All label-like occurrences in a text, in text order.  Longer labels claim their letters first.

    `letters`, where they are given, are in text order.
    """
    stream = letters or letters_without_units(text)
    claimed = Claims(len(stream.text) + 1)
    raw: list[tuple[int, str]] = []
    for word, places in _words_in(stream, index):
        for at in places:
            if not claimed[at] and not claimed[at + len(word) - 1]:
                raw.append((at, word))
                claimed[at : at + len(word)] = b"\x01" * len(word)
    out: list[Found] = []
    solid = Claims(len(stream.text) + 1)
    for at, word in sorted(raw):
        own = _judged_once(text, stream, index, at, word, claimed)
        if own:
            out += own
            solid[at : at + len(word)] = b"\x01" * len(word)
    # Only labels that stand like labels bar the way to a second look: `其他` within `其他法律行政法规禁公开` does not.
    second = [*around_fragments(text, stream, index, solid), *slips(text, stream, index, solid)]
    if not second:
        return out
    for indices, _ in second:
        for i in indices:
            claimed[i] = 1
    for indices, word in second:
        out += _judged(text, stream, index, indices, word, claimed)
    return sorted(out, key=lambda f: (f.at[0], -len(f.at)))


def _words_in(stream: Letters, index: LabelIndex) -> list[tuple[str, list[int]]]:
    """The index's words that stand in the stream, longest first, each with its places.

    One edition's are looked for after those of all, and then they are among those found.
    """
    for searched, found in stream.known:
        if index.words <= searched:
            return [(word, places) for word, places in found if word in index.words]
    letters = stream.text
    found = [(word, occurrences(letters, word)) for word in index.longest_first if word in letters]
    stream.known.append((index.words, found))
    return found


def _judged_once(text: str, stream: Letters, index: LabelIndex, at: int, word: str, claimed: Claims) -> list[Found]:
    """`_judged` of letters that stand together: one edition's labels are mostly among those found for all editions before.

    Each label is judged by itself; of the letters around its own only the next ones on both sides, whether they are claimed, matter.
    """
    place = at, word, claimed[at - 1], claimed[at + len(word)]
    known: tuple[frozenset[str], list[Found]] | None = stream.judged.get(place)
    if known and index.editions <= known[0]:
        return [item for item in known[1] if item.label.edition in index.editions]
    found = _judged(text, stream, index, range(at, at + len(word)), word, claimed)
    stream.judged[place] = index.editions, found
    return found


def _judged(
    text: str, stream: Letters, index: LabelIndex, indices: Sequence[int], word: str, claimed: Claims
) -> list[Found]:
    """The labels of these letters that stand like labels at this place."""
    begin, stop = indices[0], indices[-1] + 1
    at = stream.at[begin:stop] if stop - begin == len(indices) else tuple(stream.at[i] for i in indices)
    first, end = at[0], at[-1] + 1
    if not _free_behind(text, end, stop, claimed, stream):
        return []
    if text[max(0, first - CONTEXT) : first].rstrip()[-1:] not in _BEFORE_LABEL:
        if not _free_before(text, first, begin, claimed, stream):
            return []
        labels = index.by_letters[word]
        if len(word) <= SHORT:
            labels = tuple([(label, wanted) for label, wanted in labels if not (wanted and label.variant)])
        return [Found(label, first, end, at, False) for label, _ in labels]
    before = _Before(text, first)
    left: dict[str, tuple[int, bool, bool]] = {}
    out: list[Found] = []
    for label, wanted in index.by_letters[word]:
        if wanted not in left:
            start, numbered = before.number(wanted)
            left[wanted] = start, numbered, numbered or _free_before(text, start, begin, claimed, stream)
        start, numbered, free = left[wanted]
        if wanted and len(word) <= SHORT and not numbered and (label.variant or start < first):
            continue  # `（六）其他` is not `3.其他`
        if free:
            out.append(Found(label, start, end, at, numbered))
    return out


_UNIT = re.compile(r"(?:条|件|次|篇|个|人次|人|万元)(?=[ \t|\n]+\d)")
_OPENS_FIELD = re.compile(r"(?<=[\n|\t])|(?<=[\n|\t] )|(?<=[\u4e00-\u9fff)][\u4e00-\u9fff)] )")


def letters_without_units(text: str) -> Letters:
    """The letters of a text, less the units that stand as fields of their own before a figure.

    In the 2014 form they stand between a label's halves: `其中:主要负责同志参加⏎次 40⏎访谈次数`.
    """
    units = [m.span() for m in _UNIT.finditer(text) if _OPENS_FIELD.match(text, m.start())]
    begins, ends = (0, *(end for _, end in units)), (*(start for start, _ in units), len(text))
    return letters_of(text, zip(begins, ends, strict=True))


class _Before:
    """What stands before a label's first letter: where its outline number begins, if one stands there.

    In a run like `00000002.其他` only the form's own number is taken off: the other digits are figures of the row before.
    """

    def __init__(self, text: str, first: int) -> None:
        self._base = max(0, first - CONTEXT)
        words = text[self._base : first]
        if "其中" in words and (stray := _STRAY.search(words)):
            words = words[: stray.start()]
        self._words = words
        self._bare = self._base + len(words), False
        bare = words.rstrip()
        if bare[-1:] in _QUOTES:
            bare = bare[:-1].rstrip()
        self._closed = bare[-1:] in _CLOSES_NUMBER
        self._any: re.Match[str] | Literal[False] | None = False

    def number(self, wanted: str) -> tuple[int, bool]:
        """Where a label of that number begins, and whether the number is its own."""
        if not self._closed:
            return self._bare
        if wanted.isdigit():
            own = _own_number(wanted).search(self._words)
            if own:
                return self._base + own.start(), True
        if self._any is False:
            self._any = _PREFIX.search(self._words)
        if self._any:
            return self._base + self._any.start(), wanted != "" and wanted in self._any.group()
        return self._bare


@lru_cache(maxsize=256)
def _own_number(wanted: str) -> re.Pattern[str]:
    return re.compile(rf"{wanted}\s*[.、,]\s*[“\"]?$")


def _free_before(text: str, start: int, begin: int, claimed: Claims, stream: Letters) -> bool:
    """Whether a label without its own number may begin here: behind a separator, a figure or another label."""
    if begin == 0 or text[start - 1 : start] in _CLEAR_BEFORE or _separated(text[max(0, start - CONTEXT) : start]):
        return True
    return bool(claimed[begin - 1]) and _close(text, stream.at[begin - 1] + 1, start)


def _separated(before: str) -> bool:
    """Whether these words end in a separator, a figure or a wide blank, an opening quotation mark left aside."""
    words = before[:-1] if before[-1:] in _QUOTES else before
    bare = words.rstrip(_BLANKS)
    return not bare or len(words) - len(bare) > 1 or bare[-1] in _SEPARATORS or bare[-1].isdecimal()


def _free_behind(text: str, end: int, stop: int, claimed: Claims, stream: Letters) -> bool:
    """Whether a label may end here: before a separator, a figure or another label."""
    if stop == len(stream.text) or text[end] in _CLEAR_BEHIND or _AFTER.match(text, end, end + CONTEXT):
        return True
    return bool(claimed[stop]) and _close(text, end, stream.at[stop])


def _close(text: str, start: int, end: int) -> bool:
    """Whether nothing but separators and outline numbers stands between two labels."""
    return end - start <= CONTEXT and not _STOP.search(text[start:end])
