"""Character windows over a report: overlapping stretches of one length, and for each character the window that answers for it."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

WINDOW = 256
"""Characters of a window: three or four rows of a table with their labels."""
OVERLAP = 64
"""Characters two neighbours share: a label and its figures, so that each stands whole in one of them."""


class CharWindow(NamedTuple):
    """Characters [start, end) of the clean text; the window owns [first, last), where it sees the most on both sides."""

    start: int
    end: int
    first: int
    last: int


def char_windows(length: int, window: int = WINDOW, overlap: int = OVERLAP) -> list[CharWindow]:
    """Windows over a text of `length` characters, in order; none for an empty text.

    All but a short text's only one are `window` long: the last is moved back to end with the text, and overlaps more.  The
    stretches owned part the text: neighbours divide what they share in its middle.  ValueError where windows could not go on.
    """
    if not 0 <= overlap < window:
        raise ValueError(f"windows of {window} characters cannot overlap by {overlap}; take less than {window}")
    if length <= window:
        return [CharWindow(0, length, 0, length)] if length else []
    starts = [*range(0, length - window, window - overlap), length - window]
    middles = [(left + window + right) // 2 for left, right in pairwise(starts)]
    edges = [0, *middles, length]
    return [CharWindow(s, s + window, first, last) for s, (first, last) in zip(starts, pairwise(edges), strict=True)]


def owners(windows: list[CharWindow]) -> list[int]:
    """For each character of the text, the index of the window that owns it."""
    return [index for index, window in enumerate(windows) for _ in range(window.last - window.first)]
