"""Real and synthetic feature rows → AUC of the classifier that tells them apart, with its interval, and its reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import ExtraTreesClassifier  # type: ignore[import-untyped]
from sklearn.inspection import permutation_importance  # type: ignore[import-untyped]
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]
from sklearn.model_selection import StratifiedGroupKFold  # type: ignore[import-untyped]

FOLDS = 5
TREES = 200
REPEATS = 3
RESAMPLES = 500
MOST_IN_LEAF = 3
"""Leaves no smaller: the real texts are few, and one odd report shall not make a branch."""


@dataclass(frozen=True, slots=True)
class Giveaway:
    """A feature by which the classifier tells synthetic texts, with what it lost when the feature was shuffled."""

    name: str
    importance: float
    auc: float
    """AUC of the feature alone, above 0.5 where the synthetic texts have more of it."""
    real: tuple[float, float, float]
    synthetic: tuple[float, float, float]
    """Quartiles."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """0.5 is indistinguishable, 1 is told apart at once."""

    auc: float
    low: float
    high: float
    """95 % interval, resampled by group."""
    giveaways: list[Giveaway]
    real: int
    synthetic: int


def compare(
    real: Sequence[dict[str, float]],
    synthetic: Sequence[dict[str, float]],
    real_groups: Sequence[str],
    synthetic_groups: Sequence[str] | None = None,
    seed: int = 0,
    trees: int = TREES,
    repeats: int = REPEATS,
) -> Comparison:
    """Cross-validated with all texts of a group (organ or report) in one fold.  ValueError below FOLDS texts a side."""
    if min(len(real), len(set(real_groups)), len(synthetic)) < FOLDS:
        raise ValueError(
            f"{len(real)} real and {len(synthetic)} synthetic texts are too few: give {FOLDS} groups of each"
        )
    names = list(real[0])
    table = np.array([[row[name] for name in names] for row in [*real, *synthetic]])
    truth = np.array([0] * len(real) + [1] * len(synthetic))
    groups = np.array([*real_groups, *(synthetic_groups or [f"synthetic {n}" for n in range(len(synthetic))])])
    scores = np.zeros(len(truth))
    losses = []
    for train, test in StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed).split(table, truth, groups):
        model = ExtraTreesClassifier(trees, min_samples_leaf=MOST_IN_LEAF, class_weight="balanced", random_state=seed)
        model.fit(table[train], truth[train])
        scores[test] = model.predict_proba(table[test])[:, 1]
        if len(set(truth[test])) == 2:
            found = permutation_importance(
                model, table[test], truth[test], scoring="roc_auc", n_repeats=repeats, random_state=seed
            )
            losses.append(found.importances_mean)
    low, high = _interval(truth, scores, groups, seed)
    importance = np.mean(losses, axis=0)
    order = np.argsort(-importance)
    giveaways = [_giveaway(names[n], float(importance[n]), table[:, n], truth) for n in order]
    return Comparison(float(roc_auc_score(truth, scores)), low, high, giveaways, len(real), len(synthetic))


def _giveaway(name: str, importance: float, column: NDArray[np.float64], truth: NDArray[np.int64]) -> Giveaway:
    quartiles = [tuple(float(q) for q in np.quantile(column[truth == side], (0.25, 0.5, 0.75))) for side in (0, 1)]
    return Giveaway(name, importance, float(roc_auc_score(truth, column)), quartiles[0], quartiles[1])  # type: ignore[arg-type]


def _interval(
    truth: NDArray[np.int64], scores: NDArray[np.float64], groups: NDArray[np.str_], seed: int
) -> tuple[float, float]:
    """Bootstrap over groups, since two years of one organ are one witness."""
    rng = np.random.default_rng(seed)
    members = [np.flatnonzero(groups == name) for name in np.unique(groups)]
    found = []
    for _ in range(RESAMPLES):
        chosen = np.concatenate([members[n] for n in rng.integers(len(members), size=len(members))])
        if len(set(truth[chosen])) == 2:
            found.append(roc_auc_score(truth[chosen], scores[chosen]))
    low, high = np.quantile(found, (0.025, 0.975))
    return float(low), float(high)
