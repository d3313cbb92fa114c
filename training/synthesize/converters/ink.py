"""Following characters through a program that knows nothing of labels: Document → ink → rendering → program → Tracked.

A report is rendered twice from the same random state: once plainly, once with each marked run written in a code point
of its own, as wide as what it replaces, so that columns and line breaks stay where they are.  The plain text is what
the sample keeps; the coded one tells whose each character is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from training.synthesize.tracked import Mark, Run, Tracked

WIDE_CODES = [chr(code) for code in range(0x3400, 0x4DB0)]
NARROW_CODES = [chr(code) for code in [*range(0x1401, 0x166D), *range(0x13A0, 0x13F5), *range(0x16A0, 0x16EB)]]
"""Rare ideographs two columns wide, and syllabics and runes one column wide: letters to every program, in no report."""
CLOSERS = frozenset(",.;:!?)]%，。；：！？）】》”’、…")
"""What some programs keep off the beginning of a line; left uncoded where coding all of it changes the line breaks."""
RULE = re.compile(r"([-=_─━═*])\1{2,}|[-:]+\|[-:|]+|\+[-=+:]+\+")
ESCAPE = "\\"
BARS = "|│¦"


def _square_free(length: int) -> list[int]:
    """0, 1 and 2 with no stretch twice in a row: PDFium drops a string that equals the one beside it."""
    word = [0]
    while len(word) < length:
        word = [new for old in word for new in ((0, 1, 2), (0, 2), (1,))[old]]
    return word


SQUARE_FREE = _square_free(200)


class UnalignedError(ValueError):
    """A program treated the coded rendering otherwise than the plain one, so that no label can be trusted."""


class Ink:
    """Writes runs plainly or in code, and remembers in which code each was written."""

    def __init__(self, coded: bool, plain_closers: bool = False, show_blanks: bool = True) -> None:
        self.coded = coded
        self.plain_closers = plain_closers
        self.show_blanks = show_blanks
        self.runs: list[tuple[str, Mark]] = []
        self._narrow = 0
        self.owner_of: dict[str, int] = {}

    def write(self, runs: Sequence[Run]) -> str:
        """The runs as the rendering shall hold them; blanks and unmarked characters are never coded."""
        return "".join(text if mark is None or not self.coded else self._code(text, mark) for text, mark in runs)

    def _code(self, text: str, mark: Mark) -> str:
        number = len(self.runs)
        self.runs.append(("".join(text.split()), mark))
        blank = mark.label == "CELL" and not self.runs[-1][0]
        wide = WIDE_CODES[3 * number : 3 * number + 3]
        if len(wide) < 3:
            raise UnalignedError(
                f"{number} marked runs in one report, more than a third of the {len(WIDE_CODES)} codes"
            )
        self.owner_of.update(dict.fromkeys(wide, number))
        narrow = ""
        if blank:
            # A blank prints nothing; in code it stands as a letter, so that the place it leaves can be found.
            return text + self._next_narrow(number) if self.show_blanks else text
        if any(not char.isspace() and not is_wide(char) for char in text):
            narrow = self._next_narrow(number)
        return "".join(
            char
            if char.isspace() or (self.plain_closers and at and char in CLOSERS)
            else wide[SQUARE_FREE[at % len(SQUARE_FREE)]]
            if is_wide(char)
            else narrow
            for at, char in enumerate(text)
        )

    def _next_narrow(self, number: int) -> str:
        if self._narrow >= len(NARROW_CODES):
            raise UnalignedError(
                f"more narrow runs in one report than the {len(NARROW_CODES)} codes: use a shorter one"
            )
        narrow = NARROW_CODES[self._narrow]
        self._narrow += 1
        self.owner_of[narrow] = number
        return narrow


def is_wide(char: str) -> bool:
    """Whether terminals give the character two columns; the ambiguous ones (“ ” — …) get one, as w3m and pandoc do."""
    return unicodedata.east_asian_width(char) in "WF"


def follow(render: Callable[[Ink], str], show_blanks: bool) -> Tracked:
    """The text `render` gives in plain ink, labelled by what it gives in code.  UnalignedError when the two part ways.

    `show_blanks` finds the fields of blank cells; only for programs that draw bars, since a letter more may move others.
    """
    plain = render(Ink(coded=False))
    ink = Ink(coded=True, show_blanks=show_blanks)
    try:
        return align(plain, render(ink), ink)
    except UnalignedError:
        ink = Ink(coded=True, plain_closers=True, show_blanks=show_blanks)
        return align(plain, render(ink), ink)


def align(plain: str, coded: str, ink: Ink) -> Tracked:
    """`plain` with the marks that `coded` shows, character by character, blanks and drawn rules apart.

    Every marked run must come out whole, as often as the program printed it; else UnalignedError.  A blank cell owns the
    blanks between the bars it stands between, where there are both.
    """
    owners: list[int | None] = [None] * len(plain)
    cursor = [0] * len(ink.runs)
    here, there = _visible(plain), _visible(coded)
    j = 0
    for at, i in enumerate([*here, len(plain)]):
        while j < len(there) and (run := ink.owner_of.get(coded[there[j]])) is not None and not ink.runs[run][0]:
            _own_place(plain, here[at - 1] if at else -1, i, owners, run)
            j += 1
        code = coded[there[j]] if j < len(there) else ""
        if i == len(plain):
            break
        run = ink.owner_of.get(code)
        if run is None and ink.plain_closers and code in CLOSERS:
            run = _still_open(ink, owners[here[at - 1]] if at else None, cursor, code)
        wanted = code if run is None else ink.runs[run][0][cursor[run] % len(ink.runs[run][0])]
        if plain[i] == wanted:
            owners[i] = run
            j += 1
            if run is not None:
                cursor[run] += 1
        elif plain[i] != ESCAPE:
            raise UnalignedError(_parting(plain, i, coded, there[j] if j < len(there) else len(coded)))
    if j < len(there):
        raise UnalignedError(_parting(plain, len(plain), coded, there[j]))
    for (text, _), seen in zip(ink.runs, cursor, strict=True):
        if text and (not seen or seen % len(text)):
            raise UnalignedError(
                f"the program printed {seen} characters of {text!r}: leave this program out for such reports"
            )
    return _tracked(plain, owners, ink)


def _still_open(ink: Ink, run: int | None, cursor: list[int], char: str) -> int | None:
    """The run just being printed, if the closer is what it prints next."""
    if run is None:
        return None
    text = ink.runs[run][0]
    done = cursor[run] % len(text)
    return run if done and text[done] == char else None


def _own_place(plain: str, before: int, after: int, owners: list[int | None], run: int) -> None:
    """The blanks of [before + 1, after) are a blank cell's where bars or tabs part it from its neighbours."""
    gap = plain[before + 1 : after]
    if (
        gap.strip(" \u3000\xa0") == ""
        and gap
        and after < len(plain)
        and plain[after] in BARS
        and before >= 0
        and plain[before] in BARS
    ):
        owners[before + 1 : after] = [run] * len(gap)


def _visible(text: str) -> list[int]:
    """Offsets of what is neither blank nor a drawn rule (whose length follows the columns' and so the escapes)."""
    ruled = {at for match in RULE.finditer(text) for at in range(match.start(), match.end())}
    return [at for at, char in enumerate(text) if not char.isspace() and char not in "\u200b\ufeff" and at not in ruled]


def _tracked(plain: str, owners: list[int | None], ink: Ink) -> Tracked:
    """Blanks and escapes between two characters of one run on one line are the run's."""
    last: int | None = None
    for at, owner in enumerate(owners):
        if owner is not None:
            if last is not None and owners[last] == owner and at - last == 2 and plain[last + 1] != "\n":
                owners[last + 1] = owner
            last = at
        elif not plain[at].isspace() and plain[at] != ESCAPE:
            last = None
    out = Tracked()
    out.text = plain
    out.owners = [None if owner is None else ink.runs[owner][1] for owner in owners]
    return out


def _parting(plain: str, i: int, coded: str, j: int) -> str:
    return (
        f"plain and coded output part ways at {plain[max(0, i - 20) : i + 10]!r} against {coded[max(0, j - 20) : j + 10]!r}: "
        "give this program another report or leave it out"
    )
