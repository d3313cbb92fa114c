"""How a report numbers its headings and sets their text: one set of habits a report, kept from the first heading to the last."""

from __future__ import annotations

import random
from dataclasses import dataclass

from training.synthesize.grammar.draw import chance, weighted
from training.synthesize.grammar.figures import chinese

# How headings of a level are numbered: {c} the Chinese numeral, {n} the digit, {o} the digit in a ring.
_FIRST = (
    ("{c}、", 0.787),
    ("{n}、", 0.025),
    ("{n}、 ", 0.006),
    ("{c}、 ", 0.06),
    ("第{c}部分 ", 0.015),
    ("{c}.", 0.01),
    ("（{c}）", 0.015),
    ("", 0.04),
    ("{c}", 0.02),
    ("{c}，", 0.005),
    ("{n}. ", 0.005),
)
_SECOND = (
    ("（{c}）", 0.53),
    ("({c})", 0.16),
    ("（{c}） ", 0.02),
    ("（{c}）、", 0.07),
    ("{n}.", 0.08),
    ("{n}、", 0.035),
    ("（{n}）", 0.03),
    ("{c}、", 0.02),
    ("{c}.", 0.01),
    ("", 0.02),
)
_THIRD = (
    ("{n}.", 0.4),
    ("{n}、", 0.32),
    ("{n}. ", 0.04),
    ("{n}、 ", 0.06),
    ("{n}．", 0.03),
    ("（{n}）", 0.09),
    ("({n})", 0.04),
    ("{o}", 0.03),
    ("", 0.01),
)
_THIRD_BELOW_DIGITS = (("（{n}）", 0.6), ("({n})", 0.2), ("{o}", 0.2))
_CLOSINGS = (
    ("。", 0.72),
    ("：", 0.1),
    (" ", 0.03),
    (":", 0.04),
    ("　", 0.02),
    ("　　", 0.06),
    ("。　　", 0.02),
    ("  ", 0.01),
)


@dataclass(frozen=True, slots=True)
class Outline:
    """One report's habits: numbering by level, slips, length of its prose, headings run in or alone."""

    first: str
    second: str
    third: str
    misnumbered: float
    numbers_lost: float
    run_in_first: float
    run_in: float
    closing: str
    closed_alone: float
    """How often a heading alone on its line ends in 。 or ：."""
    before: str
    """What a converter to Markdown puts before headings of the first level."""
    long_titles: float
    """How often a title is a phrase of the report's own instead of a usual one."""
    length: float
    """Sentences a topic gets, as a factor."""
    sub: float
    """How often a section is divided."""
    subsub: float
    listed: float
    """How often a section's sentences are numbered without being headings."""


def draw_outline(rng: random.Random, size: str) -> Outline:
    """The habits of one report; short reports are as common as long ones, only large organs write very long ones."""
    second = weighted(rng, _SECOND)
    big = size in ("province", "city", "county", "department_province")
    lengths = ((0.2, 0.1), (0.4, 0.15), (0.7, 0.27), (1.2, 0.27), (2.2, 0.15), (6.0, 0.14 if big else 0.0))
    length = weighted(rng, lengths)
    deep = weighted(rng, ((0.0, 0.42), (0.3, 0.28), (0.75, 0.3)))
    return Outline(
        first=weighted(rng, _FIRST),
        second=second,
        third=weighted(rng, _THIRD_BELOW_DIGITS if "{n}" in second else _THIRD),
        misnumbered=0.12 if chance(rng, 0.15) else 0.0,
        numbers_lost=0.15 if chance(rng, 0.06) else 0.0,
        run_in_first=weighted(rng, ((0.0, 0.94), (0.9, 0.06))),
        run_in=weighted(rng, ((1.0, 0.45), (0.0, 0.32), (0.5, 0.23))),
        closing=weighted(rng, _CLOSINGS),
        closed_alone=weighted(rng, ((0.0, 0.8), (0.15, 0.1), (0.9, 0.1))),
        before=weighted(rng, (("", 0.95), ("### ", 0.02), ("## ", 0.02), ("**", 0.01))),
        long_titles=weighted(rng, ((0.05, 0.5), (0.5, 0.3), (0.9, 0.2))),
        length=length,
        sub=1.0 if length > 4 else weighted(rng, ((1.0, 0.5), (0.5, 0.3), (0.0, 0.2))),
        subsub=deep,
        listed=weighted(rng, ((0.0, 0.65), (0.25, 0.35))),
    )


def number(pattern: str, at: int) -> str:
    """The number of the heading that is `at`-th of its level."""
    return pattern.replace("{c}", chinese(at)).replace("{n}", str(at)).replace("{o}", chr(0x245F + min(at, 20)))
