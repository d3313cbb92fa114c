"""Agreement against figures worked out elsewhere."""

from __future__ import annotations

import random

import pytest

from ie.review.agreement import cohen_kappa, krippendorff_alpha, span_counts

# Four coders and twelve units, the worked example by which implementations of alpha are checked; nominal alpha is 0.743.
CODERS = ["1233214 12***".replace(" ", ""), "1233224125*3", "*3332342251*", "12332441251*"]


def test_kappa_of_known_tables() -> None:
    def pairs(yy: int, yn: int, ny: int, nn: int) -> list[tuple[str, str]]:
        return [("y", "y")] * yy + [("y", "n")] * yn + [("n", "y")] * ny + [("n", "n")] * nn

    assert cohen_kappa(pairs(20, 5, 10, 15)) == pytest.approx(0.4)
    assert cohen_kappa(pairs(45, 15, 25, 15)) == pytest.approx(0.1304, abs=5e-5)
    assert cohen_kappa(pairs(25, 35, 5, 35)) == pytest.approx(0.2593, abs=5e-5)
    assert cohen_kappa(pairs(5, 0, 0, 0)) is None and cohen_kappa([]) is None


def test_kappa_is_scikit_learns() -> None:
    metrics = pytest.importorskip("sklearn.metrics", reason="scikit-learn is not installed")
    chance = random.Random(7)
    for _ in range(50):
        pairs = [(chance.choice("abcd"), chance.choice("abcd")) for _ in range(chance.randint(8, 60))]
        assert cohen_kappa(pairs) == pytest.approx(metrics.cohen_kappa_score(*zip(*pairs, strict=True)))


def test_alpha_of_the_known_example_with_missing_answers() -> None:
    units = [[word for word in unit if word != "*"] for unit in zip(*CODERS, strict=True)]
    assert krippendorff_alpha(units) == pytest.approx(0.743, abs=5e-4)
    assert krippendorff_alpha([("a", "a"), ("a", "a")]) is None
    assert krippendorff_alpha([("a", "a"), ("b", "b")]) == 1


def test_span_agreement_is_strict_and_the_same_both_ways() -> None:
    one, two = [(0, 2, "TITLE"), (5, 6, "CELL")], [(0, 2, "TITLE"), (5, 7, "CELL")]
    assert span_counts([(one, two)]).f1 == span_counts([(two, one)]).f1 == 0.5
