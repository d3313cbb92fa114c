"""Which of a row's figures is the year's, in a relative of the form: by the header's columns, and only where the row has them all."""

from __future__ import annotations

import pytest

from ie.rebuild.fields import read_strip
from ie.rebuild.relatives import Shape, year_strip
from tests.rebuild.drawn import drawn

PLAIN = Shape(("figure",), False, 0)
CODED = Shape(("code", "year"), False, 1)
YEARS = Shape(("other_year", "year", "since_start"), False, 1)
NUMBERED = Shape(("figure",), True, 0)
"""The next row's serial number stands behind the figure, as the text runs."""
OPEN = Shape(("other_year", "year"), False, None)
"""The header leaves open which column is the year's."""

CASES: list[tuple[str, Shape, str, bool, str | None]] = [
    # the header, what stands behind the label, whether it is the last row, the year's figure
    ("one column", PLAIN, "\n5\n", False, "5"),
    ("one column, two figures", PLAIN, "\n5\n6\n", False, None),
    ("one column, none", PLAIN, "\n", False, None),
    ("a code before it", CODED, "\n17\n5\n", False, "5"),
    ("a code alone", CODED, "\n17\n", False, None),
    ("three columns", YEARS, "\n4\n5\n90\n", False, "5"),
    ("three columns, one empty", YEARS, " | 4 |  | 90 |\n", False, ""),
    ("three columns, one lost", YEARS, "\n5\n90\n", False, None),
    ("an empty field before them", YEARS, " |  | 4 | 5 | 90 |\n", False, "5"),
    ("the next row's number behind it", NUMBERED, "\n5\n18\n", False, "5"),
    ("no number behind it", NUMBERED, "\n5\n", False, None),
    ("the last row, behind which none stands", NUMBERED, "\n5\n", True, "5"),
    ("the last row with a figure too many", NUMBERED, "\n5\n18\n", True, None),
    ("an open header", OPEN, "\n4\n5\n", False, None),
    ("letters before the figures", YEARS, "\n另一种\n4\n5\n90\n", False, None),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_the_year_s_figure(case: tuple[str, Shape, str, bool, str | None]) -> None:
    _, shape, tail, last, wanted = case
    clean, cells, end, limit = drawn(f"规章‹{tail}›规范性文件")
    strip = year_strip(shape, read_strip(clean, cells, 0, limit, end), last)
    assert (None if strip is None else [i.raw for i in strip.items]) == (None if wanted is None else [wanted])
