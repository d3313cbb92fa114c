"""Scores of windows already seen: the same all-zero tables stand in thousands of reports.

Bounded, the least recently used go first.  A window's scores depend on its ids and hints alone, so that a report reads the same with
and without a cache; one process, one thread.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from ie.tag.transformer.collapse import Array
from ie.tag.transformer.windows import Scores

MOST_WINDOWS: Final = 256
"""Of 128 tokens and 23 tags in float32, 12 KB each: 3 MB, so that a worker stays flat; what recurs in every second report stays in."""


class WindowCache:
    """At most `size` windows' scores; size 0 remembers nothing."""

    def __init__(self, size: int = MOST_WINDOWS) -> None:
        self.size = size
        self.hits = 0
        self.misses = 0
        self._scores: OrderedDict[bytes, Scores] = OrderedDict()

    def __len__(self) -> int:
        return len(self._scores)

    def clear(self) -> None:
        """Forget every window."""
        self._scores.clear()

    def get(self, ids: Array, hints: Array, score: Callable[[Array, Array], Scores]) -> Scores:
        """The scores of the window of `ids` and `hints`, from memory or from `score`."""
        key = ids.astype("<u2").tobytes() + hints.astype("<u2").tobytes()
        known = self._scores.get(key)
        if known is not None:
            self.hits += 1
            self._scores.move_to_end(key)
            return known
        self.misses += 1
        fresh = score(ids, hints)
        if self.size > 0:
            fresh.setflags(write=False)
            self._scores[key] = fresh
            if len(self._scores) > self.size:
                self._scores.popitem(last=False)
        return fresh
