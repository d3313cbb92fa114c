"""What a corpus holds: counts per edition, layout, label and operator, and its fingerprint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ie.tag.tagset import TAGS
from training.data.fingerprint import Fingerprint
from training.data.rows import Row


@dataclass(slots=True)
class Summary:
    """Counts over rows; `add` each of them in order, then print."""

    reports: int = 0
    characters: int = 0
    windows: int = 0
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    fingerprint: Fingerprint = field(default_factory=Fingerprint)

    def add(self, row: Row) -> None:
        """Count one more report."""
        self.reports += 1
        self.characters += len(row["text"])
        self.windows += len(row["windows"])
        self.fingerprint.add(row["text"], row["tags"])
        self._count("split", [row["split"]])
        self._count("edition", [row["edition"] or "none"])
        self._count("layout", [row["layout"] or "none"])
        self._count("label", [TAGS[tag][2:] for tag in row["tags"] if TAGS[tag].startswith("B-")])
        if row["origin"] == "synthetic":
            self._count("operator", row["operators"] or ["none"])

    def counted(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows as they come, each counted when it passes."""
        for row in rows:
            self.add(row)
            yield row

    def _count(self, what: str, names: Iterable[str]) -> None:
        self.counts.setdefault(what, Counter()).update(names)

    def __str__(self) -> str:
        lines = [f"  reports {self.reports:,}, characters {self.characters:,}, windows {self.windows:,}"]
        for what, counter in self.counts.items():
            ordered = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
            lines.append(f"  {what}: " + ", ".join(f"{name} {number:,}" for name, number in ordered))
        return "\n".join([*lines, f"  fingerprint: {self.fingerprint.hex()}"])
