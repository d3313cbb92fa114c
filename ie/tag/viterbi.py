"""Scores a token → the best sequence of tags that keeps the B/I rules: what every learnt tagger decodes with.

Exact over the candidates of each token; where a token has one candidate alone, the text falls apart into pieces that are decoded
each by itself, which is what makes it fast.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ie.tag.tagset import OUTSIDE, TAGS, allowed

Floats = NDArray[np.float32]
BEAM = 5.0
"""Tags less likely than e^-5 of a token's best one are no candidates: no transition makes up for that."""
FORBIDDEN = np.float32(-1e9)
_INSIDE = np.arange(2, len(TAGS), 2)


def constraint() -> Floats:
    """0 where one tag may follow another, FORBIDDEN where not; rows are the tag before."""
    size = range(len(TAGS))
    return np.array([[0.0 if allowed(a, b) else FORBIDDEN for b in size] for a in size], np.float32)


def viterbi(scores: Floats, transitions: Floats, groups: NDArray[np.int64], beam: float = BEAM) -> NDArray[np.int64]:
    """The tags of one text.

    `scores`: tokens x tags, logarithms; `transitions`: groups x tag before x tag, FORBIDDEN where a pair may not be; `groups`:
    for each token the group of transitions that leads into it (the first token's is not used: before it stands O).  Every
    B- tag and O must be allowed behind every tag in every group.
    """
    size = len(scores)
    if not size:
        return np.zeros(0, np.int64)
    scores = scores.copy()
    scores[0] += transitions[groups[0], 0]
    candidates = _candidates(scores, transitions, groups, beam)
    best = np.where(candidates, scores, FORBIDDEN * 2).argmax(1)
    open_ = np.flatnonzero(candidates.sum(1) > 1)
    if len(open_):
        # Only open tokens and those behind them are ever looked at.
        used = np.zeros(len(scores), bool)
        used[open_] = True
        used[np.minimum(open_ + 1, len(scores) - 1)] = True
        place = np.cumsum(used) - 1
        lattice = _lattice(scores[used], transitions, groups[used], candidates[used])
        breaks = np.flatnonzero(np.diff(open_) > 1)
        firsts, lasts = open_[np.append(0, breaks + 1)].tolist(), open_[np.append(breaks, -1)].tolist()
        for first, last in zip(firsts, lasts, strict=True):
            before = int(best[first - 1]) if first else OUTSIDE
            best[first : last + 1] = _decode(lattice, before, first == 0, int(place[first]), int(place[last]))
    tags: NDArray[np.int64] = best.astype(np.int64)
    return tags


def _candidates(scores: Floats, transitions: Floats, groups: NDArray[np.int64], beam: float) -> NDArray[np.bool_]:
    """Tags within the beam; an I- tag that nothing before could lead into brings its B- tag along, so that a way is always open."""
    found: NDArray[np.bool_] = scores >= scores.max(1, keepdims=True) - np.float32(beam)
    begins = _INSIDE - 1
    leads = np.zeros((len(scores), len(_INSIDE)), bool)
    joined = transitions[groups[1:], begins[0], _INSIDE[0]] > FORBIDDEN / 2
    leads[1:] = (found[:-1, begins] | found[:-1, _INSIDE]) & joined[:, None]
    found[:, begins] |= found[:, _INSIDE] & ~leads
    found[0, _INSIDE] = False
    found[0, 0] |= not found[0].any()
    return found


@dataclass(frozen=True)
class _Lattice:
    """Lists, since between two or three candidates a token plain Python is faster than an array operation."""

    tags: list[list[int]]
    scores: list[list[float]]
    transitions: list[list[list[float]]]
    groups: list[int]
    """One entry for each token that is open or stands behind an open one; those of a stretch follow on each other."""


def _lattice(scores: Floats, transitions: Floats, groups: NDArray[np.int64], candidates: NDArray[np.bool_]) -> _Lattice:
    tokens, tags = np.nonzero(candidates)
    bounds = np.searchsorted(tokens, np.arange(len(scores) + 1)).tolist()
    flat, values = tags.tolist(), scores[tokens, tags].tolist()
    return _Lattice(
        [flat[a:b] for a, b in pairwise(bounds)],
        [values[a:b] for a, b in pairwise(bounds)],
        transitions.tolist(),
        groups.tolist(),
    )


def _decode(lattice: _Lattice, before: int, opens: bool, first: int, last: int) -> list[int]:
    """The best tags of tokens `first` to `last`, between `before` and a token behind them whose tag is settled.

    Places are those of the lattice; `opens`: the stretch begins the text.
    """
    tags = [before]
    sums = [0.0]
    ways: list[list[int]] = []
    for at in range(first, min(last + 2, len(lattice.tags))):
        here, own = lattice.tags[at], lattice.scores[at]
        if opens and at == first:
            # What leads into the first token is in its scores.
            sums, way = own, [0] * len(here)
        else:
            step = lattice.transitions[lattice.groups[at]]
            steps = [step[tag] for tag in tags]
            totals, way = [], []
            for tag, score in zip(here, own, strict=True):
                found = [total + row[tag] for total, row in zip(sums, steps, strict=True)]
                top = max(found)
                totals.append(top + score)
                way.append(found.index(top))
            sums = totals
        ways.append(way)
        tags = here
    place = sums.index(max(sums))
    out: list[int] = []
    for offset in range(len(ways) - 1, -1, -1):
        out.append(lattice.tags[first + offset][place])
        place = ways[offset][place]
    return out[::-1][: last - first + 1]
