"""The scoreboard: groups, prose figures, JSON, tables, and the list behind every number."""

import json
from typing import Any

import pytest

from ie.score import KINDS, FigureCase, Gold, GoldCell, GoldFigure, GoldSpan, Scoreboard, judge_figures, score
from ie.score.render import align, width


def board() -> Scoreboard:
    """Two reports of two layouts, read by two taggers, and one that no record was made of."""
    golds = [
        Gold("a", "a.txt", "1", "1", "2021", 2022, None, "管道", {
            "applications.received.total": GoldCell(3, "read"), "applications.granted.total": GoldCell(0, "read"),
        }, ("flow/total",), (GoldSpan(0, 2, "TITLE"), GoldSpan(3, 4, "CELL")), (GoldFigure(9, 11, 12, "件"),)),
        Gold("b", "b.txt", "2", "2", "2019", 2020, None, "tabs", {
            "applications.received.total": GoldCell(7, "read"), "applications.granted.total": GoldCell(None, "blank"),
        }, (), (GoldSpan(0, 2, "TITLE"),), ()),
        Gold("c", "c.txt", "3", "3", None, None, None, "tabs", {"applications.received.total": GoldCell(5, "read")}),
    ]  # fmt: skip
    records: list[dict[str, Any]] = [
        {"sha256": "1", "tagger": {"name": "transformer"}, "figures": [{"start": 9, "end": 11, "value": 12}],
         "checks": [{"kind": "identity", "id": "flow", "where": "total", "status": "fails"}],
         "tables": [{"id": "applications", "cells": {
             "received.total": {"value": 3, "status": "read"},
             "granted.total": {"value": 0, "status": "read", "review": True},
         }}]},
        {"sha256": "2", "tagger": {"name": "pattern"}, "figures": [{"start": 1, "end": 2, "value": 6}], "checks": [],
         "tables": [{"id": "applications", "cells": {"received.total": {"value": 8, "status": "read"}}}]},
        {"sha256": "9", "tagger": {"name": "pattern"}},
    ]  # fmt: skip
    spans = [{"sha256": "1", "spans": [[0, 2, "TITLE", 0.9], [3, 5, "CELL", 0.5]]}]
    return score(golds, records, spans)


def share(count: int, of: int) -> dict[str, float]:
    return {"count": count, "of": of, "share": count / of}


def test_groups() -> None:
    found = board()
    assert {name: group.right.to_dict() for name, group in found.by_tagger.items()} == {
        "none": share(0, 1),
        "pattern": share(0, 1),
        "transformer": share(2, 2),
    }
    assert list(found.by_edition) == ["2019", "2021", "none"]
    assert {name: group.count("reports") for name, group in found.by_layout.items()} == {"tabs": 2, "管道": 1}


def test_json_in_full() -> None:
    data = json.loads(board().to_json("2025-01-31"))
    assert (data["version"], data["date"]) == (1, "2025-01-31")
    assert len(data["gold"]) == 16
    assert set(data) == {"version", "date", "gold", "total", "by_edition", "by_layout", "by_tagger"}
    spans = data["total"].pop("spans_by_label")
    assert spans["TITLE"]["recall"] == share(1, 2)
    assert data["total"] == {
        "reports": 3, "without_record": 1, "cells": 5, "figures": 4, "wrong": 1, "wrong_unit": 0, "missed": 1,
        "inferred_without_gold": 0,
        "right": share(2, 4),
        "right_nonzero": share(1, 3),
        "sure": share(1, 4),
        "sure_nonzero": share(1, 3),
        "silent_error": share(1, 5),
        "silent_error_of_unmarked": share(1, 2),
        "exact": share(1, 3),
        "alarms": {"precision": share(1, 1), "recall": share(1, 1), "f1": 1.0},
        "spans": {"precision": share(1, 2), "recall": share(1, 3), "f1": 0.4},
        "prose": {"precision": share(1, 2), "recall": share(1, 1), "f1": 2 / 3},
    }  # fmt: skip


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError):
        board().to_json("yesterday")


def test_every_number_opens_to_its_cases() -> None:
    found = board()
    for kind in KINDS:
        assert found.total.count(kind) == len(found.cases(kind))
    reports = {
        kind: [case.report for case in found.cases(kind)] for kind in ("right", "silent_error", "exact", "missed")
    }
    assert reports == {"right": ["a", "a"], "silent_error": ["b"], "exact": ["a"], "missed": ["c"]}
    outcomes = ("alarm_right", "span_missed", "span_false", "prose_right", "prose_false")
    assert [len(found.cases(kind)) for kind in outcomes] == [1, 2, 1, 1, 1]
    assert [case.report for case in found.by_layout["tabs"].cases("span_missed")] == ["b"]


def test_an_unknown_kind_names_the_known_ones() -> None:
    with pytest.raises(ValueError) as error:
        board().cases("rihgt")
    assert str(error.value) == f"no kind of case is called 'rihgt'; known are {', '.join(KINDS)}."


def test_without_a_sidecar_there_is_no_span_score() -> None:
    gold = Gold("a", "a.txt", "1", "1", "2021", 2022, None, "tabs", {}, (), (GoldSpan(0, 2, "TITLE"),))
    assert score([gold], []).total.spans.f1 is None
    assert score([gold], [], []).total.spans.f1 == 0.0


def test_prose_figures_need_place_and_value() -> None:
    gold = Gold("a", "a.txt", "1", "1", None, None, None, "tabs", {}, (), None, (
        GoldFigure(0, 1, 5), GoldFigure(2, 4, 24000), GoldFigure(5, 6, 1),
    ))  # fmt: skip
    given = [
        {"start": 0, "end": 1, "value": 5.0},
        {"start": 2, "end": 4, "value": 2.4},
        {"start": 5, "end": 7, "value": 1},
    ]
    found = judge_figures(gold, {"figures": given})
    assert found is not None
    assert found.cases == (
        FigureCase("a", "right", 0, 1, 5),
        FigureCase("a", "missed", 2, 4, 24000),
        FigureCase("a", "missed", 5, 6, 1),
        FigureCase("a", "false", 2, 4, 2.4),
        FigureCase("a", "false", 5, 7, 1),
    )
    assert found.counts().f1 == pytest.approx(1 / 3)


def test_rendered_tables_stand_in_columns() -> None:
    tables = [table.split("\n") for table in board().render().strip("\n").split("\n\n")]
    assert [table[0].split("  ")[0] for table in tables] == [
        "cells", "errors", "alarms, spans, prose figures", "spans by label",
    ]  # fmt: skip
    for table in tables:
        assert len({width(line) for line in table}) == 1
    assert any(line.startswith("layout 管道") and "100.00% 2/2" in line for line in tables[0])


def test_wide_characters_take_two_columns() -> None:
    assert align([["年", "1"], ["ab", "22"], ["c", "3"]]) == ["年   1", "ab  22", "c    3"]


def test_no_gold_at_all() -> None:
    assert score([], []).render().startswith("cells  reports  exact")
