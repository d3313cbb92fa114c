"""The sums down the columns choose between the readings of rows."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ie.editions import Column, Identity, Row, TableForm
from ie.rebuild.columns import MAX_STEPS, choose
from ie.rebuild.readings import Reading, common


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


def test_a_search_that_is_given_up_settles_nothing() -> None:
    """Every combination fits, more than are tried: what the first ones agree on is not what all agree on."""
    readings = {
        "p": [reading(1, 2), reading(1, 3)],
        "q": [reading(0, i) for i in range(MAX_STEPS)],
        "r": [reading(None, None)],
    }
    chosen = choose(PLAIN, DOWN, readings)
    assert (chosen["p"], chosen["q"]) == (reading(1, None), reading(0, None))


FLOW = form(*(Row(r, r) for r in ("p", "q", "s", "t", "in", "out", "x", "y")))
SUMS = (
    Identity("down", "t", "column", ("p", "q", "s"), ("t",)),
    Identity("flow", "t", "column", ("in",), ("t", "out")),
    Identity("apart", "t", "column", ("x",), ("y",)),
)
SMALL = st.tuples(st.integers(0, 2), st.integers(0, 2)).map(lambda pair: reading(*pair))


def adds_up(rows: dict[str, Reading], sums: list[Identity]) -> bool:
    return all(
        sum(rows[r][at] for r in i.left) == sum(rows[r][at] for r in i.right)  # type: ignore[misc]
        for i in sums
        for at in (0, 1)
    )


@settings(max_examples=150, deadline=None)
@given(st.fixed_dictionaries({r.id: st.lists(SMALL, min_size=1, max_size=2, unique=True) for r in FLOW.rows}))
def test_choose_against_every_combination(options: dict[str, list[Reading]]) -> None:
    """What all combinations that add up agree on; where none does, what each row's readings agree on by themselves."""
    every = [dict(zip(options, picked, strict=True)) for picked in product(*options.values())]
    # A sum of rows that are all read is the source's to answer for: it rules nothing out.
    sums = [i for i in SUMS if any(len(options[r]) > 1 for r in (*i.left, *i.right))]
    fitting = [rows for rows in every if adds_up(rows, sums)]
    wanted = {row: common([rows[row] for rows in fitting]) if fitting else common(o) for row, o in options.items()}
    if all(len(o) == 1 for o in options.values()):
        wanted = {row: o[0] for row, o in options.items()}
    assert choose(FLOW, SUMS, options) == wanted


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_the_true_figures_are_never_ruled_out(data: st.DataObject) -> None:
    """Among other readings of every row, blanks too: what is given of a column is its true figure, or nothing."""
    values = {r: data.draw(SMALL) for r in ("p", "q", "s", "out", "x")}
    values["t"] = tuple(a + b + c for a, b, c in zip(values["p"], values["q"], values["s"], strict=True))  # type: ignore[operator]
    values["in"] = tuple(a + b for a, b in zip(values["t"], values["out"], strict=True))  # type: ignore[operator]
    values["y"] = values["x"]
    other = st.tuples(*[st.none() | st.integers(0, 4)] * 2).map(lambda pair: reading(*pair))
    options = {r: [true, *data.draw(st.lists(other, max_size=3))] for r, true in values.items()}
    unreadable = data.draw(st.sets(st.sampled_from(sorted(options)), max_size=1))
    chosen = choose(FLOW, SUMS, {r: o for r, o in options.items() if r not in unreadable})
    for row, given_ in chosen.items():
        assert all(a is None or a == b for a, b in zip(given_, values[row], strict=True))


def test_a_sum_without_the_unreadable_total_is_joined_to_none() -> None:
    """x = y says nothing of p and q, whose total cannot be read."""
    readings = {"p": [(1, 1), (0, 0)], "q": [(0, 0)], "s": [(0, 0)], "x": [(2, 2)], "y": [(2, 2)]}
    chosen = choose(FLOW, SUMS, {row: [reading(*o) for o in options] for row, options in readings.items()})
    assert chosen["p"] == reading(None, None)


STANDS = form(
    *(Row("p", "一"), Row("q", "二"), Row("w", "合", optional=True, stands_for=("p", "q"))),
    *(Row("o", "三", optional=True), Row("t", "计")),
)
ALL = (Identity("down", "t", "column", ("p", "q", "o"), ("t",)),)


@pytest.mark.parametrize(
    ("readings", "wanted"),
    [
        # A row printed for two others takes their place, and an optional one that is not printed no part.
        ({"w": [(1, 12), (11, 2)], "t": [(1, 12)]}, {"w": (1, 12)}),
        ({"w": [(1, 12), (11, 2)], "o": [(3, 0)], "t": [(4, 12)]}, {"w": (1, 12)}),
        ({"p": [(1, 12), (11, 2)], "q": [(3, 4)], "t": [(4, 16)]}, {"p": (1, 12)}),
        # A row that the form asks for and that cannot be read blocks the sum.
        ({"p": [(1, 12), (11, 2)], "t": [(1, 12)]}, {"p": (None, None)}),
    ],
)
def test_choose_with_a_row_that_stands_for_others(readings: dict, wanted: dict) -> None:
    chosen = choose(STANDS, ALL, {row: [reading(*o) for o in options] for row, options in readings.items()})
    assert {row: chosen[row] for row in wanted} == {row: reading(*values) for row, values in wanted.items()}
