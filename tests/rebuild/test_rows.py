"""One row at a time, drawn by hand (`drawn.py`): what is given, what is blank, what is in doubt.

A cell is written as its figure; `5?` is a figure for review, `?` no figure and for review, `-` a blank, `=5` follows from the sum,
`.` no cell at all.
"""

from __future__ import annotations

import pytest

from ie.editions import Column, Identity, Row
from ie.rebuild.fields import read_strip
from ie.rebuild.frames import Frame
from ie.rebuild.rows import read_row
from ie.report import Cell
from tests.rebuild.drawn import drawn

ROW = Row("p", "规章")
COLUMNS = (Column("a", "甲"), Column("b", "乙"), Column("c", "计"))
SIGNED = (Column("a", "甲"), Column("b", "增减", signed=True), Column("c", "丙"))
AMOUNT = (Column("a", "甲"), Column("b", "乙"), Column("c", "金额", decimal=True))
SUM = Identity("sum", "t", "row", ("a", "b"), ("c",))


def shown(cell: Cell | None) -> str:
    if cell is None:
        return "."
    mark = "?" if cell.review else ""
    if cell.value is None:
        assert cell.status == "blank" or (cell.status, mark) == ("absent", "?")
        return ("-" if cell.status == "blank" else "") + mark
    assert cell.status in ("read", "inferred")
    return ("=" if cell.status == "inferred" else "") + f"{cell.value}{mark}"


def read(
    tail: str,
    columns: tuple[Column, ...] = COLUMNS,
    identity: Identity | None = None,
    frame: Frame | None = None,
    row: Row = ROW,
) -> str:
    clean, cells, end, limit = drawn(f"规章‹{tail}" if "›" in tail else f"规章‹{tail}›规范性文件")
    result = read_row(row, columns, read_strip(clean, cells, 0, limit, end), identity, frame)
    assert result.run is None
    assert all(c.why for c in result.cells.values())
    return " ".join(shown(result.cells.get(c.id)) for c in columns)


