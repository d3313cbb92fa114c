"""A pool's texts → candidates: what strategies may know of a report that nobody has annotated.

Tokens and features are computed once, since every model of every round reads the same texts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ie.report import Text
from ie.tag.jieba_linear.features import features_of
from ie.tag.jieba_linear.model import Model
from ie.tag.viterbi import Floats
from ie.tag.words.tokens import Hashes, Ints, Tokens
from ie.tag.words.transitions import transition_groups
from training.realism.features import features as layout_features

SHINGLE = 6
"""Characters of a shingle; blanks and line ends are left out, so that two converters' texts of one page are alike."""
PERMUTATIONS = 64


@dataclass(frozen=True, eq=False)
class Candidate:
    """One text: `features` templates x tokens, `groups` of transitions; `layout` and `signature` as below."""

    name: str
    text: Text
    tokens: Tokens
    features: Hashes
    groups: Ints
    layout: NDArray[np.float64]
    signature: NDArray[np.uint64]

    def scores(self, model: Model) -> Floats:
        """Logarithms of the probability of each tag for each token."""
        return model.scores(self.features)


def candidate_of(name: str, text: Text, bits: int) -> Candidate:
    """The candidate of one normalised text that has at least one character to tag; ValueError where it has none."""
    tokens, features = features_of(text.clean, bits)
    if not len(tokens):
        raise ValueError(f"{name} holds no character to tag; leave it out of the pool")
    layout = np.array(list(layout_features(text.source).values()), np.float64)
    return Candidate(name, text, tokens, features, transition_groups(tokens.gap), layout, signature_of(text.clean))


def signature_of(text: str) -> NDArray[np.uint64]:
    """MinHash of the text's shingles: the share of equal places in two signatures estimates the share of common shingles.

    >>> float((signature_of("行政许可 120 件" * 9) == signature_of("行政许可 120件" * 9)).mean())
    1.0
    """
    letters = "".join(text.split()) or " "
    codes = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    codes = np.concatenate((codes, np.zeros(max(0, SHINGLE - len(codes)), np.uint64)))
    shingles = np.zeros(len(codes) - SHINGLE + 1, np.uint64)
    for place in range(SHINGLE):
        shingles = shingles * np.uint64(1_000_003) + codes[place : place + len(shingles)]
    shingles = np.unique(shingles & np.uint64(0xFFFFFFFF))
    draw = np.random.default_rng(0)
    # Multiply-shift: the product must wrap around, or every permutation would keep the shingles' own order.
    factor, shift = (
        draw.integers(0, (1 << 64) - 1, PERMUTATIONS, np.uint64, endpoint=False) | np.uint64(1) for _ in range(2)
    )
    hashed = (shingles[:, None] * factor + shift) >> np.uint64(32)
    return np.asarray(hashed.min(0), np.uint64)


def likeness(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> float:
    """The estimated share of shingles that two texts have in common, 0 to 1."""
    return float((one == other).mean())
