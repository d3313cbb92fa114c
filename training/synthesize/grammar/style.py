"""How one report prints its form: drawn once a report, since an organ that writes 增5 in one row writes 减2 in the next."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from training.synthesize.grammar.draw import chance, pick, weighted
from training.synthesize.grammar.labels import Labels, draw_labels

_HALF = str.maketrans({"（": "(", "）": ")", "，": ",", "：": ":", "；": ";"})
_NUMBER = re.compile(r"^(\d)\.")


@dataclass(frozen=True, slots=True)
class FormStyle:
    """The habits of one report's form."""

    half_width: bool
    number: str
    """What stands behind the 1 of a row label."""
    zero: str
    """How a zero is printed: a figure, or one of the marks that mean "nothing" and make the cell blank."""
    zero_share: float
    """How many of the zeros are printed so; the others are figures."""
    change: str
    thousands: bool
    count_unit: bool
    """Units behind counts in cells."""
    amount_unit: str | None
    """Unit in the cells of amounts."""
    header_unit: str | None
    """Unit in the header of amounts where the form leaves it open."""
    wide: bool
    """The tables of article twenty drawn on one grid, as wide as the widest."""
    quotes: str
    labels: Labels

    def words(self, label: str) -> str:
        """A label as this report prints it."""
        label = self.labels(label)
        if self.number != ".":
            label = _NUMBER.sub(lambda m: m[1] + self.number, label)
        if self.quotes != "“”":
            label = label.replace("“", self.quotes[0]).replace("”", self.quotes[-1])
        return label.translate(_HALF) if self.half_width else label


def draw_style(rng: random.Random) -> FormStyle:
    """The habits of one report, in roughly the proportions of real ones."""
    zero = weighted(rng, (("0", 0.91), ("", 0.035), ("/", 0.02), ("—", 0.01), ("-", 0.015), ("无", 0.01)))
    return FormStyle(
        half_width=chance(rng, 0.35),
        number=weighted(rng, ((".", 0.8), ("．", 0.06), ("、", 0.08), (". ", 0.06))),
        zero=zero,
        zero_share=1.0 if chance(rng, 0.5) else 0.2 + 0.7 * rng.random(),
        change=weighted(
            rng, (("plain", 0.45), ("增减", 0.2), ("+-", 0.2), ("增加减少", 0.1), ("－", 0.02), ("both", 0.03))
        ),
        thousands=chance(rng, 0.05),
        count_unit=chance(rng, 0.04),
        amount_unit=weighted(rng, ((None, 0.6), ("万元", 0.22), ("元", 0.18))),
        header_unit=weighted(rng, ((None, 0.75), ("万元", 0.18), ("元", 0.07))),
        wide=chance(rng, 0.6),
        quotes=pick(rng, ("“”", "“”", "“”", '""', "「」")) if chance(rng, 0.3) else "“”",
        labels=draw_labels(rng),
    )
