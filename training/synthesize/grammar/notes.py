"""Notes behind the form's labels: `规章（指…，没有的填“0”）`, `规范性文件：是指…`.  Part of the label, whatever figures they hold.

Some provinces hand out the form with such instructions in it, and organs leave them in: half a page of prose inside a table.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from functools import cache

from training.synthesize.grammar.draw import chance, pick, weighted, whole
from training.synthesize.grammar.lexicon import load
from training.synthesize.grammar.templates import Lexicon, Node, compile_template
from training.synthesize.tracked import Run

NOTED = 0.14
"""Share of reports with notes; of 79 annotated real ones seven have them, most of the form of 2019."""
MOST_CLAUSES = 4
LONG = 0.35
"""How often another clause follows."""
_WRITER = Lexicon({})


@dataclass(slots=True)
class _Form:
    """What the templates of notes may ask for: a year, and plain numbers."""

    rng: random.Random
    words: dict[str, str] = field(default_factory=dict)

    def figure(self, kind: str, units: str, out: list[Run]) -> None:
        """A number that counts nothing; `units` is its range."""
        low, high = units.split("-")
        out.append((str(whole(self.rng, int(low), int(high))), None))


@cache
def _meanings() -> dict[str, list[list[Node]]]:
    return {label: [compile_template(t) for t in texts] for label, texts in load("notes")["meaning"].items()}


@cache
def _clauses() -> list[list[Node]]:
    return [compile_template(text) for text in load("notes")["any"]["clauses"]]


def draw_notes(rng: random.Random) -> dict[str, str]:
    """One report's notes: form's label → what is printed behind it; empty for most reports."""
    if not chance(rng, NOTED):
        return {}
    share = 0.2 + 0.8 * rng.random()
    mark = weighted(rng, (("（", 0.75), ("：", 0.17), (" （", 0.05), ("——", 0.03)))
    form = _Form(rng, {"year": str(whole(rng, 2015, 2025))})
    out: dict[str, str] = {}
    for label, meanings in _meanings().items():
        if label.startswith("（") and share < 0.7:  # the applications table is seldom annotated
            continue
        if chance(rng, share):
            out[label] = mark + _text(rng, form, meanings) + ("）" if mark.endswith("（") else "")
    return out


def _text(rng: random.Random, form: _Form, meanings: list[list[Node]]) -> str:
    parts: list[list[Node]] = [pick(rng, meanings)] if chance(rng, 0.8) else [pick(rng, _clauses())]
    for _ in range(MOST_CLAUSES - 1):
        if not chance(rng, LONG):
            break
        more = [n for n in (_clauses() if chance(rng, 0.7) else meanings) if n not in parts]
        if more:
            parts.append(pick(rng, more))
    runs: list[Run] = []
    for place, nodes in enumerate(parts):
        if place:
            runs.append((weighted(rng, (("，", 0.6), ("；", 0.2), ("。", 0.2))), None))
        _WRITER.expand(nodes, rng, form, runs)
    if chance(rng, 0.12):
        runs.append(("。", None))
    return "".join(words for words, _ in runs)
