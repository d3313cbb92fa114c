"""Two ways to count: a share of a whole, and what was given against what gold has.

Nothing to count is `None`, never 0 or 1: a corpus without a failing identity says nothing about alarms.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many.

    >>> Share(3, 4).value
    0.75
    >>> Share(0, 0).value is None
    True
    """

    count: int
    of: int

    @property
    def value(self) -> float | None:
        return self.count / self.of if self.of else None

    def to_dict(self) -> dict[str, int | float | None]:
        return {"count": self.count, "of": self.of, "share": self.value}


@dataclass(frozen=True, slots=True)
class Counts:
    """Things given (of them `given_right`) against things in gold (of them `gold_found`).

    The two right counts differ only where one gold thing stands for several given ones (see alarms).

    >>> counts = Counts(given=4, given_right=3, gold=6, gold_found=3)
    >>> counts.precision.value, counts.recall.value, counts.f1
    (0.75, 0.5, 0.6)
    """

    given: int = 0
    given_right: int = 0
    gold: int = 0
    gold_found: int = 0

    @property
    def precision(self) -> Share:
        return Share(self.given_right, self.given)

    @property
    def recall(self) -> Share:
        return Share(self.gold_found, self.gold)

    @property
    def f1(self) -> float | None:
        if not self.given and not self.gold:
            return None
        precision, recall = self.precision.value or 0.0, self.recall.value or 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def to_dict(self) -> dict[str, object]:
        return {"precision": self.precision.to_dict(), "recall": self.recall.to_dict(), "f1": self.f1}


def sum_counts(parts: Iterable[Counts]) -> Counts:
    """Micro sum: the counts of the parts added, so that a long report weighs more than a short one."""
    given = given_right = gold = gold_found = 0
    for part in parts:
        given += part.given
        given_right += part.given_right
        gold += part.gold
        gold_found += part.gold_found
    return Counts(given, given_right, gold, gold_found)
