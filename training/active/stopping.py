"""When to stop asking: successive models that tag a fixed set of unlabelled reports alike have little left to learn here.

Agreement of predictions needs no annotation, so the stop set costs nobody anything (Bloodgood and Vijay-Shanker 2009).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ie.tag.jieba_linear.model import Model
from ie.tag.tagset import TAGS
from ie.tag.viterbi import viterbi
from training.active.candidates import Candidate

STOP_SET = 60
"""Reports of the pool that are tagged after every round; chosen once, whether asked later or not."""
AGREED = 0.99
"""Cohen's kappa over tokens from which on two models agree."""
ROUNDS = 3
"""How many agreements in a row end the asking; one alone may be a batch that taught nothing by chance."""


def predictions(model: Model, candidates: Sequence[Candidate]) -> NDArray[np.int64]:
    """The tags of all tokens of the stop set, one after the other."""
    return np.concatenate([viterbi(c.scores(model), model.transitions, c.groups) for c in candidates])


def kappa(one: NDArray[np.int64], other: NDArray[np.int64]) -> float:
    """Cohen's kappa of two taggings of the same tokens; 1 where both give one and the same tag throughout.

    >>> kappa(np.array([0, 0, 1, 1]), np.array([0, 0, 1, 0]))
    0.5
    """
    observed = float((one == other).mean())
    shares = [np.bincount(tags, minlength=len(TAGS)) / len(tags) for tags in (one, other)]
    expected = float(shares[0] @ shares[1])
    return 1.0 if expected >= 1 else (observed - expected) / (1 - expected)


def should_stop(agreements: Sequence[float], agreed: float = AGREED, rounds: int = ROUNDS) -> bool:
    """Whether the last `rounds` kappas are all at least `agreed`."""
    return len(agreements) >= rounds and all(k >= agreed for k in agreements[-rounds:])
