"""Where a text prints the form's labels: occurrences that stand like labels, not like words of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ie.editions.vocabulary import Label, Letters, letters_of, occurrences

_BEFORE = re.compile(r"(?:^|[\n|\t:;]|[ \u3000\u00a0]{2}|\d|[)\]])[ \u3000\u00a0]*[“\"]?$")
_AFTER = re.compile(r"[ \u3000\u00a0”\"]*(?:$|[\n|\t(:\d+\-−—–/\\\[]|[ \u3000\u00a0]{2}|[增减无][\s\d|]|[\d])")
_PREFIX = re.compile(r"(?:[(（]\s*[一二三四五六七八九十\d]{1,3}\s*[)）]|[一二三四五六七八九十]{1,3}\s*[、.,]|(?<!\d)\d{1,2}\s*[.、,])\s*$")
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


def find_labels(text: str, labels: Iterable[Label], letters: Letters | None = None) -> list[Found]:
    """All label-like occurrences in a text, in text order.  Longer labels claim their letters first."""
    stream = letters or letters_of(text)
    by_letters: dict[str, list[Label]] = {}
    for label in labels:
        by_letters.setdefault(label.letters, []).append(label)
    claimed: dict[int, int] = {}
    raw: list[tuple[int, int, str]] = []
    for word in sorted(by_letters, key=lambda w: (-len(w), w)):
        for at in occurrences(stream.text, word):
            if any(i in claimed for i in (at, at + len(word) - 1)):
                continue
            raw.append((at, at + len(word), word))
            for i in range(at, at + len(word)):
                claimed[i] = at
    out: list[Found] = []
    for begin, end, word in sorted(raw):
        offsets = stream.at[begin:end]
        for label in by_letters[word]:
            start, numbered = _with_number(text, offsets[0], label)
            if _stands_alone(text, start, offsets[-1] + 1, begin, end, claimed, stream, numbered):
                out.append(Found(label, start, offsets[-1] + 1, offsets, numbered))
    return out


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
