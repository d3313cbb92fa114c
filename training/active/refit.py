"""A base model, synthetic reports and annotated ones → a new model: the jieba-linear tagger, taught on without forgetting.

Always from the same base and all annotations, never from the round before: a model depends on what was annotated, not on the
order it was asked in, and an answer that is taken back is gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import SGDClassifier

from ie.tag.jieba_linear.model import Model
from ie.tag.tagset import TAGS
from ie.tag.viterbi import Floats
from training.linear.corpus import Tokenized
from training.linear.fit import calibrate, fit_transitions, quantise, versioned


@dataclass(frozen=True)
class Recipe:
    """How a refit is done.  `weight`: how often an annotated report is met for each time a synthetic one is."""

    epochs: int = 2
    weight: int = 3
    alpha: float = 1e-6
    rate: float = 0.05
    seed: int = 1


def refit(
    base: Model,
    replay: Sequence[Tokenized],
    annotated: Sequence[Tokenized],
    recipe: Recipe | None = None,
    held_out: Sequence[Tokenized] = (),
) -> Model:
    """The base taught on `annotated`, with `replay` (synthetic reports) against forgetting; confidence calibrated on `held_out`.

    Without annotated reports the base itself; without held-out ones the base's calibration.
    """
    recipe = recipe or Recipe()
    if not annotated:
        return base
    reports = [*replay, *(report for report in annotated for _ in range(recipe.weight))]
    weights, bias = _fit(base, reports, recipe)
    model = quantise(weights, bias, fit_transitions(reports), base.bits)
    model = replace(model, knots=base.knots, levels=base.levels)
    if held_out:
        knots, levels = calibrate(model, held_out)
        model = replace(model, knots=knots, levels=levels)
    return versioned(model)


def _fit(base: Model, reports: Sequence[Tokenized], recipe: Recipe) -> tuple[Floats, Floats]:
    classes = np.arange(len(TAGS))
    rows = np.concatenate([r.features.T for r in reports])
    # Every tag must be met, or scikit-learn would not take the base's weights: one token of no feature and no weight each.
    data = vstack([_matrix(rows, base.bits), csr_matrix((len(classes), 1 << base.bits))], format="csr")
    tags = np.concatenate([*(r.tags for r in reports), classes])
    counted = np.append(np.ones(len(rows)), np.zeros(len(classes)))
    model = SGDClassifier(
        loss="log_loss",
        alpha=recipe.alpha,
        average=True,
        random_state=recipe.seed,
        learning_rate="constant",
        eta0=recipe.rate,
        max_iter=recipe.epochs,
        tol=None,
    )
    # Columns beyond the tags are padding.
    start = (base.weights[:, : len(classes)] * base.scale).T.astype(np.float64)
    model.fit(data, tags, coef_init=start, intercept_init=base.bias.astype(np.float64), sample_weight=counted)
    return model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32)


def _matrix(rows: NDArray[np.uint32], bits: int) -> csr_matrix:
    tokens, width = rows.shape
    places = np.arange(0, rows.size + 1, width, dtype=np.int32)
    return csr_matrix((np.ones(rows.size), rows.ravel().astype(np.int32), places), shape=(tokens, 1 << bits))
