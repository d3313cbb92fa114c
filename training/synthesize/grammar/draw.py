"""Drawing from a seeded generator: everything random in the grammar goes through these four functions.

Only `rng.random` is used: the same seed gives the same document on every Python, and it is several times faster than `rng.choices`.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def pick(rng: random.Random, items: Sequence[T]) -> T:
    """One of `items`, each as likely."""
    return items[int(rng.random() * len(items))]


def chance(rng: random.Random, share: float) -> bool:
    """True in `share` of the cases."""
    return rng.random() < share


def whole(rng: random.Random, low: int, high: int) -> int:
    """A whole number from `low` to `high`, both included."""
    return low + int(rng.random() * (high - low + 1))


def weighted(rng: random.Random, items: Sequence[tuple[T, float]]) -> T:
    """One of the (item, weight) pairs' items."""
    left = rng.random() * sum(weight for _, weight in items)
    for item, weight in items:
        left -= weight
        if left < 0:
            return item
    return items[-1][0]


def spread(rng: random.Random, low: float, high: float) -> int:
    """A whole number between `low` and `high` (both above 0), as likely in each order of magnitude: counts of reports are."""
    return round(float(low * (high / low) ** rng.random()))
