"""Row labels and headers as organs print them: the form's own words, shortened, with notes, or with a slip."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from training.synthesize.grammar.draw import chance, pick
from training.synthesize.grammar.lexicon import load
from training.synthesize.grammar.notes import draw_notes


@dataclass(slots=True)
class Labels:
    """One report's own wordings: form's label → printed label, and what is printed behind it."""

    other: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    def __call__(self, label: str) -> str:
        note = self.notes.get(label)
        return self.other.get(label, label) if note is None else _plain(self.other.get(label, label)) + note


def _plain(label: str) -> str:
    """A label without a note of its own: no organ prints two."""
    for bracket in "（(":
        label = label.partition(bracket)[0] or label
    return label.rstrip()


def draw_labels(rng: random.Random) -> Labels:
    """Most reports print the form as it is; the others have a few wordings of their own."""
    table: dict[str, list[str]] = load("labels")["variants"]
    share = 0.0 if chance(rng, 0.55) else 0.04 + 0.3 * rng.random() ** 2
    out = Labels(notes=draw_notes(rng))
    if share:
        for label, variants in table.items():
            if chance(rng, share):
                out.other[label] = pick(rng, variants)
    return out
