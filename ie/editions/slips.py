"""Labels that are not whole in a text: a letter lost or wrong, or a piece of a side label thrown between their halves."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ie.editions.vocabulary import LabelIndex, Letters, occurrences

MIN_LETTERS = 6
"""Shorter labels differ from each other by one letter: a slip in them could be either."""
LETTERS_A_SLIP = 16
"""One wrong letter up to this length, two beyond."""
MAX_SLIPS = 2
MIN_SHORTENED = 4
"""Fewer letters than this are no label, even with its number."""
MIN_KEPT = 0.6
"""Share of a numbered label's letters that must stand where some are other words: `损害第三方` for `保护第三方`."""
MAX_FIELD = 48
TEXTS_KEPT = 4
"""Texts whose fields are remembered: one is searched for the labels of all editions and of its own, in two taggers' readings."""
SEPARATORS = "\n|\t \u3000"
_FIELD = re.compile(rf"[^\n|\t\d]{{{MIN_LETTERS - 1},}}")
_NOTE = re.compile(r"[(][^()]*[)]?")
_NUMBER = re.compile(r"[ ]*[一二三四五六七八九十]{1,2}[、.]")
_BEHIND_DIGIT = re.compile(r"[ ]?[.、,][^。;]*$")
_NUMERAL = re.compile(r"[ ]*[(]?[ ]?([一二三四五六七八九十])[ ]?[)、.,][^。;]*$")
_SIDES = ("不予公开", "无法提供", "不予处理", "其他处理", "本年度办理结果")
_PIECES = frozenset(side[i:j] for side in _SIDES for j in range(len(side) + 1) for i in range(max(0, j - 3), j))
"""What is left of a vertical side label on one line: up to three of its letters."""

Match = tuple[tuple[int, ...], str]
"""Places of a label's letters among those of the text, and the label's letters as the form prints them."""
Claims = bytearray
"""For each letter of a text 1 where a label has it; and one 0 more, which stands behind the last letter and, as [-1], before the first."""


def around_fragments(text: str, stream: Letters, index: LabelIndex, claimed: Claims) -> Iterator[Match]:
    """Labels broken by a line that holds only a piece of a side label, as PDF converters print vertical side labels."""
    drop: set[int] = set()
    for start, piece in _lone_pieces(text):
        if piece not in index.by_letters:
            drop.update(i for i in _places(stream, start, start + len(piece)) if not claimed[i])
    if not drop:
        return
    kept = [i for i in range(len(stream.at)) if i not in drop]
    rest = "".join(stream.text[i] for i in kept)
    taken = claimed.copy()
    for word in index.longest_first:
        if len(word) < MIN_LETTERS:
            break
        for at in occurrences(rest, word):
            indices = tuple(kept[at : at + len(word)])
            if not any(taken[i] for i in indices):
                for i in indices:
                    taken[i] = 1
                yield indices, word


@lru_cache(maxsize=TEXTS_KEPT)
def _lone_pieces(text: str) -> tuple[tuple[int, str], ...]:
    """The pieces of side labels that fill a line of the text, each with its offset."""
    out: list[tuple[int, str]] = []
    at = 0
    for line in text.split("\n"):
        piece = line.strip(" \u3000")
        if piece in _PIECES:
            out.append((at + line.index(piece), piece))
        at += len(line) + 1
    return tuple(out)


@lru_cache(maxsize=TEXTS_KEPT)
def _fields(text: str, first: int, last: int) -> tuple[tuple[int, int], ...]:
    """The fields of a stretch of the text that are long enough for a label."""
    return tuple([field.span() for field in _FIELD.finditer(text, first, last)])


def _open_fields(text: str, stream: Letters, claimed: Claims) -> Iterator[tuple[int, int]]:
    """The fields from the first known label to the last in which a letter is no label's; most fields are whole labels."""
    at = stream.at
    letter, last = claimed.find(1), claimed.rfind(1)
    for start, end in _fields(text, at[letter], at[last]):
        if end <= at[letter]:
            continue
        letter = claimed.find(0, bisect_left(at, start, letter), last)
        if letter < 0:
            return
        if at[letter] < end:
            yield start, end


def _places(stream: Letters, start: int, end: int) -> range:
    """The letters of a stream that stand in a stretch of its text."""
    return range(bisect_left(stream.at, start), bisect_left(stream.at, end))


