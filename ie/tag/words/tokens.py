"""Text → tokens: words, single digits, single numerals and marks, with what stands between them.

Blanks, line ends and pipes are no tokens, since no span holds them: they are the gaps.  Digits are tokens of their own, so that
`0000000` can be seven cells and `153` one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from ie.tag.words.segmentation import cutter, part_of_speech

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint32]

BLANK, LINE_END, TAB, PIPE, DIGIT, HAN, LATIN, POINT, OPEN, CLOSE, STOP, COMMA, COLON, SIGN, PERCENT, OTHER = range(16)
_CLASSES = {
    BLANK: " \u00a0\u3000\u2002\u2003\u2009\u200b\ufeff\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029",
    LINE_END: "\n\r",
    TAB: "\t",
    PIPE: "|│┃¦",
    DIGIT: "0123456789",
    POINT: ".",
    OPEN: "(（[〔【《<“「",
    CLOSE: ")）]〕】》>”」",
    STOP: "。;；!！?？",
    COMMA: ",，、",
    COLON: ":：",
    SIGN: "+-−—–/＋－",
    PERCENT: "%％‰",
}
NUMERALS = "零〇一二三四五六七八九十百千万亿两"
SCALES = "万亿"
BY = "由"
BY_WORDS = "于此来衷头表点上下浅远近内外里小大简不"
"""What follows 由 in words of the dictionary; elsewhere it stands before a name: `由灵龙州人民政府编制` holds no word 由灵."""
NONE, SPACE, WIDE, TABBED, PIPED, PIPES, BROKEN, PARTED, RULED, EDGE = range(10)
"""Gaps before a token: nothing, a blank, several or a full-width one, a tab, a pipe, several pipes, a line end, an empty
line, line ends with pipes, the text's edge."""
_CODES = 0x10000
TEXTS_KEPT = 2
"""Texts of which what several steps ask for is remembered."""


def _class_table() -> NDArray[np.uint8]:
    table = np.full(_CODES, OTHER, np.uint8)
    table[0x4E00:0xA000] = HAN
    table[[code for code in range(_CODES) if chr(code).isspace()]] = BLANK
    table[ord("a") : ord("z") + 1] = table[ord("A") : ord("Z") + 1] = LATIN
    table[ord("〇")] = HAN
    for value, characters in _CLASSES.items():
        for character in characters:
            table[ord(character)] = value
    return table


CLASS_OF = _class_table()
_SCALES = [ord(c) for c in SCALES]
_IS_NUMERAL = np.zeros(_CODES, bool)
_IS_NUMERAL[[ord(c) for c in NUMERALS]] = True
_IN_BY_WORDS = np.zeros(_CODES, bool)
_IN_BY_WORDS[[ord(c) for c in BY_WORDS]] = True


@dataclass(frozen=True)
class Tokens:
    """Parallel arrays, one entry a token; `codes` and `classes` have one a character.  `gap[i]` stands before token i."""

    text: str
    codes: Ints
    classes: NDArray[np.uint8]
    start: Ints
    end: Ints
    kind: NDArray[np.uint8]
    word: Hashes
    pos: Hashes
    gap: Ints

    def __len__(self) -> int:
        return len(self.start)

    @cached_property
    def code(self) -> Ints:
        """The code point that each token begins with."""
        return self.codes[self.start]

    @cached_property
    def in_number(self) -> NDArray[np.bool_]:
        """Which tokens are parts of numbers: digits, and points and commas with a digit directly on both sides."""
        glued = self.gap == NONE
        digit = self.kind == DIGIT
        point = (self.code == ord(".")) | (self.code == ord(","))
        before = np.concatenate(([False], digit[:-1])) & glued
        behind = np.append(digit[1:] & glued[1:], False)
        out: NDArray[np.bool_] = digit | (point & before & behind)
        return out


