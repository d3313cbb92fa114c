"""What a stretch of the stream holds: shares of editions, layouts, operators, labels, and cells by status."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from training.synthesize.sample import Sample


@dataclass(slots=True)
class Statistics:
    """Counts over samples; `add` each of them, then print."""

    reports: int = 0
    characters: int = 0
    editions: Counter[str] = field(default_factory=Counter)
    layouts: Counter[str] = field(default_factory=Counter)
    operators: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    cells: Counter[str] = field(default_factory=Counter)

    def add(self, sample: Sample) -> None:
        """Count one more sample."""
        self.reports += 1
        self.characters += len(sample.text)
        self.editions[sample.edition] += 1
        self.layouts[sample.layout] += 1
        self.operators.update(sample.operators or ("none",))
        self.labels.update(label for _, _, label in sample.spans)
        self.cells.update(cell.status for cell in sample.cells.values())

    def __str__(self) -> str:
        parts = [f"reports {self.reports}, characters {self.characters}"]
        for name in ("editions", "layouts", "operators", "labels", "cells"):
            counts: Counter[str] = getattr(self, name)
            parts.append(f"{name}: " + ", ".join(f"{key} {number}" for key, number in counts.most_common()))
        return "\n".join(parts)