FIELDS: dict[str, tuple[str, str]] = {
    # As many figures as columns.
    "lines": ("\n1\n2\n3\n", "1 2 3"),
    "blanks": (" 1 2 3 ", "1 2 3"),
    "pipes": (" | 1 | 2 | 3 |\n", "1 2 3"),
    "tabs": ("\t1\t2\t3\n", "1 2 3"),
    "an empty field of the label's before them": (" |  | 1 | 2 | 3 |\n", "1 2 3"),
    "two, as many as there are levels of labels": (" |  |  | 1 | 2 | 3 |\n", "1 2 3"),
    "two tabs": ("\t\t\t1\t2\t3\n", "1 2 3"),
    # Blanks in their place.
    "pipes, one empty": (" | 1 |  | 3 |\n", "1 - 3"),
    "pipes, one dash": (" | 1 | — | 3 |\n", "1 - 3"),
    "pipes, a dash and empties behind": (" | 1 | — | 3 |  |\n", "1 - 3"),
    "tabs, one empty": ("\t1\t\t3\n", "1 - 3"),
    "tabs, the last one empty": ("\t1\t2\t\n", "1 2 -"),
    "lines, one slash": ("\n1\n/\n3\n", "1 - 3"),
    "all dashes": (" | / | / | / |\n", "- - -"),
    "all empty": (" |  |  |  |\n", "- - -"),
    "words for a figure": (" | 1 | 见附件 | 3 |\n", "1 - 3"),
    "a dash on another line than the figures": ("\n—\n1 3\n", "? ? ?"),
    # Not certain where the empty ones belong.
    "pipes, the last one empty, which may be merged cells' end": (" | 1 | 2 |  |\n", "? ? ?"),
    "pipes, four fields for three columns": (" | 1 |  | 3 |  |\n", "1? -? 3?"),
    "lines, one lost": ("\n1\n3\n", "? ? ?"),
    "nothing": ("\n", ". . ."),
    # More figures than columns.
    "one too many": ("\n1\n2\n3\n4\n", "? ? ?"),
    "all alike": ("\n0\n0\n0\n0\n", "0 0 0"),
    # What no column holds.
    "a figure in part": (" | 1 | l2 | 3 |\n", "1 2? 3"),
    "a figure in part, where nothing parts the cells": ("\n1\nl2\n3\n", "1? 2? 3?"),
    "a bare minus": ("\n1\n-2\n3\n", "? ? ?"),
    "torn at its thousands": ("\n1\n2\n,045\n", "? ? ?"),
    "a leading zero": ("\n1\n02\n3\n", "1? 2? 3?"),
    "letters before the figures": ("\n另一种\n1\n2\n3\n", "1? 2? 3?"),
    "letters among them": ("\n1\n另一种\n2\n3\n", "1? 2? 3?"),
    "units among them": ("\n1件\n2件\n3件\n", "1 2 3"),
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_row_without_a_sum(name: str) -> None:
    tail, wanted = FIELDS[name]
    assert read(tail) == wanted


FRAMES: dict[str, tuple[str, Frame | None, str]] = {
    # How the table's full rows are laid out tells where a row's own empties stand.
    "as the full rows": (" |  | 1 |  | 3 |\n", Frame(1, 4), "1 - 3"),
    "with a field fewer than they": (" |  | 1 |  | 3 |\n", Frame(1, 5), "1? -? 3?"),
    "with the label's field first": (" | 1 |  | 3 |\n", Frame(0, 3), "1 - 3"),
    "full rows of other lengths": (" |  | 1 |  | 3 |\n", None, "? ? ?"),
    "a printed blank outside of the form's columns": (" | / | 1 |  | 3 |\n", Frame(1, 4), "1? -? 3?"),
    "two slashes in one field": (" | 1 |  | // |\n", Frame(0, 3), "? ? ?"),
}


@pytest.mark.parametrize("name", FRAMES)
def test_a_row_among_full_ones(name: str) -> None:
    tail, frame, wanted = FRAMES[name]
    assert read(tail, frame=frame) == wanted


SUMS: dict[str, tuple[str, str]] = {
    "it comes out": ("\n1\n2\n3\n", "1 2 3"),
    # One lost, one too many: what the sum leaves no choice of.
    "one lost, which is none": ("\n0\n0\n", "=0 =0 =0"),
    "one lost, in one place only": ("\n5\n3\n", "=5 =3 =8"),
    "one lost, in several": ("\n3\n5\n", "? ? ?"),
    "one too many, a page's before": ("\n7\n1\n2\n3\n", "1 2 3"),
    "one too many, a page's behind": ("\n1\n2\n3\n7\n", "1 2 3"),
    "one too many, within": ("\n1\n7\n2\n3\n", "1 2 3"),
    "one too many, in several": ("\n1\n0\n1\n1\n", "? ? ?"),
    "one too many, in several that are alike": ("\n0\n2\n2\n2\n", "0 2 2"),
    "one too many, and nothing comes out": ("\n1\n2\n4\n9\n", "? ? ?"),
    "two too many": ("\n1\n2\n3\n8\n9\n", "? ? ?"),
    # Figures of two digits may be two figures.
    "one lost, the others may hold two": ("\n12\n12\n", "? ? ?"),
    "one lost among pipes": (" | 5 | 3 |\n", "? ? ?"),
}


@pytest.mark.parametrize("name", SUMS)
def test_a_row_with_a_sum(name: str) -> None:
    tail, wanted = SUMS[name]
    assert read(tail, identity=SUM) == wanted


@pytest.mark.parametrize(
    ("tail", "columns", "row", "wanted"),
    [
        # Signs tell where a figure stands.
        ("\n1\n-2\n3\n", SIGNED, ROW, "? ? ?"),  # parted from its sign
        ("\n1\n减少2\n3\n", SIGNED, ROW, "? ? ?"),
        # An amount has decimals, a count none.
        (" | 1 | 2 | 3 |\n", AMOUNT, ROW, "1 2 3"),
    ],
)
def test_a_row_with_signs_and_amounts(tail: str, columns: tuple[Column, ...], row: Row, wanted: str) -> None:
    assert read(tail, columns, row=row) == wanted


@pytest.mark.parametrize(
    ("tail", "wanted"),
    [
        (" |  | 1 | 2 |\n", "1 2"),
        # As many empty fields as a table of two columns can have figures: they may be a row's own.
        (" |  |  | 1 | 2 |\n", "? ?"),
        ("\t\t\t1\t2\n", "1 2"),
    ],
)
def test_empty_fields_before_the_figures_of_two_columns(tail: str, wanted: str) -> None:
    assert read(tail, COLUMNS[:2]) == wanted


@pytest.mark.parametrize(
    ("word", "columns", "row", "units"),
    [
        ("件", COLUMNS, ROW, [None, None, None]),
        ("件", COLUMNS, Row("p", "规章", unit="件"), ["件", "件", "件"]),
        ("万元", AMOUNT, ROW, [None, None, "万元"]),
        ("件", AMOUNT, ROW, [None, None, None]),
    ],
)
def test_the_unit_printed_in_a_field_of_its_own(
    word: str, columns: tuple[Column, ...], row: Row, units: list[str | None]
) -> None:
    clean, cells, end, limit = drawn(f"规章‹\n{word}\n1\n2\n3\n›规范性文件")
    result = read_row(row, columns, read_strip(clean, cells, 0, limit, end), None)
    assert [result.cells[c.id].unit for c in columns] == units
