"""Scores a token → the best sequence of tags that keeps the B/I rules: what every learnt tagger decodes with.

Exact over the candidates of each token; where a token has one candidate alone, the text falls apart into pieces that are decoded
each by itself, which is what makes it fast.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ie.tag.tagset import OUTSIDE, TAGS, allowed

Floats = NDArray[np.float32]
BEAM = 5.0
"""Tags less likely than e^-5 of a token's best one are no candidates: no transition makes up for that."""
FORBIDDEN = np.float32(-1e9)
_INSIDE = np.arange(2, len(TAGS), 2)


def row_tops(scores: Floats) -> Floats:
    """The highest score of each row, as a column; numpy is at its quickest along long rows, so that these are turned first."""
    out: Floats = np.ascontiguousarray(scores.T).max(0)[:, None]
    return out


def log_softmax(turned: Floats) -> Floats:
    """Tags x tokens, overwritten with the logarithms of the probability of each tag; as tokens x tags, turned in memory."""
    turned -= turned.max(0)
    turned -= np.log(np.exp(turned).sum(0))
    return turned.T


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
    scores = scores.copy("K")
    scores[0] += transitions[groups[0], 0]
    candidates = _candidates(scores, transitions, groups, beam)
    counts = candidates.sum(0, dtype=np.uint8)
    # A settled token's best tag is its only candidate.
    best: NDArray[np.int64] = (candidates * np.arange(len(candidates), dtype=np.uint8)[:, None]).sum(0, dtype=np.int64)
    is_open = counts > 1
    open_ = np.flatnonzero(is_open)
    if len(open_):
        # Only open tokens and those behind them are ever looked at.
        used = is_open.copy()
        used[1:] |= is_open[:-1]
        tokens = np.flatnonzero(used)
        rows, tags = np.nonzero(candidates[:, tokens].T)
        lattice = _lattice(tags, scores[tokens[rows], tags], counts[tokens], transitions, groups[tokens])
        place = np.cumsum(used) - 1
        breaks = np.flatnonzero(np.diff(open_) > 1)
        heads, tails = open_[np.append(0, breaks + 1)], open_[np.append(breaks, -1)]
        before = np.where(heads > 0, best[heads - 1], OUTSIDE)
        found: list[int] = []
        for tag, first, last in zip(before.tolist(), place[heads].tolist(), place[tails].tolist(), strict=True):
            found += _decode(lattice, tag, first == 0 and bool(is_open[0]), first, last)
        best[open_] = found
    return best


def _candidates(scores: Floats, transitions: Floats, groups: NDArray[np.int64], beam: float) -> NDArray[np.bool_]:
    """Tags within the beam, tags x tokens.

    An I- tag that nothing before could lead into brings its B- tag along, so that a way is always open.
    """
    turned = np.ascontiguousarray(scores.T)  # for the same reason as in `row_tops`
    found: NDArray[np.bool_] = turned >= turned.max(0) - np.float32(beam)
    begins, inside = found[1::2], found[2::2]
    joined = (transitions[:, 1, 2] > FORBIDDEN / 2)[groups]
    leads = np.zeros_like(inside)
    leads[:, 1:] = (begins[:, :-1] | inside[:, :-1]) & joined[1:]
    begins |= inside & ~leads
    inside[:, 0] = False
    found[0, 0] |= not found[:, 0].any()
    return found


@dataclass(frozen=True)
class _Lattice:
    """Lists, since between two or three candidates a token plain Python is faster than an array operation."""

    tags: list[list[int]]
    scores: list[list[float]]
    transitions: list[list[list[float]]]
    groups: list[int]
    """One entry for each token that is open or stands behind an open one; those of a stretch follow on each other."""


def _lattice(
    tags: NDArray[np.int64],
    scores: Floats,
    counts: NDArray[np.uint8],
    transitions: Floats,
    groups: NDArray[np.int64],
) -> _Lattice:
    """`tags` and `scores` of every candidate, token after token; `counts`: candidates of each token."""
    bounds = [0, *np.cumsum(counts, dtype=np.int64).tolist()]
    flat, values = tags.tolist(), scores.tolist()
    return _Lattice(
        [flat[a:b] for a, b in pairwise(bounds)],
        [values[a:b] for a, b in pairwise(bounds)],
        _lists(transitions.tobytes(), transitions.shape),
        groups.tolist(),
    )


@lru_cache(maxsize=4)
def _lists(values: bytes, shape: tuple[int, ...]) -> list[list[list[float]]]:
    """Transitions as lists; a model's are asked for with every text."""
    out: list[list[list[float]]] = np.frombuffer(values, np.float32).reshape(shape).tolist()
    return out


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
            sums, way = _step(sums, [step[tag] for tag in tags], here, own)
        ways.append(way)
        tags = here
    place = sums.index(max(sums))
    out: list[int] = []
    for offset in range(len(ways) - 1, -1, -1):
        out.append(lattice.tags[first + offset][place])
        place = ways[offset][place]
    return out[::-1][: last - first + 1]


def _step(
    sums: list[float], rows: list[list[float]], tags: list[int], own: list[float]
) -> tuple[list[float], list[int]]:
    """The best sum of each tag of a token, and the place among the tags before, which have `sums` and `rows`, that it comes from.

    Of equal ones the first.  One and two tags before are written out, since there are seldom more.
    """
    if len(sums) == 1:
        [total], [row] = sums, rows
        return [total + row[tag] + score for tag, score in zip(tags, own, strict=True)], [0] * len(tags)
    totals: list[float] = []
    way: list[int] = []
    if len(sums) == 2:
        (one, other), (row, other_row) = sums, rows
        for tag, score in zip(tags, own, strict=True):
            first, second = one + row[tag], other + other_row[tag]
            totals.append((first if first >= second else second) + score)
            way.append(0 if first >= second else 1)
        return totals, way
    for tag, score in zip(tags, own, strict=True):
        found = [total + row[tag] for total, row in zip(sums, rows, strict=True)]
        top = max(found)
        totals.append(top + score)
        way.append(found.index(top))
    return totals, way
