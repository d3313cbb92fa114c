"""Every definition of a cell's score, by hand-made cells with the answer wanted (cells.json)."""

import json
from pathlib import Path
from typing import Any

import pytest

from ie.score import Case, Gold, GoldCell, ScoreError, score
from ie.score.group import CELL_KINDS

CASES = json.loads((Path(__file__).parent / "cells.json").read_text(encoding="utf-8"))
SHA = "a" * 64


def gold_of(cells: dict[str, GoldCell], **more: Any) -> Gold:
    fields = {"id": "g", "source": "own/g.txt", "sha256": SHA, "text_sha256": SHA, "edition": "2021", "year": 2022}
    return Gold(**{**fields, "organ": None, "layout": "pipes", "cells": cells, **more})


def record_of(cells: dict[str, dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {"sha256": SHA, "source": "g.txt", "tables": [{"id": "applications", "cells": cells}], **more}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_cell(case: dict[str, Any]) -> None:
    gold = gold_of({"applications.received.total": GoldCell(**case["gold"])} if case["gold"] else {})
    board = score([gold], [record_of({"received.total": case["given"]} if case["given"] else {})])
    (cell,) = board.cases("cells")
    assert isinstance(cell, Case)
    assert cell.outcome == case["wanted"]
    assert {kind for kind in CELL_KINDS if board.cases(kind)} == {"cells", *case["counted"]}
    assert bool(board.cases("exact")) is case["exact"]


def test_case_tells_where_to_look() -> None:
    gold = gold_of({"applications.received.total": GoldCell(3, "read", "件")})
    given = {"value": 4, "status": "read", "unit": "条", "review": True, "start": 10, "end": 11}
    assert score([gold], [record_of({"received.total": given})]).cases("wrong") == (
        Case("g", "applications.received.total", "wrong", False, 3, "read", "件", 4, "read", "条", True, 10, 11),
    )


def test_unlisted_cells_without_a_value_are_no_cases() -> None:
    given = {"received.total": {"value": None, "status": "absent"}, "granted.total": {"value": None, "status": "blank"}}
    board = score([gold_of({})], [record_of(given)])
    assert board.cases("cells") == ()
    assert board.cases("exact") == board.cases("reports")


def test_a_report_without_a_record_misses_every_figure() -> None:
    cells = {"applications.received.total": GoldCell(3, "read"), "applications.granted.total": GoldCell(None, "blank")}
    board = score([gold_of(cells)], [record_of({}, sha256="b" * 64)])
    counted = ("cells", "figures", "missed", "right", "without_record", "exact")
    assert {kind: board.total.count(kind) for kind in counted} == {
        "cells": 2, "figures": 1, "missed": 1, "right": 0, "without_record": 1, "exact": 0,
    }  # fmt: skip


def test_a_report_without_figures_is_exact_only_with_a_record() -> None:
    assert not score([gold_of({})], []).cases("exact")
    assert score([gold_of({})], [record_of({})]).cases("exact")


def test_of_several_reports_in_one_file_the_text_decides() -> None:
    gold = gold_of({"applications.received.total": GoldCell(3, "read")})
    other = record_of({"received.total": {"value": 9, "status": "read"}}, text_sha256="c" * 64)
    own = record_of({"received.total": {"value": 3, "status": "read"}}, text_sha256=SHA)
    assert score([gold], [other, own]).total.right.count == 1


def test_the_same_file_twice_is_scored_once() -> None:
    gold = gold_of({"applications.received.total": GoldCell(3, "read")})
    record = record_of({"received.total": {"value": 3, "status": "read"}})
    assert score([gold], [record, {**record, "source": "copy/g.txt"}]).total.right.count == 1


def test_two_runs_that_disagree_are_refused() -> None:
    runs = [record_of({"received.total": {"value": value, "status": "read"}}) for value in (3, 4)]
    with pytest.raises(ScoreError) as error:
        score([gold_of({})], runs)
    assert str(error.value) == "g: 2 records of sha256 aaaaaaaaaaaa… disagree; score each run by itself."


def test_a_cell_given_twice_is_refused() -> None:
    table = {"id": "applications", "cells": {"received.total": {"value": 3, "status": "read"}}}
    with pytest.raises(ScoreError) as error:
        score([gold_of({})], [{"sha256": SHA, "source": "g.txt", "tables": [table, table]}])
    assert str(error.value) == "g.txt: the record gives the cell applications.received.total twice."
