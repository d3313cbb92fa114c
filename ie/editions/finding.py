"""Where a text prints the form's labels: occurrences that stand like labels, not like words of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ie.editions.slips import around_fragments, slips
from ie.editions.vocabulary import Label, Letters, letters_of, occurrences

_BEFORE = re.compile(r"(?:^|[\n|\t:;]|[ \u3000\u00a0]{2}|\d|[)\]])[ \u3000\u00a0]*[“\"]?$")
_AFTER = re.compile(
    r"[ \u3000\u00a0”\"]*(?:$|[\n|\t(:\d+\-−—–/\\\[]|[ \u3000\u00a0]{2}|[增减无][\s\d|]|[ ](?:条|件|次|篇|个|人次|人|万元)[ ]*[\d\n|])"
)
_PREFIX = re.compile(
    r"(?:[(（]\s*[一二三四五六七八九十\d]{1,3}\s*[)）]|[一二三四五六七八九十]{1,3}\s*[、.,]|(?<!\d)\d{1,2}\s*[.、,])\s*$"
)
_STRAY = re.compile(r"(?:其中\s*[::,]?\s*)$")
CONTEXT = 24
"""Characters looked at before and behind an occurrence: an outline number with its spaces is shorter."""


@dataclass(frozen=True)
class Found:
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


def find_labels(text: str, labels: Iterable[Label], letters: Letters | None = None) -> list[Found]:
    """All label-like occurrences in a text, in text order.  Longer labels claim their letters first."""
    stream = letters or letters_without_units(text)
    by_letters: dict[str, list[Label]] = {}
    for label in labels:
        by_letters.setdefault(label.letters, []).append(label)
    claimed: dict[int, int] = {}
    raw: list[tuple[tuple[int, ...], str]] = []
    for word in sorted(by_letters, key=lambda w: (-len(w), w)):
        for at in occurrences(stream.text, word):
            if at in claimed or at + len(word) - 1 in claimed:
                continue
            raw.append((tuple(range(at, at + len(word))), word))
            for i in range(at, at + len(word)):
                claimed[i] = at
    out: list[Found] = []
    solid: dict[int, int] = {}

    def judge(indices: tuple[int, ...], word: str) -> None:
        offsets = tuple(stream.at[i] for i in indices)
        for label in by_letters[word]:
            start, numbered = _with_number(text, offsets[0], label)
            if label.number and len(word) <= SHORT and not numbered and (label.variant or start < offsets[0]):
                continue  # `（六）其他` is not `3.其他`
            if _stands_alone(text, start, offsets[-1] + 1, indices[0], indices[-1] + 1, claimed, stream, numbered):
                out.append(Found(label, start, offsets[-1] + 1, offsets, numbered))
                solid.update(dict.fromkeys(indices, indices[0]))

    for indices, word in sorted(raw):
        judge(indices, word)
    # Only labels that stand like labels bar the way to a second look: `其他` within `其他法律行政法规禁公开` does not.
    second = [*around_fragments(text, stream, by_letters, solid), *slips(text, stream, by_letters, solid)]
    for indices, _ in second:
        claimed.update(dict.fromkeys(indices, indices[0]))
    for indices, word in second:
        judge(indices, word)
    return sorted(out, key=lambda f: (f.at[0], -len(f.at)))


_UNIT_FIELD = re.compile(
    r"(?:(?<=[\n|\t])|(?<=[\n|\t] )|(?<=[\u4e00-\u9fff)][\u4e00-\u9fff)] ))(?:条|件|次|篇|个|人次|人|万元)(?=[ \t|\n]+\d)"
)


def letters_without_units(text: str) -> Letters:
    """The letters of a text, less the units that stand as fields of their own before a figure.

    In the 2014 form they stand between a label's halves: `其中:主要负责同志参加⏎次 40⏎访谈次数`.
    """
    stream = letters_of(text)
    units = {i for m in _UNIT_FIELD.finditer(text) for i in range(*m.span())}
    if not units:
        return stream
    at = tuple(i for i in stream.at if i not in units)
    return Letters("".join(text[i] for i in at), at)


def _with_number(text: str, first: int, label: Label) -> tuple[int, bool]:
    """Where the outline number before a label begins, if one stands there.

    In a run like `00000002.其他` only the form's own number is taken off: the other digits are figures of the row before.
    """
    before = text[max(0, first - CONTEXT) : first]
    base = first - len(before)
    stray = _STRAY.search(before)
    if stray:
        before = before[: stray.start()]
    wanted = label.number.strip("、.() （）")
    if wanted.isdigit():
        own = re.search(rf"{wanted}\s*[.、,]\s*[“\"]?$", before)
        if own:
            return base + own.start(), True
    match = _PREFIX.search(before)
    if match:
        return base + match.start(), wanted != "" and wanted in match.group()
    return base + len(before), False


def _stands_alone(
    text: str, start: int, end: int, begin: int, stop: int, claimed: dict[int, int], stream: Letters, numbered: bool
) -> bool:
    before = text[max(0, start - CONTEXT) : start]
    behind = text[end : end + CONTEXT]
    left = numbered or bool(_BEFORE.search(before)) or begin == 0
    if not left and begin - 1 in claimed:
        left = _close(text, stream.at[begin - 1] + 1, start)
    right = bool(_AFTER.match(behind)) or stop == len(stream.text)
    if not right and stop in claimed:
        right = _close(text, end, stream.at[stop])
    if not left or not right:
        return False
    return True


def _close(text: str, start: int, end: int) -> bool:
    """Whether nothing but separators and outline numbers stands between two labels."""
    return end - start <= CONTEXT and not re.search(r"[。;;!?]", text[start:end])
