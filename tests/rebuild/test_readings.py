"""The ways to read one row, against oracles that try everything."""

from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ie.editions import Column, Identity
from ie.rebuild.items import Item
from ie.rebuild.readings import MAX_READINGS, Reading, common, place, split_groups, split_run
from ie.values import parse_value

SUM = Identity("sum", "t", "row", ("a", "b"), ("total",))


def ids(count: int) -> tuple[str, ...]:
    return (*"abcdef"[: count - 1], "total")


def row_sum(count: int) -> Identity:
    return Identity("sum", "t", "row", ids(count)[:-1], ("total",))


def brute_force(digits: str, count: int, with_sum: bool) -> set[tuple[str, ...]]:
    """Every way to cut, one after the other, kept where no figure has a leading zero and the sum comes out."""
    out = set()
    for cuts in combinations(range(1, len(digits)), count - 1):
        bounds = (0, *cuts, len(digits))
        parts = tuple(digits[a:b] for a, b in pairwise(bounds))
        plain = all(str(int(p)) == p for p in parts)
        if plain and (not with_sum or sum(map(int, parts[:-1])) == int(parts[-1])):
            out.add(parts)
    return out


@pytest.mark.parametrize(
    ("digits", "count", "with_sum", "wanted"),
    [
        ("120030015", 7, True, [("12", "0", "0", "3", "0", "0", "15")]),
        ("0000000", 7, True, [("0",) * 7]),
        ("123", 3, True, [("1", "2", "3")]),
        ("1012", 3, True, []),
        ("1112", 3, True, []),
        ("11112", 3, True, [("1", "11", "12"), ("11", "1", "12")]),
        ("1001", 2, False, [("100", "1")]),
        ("12", 3, False, []),
        ("00", 1, False, []),
        ("0", 1, False, [("0",)]),
        ("", 1, False, []),
    ],
)
def test_split_run(digits: str, count: int, with_sum: bool, wanted: list[tuple[str, ...]]) -> None:
    assert split_run(digits, count, row_sum(count) if with_sum else None, ids(count)) == wanted


@given(st.text("0123456789", min_size=1, max_size=11), st.integers(1, 7), st.booleans())
def test_split_run_is_all_there_is(digits: str, count: int, with_sum: bool) -> None:
    with_sum = with_sum and count > 1
    splits = split_run(digits, count, row_sum(count) if with_sum else None, ids(count))
    assert set(splits) == brute_force(digits, count, with_sum)
    assert len(set(splits)) == len(splits)
    for parts in splits:
        assert "".join(parts) == digits and len(parts) == count


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=2))
def test_groups_in_one_run_against_every_cut(groups: list[tuple[int, int]]) -> None:
    """None where no cut adds up in every group, the only one, or two where there are several."""
    parts = [str(v) for a, b in groups for v in (a, b, a + b)]
    for digits in ("".join(parts), "".join(parts) + "1", "".join(parts)[:-1]):
        cuts = brute_force(digits, len(parts), False)
        every = {c for c in cuts if all(int(c[i]) + int(c[i + 1]) == int(c[i + 2]) for i in range(0, len(c), 3))}
        found = split_groups(digits, len(groups), 3, row_sum(3), ids(3))
        assert len(found) == len(set(found)) == min(len(every), 2)
        assert set(found) <= every


@given(st.lists(st.integers(0, 99), min_size=6, max_size=6))
def test_a_row_that_adds_up_is_among_its_readings(parts: list[int]) -> None:
    row = (*map(str, parts), str(sum(parts)))
    assert row in split_run("".join(row), 7, row_sum(7), ids(7))


def test_too_many_readings_are_more_than_the_limit_says() -> None:
    """The caller sees that the list is not whole: it is one longer than the limit."""
    assert len(split_run("1" * 40, 3, None, ids(3))) == MAX_READINGS + 1


def test_a_long_run_keeps_all_its_readings() -> None:
    rows = [
        ("824798", "8", "18395", "4598", "486", "5108", "853393"),
        ("8", "24798", "818395", "4598", "486", "5108", "853393"),
    ]
    assert all(sum(map(int, row[:-1])) == int(row[-1]) for row in rows)
    [digits] = {"".join(row) for row in rows}
    assert set(rows) <= set(split_run(digits, 7, row_sum(7), ids(7)))


COUNT = Column("a", "甲")
SIGNED = Column("b", "乙", signed=True)
MONEY = Column("c", "丙", decimal=True)


def items(*words: str) -> tuple[Item, ...]:
    return tuple(Item("value", i, i + 1, w, parse_value(w)) for i, w in enumerate(words))


def reading(*values: int | str | None) -> Reading:
    return tuple(None if v is None else Decimal(v) for v in values)


PLACES = [
    ("one figure, two columns", ("5",), (COUNT, MONEY), None, [(5, None), (None, 5)]),
    ("a sign tells the column", ("-5",), (COUNT, SIGNED, COUNT), None, [(None, -5, None)]),
    ("a plus is a sign too", ("+5",), (COUNT, SIGNED), None, [(None, 5)]),
    (
        "decimals do not: two figures may have run together",
        ("2.5",),
        (COUNT, MONEY),
        None,
        [("2.5", None), (None, "2.5")],
    ),
    ("order is kept", ("1", "2"), (COUNT,) * 3, None, [(1, 2, None), (1, None, 2), (None, 1, 2)]),
    ("nowhere to stand", ("-5",), (COUNT, COUNT), None, []),
    ("all are there", ("1", "2"), (COUNT, COUNT), None, [(1, 2)]),
]


@pytest.mark.parametrize("case", PLACES, ids=lambda case: case[0])
def test_place_without_a_sum(case: tuple) -> None:
    _, words, columns, identity, wanted = case
    assert place(items(*words), columns, identity) == [reading(*r) for r in wanted]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        # (a, b, total); the figure lost is what the sum says
        (("3", "3"), [(3, 3, 6), (3, 0, 3), (0, 3, 3)]),
        (("3", "5"), [(3, 5, 8), (3, 2, 5), (2, 3, 5)]),
        (("5", "3"), [(5, 3, 8)]),
        (("0", "0"), [(0, 0, 0)] * 3),
        (("4",), []),
    ],
)
def test_place_with_a_sum(words: tuple[str, ...], wanted: list[tuple[int, ...]]) -> None:
    columns = (Column("a", "甲"), Column("b", "乙"), Column("total", "计"))
    found = place(items(*words), columns, SUM)
    assert sorted(found) == sorted(reading(*r) for r in wanted)
    assert all(a + b == total and min(a, b, total) >= 0 for a, b, total in found)


@pytest.mark.parametrize(
    ("readings", "wanted"),
    [
        ([], ()),
        ([(1, 2)], (1, 2)),
        ([(1, 2), (1, 3)], (1, None)),
        ([(1, None), (1, None)], (1, None)),
        ([(None, 2), (1, 2)], (None, 2)),
        ([(0, 0), (0, 0), (0, 1)], (0, None)),
    ],
)
def test_common(readings: list[tuple], wanted: tuple) -> None:
    assert common([reading(*r) for r in readings]) == reading(*wanted)
