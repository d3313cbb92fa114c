"""Text → tokens: words, single digits, single numerals and marks, with what stands between them.

Blanks, line ends and pipes are no tokens, since no span holds them: they are the gaps.  Digits are tokens of their own, so that
`0000000` can be seven cells and `153` one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ie.tag.words.segmentation import cutter

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


def codes_of(text: str) -> Ints:
    """The code points, those beyond the basic plane as U+FFFD: one entry a character."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    codes[codes >= _CODES] = 0xFFFD
    return codes


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
    by = begins[:-1] & (codes[:-1] == ord(BY)) & ~np.isin(codes[1:], [ord(c) for c in BY_WORDS])
    begins[1:] |= by
    separator = classes <= PIPE
    start = np.flatnonzero(begins & ~separator)
    if not len(start):
        empty = np.zeros(0, np.int64)
        nothing = np.zeros(0, np.uint32)
        return Tokens(text, codes, classes, empty, empty, empty.astype(np.uint8), nothing, nothing, empty)
    closes = np.append(np.flatnonzero(begins | separator), len(text))
    end = closes[np.searchsorted(closes, start, side="right")]
    return Tokens(
        text,
        codes,
        classes,
        start,
        end,
        classes[start],
        _word_hashes(codes, start, end),
        pos[start],
        _gaps(codes, classes, start, end),
    )


def number_parts(tokens: Tokens) -> NDArray[np.bool_]:
    """Which tokens are parts of numbers: digits, and points and commas with a digit directly on both sides."""
    glued = tokens.gap == NONE
    code = tokens.codes[tokens.start]
    digit = tokens.kind == DIGIT
    point = (code == ord(".")) | (code == ord(","))
    before = np.concatenate(([False], digit[:-1])) & glued
    behind = np.append(digit[1:] & glued[1:], False)
    out: NDArray[np.bool_] = digit | (point & before & behind)
    return out


@cache
def part_of_speech(flag: str) -> int:
    """A stable number of a part of speech."""
    code = 1
    for character in flag:
        code = (code * 31 + ord(character)) & 0xFFFFFFFF
    return code


def _word_starts(text: str) -> tuple[NDArray[np.bool_], Hashes]:
    starts = np.zeros(len(text), bool)
    pairs = list(cutter()(text))
    words, parts = zip(*pairs, strict=True) if pairs else ((), ())
    lengths = np.fromiter(map(len, words), np.int64, len(pairs))
    flags = np.fromiter(map(part_of_speech, parts), np.uint32, len(pairs))
    if int(lengths.sum()) != len(text):
        raise ValueError(
            f"the words cover {int(lengths.sum())} of {len(text)} characters; please report it with the text"
        )
    if len(lengths):
        starts[np.cumsum(lengths) - lengths] = True
    return starts, np.repeat(flags, lengths)


def _word_hashes(codes: Ints, start: Ints, end: Ints) -> Hashes:
    """A number for each word from its characters and their places in it; no Python strings are made."""
    length = end - start
    owner = np.repeat(np.arange(len(start)), length)
    first = np.cumsum(length) - length
    place = np.arange(int(length.sum())) - first[owner]
    letters = codes[start[owner] + place].astype(np.uint32)
    mixed = (letters * np.uint32(0x9E3779B1)) ^ ((place + 1).astype(np.uint32) * np.uint32(0x85EBCA77))
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0x2C1B3C6D)
    return np.add.reduceat(mixed, first).astype(np.uint32)


def _gaps(codes: Ints, classes: NDArray[np.uint8], start: Ints, end: Ints) -> Ints:
    def between(flag: NDArray[np.bool_]) -> Ints:
        total = np.concatenate(([0], np.cumsum(flag)))
        return np.asarray(total[start] - total[np.concatenate(([0], end[:-1]))], np.int64)

    blanks = between(classes == BLANK)
    wide = between(codes == 0x3000)
    tabs = between(classes == TAB)
    pipes = between(classes == PIPE)
    lines = between(classes == LINE_END)
    gap = np.where(blanks == 1, SPACE, NONE)
    gap = np.where((blanks > 1) | (wide > 0), WIDE, gap)
    gap = np.where(tabs > 0, TABBED, gap)
    gap = np.where(pipes == 1, PIPED, gap)
    gap = np.where(pipes > 1, PIPES, gap)
    gap = np.where(lines == 1, BROKEN, gap)
    gap = np.where(lines > 1, PARTED, gap)
    gap = np.where((lines > 0) & (pipes > 0), RULED, gap)
    gap[0] = EDGE
    return gap.astype(np.int64)
