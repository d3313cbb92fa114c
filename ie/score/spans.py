"""Spans: strict, a span is right when its start, its end and its label are gold's.

The same figures as seqeval's strict IOB2 on characters and as nervaluate's strict, both of which the tests run against
this; it needs no text, and keeps the index of every span missed and of every false one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ie.score.counts import Counts, sum_counts

Span = tuple[int, int, str]
SpanOutcome = Literal["right", "missed", "false"]


@dataclass(frozen=True, slots=True)
class SpanCase:
    """One span; `index` counts in gold for a right or missed one, in the tagger's spans for a false one."""

    report: str
    outcome: SpanOutcome
    index: int
    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class SpanScore:
    """One text's spans; a span given twice counts once."""

    cases: tuple[SpanCase, ...]

    def counts(self, label: str | None = None) -> Counts:
        """What was given against gold, of one label or of all (micro)."""
        outcomes = [case.outcome for case in self.cases if label in (None, case.label)]
        right, missed, false = (outcomes.count(outcome) for outcome in ("right", "missed", "false"))
        return Counts(given=right + false, given_right=right, gold=right + missed, gold_found=right)


def judge_spans(report: str, gold: Sequence[Span], given: Sequence[Span]) -> SpanScore:
    """Gold's spans against a tagger's.

    >>> score = judge_spans("a", [(0, 2, "TITLE"), (4, 5, "CELL")], [(0, 2, "TITLE"), (4, 6, "CELL")])
    >>> score.counts().f1, [(case.outcome, case.index) for case in score.cases]
    (0.5, [('right', 0), ('missed', 1), ('false', 1)])
    """
    in_gold, in_given = _first_indices(gold), _first_indices(given)
    cases = [
        SpanCase(report, "right" if span in in_given else "missed", index, *span) for span, index in in_gold.items()
    ]
    cases += [SpanCase(report, "false", index, *span) for span, index in in_given.items() if span not in in_gold]
    return SpanScore(tuple(cases))


def counts_by_label(scores: Iterable[SpanScore]) -> Mapping[str, Counts]:
    """Counts of many texts added, for every label seen, in the labels' order."""
    scores = tuple(scores)
    labels = sorted({case.label for score in scores for case in score.cases})
    return {label: sum_counts(score.counts(label) for score in scores) for label in labels}


def spans_to_iob2(spans: Iterable[Span], length: int) -> list[str]:
    """A tag a character, for scorers that read IOB2; spans that overlap or leave the text are a ValueError.

    >>> spans_to_iob2([(0, 1, "CELL"), (1, 3, "CELL")], 4)
    ['B-CELL', 'B-CELL', 'I-CELL', 'O']
    """
    tags = ["O"] * length
    last_end = 0
    for start, end, label in sorted(spans):
        if not last_end <= start < end <= length:
            raise ValueError(
                f"({start}, {end}, {label!r}) overlaps another span or leaves the text of {length} characters."
            )
        tags[start:end] = [f"B-{label}"] + [f"I-{label}"] * (end - start - 1)
        last_end = end
    return tags


def _first_indices(spans: Sequence[Span]) -> dict[Span, int]:
    found: dict[Span, int] = {}
    for index, span in enumerate(spans):
        found.setdefault(span, index)
    return found
