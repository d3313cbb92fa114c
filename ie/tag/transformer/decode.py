"""Scores → the best tags that the B/I rules allow, and how sure each is.

I-X stands only behind B-X or I-X.  A token with a line end or a pipe is O, and behind O no I may stand: a text falls apart there
into lines and cells that are decoded apart.  Most need no search, since their best tags obey the rules already; for the rest
Viterbi's algorithm runs over all of them at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from ie.tag.tagset import TAGS
from ie.tag.transformer.collapse import ELIDED, Array, Tokens
from ie.tag.transformer.windows import Scores

NEVER: Final = np.float32(-1e9)
_BEGIN: Final = np.arange(1, len(TAGS), 2)
_INSIDE: Final = _BEGIN + 1


def mask_scores(scores: Scores, tokens: Tokens) -> Scores:
    """The scores with what a token cannot be ruled out: closed tokens are O, and no span begins inside elided prose."""
    out = scores.copy()
    out[tokens.closed, 1:] = NEVER
    out[np.ix_(tokens.symbols == ELIDED, _BEGIN)] = NEVER
    return out


def log_softmax(scores: Scores) -> Scores:
    """Log-probabilities, a row a token."""
    top = scores - scores.max(axis=1, keepdims=True)
    out: Scores = top - np.log(np.exp(top).sum(axis=1, keepdims=True))
    return out


def best_tags(scores: Scores, closed: npt.NDArray[np.bool_]) -> Array:
    """The allowed sequence of tags with the highest sum of scores; `closed` marks the tokens that can only be O."""
    tags: Array = scores.argmax(axis=1)
    wrong = np.flatnonzero(_breaks(tags))
    if len(wrong) == 0:
        return tags
    walls = np.flatnonzero(closed)
    edges = np.concatenate(([0], walls + 1, [len(tags)]))
    places = np.unique(np.searchsorted(edges, wrong, side="right") - 1)
    pieces = [slice(int(edges[p]), int(edges[p + 1])) for p in places]
    for piece, found in zip(pieces, viterbi([scores[p] for p in pieces]), strict=True):
        tags[piece] = found
    return tags


def _breaks(tags: Array) -> npt.NDArray[np.bool_]:
    """Where a tag may not follow the one before it."""
    before = np.concatenate(([0], tags[:-1]))
    inside = (tags > 0) & (tags % 2 == 0)
    out: npt.NDArray[np.bool_] = inside & (before != tags) & (before != tags - 1)
    return out


def viterbi(pieces: Sequence[Scores]) -> list[Array]:
    """The best allowed tags of each piece, none of which is empty; all pieces advance together, the longest first.

    >>> scores = np.array([[0.0] * 23], dtype=np.float32)
    >>> scores[0, 2], scores[0, 1] = 9.0, 1.0  # I-TITLE would be best, but nothing stands before it
    >>> viterbi([scores])[0].tolist()
    [1]
    """
    order = sorted(range(len(pieces)), key=lambda i: -len(pieces[i]))
    sizes = np.array([len(pieces[i]) for i in order])
    longest = int(sizes[0]) if len(sizes) else 0
    packed = np.zeros((longest, len(order), len(TAGS)), dtype=np.float32)
    for at, i in enumerate(order):
        packed[: len(pieces[i]), at] = pieces[i]
    back = np.zeros(packed.shape, dtype=np.int64)
    best = packed[0].copy() if longest else np.zeros((0, len(TAGS)), dtype=np.float32)
    best[:, _INSIDE] = NEVER
    final = [best[:0]] * len(order)
    alive = len(order)
    for step in range(1, longest + 1):
        while alive and sizes[alive - 1] == step:
            alive -= 1
            final[alive] = best[alive]
        if alive == 0:
            break
        before = best[:alive]
        top = before.argmax(axis=1)
        back[step, :alive] = top[:, None]
        gain = np.repeat(before[np.arange(alive), top][:, None], len(TAGS), axis=1)
        opened = before[:, _BEGIN] > before[:, _INSIDE]
        back[step, :alive, _INSIDE] = np.where(opened, _BEGIN, _INSIDE).T
        gain[:, _INSIDE] = np.maximum(before[:, _BEGIN], before[:, _INSIDE])
        best = gain + packed[step, :alive]
    out: list[Array] = [np.zeros(0, dtype=np.int64)] * len(order)
    for at, i in enumerate(order):
        out[i] = _trace(back[: sizes[at], at], int(final[at].argmax()))
    return out


def _trace(back: Array, last: int) -> Array:
    tags = np.zeros(len(back), dtype=np.int64)
    for step in range(len(back) - 1, -1, -1):
        tags[step] = last
        last = int(back[step, last])
    return tags
