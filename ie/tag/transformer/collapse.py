"""Characters → tokens, reversibly: what needs no look of its own shares a token with its neighbours.

Text ─collapse→ Characters ─windows→ …

- A run of blanks, pipes and line ends is one token; its class says how many pipes and line ends there are.
- A run of rules (`-----`, `____`, `....`) is one token.
- The middle of a long sentence without a digit or a numeral is one token.  No figure, number or line end is in it, and a comma
  is: joined header cells hold none and stay whole.

Every digit stays a token of its own: `0000000` may be seven cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from ie.tag.words.tokens import codes_of, sizes_of

Array = npt.NDArray[np.int64]

PRIVATE: Final = 0xE000
"""First code point of Unicode's private use: the classes of runs are written there, so that every token is one character."""
ELIDED: Final = PRIVATE
WIDE_BLANK: Final = PRIVATE + 1
TAB: Final = PRIVATE + 2
GAP: Final = PRIVATE + 16
"""Separators: GAP + 4 * line ends + pipes; 3 pipes and 2 line ends stand for more."""
MOST_PIPES: Final = 3
MOST_LINE_ENDS: Final = 2
RULES: Final = {ord(c): PRIVATE + 3 + i for i, c in enumerate("-_=.*#")}
"""Marks that rules are drawn with, and the class of each."""
SHORTEST_RULE: Final = 3
"""`--253` is a figure with two signs; three or more marks are a rule."""
LAST_CLASS: Final = GAP + 4 * MOST_LINE_ENDS + MOST_PIPES
PRIVATE_END: Final = 0xF8FF
REPLACEMENT: Final = 0xFFFD

SEPARATORS: Final = " \t\u3000|\n"
NUMERALS: Final = "0123456789一二三四五六七八九十百千万亿两零〇"
STOPS: Final = NUMERALS + SEPARATORS + "。"
"""No elided stretch holds one of these: a figure, a heading's number or a cell may begin there, or a heading end."""
COMMAS: Final = ",;"
KEPT: Final = 12
"""Characters kept at each end of elided prose: what a heading run in, or a figure's unit, needs to be told by."""
SHORTEST_ELIDED: Final = 8

_PLANE = 0x10000


def _table(characters: str) -> npt.NDArray[np.bool_]:
    table = np.zeros(_PLANE, dtype=bool)
    table[[ord(c) for c in characters]] = True
    return table


_OTHER, _SEPARATOR, _RULE, _PRIVATE = range(4)
_IS_STOP = _table(STOPS)
_IS_STOP[PRIVATE : PRIVATE_END + 1] = True
_IS_COMMA = _table(COMMAS)
_KINDS = np.full(_PLANE, _OTHER, dtype=np.uint8)
_KINDS[[ord(c) for c in SEPARATORS]] = _SEPARATOR
_KINDS[list(RULES)] = _RULE
_KINDS[PRIVATE : PRIVATE_END + 1] = _PRIVATE


@dataclass(frozen=True)
class Characters:
    """One text as tokens: `symbols` a code point each (characters, or classes from PRIVATE on), `starts` the character each begins at.

    `length` is the text's, in characters; token i covers [starts[i], starts[i + 1]).
    """

    symbols: Array
    starts: Array
    length: int

    def __len__(self) -> int:
        return len(self.symbols)

    @property
    def closed(self) -> npt.NDArray[np.bool_]:
        """Tokens that belong to no span."""
        return is_closed(self.symbols)

    @property
    def sizes(self) -> Array:
        """Characters of each token."""
        return sizes_of(self.starts, self.length)


def is_closed(symbols: Array) -> npt.NDArray[np.bool_]:
    """Tokens that belong to no span: the separators with a pipe or a line end."""
    return symbols >= GAP + 1


def collapse(clean: str) -> Characters:
    """The tokens of a normalised text.

    >>> [chr(s) if s < PRIVATE else hex(s) for s in collapse("规章 | 0 |" + chr(10) + "|").symbols]
    ['规', '章', '0xe011', '0', '0xe016']
    """
    codes = codes_of(clean)
    kinds = _KINDS[codes]
    symbols, starts = _collapse_runs(np.where(kinds == _PRIVATE, REPLACEMENT, codes), kinds)
    return Characters(*_elide(symbols, starts), length=len(codes))


def _collapse_runs(codes: Array, kinds: npt.NDArray[np.uint8]) -> tuple[Array, Array]:
    """Runs of separators and of rules, one token each; every other character its own."""
    n = len(codes)
    if n == 0:
        return codes, codes
    separator = kinds == _SEPARATOR
    rule = kinds == _RULE
    opens = np.ones(n, dtype=bool)
    opens[1:] = ~((separator[1:] & separator[:-1]) | (rule[1:] & (codes[1:] == codes[:-1])))
    starts = np.flatnonzero(opens)
    sizes = sizes_of(starts, n)
    short = rule[starts] & (sizes < SHORTEST_RULE) & (sizes > 1)
    if short.any():  # `--` is two tokens
        opens[starts[short] + 1] = True
        starts = np.flatnonzero(opens)
        sizes = sizes_of(starts, n)
    symbols = codes[starts]
    for at in np.flatnonzero((sizes >= SHORTEST_RULE) & rule[starts]).tolist():
        symbols[at] = RULES[int(symbols[at])]
    gaps = np.flatnonzero(separator[starts])
    if len(gaps):
        symbols[gaps] = _gap_symbols(codes[separator], symbols[gaps], sizes[gaps])
    return symbols, starts


def _gap_symbols(separators: Array, symbols: Array, sizes: Array) -> Array:
    """The symbol of each run of separators, given all of them, the first of each run, and the runs' sizes."""
    firsts = np.cumsum(sizes) - sizes
    pipes = np.minimum(np.add.reduceat(separators == ord("|"), firsts), MOST_PIPES)
    ends = np.minimum(np.add.reduceat(separators == ord("\n"), firsts), MOST_LINE_ENDS)
    tabs = np.add.reduceat(separators == ord("\t"), firsts) > 0
    blank = np.where(tabs, TAB, np.where((sizes > 1) | (symbols == 0x3000), WIDE_BLANK, symbols))
    return np.where((pipes > 0) | (ends > 0), GAP + 4 * ends + pipes, blank)


def _elide(symbols: Array, starts: Array) -> tuple[Array, Array]:
    """The middles of long stretches without STOPS that hold a comma, one token each."""
    stops = np.flatnonzero(_IS_STOP[symbols])
    begins = np.concatenate(([0], stops + 1)) + KEPT
    ends = np.concatenate((stops, [len(symbols)])) - KEPT
    commas = np.concatenate(([0], np.cumsum(_IS_COMMA[symbols])))
    keep = np.ones(len(symbols), dtype=bool)
    long = ends - begins >= SHORTEST_ELIDED
    for begin, end in zip(begins[long].tolist(), ends[long].tolist(), strict=True):
        if commas[end] > commas[begin]:
            keep[begin + 1 : end] = False
            symbols[begin] = ELIDED
    return symbols[keep], starts[keep]


def collapse_tags(tags: npt.ArrayLike, tokens: Characters) -> Array:
    """One tag a token from one tag a character: that of its first character."""
    return np.asarray(tags, dtype=np.int64)[tokens.starts]
