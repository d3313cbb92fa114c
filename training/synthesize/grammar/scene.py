"""What the sentences of one report share: its words for itself, its values, its habits; answers the templates' questions."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from decimal import Decimal

from training.synthesize.grammar.draw import chance, pick, whole
from training.synthesize.grammar.figures import (
    KINDS,
    chinese,
    count_runs,
    draw_value,
    money_runs,
    scaled_runs,
    share_runs,
)
from training.synthesize.grammar.lexicon import LEXICON, sentences
from training.synthesize.grammar.organs import Organ
from training.synthesize.grammar.values import Values, received_count
from training.synthesize.tracked import Mark, Run

# Figures that retell the table: kind → the address in the form of 2019 and 2021, and the row of the statistics form.
TABLE_FIGURES: dict[str, tuple[tuple[str, str, str], str]] = {
    "received": (("applications", "received", "total"), "received"),
    "received_person": (("applications", "received", "natural_person"), ""),
    "carried_in": (("applications", "carried_in", "total"), ""),
    "granted": (("applications", "granted", "total"), "answered_granted"),
    "partly": (("applications", "partly_granted", "total"), ""),
    "not_held": (("applications", "unavailable_not_held", "total"), ""),
    "repeated": (("applications", "declined_repeated", "total"), ""),
    "outcome": (("applications", "outcome_total", "total"), "answered"),
    "carried_out": (("applications", "carried_out", "total"), ""),
    "review": (("disputes", "review", "total"), "review"),
    "review_upheld": (("disputes", "review", "upheld"), ""),
    "review_corrected": (("disputes", "review", "corrected"), ""),
    "direct": (("disputes", "litigation_direct", "total"), ""),
    "after_review": (("disputes", "litigation_after_review", "total"), ""),
    "licences": (("art20_5", "licences", "decisions"), ""),
    "penalties": (("art20_6", "penalties", "decisions"), ""),
}
# Quantities made of several of them.
TOTALS = {
    "litigation": ("direct", "after_review"),
    "taken": ("received", "carried_in"),
    "disputed": ("review", "litigation"),
}
COUNTS_PASSED_OVER = 0.6
"""How often a sentence with quantities gives way to another: real prose has one figure in some sixty characters."""
JOINED = 0.3
"""How often a sentence goes on where the one before would end: many real ones are over seventy characters long."""
_ALL_PARTS = {"granted", "partly", "not_held", "repeated", "outcome", "carried_out", "carried_in", "received_person"}


@dataclass(slots=True)
class Scene:
    """One report's prose: the generator, the organ, the year, and what was said already."""

    rng: random.Random
    organ: Organ
    year: int
    values: Values
    words: dict[str, str]
    spaced: bool = False
    """Blanks around the digits of prose."""
    said: dict[str, set[int]] = field(default_factory=dict)
    assumed: dict[str, int] = field(default_factory=dict)
    """Quantities told in prose for which the report has no table: drawn once, then kept to."""

    def quantity(self, kind: str) -> int:
        """What the report's tables say, or what its prose says wherever it has no table."""
        if kind in TOTALS and (kind != "litigation" or ("statistics", "litigation", "value") not in self.values):
            return sum(self.quantity(part) for part in TOTALS[kind])
        address, row = TABLE_FIGURES.get(kind, (("statistics", kind, "value"), kind))
        known = self.values.get(address)
        if known is None:
            known = self.values.get(("statistics", row, "value"))
        if known is not None:
            return int(known)
        if kind not in self.assumed:
            self.assumed[kind] = self._assume(kind)
        return self.assumed[kind]

    def _assume(self, kind: str) -> int:
        if kind == "received":
            return received_count(self.rng, self.organ.size)
        if kind in _ALL_PARTS:
            left = self.quantity("received")
            return {"outcome": left, "received_person": left, "granted": left}.get(kind, 0)
        if kind in ("licences", "penalties"):
            return draw_value(self.rng, "many", self.organ.size)
        return whole(self.rng, 1, 4) if kind in ("review", "direct") and chance(self.rng, 0.1) else 0

    def figure(self, kind: str, units: str, out: list[Run]) -> None:
        """Append a figure of that kind; units are alternatives parted by a slash."""
        unit = pick(self.rng, units.split("/"))
        if kind == "share":
            share_runs(self.rng, out)
        elif kind == "money":
            money_runs(self.rng, unit, out)
        elif kind in KINDS:
            count_runs(self.rng, draw_value(self.rng, kind, self.organ.size), unit, False, self.spaced, out)
        elif kind == "plain":
            low, _, high = units.partition("-")
            out.append((str(whole(self.rng, int(low), int(high))), None))
        elif kind == "organ":
            out.append((self.organ.name, Mark("ORGAN")))
        elif kind == "zero":
            scaled_runs("0", Decimal(0), unit, out)
        elif kind == "numword":
            value = whole(self.rng, 1, 5)
            out += [
                ("两" if value == 2 else chinese(value), Mark("FIGURE", None, Decimal(value), "read", unit)),
                (unit, None),
            ]
        else:
            count_runs(self.rng, self.quantity(kind), unit, True, self.spaced, out)

    def say(self, topic: str, out: list[Run]) -> bool:
        """Append one sentence on the topic that is true of this report and not used yet; False where none was found."""
        entries = sentences()[topic]
        said = self.said.setdefault(topic, set())
        for _ in range(8):
            at = whole(self.rng, 0, len(entries) - 1)
            needs = entries[at].needs
            if entries[at].counts and chance(self.rng, COUNTS_PASSED_OVER):
                continue
            if at not in said and (needs is None or (self.quantity(needs[0]) > 0) == needs[1]):
                said.add(at)
                LEXICON.expand(entries[at].nodes, self.rng, self, out)
                return True
        return False

    def phrase(self, name: str) -> str:
        """An expansion of a word list's entry that has no figures."""
        out: list[Run] = []
        LEXICON.one(name, self.rng, self, out)
        return "".join(text for text, _ in out)

    def paragraph(self, topic: str, count: int) -> list[Run]:
        """Up to `count` sentences on the topic, never the same one twice; at least one, used before if need be."""
        out: list[Run] = []
        for _ in range(min(count, len(sentences()[topic]))):
            end = len(out) - 1
            if self.say(topic, out):
                if (
                    out[end][1] is None
                    and 0 <= end < len(out) - 1
                    and out[end][0].endswith("。")
                    and chance(self.rng, JOINED)
                ):
                    out[end] = (out[end][0][:-1] + pick(self.rng, "，，；"), None)
            elif not out:
                self.said[topic] = set()
                self.say(topic, out)
        return out or [("无。", None)]
