"""Refit, gate, stopping: a model learns what it is taught, is kept only if it is no worse, and the asking ends."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("sklearn")

from ie.tag.jieba_linear.tagger import JiebaLinearTagger
from tests.active.pools import arrays, pool, small_model
from training.active.gate import Gate, refusals
from training.active.measure import Measured
from training.active.refit import Recipe, refit
from training.active.stopping import kappa, predictions, should_stop
from training.linear.corpus import Tokenized


def _share_right(model, reports: tuple[Tokenized, ...]) -> float:  # type: ignore[no-untyped-def]
    right = [(model.scores(r.features).argmax(1) == r.tags).mean() for r in reports]
    return float(np.mean(right))


def test_a_refit_learns_what_it_is_taught() -> None:
    taught = arrays(77, 4)
    new = refit(small_model(), arrays(5, 4), taught, Recipe(epochs=2, weight=3))
    assert _share_right(new, taught) > _share_right(small_model(), taught)
    assert new.version != small_model().version
    assert len(JiebaLinearTagger(new).tag_tokens(pool()[0].tokens, pool()[0].features)) > 5


def test_the_same_answers_give_the_same_model_and_none_the_base() -> None:
    one, other = (refit(small_model(), arrays(5, 2), arrays(77, 2), Recipe(epochs=1)) for _ in range(2))
    assert one.version == other.version and (one.weights == other.weights).all()
    assert refit(small_model(), arrays(5, 2), []) is small_model()


MEASURED = Measured(f1=0.9, exact=5, silent=0, right=90, figures=100, reports=10)


@pytest.mark.parametrize(
    ("new", "wanted"),
    [
        (MEASURED, []),
        (MEASURED._replace(f1=0.95, exact=6), []),
        (MEASURED._replace(f1=0.8999), ["micro F1 falls from 0.9000 to 0.8999"]),
        (MEASURED._replace(silent=1), ["1 wrong values without a warning, 0 are allowed"]),
        (MEASURED._replace(f1=0.99, exact=4), ["4 reports are exact, 5 were"]),
    ],
)
def test_the_gate(new: Measured, wanted: list[str]) -> None:
    assert refusals(Gate(), MEASURED, new) == wanted


def test_a_silent_error_that_was_there_before_is_one_all_the_same() -> None:
    assert refusals(Gate(), MEASURED._replace(silent=3), MEASURED._replace(silent=1))
    assert not refusals(Gate(most_silent=1), MEASURED, MEASURED._replace(silent=1))


def test_kappa_and_the_end_of_the_asking() -> None:
    tags = predictions(small_model(), pool()[:2])
    assert kappa(tags, tags) == 1
    shuffled = np.random.default_rng(1).permutation(tags)
    assert kappa(tags, shuffled) == pytest.approx(0, abs=0.1)
    assert (
        should_stop([0.5, 0.99, 0.995, 0.991]) and not should_stop([0.995, 0.98, 0.999]) and not should_stop([1.0, 1.0])
    )
