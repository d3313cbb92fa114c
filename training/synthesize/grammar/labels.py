"""Row labels and headers as organs print them: the form's own words, shortened, with notes, or with a slip."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from training.synthesize.grammar.draw import chance, pick
from training.synthesize.grammar.lexicon import load


@dataclass(slots=True)
class Labels:
    """One report's own wordings: form's label → printed label."""

    other: dict[str, str] = field(default_factory=dict)

    def __call__(self, label: str) -> str:
        return self.other.get(label, label)


def draw_labels(rng: random.Random) -> Labels:
    """Most reports print the form as it is; the others have a few wordings of their own."""
    table: dict[str, list[str]] = load("labels")["variants"]
    share = 0.0 if chance(rng, 0.55) else 0.04 + 0.3 * rng.random() ** 2
    out = Labels()
    if share:
        for label, variants in table.items():
            if chance(rng, share):
                out.other[label] = pick(rng, variants)
    return out
