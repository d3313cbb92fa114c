"""Outcomes come as they are done and leave in the order of their items; what waits is counted, so that it can be bounded."""

from __future__ import annotations

from collections.abc import Iterator

from ie.read.items import Item

Leaving = tuple[Item, bytes, bool]
"""An item, its packed outcome, and whether that is new."""


class InOrder:
    """Items begun, by number, until every earlier one has left."""

    def __init__(self) -> None:
        self._items: dict[int, Item] = {}
        self._done: dict[int, bytes] = {}
        self._known: set[int] = set()
        self._begun = self._left = 0
        self.held = 0
        """Bytes of packed outcomes that wait for an earlier one."""

    @property
    def waiting(self) -> int:
        """Items begun that have not left."""
        return self._begun - self._left

    def begin(self, item: Item) -> int:
        """Take an item in; its number."""
        self._items[self._begun] = item
        self._begun += 1
        return self._begun - 1

    def know(self, item: Item, packed: bytes) -> None:
        """Take in an item whose outcome an earlier run has left."""
        number = self.begin(item)
        self._known.add(number)
        self.finish(number, packed)

    def finish(self, number: int, packed: bytes) -> None:
        """The outcome of an item begun; that of one which is done already is left aside."""
        if number in self._items and number not in self._done:
            self._done[number] = packed
            self.held += len(packed)

    def leaving(self) -> Iterator[Leaving]:
        """All whose turn it is."""
        while self._left in self._done:
            number, self._left = self._left, self._left + 1
            packed = self._done.pop(number)
            self.held -= len(packed)
            known = number in self._known
            self._known.discard(number)
            yield self._items.pop(number), packed, not known