def slips(text: str, stream: Letters, index: LabelIndex, claimed: Claims) -> list[Match]:
    """Fields between known labels that differ from one label, and only one, by a letter or two."""
    if claimed.count(1) < MIN_LETTERS:
        return []
    at = stream.at
    out: list[Match] = []
    begin = 0
    for start, end in _open_fields(text, stream, claimed):
        begin = bisect_left(at, start, begin)
        note = text.find("(", start, end)
        if claimed[begin] and (note < 0 or at[begin] < note):
            continue  # the field begins with a label that has been found
        own = range(begin, bisect_left(at, end, begin))
        if len(own) < MIN_LETTERS - 1:
            continue
        indices: Sequence[int] = own
        body = field = text[start:end]
        if note >= 0:
            body = _NOTE.sub(lambda m: " " * len(m.group()), field)
            indices = [i for i in own if body[stream.at[i] - start] != " "]
        if not MIN_LETTERS - 1 <= len(indices) <= MAX_FIELD or any(claimed[i] for i in indices):
            continue
        number = _NUMBER.match(body)
        if number:
            indices = [i for i in indices if stream.at[i] >= start + number.end()]
        letters = "".join([stream.text[i] for i in indices])
        word = nearest(letters, index)
        if word is None and (own_number := _number_of(text, start, field)):
            word = shortened(letters, own_number, index)
        if word is not None:
            out.append((tuple(indices), word))
    return out


@lru_cache(maxsize=4096)
def nearest(letters: str, index: LabelIndex) -> str | None:
    """The one label within the allowed slips of these letters; None where there is none or more than one."""
    best: list[str] = []
    least = 3
    if sum(letter not in index.letters for letter in letters) > MAX_SLIPS:
        return None  # each letter that no label has is a slip
    others = ~index.letter_set(letters)
    for length in range(max(MIN_LETTERS, len(letters) - MAX_SLIPS), len(letters) + MAX_SLIPS + 1):
        allowed = 1 if length < LETTERS_A_SLIP else MAX_SLIPS
        if abs(length - len(letters)) > allowed:
            continue
        for word, of_word in index.by_length.get(length, ()):
            if (of_word & others).bit_count() > allowed:
                continue
            distance = edits(letters, word)
            if distance <= allowed and distance <= least:
                best = [*best, word] if distance == least else [word]
                least = distance
    return best[0] if len(best) == 1 else None


def _number_of(text: str, start: int, field: str) -> str | None:
    """The outline number that a field begins with, or that stands right before it: fields hold no digits."""
    if start and text[start - 1].isdigit():
        alone = start == 1 or text[start - 2] in SEPARATORS
        return text[start - 1] if alone and _BEHIND_DIGIT.match(field) else None
    numeral = _NUMERAL.match(field)
    return numeral[1] if numeral else None


@lru_cache(maxsize=4096)
def shortened(letters: str, number: str, index: LabelIndex) -> str | None:
    """The one label of that outline number that these letters shorten, or say in part in other words."""
    words = [w for w in index.by_number.get(number, ()) if len(w) >= MIN_LETTERS and _kept_of(w, letters)]
    return words[0] if len(words) == 1 and len(letters) >= MIN_SHORTENED else None


def _kept_of(word: str, letters: str) -> bool:
    """Whether all of the letters are left of the word, or enough of both are."""
    enough = min(len(letters), MIN_KEPT * max(len(word), len(letters)))
    # The cheap question first: no more letters stand in order than there are in common.
    return sum(letter in word for letter in letters) >= enough and _in_order(letters, word) >= enough


def _in_order(a: str, b: str) -> int:
    """How many letters the two have in common, in the same order."""
    row = [0] * (len(b) + 1)
    for x in a:
        before = 0
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], before + 1 if x == y else max(row[j], row[j - 1])
    return row[-1]


def edits(a: str, b: str) -> int:
    """Letters to insert, delete or change to make one word the other."""
    # What both begin and end with needs no change, and of a slip's pair that is nearly all.
    begin = _in_common(a, b)
    a, b = a[begin:], b[begin:]
    end = _in_common(a[::-1], b[::-1])
    a, b = a[: len(a) - end], b[: len(b) - end]
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (x != y))
    return row[-1]


def _in_common(a: str, b: str) -> int:
    """How many letters the two have in common at their beginning."""
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
