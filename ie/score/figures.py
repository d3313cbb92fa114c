"""Prose figures: right when the record has one of gold's start, end and value (2.4万 is 24000), of any unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ie.score.counts import Counts
from ie.score.gold import Gold
from ie.score.gold_fields import Number
from ie.score.match import Record

FigureOutcome = Literal["right", "missed", "false"]


@dataclass(frozen=True, slots=True)
class FigureCase:
    """One figure; a right place with a wrong value is a missed figure and a false one."""

    report: str
    outcome: FigureOutcome
    start: int
    end: int
    value: Number


@dataclass(frozen=True, slots=True)
class FigureScore:
    cases: tuple[FigureCase, ...]

    def counts(self) -> Counts:
        outcomes = [case.outcome for case in self.cases]
        right, missed, false = (outcomes.count(outcome) for outcome in ("right", "missed", "false"))
        return Counts(given=right + false, given_right=right, gold=right + missed, gold_found=right)


def judge_figures(gold: Gold, record: Record | None) -> FigureScore | None:
    """Gold's prose figures against the record's; None where gold has not annotated them."""
    if gold.figures is None:
        return None
    in_gold = {_key(figure.start, figure.end, figure.value): figure.value for figure in gold.figures}
    given = (record or {}).get("figures") or ()
    in_given = {_key(figure["start"], figure["end"], figure["value"]): figure["value"] for figure in given}
    cases = [
        FigureCase(gold.id, "right" if key in in_given else "missed", key[0], key[1], value)
        for key, value in in_gold.items()
    ]
    cases += [
        FigureCase(gold.id, "false", key[0], key[1], value) for key, value in in_given.items() if key not in in_gold
    ]
    return FigureScore(tuple(cases))


def _key(start: int, end: int, value: Number) -> tuple[int, int, Decimal]:
    return start, end, Decimal(str(value))
