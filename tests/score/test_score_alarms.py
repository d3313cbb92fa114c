"""Alarms: failing identities given against those gold says the source has."""

from typing import Any

import pytest

from ie.score import Gold, judge_alarms

# label, gold's failing, the record's checks as (kind, id, where, status), outcomes by name, precision, recall
CASES: list[tuple[str, list[str], list[tuple[str, str, str | None, str]], dict[str, str], Any, Any]] = [
    ("nothing fails, nothing said", [], [("identity", "flow", "total", "holds")], {}, None, None),
    ("found", ["flow/total"], [("identity", "flow", "total", "fails")], {"flow/total": "right"}, 1.0, 1.0),
    (
        "another column",
        ["flow/total"],
        [("identity", "flow", "other", "fails")],
        {"flow/other": "false", "flow/total": "missed"},
        0.0,
        0.0,
    ),
    (
        "stands once",
        ["received_sum"],
        [("identity", "received_sum", None, "fails")],
        {"received_sum": "right"},
        1.0,
        1.0,
    ),
    (
        "unknown is no alarm",
        ["flow/total"],
        [("identity", "flow", "total", "unknown")],
        {"flow/total": "missed"},
        None,
        0.0,
    ),
    (
        "text and year are no identities",
        [],
        [("text", "flow", "total", "fails"), ("year", "flow", "", "fails")],
        {},
        None,
        None,
    ),
    ("given twice", ["flow/total"], [("identity", "flow", "total", "fails")] * 2, {"flow/total": "right"}, 1.0, 1.0),
    (
        "gold without where covers all of the id",
        ["flow", "applicants_sum/received"],
        [("identity", "flow", "total", "fails"), ("identity", "flow", "other", "fails")],
        {"flow/total": "right", "flow/other": "right", "applicants_sum/received": "missed"},
        1.0,
        0.5,
    ),
    (
        "an alarm without where covers no place of gold",
        ["flow/total"],
        [("identity", "flow", None, "fails")],
        {"flow": "false", "flow/total": "missed"},
        0.0,
        0.0,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_alarms(case: Any) -> None:
    _, failing, checks, wanted, precision, recall = case
    gold = Gold("g", "g.txt", "a", "a", "2021", None, None, "pipes", {}, tuple(failing))
    keys = ("kind", "id", "where", "status")
    found = judge_alarms(gold, {"checks": [dict(zip(keys, check, strict=True)) for check in checks]})
    assert {alarm.name: alarm.outcome for alarm in found.alarms} == wanted
    assert (found.counts.precision.value, found.counts.recall.value) == (precision, recall)


def test_without_a_record_every_failing_identity_is_missed() -> None:
    gold = Gold("g", "g.txt", "a", "a", "2021", None, None, "pipes", {}, ("flow/total",))
    assert [alarm.outcome for alarm in judge_alarms(gold, None).alarms] == ["missed"]
