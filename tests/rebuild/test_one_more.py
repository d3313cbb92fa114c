"""One figure more than the form has columns: a page's number in one row, a column that the form lacks in several."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ie.editions import Column, Identity
from ie.pipeline import extract_text
from ie.rebuild.fields import Strip, read_strip
from ie.rebuild.one_more import COLUMN_MORE, with_column_more
from ie.report import Cell
from tests.rebuild.applications import FIGURES, TITLE, printed
from tests.rebuild.drawn import drawn
from tests.rebuild.sections import wrong

COLUMNS = (Column("a", "甲"), Column("b", "乙"), Column("c", "计"))
SUM = Identity("sum", "t", "row", ("a", "b"), ("c",))
WITHIN, BEFORE, BEHIND, WHOLE, TWO = ("1\n7\n2\n3", "7\n1\n2\n3", "1\n2\n3\n7", "1\n2\n3", "1\n7\n8\n2\n3")


def strip_of(figures: str) -> Strip:
    clean, cells, end, limit = drawn(f"规章‹\n{figures}\n›规范性文件")
    return read_strip(clean, cells, 0, limit, end)


@pytest.mark.parametrize(
    ("rows", "doubtful"),
    [
        ([WHOLE] * 4, False),
        ([WITHIN, WHOLE, WHOLE], False),
        ([WITHIN, WITHIN, WHOLE], True),
        ([WITHIN] * 3, True),
        ([BEFORE, BEHIND, BEFORE], False),
        ([WITHIN, BEFORE, BEHIND], False),
        ([TWO] * 3, False),
    ],
)
def test_a_figure_more_among_the_others(rows: list[str], doubtful: bool) -> None:
    out = {("p", "a"): Cell("read", Decimal(1), why="read"), ("p", "b"): Cell("blank", why="blank")}
    notes: list[str] = []
    marked = with_column_more(COLUMNS, SUM, map(strip_of, rows), out, notes)
    assert notes == ([COLUMN_MORE] if doubtful else [])
    assert marked["p", "b"] == out["p", "b"]
    assert (marked["p", "a"].value, marked["p", "a"].review) == (1, doubtful)
    assert with_column_more(COLUMNS, None, map(strip_of, rows), out, notes) == out


def test_a_column_of_the_organ_s_own_in_every_row_gives_no_certain_figure() -> None:
    """The rows' sums pick figures that leave the added one out, or one of the form's."""
    more = {row: [*values[:2], 1 if any(values) else 0, *values[2:]] for row, values in FIGURES.items()}
    report = extract_text(TITLE + printed(figures=more))
    assert wrong(report, {}) == []
    cells = {t.id: t.cells for t in report.tables}["applications"]
    assert [k for k, c in cells.items() if c.value and not c.review] == []
