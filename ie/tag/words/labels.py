"""Text → which of the form's labels each character may belong to: what the vocabulary knows before anything is learnt.

Looked up in the text's letters alone, so that a label broken by line ends, pipes or figures is still met; whether it stands like
a label or like words of a sentence is for the model to learn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from ie.editions.vocabulary import all_labels
from ie.tag.words.tokens import CLASS_OF, HAN, TEXTS_KEPT, Ints, codes_of

BEGIN, INSIDE, END = 1, 2, 3
OWN_NUMBER, OTHER_NUMBER = 1, 2
PREFIX = 12
"""Characters before a label in which its outline number stands."""
_CLOSES_NUMBER = tuple(')、.,:“"')
"""What an outline number ends in, opening quotation mark included; looked at first, since most labels have none."""
_NUMBER = re.compile(
    r"(?:[(]\s*([一二三四五六七八九十\d]{1,3})\s*[)]|([一二三四五六七八九十]{1,3}|\d{1,3})\s*[、.,:])\s*[“\"]?$"
)


@dataclass(frozen=True)
class LabelMap:
    """Arrays of one entry a character: the label's number plus one or 0, its kind, BEGIN/INSIDE/END, and OWN_/OTHER_NUMBER."""

    label: Ints
    kind: Ints
    place: NDArray[np.uint8]
    number: NDArray[np.uint8]


@cache
def _vocabulary() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[int, int, tuple[str, ...]]]]:
    """Words by their first three letters, longest first, and of each word its index, its kinds' index, its numbers.

    A word of two letters is also among those that begin with it.
    """
    kinds: dict[str, set[str]] = {}
    numbers: dict[str, set[str]] = {}
    for label in all_labels():
        kinds.setdefault(label.letters, set()).add(label.kind)
        numbers.setdefault(label.letters, set()).add(label.number.strip("、.() （）"))
    masks = {mask: i + 1 for i, mask in enumerate(sorted({tuple(sorted(k)) for k in kinds.values()}))}
    known = {
        word: (i + 1, masks[tuple(sorted(kinds[word]))], tuple(sorted(numbers[word] - {""})))
        for i, word in enumerate(sorted(kinds))
    }
    by_start: dict[str, list[str]] = {}
    for word in sorted(kinds, key=lambda w: (-len(w), w)):
        by_start.setdefault(word[:3], []).append(word)
    for start, words in by_start.items():
        if len(start) > 2 and start[:2] in kinds:
            words.append(start[:2])
    return {start: tuple(words) for start, words in by_start.items()}, known


@cache
def _letters() -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which characters a label begins with, and which are its second ones."""
    tables = np.zeros((2, 1 << 16), bool)
    for start in _vocabulary()[0]:
        for table, letter in zip(tables, start[:2], strict=True):
            table[ord(letter)] = True
    return tables[0], tables[1]


@lru_cache(maxsize=TEXTS_KEPT)
def map_labels(text: str) -> LabelMap:
    """The longest label at each place, from left to right, none within another; the arrays are read-only.

    The last texts' are kept: an ensemble's members ask for the same one after each other.
    """
    codes = codes_of(text)
    classes = CLASS_OF[codes]
    by_start, known = _vocabulary()
    size = len(text)
    out = LabelMap(
        np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size, np.uint8), np.zeros(size, np.uint8)
    )
    at = np.flatnonzero(classes == HAN)
    letters = codes[at]
    stream = letters.astype("<u4").tobytes().decode("utf-32-le")
    first, second = _letters()
    hits = np.flatnonzero(first[letters[:-1]] & second[letters[1:]])
    done = 0
    begins: list[int] = []
    words: list[str] = []
    for i in hits.tolist():
        if i < done:
            continue
        for word in by_start.get(stream[i : i + 3]) or by_start.get(stream[i : i + 2], ()):
            if stream.startswith(word, i):
                done = i + len(word)
                begins.append(i)
                words.append(word)
                break
    if words:
        _mark(out, at, np.array(begins), [known[word] for word in words], np.array([len(word) for word in words]))
        for start, word in zip(at[begins].tolist(), words, strict=True):
            _mark_number(out, text, start, known[word][2])
    for array in (out.label, out.kind, out.place, out.number):
        array.setflags(write=False)
    return out


def _mark(out: LabelMap, at: Ints, begins: Ints, words: list[tuple[int, int, tuple[str, ...]]], lengths: Ints) -> None:
    """The labels' letters; `at`: where each letter of the text stands, `begins` and `lengths`: of each label among those."""
    ends = np.cumsum(lengths)
    letters = at[np.arange(ends[-1]) + np.repeat(begins - (ends - lengths), lengths)]
    out.label[letters] = np.repeat(np.array([index for index, _, _ in words]), lengths)
    out.kind[letters] = np.repeat(np.array([kind for _, kind, _ in words]), lengths)
    out.place[letters] = INSIDE
    out.place[at[begins + lengths - 1]] = END
    out.place[at[begins]] = BEGIN


def _mark_number(out: LabelMap, text: str, first: int, numbers: tuple[str, ...]) -> None:
    """The outline number before the label that begins at `first`, which is printed with one of `numbers` or with none."""
    base = max(0, first - PREFIX)
    before = text[base:first]
    if before.rstrip()[-1:] not in _CLOSES_NUMBER:
        return
    for number in numbers:
        if number.isdigit():
            own = re.search(rf"{number}\s*[、.,]\s*[“\"]?$", before)
            if own:
                out.number[base + own.start() : first] = OWN_NUMBER
                return
    match = _NUMBER.search(before)
    if match:
        out.number[base + match.start() : first] = OWN_NUMBER if (match[1] or match[2]) in numbers else OTHER_NUMBER


@cache
def section_kinds() -> frozenset[int]:
    """The kinds' numbers of labels that may open a section."""
    kinds: dict[str, set[str]] = {}
    for label in all_labels():
        kinds.setdefault(label.letters, set()).add(label.kind)
    _, known = _vocabulary()
    return frozenset(known[word][1] for word, found in kinds.items() if "section" in found)


@cache
def known_kinds() -> int:
    """How many kinds of label `LabelMap.kind` tells apart."""
    return max(mask for _, mask, _ in _vocabulary()[1].values())
