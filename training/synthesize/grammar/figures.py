"""Figures of prose: a kind of quantity → the number as words print it, its value and its unit, marked.

"items" → 近⟦2.4万⟧条, ⟦260⟧余条, ⟦1,204⟧条;   "few" → ⟦两⟧次, ⟦3⟧场
"""

from __future__ import annotations

import random
from decimal import Decimal

from training.synthesize.grammar.draw import chance, pick, spread, whole
from training.synthesize.tracked import Mark, Run

DIGITS = "零一二三四五六七八九十"
SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}

# Kind → smallest and largest value for a town, and how much larger a big organ's is.
KINDS: dict[str, tuple[float, float, float]] = {
    "one": (1, 3, 1),
    "few": (1, 12, 1.5),
    "some": (2, 60, 3),
    "items": (8, 900, 12),
    "many": (60, 5000, 10),
    "visits": (500, 90_000, 12),
    "people": (6, 300, 4),
    "old": (5, 900, 10),
    "households": (3, 4000, 6),
    "places": (1, 40, 3),
}
FACTOR = {
    "province": 1.0,
    "city": 0.9,
    "county": 0.6,
    "zone": 0.4,
    "department_province": 0.7,
    "department_city": 0.4,
    "department_county": 0.15,
    "office": 0.1,
    "town": 0.0,
}


def chinese(value: int) -> str:
    """A number below 100 in words, 两 aside."""
    tens, ones = divmod(value, 10)
    if value <= 10:
        return DIGITS[value]
    return (DIGITS[tens] if tens > 1 else "") + "十" + (DIGITS[ones] if ones else "")


def round_in_words(value: int) -> tuple[str, int] | None:
    """七千, 三百, 两千: a number from 100 to 9999 rounded down to its first digit; None outside these bounds."""
    for size, word in ((1000, "千"), (100, "百")):
        if size <= value < size * 10:
            first = value // size
            return ("两" if first == 2 else DIGITS[first]) + word, first * size
    return None


def draw_value(rng: random.Random, kind: str, size: str) -> int:
    """A value of that kind for an organ of that size."""
    low, high, factor = KINDS[kind]
    return spread(rng, low, max(low + 1, high * (1 + (factor - 1) * FACTOR[size])))


def count_runs(rng: random.Random, value: int, unit: str, exact: bool, spaced: bool, out: list[Run]) -> None:
    """Append a count in one of the ways prose prints one.

    `exact` forbids rounding (the table prints the same figure); `spaced` sets blanks around digits, as many editors do.
    """
    before = behind = ""
    shown = Decimal(value)
    words = round_in_words(value) if not exact and chance(rng, 0.05) else None
    if words is not None:
        text, shown = words[0], Decimal(words[1])
        before, behind = _hedge(rng)
    elif value >= 10_000 and not exact and chance(rng, 0.55):
        places = pick(rng, (0, 1, 1, 2))
        scaled = round(Decimal(value) / 10_000, places)
        text, shown = f"{scaled}万", scaled * 10_000
        before, behind = _hedge(rng)
    elif not exact and value >= 30 and chance(rng, 0.2):
        step = 10 ** max(1, len(str(value)) - 2)
        value = max(step, value // step * step)
        text, shown = str(value), Decimal(value)
        before, behind = _hedge(rng)
    elif 0 < value <= 99 and chance(rng, 0.13 if value <= 10 else 0.03):
        text = "两" if value == 2 else chinese(value)
    else:
        text = f"{value:,}" if value >= 1000 and chance(rng, 0.09) else str(value)
        if not exact and chance(rng, 0.02):
            before = pick(rng, ("约", "达", "超"))
    blank = " " if spaced and text[0].isdigit() else ""
    if before + blank:
        out.append((before + blank, None))
    out.append((text, Mark("FIGURE", None, shown, "read", unit or None)))
    if blank + behind + unit:
        out.append((blank + behind + unit, None))


def _hedge(rng: random.Random) -> tuple[str, str]:
    return pick(
        rng,
        (
            ("", "余"),
            ("", "余"),
            ("", "多"),
            ("近", ""),
            ("近", ""),
            ("约", ""),
            ("超", ""),
            ("超过", ""),
            ("", ""),
            ("逾", ""),
        ),
    )


def share_runs(rng: random.Random, out: list[Run]) -> None:
    """Append a percentage, rarely in words (百分之九十)."""
    if chance(rng, 0.02):
        tens = whole(rng, 1, 9)
        out += [("百分之", None), (chinese(tens * 10), Mark("FIGURE", None, Decimal(tens * 10), "read", "%"))]
        return
    value = (
        Decimal(pick(rng, ("100", "100", "98", "95")))
        if chance(rng, 0.35)
        else Decimal(f"{rng.random() * 100:.{pick(rng, (0, 1, 2, 2))}f}")
    )
    out.append((str(value), Mark("FIGURE", None, value, "read", "%")))
    out.append((pick(rng, ("%", "%", "%", "％")), None))


def scaled_runs(text: str, value: Decimal, unit: str, out: list[Run]) -> None:
    """Append a figure and its unit; a 万 or 亿 that opens the unit belongs to the figure: ⟦1.37万⟧元."""
    scale = SCALES.get(unit[:1])
    if scale is not None:
        text, value, unit = text + unit[0], value * scale, unit[1:]
    out.append((text, Mark("FIGURE", None, value, "read", unit or None)))
    if unit:
        out.append((unit, None))


def money_runs(rng: random.Random, unit: str, out: list[Run]) -> None:
    """Append a sum of money."""
    value = Decimal(f"{0.5 * 400 ** rng.random():.{pick(rng, (0, 1, 2, 2, 4))}f}")
    if value == 0:
        value = Decimal(1)
    scaled_runs(str(value), value, unit, out)
