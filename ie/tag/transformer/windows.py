"""Tokens → windows, and the windows' scores → one row of scores a token.

A window is a core with a margin of context on both sides.  Cores are cut where the content says so, at the line end (or
separator) whose next tokens have the smallest hash: the same table gets the same windows whatever stands before it, so that a
window seen in one report is found again in the next (see `cache`).  Windows overlap by their margins; a token that lies in
several is scored by all of them, the more the farther it lies from a window's edge.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from ie.tag.transformer.collapse import GAP, Array

Scores = npt.NDArray[np.float32]

WINDOW: Final = 128
"""Tokens of a window.  Shorter ones are run faster, longer ones see more; measured in training/transformer/speed.py."""
MARGIN: Final = 16
"""Tokens of context on either side of a core: a label and the figure beside it."""
SHORTEST_CORE: Final = 0.7
"""Of the longest core: a cut is the best one within half of this share on either side."""
LOOKAHEAD: Final = 6
"""Tokens behind a cut whose hash chooses it; a form's row label is seldom shorter."""
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)


class Window(NamedTuple):
    """Tokens [start, end); its core is [first, last)."""

    start: int
    end: int
    first: int
    last: int


def plan_windows(symbols: Array, window: int = WINDOW, margin: int = MARGIN) -> list[Window]:
    """Windows over all tokens of a text, in order; the cores part the tokens, no window is longer than `window`.

    A text that fits one window is one.  ValueError where the margins leave no core.
    """
    n = len(symbols)
    longest = window - 2 * margin
    if longest < 2:
        raise ValueError(f"a window of {window} tokens has no room for a core between margins of {margin}")
    if n <= window:
        return [Window(0, n, 0, n)] if n else []
    rank = _ranks(symbols)
    # A cut that is the best within its own neighbourhood is one whatever the text began with.
    reach = int(longest * SHORTEST_CORE / 2)
    padded = np.pad(rank, reach, constant_values=np.inf)
    best = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1).min(axis=1)
    chosen = [0, *(int(i) for i in np.flatnonzero(rank == best) if i > 0), n]
    cuts = [0]
    for cut in chosen[1:]:
        while cut - cuts[-1] > longest:
            begin = cuts[-1] + (longest + 1) // 2
            cuts.append(begin + int(np.argmin(rank[begin : min(cuts[-1] + longest, cut - 1) + 1])))
        cuts.append(cut)
    return [Window(max(0, a - margin), min(n, b + margin), a, b) for a, b in pairwise(cuts)]


def windows_near(wanted: npt.NDArray[np.bool_], context: int, window: int = WINDOW) -> list[Window]:
    """Windows over the tokens that are wanted and `context` tokens on either side of each; the outer half of that is margin.

    A stretch longer than `window` is cut into several that overlap by their margins.  ValueError where those leave no core.
    """
    margin = context - context // 2
    longest = window - 2 * margin
    if longest < 1:
        raise ValueError(f"a window of {window} tokens has no room for a core between margins of {margin}")
    n = len(wanted)
    at = np.flatnonzero(wanted)
    begins, ends = np.maximum(at - context, 0), np.minimum(at + context + 1, n)
    apart = begins[1:] > ends[:-1]
    starts, stops = np.append(begins[:1], begins[1:][apart]), np.append(ends[:-1][apart], ends[-1:])
    out: list[Window] = []
    for start, end in zip(starts.tolist(), stops.tolist(), strict=True):
        first, last = (start + margin if start else 0), (end - margin if end < n else n)
        pieces = -(-(last - first) // longest)
        cuts = [first + (last - first) * i // pieces for i in range(pieces + 1)]
        out += [Window(max(start, a - margin), min(end, b + margin), a, b) for a, b in pairwise(cuts)]
    return out


def closed_up(windows: Sequence[Window], length: int) -> tuple[Array, list[Window]]:
    """The tokens that any of the windows over a text of `length` holds, and the same windows over those tokens alone."""
    held = np.zeros(length, dtype=bool)
    for window in windows:
        held[window.start : window.end] = True
    near = np.flatnonzero(held)
    places = np.searchsorted(near, [window.start for window in windows]).tolist()
    return near, [Window(*(place + at - w.start for at in w)) for w, place in zip(windows, places, strict=True)]


def in_cores(windows: Sequence[Window], length: int) -> npt.NDArray[np.bool_]:
    """Which tokens lie in the core of a window."""
    out = np.zeros(length, dtype=bool)
    for window in windows:
        out[window.first : window.last] = True
    return out


def _ranks(symbols: Array) -> npt.NDArray[np.float64]:
    """How good a cut before each token is, smallest best: behind a line end, behind another separator, anywhere; then by hash."""
    digit = (symbols >= ord("0")) & (symbols <= ord("9"))
    codes = np.where(digit, ord("0"), symbols).astype(np.uint64)
    codes = np.concatenate((codes, np.zeros(LOOKAHEAD, dtype=np.uint64)))
    n = len(symbols)
    state = np.zeros(n, dtype=np.uint64)
    for i in range(LOOKAHEAD):
        state = (state ^ codes[i : i + n]) * _MIX
        state ^= state >> np.uint64(29)
    before = np.concatenate(([0], symbols[:-1]))
    kind = np.where(before >= GAP + 4, 0.0, np.where(before >= GAP, 1.0, 2.0))
    return kind + state.astype(np.float64) / 2.0**64


def merge_scores(windows: Sequence[Window], scores: Sequence[Scores], length: int) -> Scores:
    """Scores (tokens x tags) of a whole text from those of its windows: the mean, weighted by the distance from the window's edge.

    A window's outer edge at the text's begin or end is no edge.  A token that no window holds scores 0 for every tag.
    """
    if len(windows) == 1 and windows[0].end - windows[0].start == length:
        return scores[0]
    if scores and all(a.end == b.start for a, b in pairwise(windows)) and sum(map(len, scores)) == length:
        return np.concatenate(scores)  # each token lies in one window
    tags = scores[0].shape[1] if scores else 0
    total = np.zeros((length, tags), dtype=np.float32)
    weight = np.zeros(length, dtype=np.float32)
    shares = _weights(windows)
    done = 0
    for window, rows in zip(windows, scores, strict=True):
        share = shares[done : done + len(rows)]
        done += len(rows)
        total[window.start : window.end] += rows * share[:, None]
        weight[window.start : window.end] += share
    weight[weight == 0] = 1
    total /= weight[:, None]
    return total


def _weights(windows: Sequence[Window]) -> npt.NDArray[np.float32]:
    """Of the tokens of one window after another: 1 in the core, falling to nearly 0 at the edge of the margins."""
    start, end, first, last = np.array(windows, dtype=np.int64).reshape(-1, 4).T
    size = end - start
    before = np.arange(int(size.sum())) - np.repeat(np.cumsum(size) - size, size)
    left = (before + 1) / np.repeat(first - start + 1, size)
    right = (np.repeat(size, size) - before) / np.repeat(end - last + 1, size)
    out: npt.NDArray[np.float32] = np.minimum(1.0, np.minimum(left, right)).astype(np.float32)
    return out
