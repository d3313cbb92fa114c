"""Scores a token → the best sequence of tags that keeps the B/I rules: what every learnt tagger decodes with.

Exact over the candidates of each token; where a token has one candidate alone, the text falls apart into pieces that are decoded
each by itself, which is what makes it fast.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ie.tag.tagset import TAGS, allowed

Floats = NDArray[np.float32]
BEAM = 9.0
"""Tags less likely than e^-9 of a token's best one are no candidates: no transition makes up for that."""
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
    single = candidates.sum(1) == 1
    best = np.where(candidates, scores, FORBIDDEN * 2).argmax(1)
    open_ = np.flatnonzero(~single)
    if len(open_):
        breaks = np.flatnonzero(np.diff(open_) > 1)
        for first, last in zip(
            open_[np.append(0, breaks + 1)].tolist(), open_[np.append(breaks, -1)].tolist(), strict=True
        ):
            _decode(scores, transitions, groups, candidates, best, first, last)
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


def _decode(
    scores: Floats,
    transitions: Floats,
    groups: NDArray[np.int64],
    candidates: NDArray[np.bool_],
    best: NDArray[np.int64],
    first: int,
    last: int,
) -> None:
    """Decode tokens `first` to `last` between two tokens whose tag is settled; writes into `best`."""
    size = len(scores)
    tags = [[int(best[first - 1])]] if first else [[0]]
    ways: list[list[int]] = []
    sums = np.zeros(1, np.float32)
    stop = min(last + 1, size - 1)
    for at in range(first, stop + 1):
        here = np.flatnonzero(candidates[at]).tolist()
        if at == 0:
            sums = scores[0, here]
            ways.append([0] * len(here))
        else:
            steps = sums[:, None] + transitions[groups[at]][tags[-1]][:, here]
            back = steps.argmax(0)
            sums = steps[back, range(len(here))] + scores[at, here]
            ways.append(back.tolist())
        tags.append(here)
    at = int(sums.argmax())
    for offset in range(len(ways) - 1, -1, -1):
        if first + offset <= last:
            best[first + offset] = tags[offset + 1][at]
        at = ways[offset][at]