@lru_cache(maxsize=TEXTS_KEPT)
def codes_of(text: str) -> Ints:
    """The code points, those beyond the basic plane as U+FFFD: one entry a character; read-only."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    codes[codes >= _CODES] = 0xFFFD
    codes.setflags(write=False)
    return codes


def sizes_of(firsts: Ints, end: int) -> Ints:
    """How long each stretch is, given where they begin, one directly behind the other, and where the last ends."""
    return np.concatenate((firsts[1:], (end,))) - firsts if len(firsts) else firsts


def tokenize(text: str) -> Tokens:
    """Cut one normalised text; every character that is no separator belongs to exactly one token."""
    codes = codes_of(text)
    classes = CLASS_OF[codes]
    starts, pos = _word_starts(text)
    begins = starts.copy()
    solid = (classes == HAN) | (classes == LATIN)
    begins |= ~solid
    begins[1:] |= classes[1:] != classes[:-1]
    begins[1:] &= ~((classes[1:] >= SIGN) & (codes[1:] == codes[:-1]))
    numeral = _IS_NUMERAL[codes] & (pos == part_of_speech("m"))
    begins |= numeral
    begins[1:] |= numeral[:-1]
    # `47.6亿元`: the scale is the figure's, the unit is not, and the dictionary has both as one word.
    scale = (codes == _SCALES[0]) | (codes == _SCALES[1])
    scale[1:] &= classes[:-1] == DIGIT
    begins |= scale
    begins[1:] |= scale[:-1]
    by = np.flatnonzero(begins[:-1] & (codes[:-1] == ord(BY)))
    begins[by + 1] |= ~_IN_BY_WORDS[codes[by + 1]]
    separator = classes <= PIPE
    bounds = np.flatnonzero(begins | separator)
    own = np.flatnonzero(~separator[bounds])
    start, end = bounds[own], np.append(bounds[1:], len(text))[own]
    return Tokens(
        text,
        codes,
        classes,
        start,
        end,
        classes[start],
        _word_hashes(codes, start, end, begins),
        pos[start],
        _gaps(codes, classes, start, end),
    )


def _word_starts(text: str) -> tuple[NDArray[np.bool_], Hashes]:
    starts = np.zeros(len(text), bool)
    lengths, parts = cutter()(text)
    ends = np.cumsum(lengths)
    covered = int(ends[-1]) if len(ends) else 0
    if covered != len(text):
        raise ValueError(f"the words cover {covered} of {len(text)} characters; please report it with the text")
    starts[ends - lengths] = True
    return starts, np.repeat(parts, lengths)


def _word_hashes(codes: Ints, start: Ints, end: Ints, begins: NDArray[np.bool_]) -> Hashes:
    """A number for each word from its characters and their places in it; no Python strings are made."""
    at = np.arange(len(codes), dtype=np.uint32)
    place = at - np.maximum.accumulate(at * begins)
    mixed = codes.astype(np.uint32)
    mixed *= np.uint32(0x9E3779B1)
    mixed ^= (place + np.uint32(1)) * np.uint32(0x85EBCA77)
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0x2C1B3C6D)
    # Sums wrap, and so do their differences.
    sums = np.zeros(len(codes) + 1, np.uint32)
    np.cumsum(mixed, out=sums[1:])
    return sums[end] - sums[start]


def _gaps(codes: Ints, classes: NDArray[np.uint8], start: Ints, end: Ints) -> Ints:
    gap = np.full(len(start), NONE, np.int64)
    if not len(start):
        return gap
    # Between two tokens stand separators and nothing else; what matters is counted among those alone.
    marks = np.flatnonzero(classes[: int(start[-1])] <= PIPE)
    if len(marks):
        first = np.flatnonzero(np.append(True, marks[1:] != marks[:-1] + 1))
        kind = classes[marks]

        def counts(flag: NDArray[np.bool_]) -> Ints:
            return np.add.reduceat(flag, first, dtype=np.int64)

        blanks, tabs, pipes, lines = (counts(kind == mark) for mark in (BLANK, TAB, PIPE, LINE_END))
        found = np.where(blanks == 1, SPACE, NONE)
        found[(blanks > 1) | (counts(codes[marks] == 0x3000) > 0)] = WIDE
        found[tabs > 0] = TABBED
        found[pipes == 1] = PIPED
        found[pipes > 1] = PIPES
        found[lines == 1] = BROKEN
        found[lines > 1] = PARTED
        found[(lines > 0) & (pipes > 0)] = RULED
        gap[np.append(start[0] > 0, start[1:] > end[:-1])] = found
    gap[0] = EDGE
    return gap
