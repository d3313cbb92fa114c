"""Which label is taken for which: each gold span beside the given span that covers most of it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

from ie.score.spans import Span

NOTHING = "none"
"""The other side of a gold span that no given span touches, and of a given span that touches no gold."""

Confusion = Counter[tuple[str, str, bool]]
"""Gold's label, the given label, whether both ends agree → how often."""


def confusion(gold: Iterable[Span], given: Iterable[Span]) -> Confusion:
    """How often each pair of labels meets; the spans of each side lie apart.

    >>> dict(confusion([(0, 4, "TITLE"), (5, 6, "CELL")], [(0, 4, "ORGAN"), (9, 10, "CELL")]))
    {('TITLE', 'ORGAN', True): 1, ('CELL', 'none', False): 1, ('none', 'CELL', False): 1}
    """
    left, right = sorted(gold), sorted(given)
    found: Confusion = Counter()
    for span in left:
        other = _most_of(span, right)
        found[(span[2], other[2] if other else NOTHING, other is not None and other[:2] == span[:2])] += 1
    for span in right:
        if _most_of(span, left) is None:
            found[(NOTHING, span[2], False)] += 1
    return found


def _most_of(span: Span, others: list[Span]) -> Span | None:
    """The one of the sorted `others` that shares most characters with the span, the first of equals."""
    start, end, _ = span
    at = max(bisect_right(others, start, key=lambda s: s[0]) - 1, 0)
    best, most = None, 0
    while at < len(others) and others[at][0] < end:
        shared = min(end, others[at][1]) - max(start, others[at][0])
        if shared > most:
            best, most = others[at], shared
        at += 1
    return best
