"""Labels that are not whole in a text: a letter lost or wrong, or a piece of a side label thrown between their halves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ie.editions.vocabulary import Label, Letters, occurrences

MIN_LETTERS = 6
"""Shorter labels differ from each other by one letter: a slip in them could be either."""
LETTERS_A_SLIP = 16
"""One wrong letter up to this length, two beyond."""
MAX_FIELD = 48
_FIELD = re.compile(r"[^\n|\t\d]+")
_NOTE = re.compile(r"[(][^()]*[)]?")
_SIDES = ("不予公开", "无法提供", "不予处理", "其他处理", "本年度办理结果")

Match = tuple[tuple[int, ...], str]


def around_fragments(
    text: str, stream: Letters, by_letters: dict[str, list[Label]], claimed: dict[int, int]
) -> Iterator[Match]:
    """Labels broken by a line that holds only a piece of a side label, as PDF converters print vertical side labels."""
    drop: set[int] = set()
    place = {at: i for i, at in enumerate(stream.at)}
    for line in re.finditer(r"(?m)^[ \u3000]*([\u4e00-\u9fff]{1,3})[ \u3000]*$", text):
        if any(line[1] in side and line[1] != side for side in _SIDES) and line[1] not in by_letters:
            drop.update(place[i] for i in range(line.start(1), line.end(1)) if i in place and place[i] not in claimed)
    if not drop:
        return
    kept = [i for i in range(len(stream.at)) if i not in drop]
    rest = "".join(stream.text[i] for i in kept)
    taken: set[int] = set(claimed)
    for word in sorted((w for w in by_letters if len(w) >= MIN_LETTERS), key=lambda w: (-len(w), w)):
        for at in occurrences(rest, word):
            indices = tuple(kept[at : at + len(word)])
            if not any(i in taken for i in indices):
                taken.update(indices)
                yield indices, word


def slips(text: str, stream: Letters, by_letters: dict[str, list[Label]], claimed: dict[int, int]) -> list[Match]:
    """Fields between known labels that differ from one label, and only one, by a letter or two."""
    if len(claimed) < MIN_LETTERS:
        return []
    first, last = stream.at[min(claimed)], stream.at[max(claimed)]
    place = {at: i for i, at in enumerate(stream.at)}
    words = tuple(sorted(w for w in by_letters if len(w) >= MIN_LETTERS))
    out: list[Match] = []
    for field in _FIELD.finditer(text, first, last):
        body = _NOTE.sub(lambda m: " " * len(m.group()), field.group())
        indices = tuple(
            place[field.start() + k]
            for k, c in enumerate(body)
            if "\u4e00" <= c <= "\u9fff" and field.start() + k in place
        )
        if not MIN_LETTERS - 1 <= len(indices) <= MAX_FIELD or any(i in claimed for i in indices):
            continue
        number = re.match(r"[ ]*[一二三四五六七八九十]{1,2}[、.]", body)
        if number:
            indices = tuple(i for i in indices if stream.at[i] >= field.start() + number.end())
        word = nearest("".join(stream.text[i] for i in indices), words)
        if word is not None:
            out.append((indices, word))
    return out


@cache
def nearest(letters: str, words: tuple[str, ...]) -> str | None:
    """The one label within the allowed slips of these letters; None where there is none or more than one."""
    best: list[str] = []
    least = 3
    own = set(letters)
    for word in words:
        allowed = 1 if len(word) < LETTERS_A_SLIP else 2
        if abs(len(word) - len(letters)) > allowed or len(set(word) - own) > allowed:
            continue
        distance = edits(letters, word)
        if distance <= allowed and distance <= least:
            best = [*best, word] if distance == least else [word]
            least = distance
    return best[0] if len(best) == 1 else None


def edits(a: str, b: str) -> int:
    """Letters to insert, delete or change to make one word the other."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (x != y))
    return row[-1]
