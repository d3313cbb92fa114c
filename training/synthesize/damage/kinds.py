"""Which kind of mess is made where: every kind of the list, 1 to 25, by a layout, by operators, or by the grammar."""

from __future__ import annotations

from training.synthesize.damage.operator import OPERATORS

LAYOUT_KINDS: dict[int, tuple[str, ...]] = {
    1: ("pipe-rows",),
    2: ("cell-a-line",),
    3: ("lone-pipes", "broken-cells"),
    4: ("bare-lines", "paragraphs"),
    5: ("run-together",),
    6: ("fullwidth-spaces",),
    8: ("pdf-wrapped", "figures-above", "labels-first", "side-labels", "single-blanks"),
    9: ("html2text-like", "markdown", "ascii-grid", "box-drawing"),
    13: ("figures-below",),
}
"""Kinds of mess that the printing of a table makes."""

GRAMMAR_KINDS: dict[int, str] = {
    18: "words and signs of change cells, blanks",
    19: "signs of nothing, units in cells and headers",
    23: "measure words, numerals, rounded and compared figures in prose",
    24: "zeros told in words",
    25: "figures of another scope",
}
"""Kinds that what a report says makes."""


def covering(kind: int) -> list[str]:
    """Everything that makes this kind of mess: layouts, operators, the grammar."""
    out = [f"layout {name}" for name in LAYOUT_KINDS.get(kind, ())]
    out += [f"operator {operator.name}" for operator in OPERATORS.values() if kind in operator.kinds]
    if kind in GRAMMAR_KINDS:
        out.append(f"grammar: {GRAMMAR_KINDS[kind]}")
    return out
