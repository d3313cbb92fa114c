"""A cell's value → the box that prints it, its mark saying what an annotator would write down.

A blank's box holds one run without characters, whose mark tells the address of the cell that is there and empty.
"""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Literal

from training.synthesize.document import Box
from training.synthesize.grammar.draw import chance, pick
from training.synthesize.grammar.style import FormStyle
from training.synthesize.tracked import Address, Mark


def label_box(kind: str, text: str, across: int = 1, down: int = 1) -> Box:
    """A header, caption, side or row label with its mark; without text an empty box."""
    label = {"caption": "CAPTION", "colhead": "COLHEAD", "side": "ROWHEAD", "rowhead": "ROWHEAD"}[kind]
    return Box(kind, [(text, Mark(label))] if text else [], across, down)  # type: ignore[arg-type]


def cell_box(address: Address, words: str, value: Decimal | None, unit: str | None = None, across: int = 1) -> Box:
    """A value cell; `value` None makes it blank."""
    status: Literal["read", "blank"] = "read" if value is not None else "blank"
    return Box("cell", [(words, Mark("CELL", address, value, status, unit))], across)


def count_words(rng: random.Random, value: Decimal, style: FormStyle, unit: str | None) -> tuple[str, Decimal | None]:
    """A count as printed, and its value or None where the print is a blank."""
    if value == 0 and style.zero != "0" and chance(rng, style.zero_share):
        return style.zero, None
    words = f"{value:,}" if style.thousands else str(value)
    if style.count_unit and unit and (value or chance(rng, 0.5)):
        words += unit
    return words, value


def change_words(rng: random.Random, value: Decimal, style: FormStyle) -> tuple[str, Decimal | None]:
    """A signed change as printed."""
    if value == 0:
        if style.change == "plain" or chance(rng, 0.6):
            return count_words(rng, value, style, None)
        if style.change == "both":
            return pick(rng, (("0/0", value), ("+0", value), ("未增未减", None), ("增/减", None)))
        return pick(
            rng, (("+0", value), ("0/0", value), ("0", value), ("增0", value), ("无", None), ("未增未减", None))
        )
    size = abs(value)
    up = value > 0
    if style.change == "增减":
        return f"{'增' if up else '减'}{size}", value
    if style.change == "增加减少":
        return f"{'增加' if up else '减少'}{size}{pick(rng, ('', '', '项'))}", value
    if style.change == "+-":
        return f"{'+' if up else '-'}{size}", value
    if style.change == "－":
        return f"{'＋' if up else '－'}{size}", value
    return str(value), value


def amount_words(rng: random.Random, value: Decimal, style: FormStyle) -> tuple[str, Decimal | None, str | None]:
    """A sum of money as printed, its value, and the unit printed in the cell."""
    if value == 0:
        words, seen = count_words(rng, value, style, None)
        if seen is not None and chance(rng, 0.08):
            words = pick(rng, ("0.00", "0.0", "0"))
        unit = style.amount_unit if seen is not None and chance(rng, 0.3) else None
        return words + (unit or ""), seen, unit
    words = f"{value:,}" if style.thousands else f"{value}"
    return words + (style.amount_unit or ""), value, style.amount_unit
