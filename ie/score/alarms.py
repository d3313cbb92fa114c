"""Alarms: the identities a record says fail, against those the source really breaks (gold's `failing`).

An alarm is named `id/where`, or `id` where the identity stands once in the form (`received_sum`).  A gold name without
`where` covers every alarm of that id.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ie.score.counts import Counts
from ie.score.gold import Gold
from ie.score.match import Record

AlarmOutcome = Literal["right", "false", "missed"]


@dataclass(frozen=True, slots=True)
class Alarm:
    """One identity: `right` and `false` are alarms given, `missed` is a failing identity without one."""

    report: str
    name: str
    outcome: AlarmOutcome


@dataclass(frozen=True, slots=True)
class AlarmScore:
    alarms: tuple[Alarm, ...]
    counts: Counts


def judge_alarms(gold: Gold, record: Record | None) -> AlarmScore:
    given = failing_names(record)
    right = [name for name in given if _covering(name) & set(gold.failing)]
    found = {name for alarm in right for name in _covering(alarm)}
    missed = [name for name in gold.failing if name not in found]
    outcomes: list[tuple[str, AlarmOutcome]] = [(name, "right" if name in right else "false") for name in given]
    outcomes += [(name, "missed") for name in missed]
    return AlarmScore(
        alarms=tuple(Alarm(gold.id, name, outcome) for name, outcome in outcomes),
        counts=Counts(len(given), len(right), len(gold.failing), len(gold.failing) - len(missed)),
    )


def failing_names(record: Record | None) -> tuple[str, ...]:
    """The names of a record's failing identities, each once; checks of text and years are no alarms here."""
    checks = (record or {}).get("checks") or ()
    fails = (check for check in checks if check["kind"] == "identity" and check["status"] == "fails")
    names = (f"{check['id']}/{check['where']}" if check.get("where") else str(check["id"]) for check in fails)
    return tuple(dict.fromkeys(names))


def _covering(alarm: str) -> set[str]:
    """The gold names that speak of an alarm: its own, and its identity's."""
    return {alarm, alarm.partition("/")[0]}
