"""What sums that do not come out say of a row, and of a table: one slip is the source's, many are rows read in the wrong place."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ie.editions import Column, Identity, Row, TableForm
from ie.rebuild.anchors import Anchor
from ie.rebuild.doubts import MIN_FULLER, doubt_rows, fuller_rows, table_doubt
from ie.rebuild.fields import Strip
from ie.rebuild.items import Item
from ie.report import ABSENT, Cell

Value = int | str | None
"""A figure; None for a blank cell; "absent" where there is no cell."""
COLUMNS = (Column("a", "甲"), Column("b", "乙"), Column("total", "计"))
SUM = Identity("sum", "t", "row", ("a", "b"), ("total",))
TABLE = TableForm("t", COLUMNS, (Row("p", "一"), Row("q", "二")))
ONE_LINE = TableForm("t", COLUMNS, (Row("p", "一"), Row("q", "二")), one_line=True)


def cell(value: Value) -> Cell:
    if value == "absent":
        return ABSENT
    return Cell("blank") if value is None else Cell("read", Decimal(value), why="read")


ROWS: dict[str, tuple[tuple[Value, Value, Value], TableForm, bool]] = {
    # a, b and their total; whether the row is in doubt
    "it comes out": ((3, 4, 7), TABLE, False),
    "it does not": ((3, 4, 8), TABLE, True),
    "a zero for a total": ((3, 4, 0), TABLE, True),
    "only the total": ((0, 0, 8), TABLE, True),
    "nothing at all": ((0, 0, 0), TABLE, False),
    "a blank is nothing": ((7, None, 7), TABLE, False),
    "a blank that would be needed": ((3, None, 7), TABLE, True),
    "two blanks": ((None, None, 7), TABLE, True),
    "no total to hold it against": ((3, 4, None), TABLE, False),
    "no total on one line, where there always is one": ((3, 4, None), ONE_LINE, True),
    "a cell that is not there": ((3, "absent", 8), TABLE, False),
    "a total that is not there": ((3, 4, "absent"), TABLE, False),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_row_whose_sum(name: str) -> None:
    values, form, doubtful = ROWS[name]
    row = {("p", c.id): cell(v) for c, v in zip(COLUMNS, values, strict=True)}
    other = {("q", c.id): cell(v) for c, v in zip(COLUMNS, (1, 1, 2), strict=True)}
    marked = doubt_rows(form, SUM, row | other)
    for key, before in (row | other).items():
        after = marked[key]
        assert (after.value, after.status) == (before.value, before.status)
        assert after.review is (doubtful and key[0] == "p" and before.value is not None)
        assert (after.why == before.why) is not after.review
    assert doubt_rows(form, None, row | other) == row | other


def test_the_reason_names_both_sums() -> None:
    marked = doubt_rows(TABLE, SUM, {("p", c.id): cell(v) for c, v in zip(COLUMNS, (3, 4, 8), strict=True)})
    assert marked["p", "a"].why == "read; the row's parts add up to 7, its total says 8"


def doubt(form: TableForm, identities: tuple[Identity, ...], rows: dict[str, list[Value]]) -> str | None:
    """What the sums alone say of a table with those rows."""
    out = {(r, c.id): cell(v) for r, values in rows.items() for c, v in zip(form.columns, values, strict=True)}
    return table_doubt(form, identities, "", [], [], [], {k: c for k, c in out.items() if c is not ABSENT})


# One column, as the 2014 form has it: sums of rows, each once.
LIST = TableForm("t", (Column("value", "数"),), tuple(Row(r, r) for r in "abcdefghijkl"))
SUMS = tuple(Identity(f"{x}{y}", "t", None, (x, y), (z,)) for x, y, z in ("abc", "def", "ghi", "jkl"))
HOLDS, FAILS, EMPTY, CUT = [1, 2, 3], [1, 2, 4], [0, 0, 0], [1, None, 4]


@pytest.mark.parametrize(
    ("sums", "doubtful"),
    [
        ([HOLDS] * 4, False),
        ([FAILS] * 4, True),
        ([FAILS, HOLDS, HOLDS, HOLDS], False),
        ([FAILS, EMPTY, EMPTY, EMPTY], False),
        ([FAILS, FAILS, EMPTY, EMPTY], True),
        ([FAILS, FAILS, HOLDS, EMPTY], True),
        ([FAILS, FAILS, HOLDS, HOLDS], False),
        ([FAILS, FAILS, FAILS, HOLDS], True),
        ([FAILS, CUT, CUT, CUT], False),
        ([FAILS, FAILS, CUT, CUT], False),
        ([FAILS, FAILS, CUT, EMPTY], True),
    ],
)
def test_sums_of_rows(sums: list[list[Value]], doubtful: bool) -> None:
    values = [v for held in sums for v in held]
    rows = {r.id: [v] for r, v in zip(LIST.rows, values, strict=True)}
    said = doubt(LIST, SUMS, rows)
    assert said == ("most of the table's sums fail: rows may be read in the wrong place" if doubtful else None)
    others = tuple(Identity(i.id, "another", None, i.left, i.right) for i in SUMS)
    assert doubt(LIST, others, rows) is None


# Seven columns: one sum down each.
WIDE = TableForm("t", tuple(Column(c, c) for c in "abcdefg"), (Row("p", "一"), Row("q", "二"), Row("t", "计")))
DOWN = (Identity("down", "t", "column", ("p", "q"), ("t",)),)


@pytest.mark.parametrize(
    ("failing", "holding", "said"),
    [
        (0, 7, None),
        (2, 0, None),
        (2, 5, None),
        (3, 0, "the sums fail in 3 columns: rows may be read in the wrong place"),
        (3, 2, "the sums fail in 3 columns: rows may be read in the wrong place"),
        (3, 3, None),
        (4, 3, "the sums fail in 4 columns: rows may be read in the wrong place"),
        (7, 0, "the sums fail in 7 columns: rows may be read in the wrong place"),
    ],
)
def test_sums_down_the_columns(failing: int, holding: int, said: str | None) -> None:
    columns = [FAILS] * failing + [HOLDS] * holding + [EMPTY] * (7 - failing - holding)
    rows = {r.id: [column[at] for column in columns] for at, r in enumerate(WIDE.rows)}
    assert doubt(WIDE, DOWN, rows) == said


PARTS = (Row("p", "一"), Row("q", "二"))


@pytest.mark.parametrize(
    ("optional", "whole", "parts", "total", "fails"),
    [
        # A row that the form prints besides stands for its parts where it has a figure.
        (True, 5, (0, 0), 5, False),
        (True, 5, (2, 3), 6, True),
        (True, "absent", (2, 3), 5, False),
        (True, "absent", (2, 3), 6, True),
        # One that the form prints instead of them gives way to them.
        (False, 5, ("absent", "absent"), 5, False),
        (False, 5, ("absent", "absent"), 6, True),
        (False, 9, (2, 3), 5, False),
        (False, 9, (2, "absent"), 2, False),
        (False, 9, (2, "absent"), 9, True),
    ],
)
def test_sums_with_a_row_that_stands_for_others(
    optional: bool, whole: Value, parts: tuple[Value, Value], total: Value, fails: bool
) -> None:
    form = TableForm(
        "t", WIDE.columns, (*PARTS, Row("w", "合", optional=optional, stands_for=("p", "q")), Row("t", "计"))
    )
    left = ("p", "q") if optional else ("w",)
    rows = {"p": [parts[0]] * 7, "q": [parts[1]] * 7, "w": [whole] * 7, "t": [total] * 7}
    said = doubt(form, (Identity("down", "t", "column", left, ("t",)),), rows)
    assert said == ("the sums fail in 7 columns: rows may be read in the wrong place" if fails else None)


@pytest.mark.parametrize(
    ("columns", "fuller", "said"),
    [(1, MIN_FULLER, True), (1, MIN_FULLER - 1, False), (1, 0, False), (3, MIN_FULLER, False)],
)
def test_rows_with_a_figure_more_than_the_form_has_columns(columns: int, fuller: int, said: bool) -> None:
    """A single one may be a page's number."""
    form = TableForm("t", COLUMNS[:columns], tuple(Row(r, r) for r in "abcde"))
    own = [Anchor("t", r.id, i, i + 1, (i,), i + 1) for i, r in enumerate(form.rows)]
    figure = Item("value", 0, 1, "5")
    strips = {r.id: Strip((figure,) * (2 if i < fuller else 1), "open", False, False) for i, r in enumerate(form.rows)}
    assert fuller_rows(form, own, strips) is said
