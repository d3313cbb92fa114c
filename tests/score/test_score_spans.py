"""Span F1: by hand, and against seqeval and nervaluate on random texts."""

import random
from typing import Any

import pytest

from ie.score import SpanCase, judge_spans, spans_to_iob2
from ie.score.counts import sum_counts
from ie.score.gold import LABELS
from ie.score.spans import Span, counts_by_label

SEED = 20210916
RANDOM_CASES = 1000
TOLERANCE = 1e-9


def random_spans(rng: random.Random, length: int, labels: tuple[str, ...]) -> list[Span]:
    """Spans in order and apart, some of them touching."""
    spans: list[Span] = []
    at = rng.randrange(3)
    while at < length:
        end = min(length, at + rng.randint(1, 4))
        spans.append((at, end, rng.choice(labels)))
        at = end + rng.choice((0, 0, 1, 2, 5))
    return spans


def disturb(rng: random.Random, spans: list[Span], length: int, labels: tuple[str, ...]) -> list[Span]:
    """What a tagger might make of them: some lost, shortened, relabelled, or all invented."""
    if rng.random() < 0.1:
        return random_spans(rng, length, labels)
    given: list[Span] = []
    for start, end, label in spans:
        fate = rng.random()
        if fate < 0.15:
            continue
        if fate < 0.3 and end - start > 1:
            start, end = (start + 1, end) if rng.random() < 0.5 else (start, end - 1)
        elif fate < 0.4:
            label = rng.choice(labels)
        given.append((start, end, label))
    return given


def random_case(seed: int) -> list[tuple[int, list[Span], list[Span]]]:
    """One to four texts: length, gold's spans, given spans."""
    rng = random.Random(SEED + seed)
    labels = tuple(rng.sample(LABELS, rng.randint(1, len(LABELS))))
    texts = []
    for _ in range(rng.randint(1, 4)):
        length = rng.randint(1, 40)
        gold = random_spans(rng, length, labels) if rng.random() < 0.9 else []
        texts.append((length, gold, disturb(rng, gold, length, labels)))
    return texts


def own_f1(texts: list[tuple[int, list[Span], list[Span]]]) -> tuple[float, dict[str, float]]:
    scores = [judge_spans(str(place), gold, given) for place, (_, gold, given) in enumerate(texts)]
    by_label = {label: counts.f1 or 0.0 for label, counts in counts_by_label(scores).items()}
    return sum_counts(score.counts() for score in scores).f1 or 0.0, by_label


def tags_of(texts: list[tuple[int, list[Span], list[Span]]]) -> tuple[list[list[str]], list[list[str]]]:
    return (
        [spans_to_iob2(gold, length) for length, gold, _ in texts],
        [spans_to_iob2(given, length) for length, _, given in texts],
    )


@pytest.mark.filterwarnings("ignore")
def test_f1_is_that_of_seqeval() -> None:
    metrics: Any = pytest.importorskip("seqeval.metrics", reason="seqeval is not installed: pip install seqeval")
    scheme: Any = pytest.importorskip("seqeval.scheme", reason="seqeval is not installed: pip install seqeval")
    for seed in range(RANDOM_CASES):
        texts = random_case(seed)
        gold, given = tags_of(texts)
        micro, by_label = own_f1(texts)
        theirs = {"mode": "strict", "scheme": scheme.IOB2, "zero_division": 0}
        assert micro == pytest.approx(metrics.f1_score(gold, given, **theirs), abs=TOLERANCE), seed
        if by_label:
            report = metrics.classification_report(gold, given, output_dict=True, **theirs)
            wanted = {label: float(row["f1-score"]) for label, row in report.items() if not label.endswith(" avg")}
            assert by_label == pytest.approx(wanted, abs=TOLERANCE), seed


def test_f1_is_that_of_nervaluate() -> None:
    nervaluate: Any = pytest.importorskip("nervaluate", reason="nervaluate is not installed: pip install nervaluate")
    for seed in range(RANDOM_CASES):
        texts = random_case(seed)
        gold, given = tags_of(texts)
        micro, by_label = own_f1(texts)
        found = nervaluate.Evaluator(gold, given, tags=list(LABELS), loader="list").evaluate()
        assert micro == pytest.approx(found["overall"]["strict"].f1, abs=TOLERANCE), seed
        wanted = {label: scores["strict"].f1 for label, scores in found["entities"].items()}
        assert by_label == pytest.approx(wanted, abs=TOLERANCE), seed


def test_random_cases_are_not_all_alike() -> None:
    found = [own_f1(random_case(seed))[0] for seed in range(RANDOM_CASES)]
    assert min(found) == 0.0 and max(found) == 1.0 and len({round(f1, 3) for f1 in found}) > 100


def test_the_index_of_every_miss_and_false_is_kept() -> None:
    gold = [(0, 4, "TITLE"), (5, 9, "HEAD1"), (10, 11, "CELL")]
    given = [(0, 4, "TITLE"), (5, 9, "HEAD2"), (10, 12, "CELL"), (10, 12, "CELL")]
    assert judge_spans("g", gold, given).cases == (
        SpanCase("g", "right", 0, 0, 4, "TITLE"),
        SpanCase("g", "missed", 1, 5, 9, "HEAD1"),
        SpanCase("g", "missed", 2, 10, 11, "CELL"),
        SpanCase("g", "false", 1, 5, 9, "HEAD2"),
        SpanCase("g", "false", 2, 10, 12, "CELL"),
    )


def test_no_spans_on_either_side_is_no_score() -> None:
    assert judge_spans("g", [], []).counts().f1 is None


@pytest.mark.parametrize("spans", [[(0, 3, "CELL"), (2, 4, "CELL")], [(3, 5, "CELL")], [(2, 2, "CELL")]])
def test_spans_that_are_no_iob2_are_refused(spans: list[Span]) -> None:
    with pytest.raises(ValueError, match=r"overlaps another span or leaves the text of 4 characters\.$"):
        spans_to_iob2(spans, 4)
