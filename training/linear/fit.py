"""Arrays → weights (scikit-learn), transitions (counts) and calibration (isotonic)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import SGDClassifier

from ie.tag.jieba_linear.model import LARGEST, Model
from ie.tag.tagset import TAGS
from ie.tag.viterbi import FORBIDDEN, Floats, viterbi
from ie.tag.words.transitions import GROUPS, transition_rules
from training.linear.corpus import Tokenized

CHUNK = 100_000
"""Tokens handed to scikit-learn at once; bounds memory."""
SMOOTHING = 0.5
TRANSITION_WEIGHT = 0.5
"""How much a transition counts beside a token's own score, which has seen its neighbours already."""
CLIP = 99.995
"""Percentile of the weights that the largest int8 stands for."""
KNOTS = 33
VERSION_LENGTH = 12
"""Characters of a digest that name a model in a record."""


def fit_weights(reports: Sequence[Tokenized], bits: int, seed: int, epochs: int, alpha: float) -> tuple[Floats, Floats]:
    """One linear classifier a tag, averaged over the steps of training: weights rows x tags, and the bias of each tag."""
    random = np.random.default_rng(seed)
    model = SGDClassifier(
        loss="log_loss", alpha=alpha, average=True, random_state=seed, learning_rate="adaptive", eta0=0.05, n_jobs=2
    )
    classes = np.arange(len(TAGS))
    for _ in range(epochs):
        order = random.permutation(len(reports))
        for chunk in _chunks(reports, order.tolist()):
            tags = np.concatenate([r.tags for r in chunk])
            rows = np.concatenate([r.features.T for r in chunk])
            model.partial_fit(_matrix(rows, bits), tags, classes=classes)
    return model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32)


def _chunks(reports: Sequence[Tokenized], order: list[int]) -> list[list[Tokenized]]:
    out: list[list[Tokenized]] = [[]]
    size = 0
    for index in order:
        if size > CHUNK:
            out.append([])
            size = 0
        out[-1].append(reports[index])
        size += len(reports[index].tags)
    return out


def _matrix(rows: NDArray[np.uint32], bits: int) -> csr_matrix:
    tokens, width = rows.shape
    data = np.ones(rows.size, np.float64)
    return csr_matrix(
        (data, rows.ravel().astype(np.int32), np.arange(0, rows.size + 1, width, dtype=np.int32)),
        shape=(tokens, 1 << bits),
    )


def fit_transitions(reports: Iterable[Tokenized], weight: float = TRANSITION_WEIGHT) -> Floats:
    """How much likelier a tag is behind another than anywhere, for each group of gaps, times `weight`; forbidden pairs stay forbidden."""
    size = len(TAGS)
    counts = np.zeros((GROUPS, size, size))
    for report in reports:
        before = np.concatenate(([0], report.tags[:-1]))
        np.add.at(counts, (report.groups, before, report.tags), 1)
    rules = transition_rules()
    counts = (counts + SMOOTHING) * (rules > FORBIDDEN / 2)
    given = counts / counts.sum(2, keepdims=True)
    alone = counts.sum(1, keepdims=True) / counts.sum((1, 2), keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        gain = np.where(rules > FORBIDDEN / 2, weight * np.log(given / alone), FORBIDDEN)
    return gain.astype(np.float32)


def versioned(model: Model) -> Model:
    """The model, its version the beginning of the sha256 of all that it reads by: another model, another version."""
    digest = hashlib.sha256(str(model.bits).encode())
    for array in (model.weights, model.scale, model.bias, model.transitions, model.knots, model.levels):
        digest.update(np.ascontiguousarray(array).tobytes())
    return replace(model, version=digest.hexdigest()[:VERSION_LENGTH])


def quantise(weights: Floats, bias: Floats, transitions: Floats, bits: int, version: str = "") -> Model:
    """The model with weights as whole numbers of one byte; not calibrated yet, and without a version of its own."""
    size = np.abs(weights)
    top = np.array([np.percentile(c[c > 0], CLIP) if (c > 0).any() else 1.0 for c in size.T])
    scale = (top / LARGEST).astype(np.float32)
    small = np.clip(np.round(weights / scale), -LARGEST, LARGEST).astype(np.int16, order="C")
    flat = np.array([0.0, 1.0], np.float32)
    return Model(bits, version, small, scale, bias, transitions, flat, flat)


def calibrate(model: Model, reports: Sequence[Tokenized]) -> tuple[Floats, Floats]:
    """Knots and levels: the share of spans right against the least probability among their tokens, on reports not trained on."""
    least: list[NDArray[np.float64]] = []
    right: list[NDArray[np.bool_]] = []
    for report in reports:
        scores = model.scores(report.features)
        tags = viterbi(scores, model.transitions, report.groups)
        begins, stops = span_bounds(tags)
        if not len(begins):
            continue
        chosen = scores[np.arange(len(tags)), tags].astype(np.float64)
        least.append(np.exp(np.minimum.reduceat(np.where(tags == 0, 0.0, chosen), begins)))
        gold = set(zip(*(x.tolist() for x in span_bounds(report.tags)), strict=True))
        right.append(
            np.array(
                [
                    (b, s) in gold and report.tags[b] == tags[b]
                    for b, s in zip(begins.tolist(), stops.tolist(), strict=True)
                ]
            )
        )
    curve = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip")
    curve.fit(np.concatenate(least), np.concatenate(right).astype(float))
    knots = 1 - np.geomspace(1.0, 1e-4, KNOTS)
    knots = np.append(knots, 1.0)
    return knots.astype(np.float32), curve.predict(knots).astype(np.float32)


def span_bounds(tags: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First token and the token behind the last one, of every span."""
    begins = np.flatnonzero(tags % 2 == 1)
    outside = np.append(np.flatnonzero((tags == 0) | (tags % 2 == 1)), len(tags))
    return begins, outside[np.searchsorted(outside, begins, side="right")]
