"""Intervals, confidence and confusion: by hand, and by properties that hold for any input."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ie.score.confidence import Given, calibration_error, coverage_at, reliability, spans_given
from ie.score.confusion import NOTHING, confusion
from ie.score.intervals import bootstrap, wilson
from ie.score.spans import judge_spans
from tests.score.test_score_spans import random_case

VALUES = st.lists(st.builds(Given, st.floats(0, 1), st.booleans(), st.booleans()), max_size=60)


def test_coverage_takes_the_surest_and_stops_before_precision_is_lost() -> None:
    given = [Given(0.9, False, True)] * 998 + [Given(0.8, False, False)] + [Given(0.7, False, True)] * 10
    cover = coverage_at(given, 2000)
    # 998 of 999 is below 99.9 %, and 1,008 of 1,009 is above it again.
    assert (cover.right.count, cover.wrong, cover.threshold, cover.review) == (1008, 1, 0.7, False)
    assert coverage_at(given[:999], 2000).right.count == 998
    assert coverage_at([Given(0.9, False, False)], 5).threshold is None


def test_values_for_review_are_kept_last() -> None:
    cover = coverage_at([Given(0.2, False, True), Given(0.99, True, True), Given(0.98, True, False)], 3)
    assert (cover.right.count, cover.wrong, cover.review, cover.threshold) == (2, 0, True, 0.99)


def test_equally_sure_values_are_kept_together() -> None:
    assert coverage_at([Given(0.9, False, True), Given(0.9, False, False)], 2).right.count == 0


@given(VALUES, st.floats(0.5, 1))
def test_what_coverage_keeps_is_as_precise_as_asked(values: list[Given], precision: float) -> None:
    cover = coverage_at(values, 100, precision)
    kept = cover.right.count + cover.wrong
    assert cover.right.count >= precision * kept
    if cover.threshold is not None:
        assert kept == sum((v.review, -v.confidence) <= (cover.review, -cover.threshold) for v in values)


@given(VALUES)
def test_bins_hold_every_value_once(values: list[Given]) -> None:
    bins = reliability(values)
    assert sum(b.count for b in bins) == len(values)
    assert sum(round(b.right * b.count) for b in bins) == sum(v.right for v in values)
    error = calibration_error(bins)
    assert error is None if not values else 0 <= (error or 0) <= 1


def test_the_calibration_error_by_hand() -> None:
    bins = reliability([Given(1.0, False, True)] * 3 + [Given(0.6, False, False)])
    assert calibration_error(bins) == pytest.approx(0.25 * 0.6)


def test_spans_are_right_by_both_ends_and_label() -> None:
    found = spans_given([(0, 2, "CELL")], [(0, 2, "CELL", 0.9), (0, 2, "FIGURE", 0.8), (0, 1, "CELL", 0.7)])
    assert [f.right for f in found] == [True, False, False]


def test_confusion_agrees_with_the_strict_counts_on_random_cases() -> None:
    for seed in range(300):
        for _, gold, spans in random_case(seed):
            pairs = confusion(gold, spans)
            counts = judge_spans("x", gold, spans).counts()
            assert sum(n for (a, b, same), n in pairs.items() if a == b and same) == counts.gold_found
            assert sum(n for (a, _, _), n in pairs.items() if a != NOTHING) == counts.gold
            touched = [s for s in spans if any(s[0] < g[1] and g[0] < s[1] for g in gold)]
            assert sum(n for (a, _, _), n in pairs.items() if a == NOTHING) == len(spans) - len(touched)


def test_a_span_meets_the_one_that_covers_most_of_it() -> None:
    assert confusion([(2, 8, "TITLE")], [(0, 4, "ORGAN"), (4, 9, "HEAD1")]) == {("TITLE", "HEAD1", False): 1}


def test_the_bootstrap_covers_the_share_it_was_drawn_from() -> None:
    rng = random.Random(1)
    hits = 0
    for seed in range(120):
        parts = [(float(sum(rng.random() < 0.8 for _ in range(20))), 20.0) for _ in range(40)]
        low, high = bootstrap(parts, resamples=300, seed=seed) or (1.0, 0.0)
        hits += low <= 0.8 <= high
    assert hits >= 100


def test_reports_all_alike_have_no_bootstrap_interval() -> None:
    assert bootstrap([(1, 2), (2, 4)]) is None
    assert bootstrap([(0, 0), (1, 2)]) is None
    assert bootstrap([]) is None
    assert bootstrap([(1, 2), (0, 2)]) == bootstrap([(1, 2), (0, 2)]) != None  # noqa: E711


@pytest.mark.parametrize(
    ("count", "of", "low", "high"), [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634)]
)
def test_wilsons_interval_is_that_of_the_tables(count: int, of: int, low: float, high: float) -> None:
    assert wilson(count, of) == pytest.approx((low, high), abs=1e-4)
