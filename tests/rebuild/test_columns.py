"""The sums down the columns choose between the readings of rows."""

from decimal import Decimal

import pytest

from ie.editions import Column, Identity, Row, TableForm
from ie.rebuild.columns import MAX_STEPS, choose
from ie.rebuild.readings import Reading


def reading(*values: int | None) -> Reading:
    return tuple(None if v is None else Decimal(v) for v in values)


def form(*rows: Row) -> TableForm:
    return TableForm("t", (Column("a", "甲"), Column("b", "乙")), rows)


PLAIN = form(Row("p", "一"), Row("q", "二"), Row("r", "计"))
DOWN = (Identity("down", "t", "column", ("p", "q"), ("r",)),)
CHOICES = [
    ("facts stay", {"p": [(1, 2)], "q": [(3, 4)], "r": [(9, 9)]}, {"p": (1, 2), "q": (3, 4), "r": (9, 9)}),
    ("the column decides", {"p": [(1, 12), (11, 2)], "q": [(3, 4)], "r": [(4, 16)]}, {"p": (1, 12)}),
    (
        "two unknowns, one answer",
        {"p": [(1, 2), (12, 0)], "q": [(3, 4), (4, 3)], "r": [(4, 6)]},
        {"p": (1, 2), "q": (3, 4)},
    ),
    (
        "what the survivors share",
        {"p": [(1, 2), (2, 2)], "q": [(2, 1), (1, 1), (7, 7)], "r": [(3, 3)]},
        {"p": (None, 2)},
    ),
    ("no sum without its total", {"p": [(1, 2), (1, 3)], "q": [(3, 4)]}, {"p": (1, None)}),
    (
        "nothing fits: only what all readings share",
        {"p": [(1, 2), (1, 3)], "q": [(0, 0)], "r": [(9, 9)]},
        {"p": (1, None)},
    ),
    ("a blank decides nothing", {"p": [(1, 2), (2, 2)], "q": [(None, 1)], "r": [(3, 3)]}, {"p": (None, 2)}),
]


@pytest.mark.parametrize("case", CHOICES, ids=lambda case: case[0])
def test_choose(case: tuple) -> None:
    _, readings, wanted = case
    chosen = choose(PLAIN, DOWN, {row: [reading(*o) for o in options] for row, options in readings.items()})
    assert {row: chosen[row] for row in wanted} == {row: reading(*values) for row, values in wanted.items()}
    assert set(chosen) == set(readings)


def test_choose_joins_two_sums_over_an_unreadable_total() -> None:
    """a + b = total and in = total + out: without the total, in = a + b + out still decides."""
    table = form(*(Row(r, r) for r in ("in", "a", "b", "total", "out")))
    sums = (
        Identity("outcomes", "t", "column", ("a", "b"), ("total",)),
        Identity("flow", "t", "column", ("in",), ("total", "out")),
    )
    readings = {
        "in": [reading(9, 9)],
        "a": [reading(1, 2), reading(4, 5)],
        "b": [reading(3, 3)],
        "out": [reading(2, 1)],
    }
    assert choose(table, sums, readings)["a"] == reading(4, 5)


def test_choose_gives_up_on_too_many_combinations() -> None:
    many = [reading(0, i) for i in range(MAX_STEPS)]
    chosen = choose(PLAIN, DOWN, {"p": many, "q": many, "r": [reading(0, i) for i in range(3 * MAX_STEPS)]})
    assert (chosen["p"], chosen["q"]) == (reading(0, None), reading(0, None))
