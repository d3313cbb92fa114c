"""What the confidence of a record's values is worth: reliability, calibration error, and coverage at a precision.

A value given is right where it is gold's.  Values `inferred` where gold has none are counted apart everywhere and are left
out here too; a value where gold is blank, absent or ambiguous is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from ie.score.cells import Case
from ie.score.counts import Share
from ie.score.spans import Span

EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.0)
"""Of the bins of a reliability diagram: finer towards 1, where almost all values are."""
PRECISION = 0.999
"""At most one value in a thousand wrong: what `coverage` is asked at."""


@dataclass(frozen=True, slots=True)
class Given:
    """One value or span given: how sure, whether marked for review, whether right."""

    confidence: float
    review: bool
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The things given with a confidence in [low, high); the last bin holds 1.0 too."""

    low: float
    high: float
    count: int
    mean: float
    right: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of gold can be had at a precision: right values of those kept, over gold's; `wrong` are kept too.

    Kept is every value at least as sure as the last one kept, unmarked values before those marked for review.
    """

    right: Share
    wrong: int
    threshold: float | None
    """The least confidence kept; None where nothing is precise enough."""
    review: bool
    """Whether values marked for review are among those kept."""


def values_given(cases: Iterable[Case]) -> list[Given]:
    """The values that a record gives, in the cases' order."""
    return [
        Given(case.confidence, case.review, case.is_right)
        for case in cases
        if case.given_value is not None and case.outcome != "inferred_without_gold"
    ]


def spans_given(gold: Iterable[Span], given: Iterable[tuple[int, int, str, float]]) -> list[Given]:
    """A tagger's spans with their scores, right where start, end and label are gold's."""
    wanted = set(gold)
    return [Given(score, False, (start, end, label) in wanted) for start, end, label, score in given]


def reliability(given: Sequence[Given], edges: Sequence[float] = EDGES) -> list[Bin]:
    """The bins that hold anything.

    >>> [(b.count, b.mean, b.right) for b in reliability([Given(0.6, False, True), Given(0.6, False, False)])]
    [(2, 0.6, 0.5)]
    """
    bins = []
    for low, high in pairwise(edges):
        here = [g for g in given if low <= g.confidence < high or g.confidence == high == edges[-1]]
        if here:
            mean = sum(g.confidence for g in here) / len(here)
            bins.append(Bin(low, high, len(here), mean, sum(g.right for g in here) / len(here)))
    return bins


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """The expected calibration error (ECE): the gap between confidence and truth, each bin weighed by its count."""
    total = sum(b.count for b in bins)
    return sum(b.count * abs(b.mean - b.right) for b in bins) / total if total else None


def coverage_at(given: Sequence[Given], figures: int, precision: float = PRECISION) -> Coverage:
    """The most of gold's `figures` that are had while no more than 1 - precision of what is kept is wrong.

    Values equally sure are kept together.

    >>> coverage_at([Given(0.9, False, True), Given(0.9, True, False)], 2).right
    Share(count=1, of=2)
    """
    best = Coverage(Share(0, figures), 0, None, False)
    right = wrong = 0

    def surest_first(g: Given) -> tuple[bool, float]:
        return g.review, -g.confidence

    for (review, minus), group in groupby(sorted(given, key=surest_first), key=surest_first):
        for g in group:
            right, wrong = right + g.right, wrong + (not g.right)
        if right >= precision * (right + wrong) and right > best.right.count:
            best = Coverage(Share(right, figures), wrong, -minus, review)
    return best
