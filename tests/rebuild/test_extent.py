"""How far a row reaches, on lines drawn by hand (`drawn.py`)."""

from __future__ import annotations

import pytest

from ie.rebuild.extent import between, leads, row_end, unlabelled_line
from ie.report import Span
from tests.rebuild.drawn import drawn

ENDS: dict[str, tuple[str, str]] = {
    # what is drawn, what belongs to the row
    "to the next label": ("规章‹ | 1 | 2 | 3 |\n›规范性文件 | 4", " | 1 | 2 | 3 |\n"),
    "cells below one another": ("规章‹\n1\n2\n›规范性文件\n4", "\n1\n2\n"),
    "a numbered row that is not the form's": ("规章‹\n1\n2\n(二)其他各种文件\n9\n›规范性文件", "\n1\n2\n"),
    "one numbered by a point": ("规章‹\n1\n2\n3.其他各种文件\n9\n›规范性文件", "\n1\n2\n"),
    "one numbered right behind a figure": ("规章‹ 1 2(二)其他各种文件 9 ›规范性文件", " 1 2"),
    "其中": ("规章‹\n1\n其中:联合发文\n9\n›规范性文件", "\n1\n"),
    "the next article's caption": ("规章‹\n1\n第二十条第(五)项\n9\n›规范性文件", "\n1\n"),
    "a number of the next label's": ("规章‹\n1\n2\n3\n›规范性文件", "\n1\n2\n3\n"),
    "a line of pipes ends before a line with words": ("规章‹ | 1 | 2 |\n另一种 | 8 | 9 |\n›规范性文件 | 4", " | 1 | 2 |\n"),
    "a line of tabs too": ("规章‹\t1\t2\n另一种\t8\t9\n›规范性文件\t4", "\t1\t2\n"),
    "a line of tabs with one figure": ("规章‹\t1\n另一种\t8\n›规范性文件\t4", "\t1\n"),
    "a single pipe is no line of pipes": ("规章‹ |\n1 |\n另一种\n2 |\n›规范性文件", " |\n1 |\n另一种\n2 |\n"),
    "pipes with no figure on the label's line": ("规章‹ | | |\n1 | 2 | 另一种\n›规范性文件", " | | |\n1 | 2 | 另一种\n"),
    "tabs on a later line are not the row's own": ("规章‹ 1\n另一种\t8\n›规范性文件", " 1\n另一种\t8\n"),
    "a line without words goes on": ("规章‹ | 1 | 2 |\n3 | 4 |\n›规范性文件 | 4", " | 1 | 2 |\n3 | 4 |\n"),
    "a serial number before the next label is that one's": ("规章‹ | 1 | 2 |\n7 | ›规范性文件 | 4", " | 1 | 2 |\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", ENDS)
def test_row_end(name: str) -> None:
    drawing, wanted = ENDS[name]
    clean, cells, end, limit = drawn(drawing)
    assert clean[end : row_end(clean, cells, end, limit)].rstrip() == wanted.rstrip()


@pytest.mark.parametrize(
    ("drawing", "wanted"),
    [
        ("规章‹\t1\t2\n3\t4\n›规范性文件", True),
        ("规章‹\t1\t2\n3\t4›", True),
        ("规章‹\t1\t2\n3\t4\t›规范性文件\t5\n", True),
        ("规章‹\t1\t2\n其他 3\t4\n›规范性文件", False),
        ("规章‹\t1\t2\n\t\n›规范性文件", False),
        ("规章‹\t1\t2\n\t\n3\t4\n›规范性文件", False),
        ("规章‹\t1\t2›\n3\t4", False),
        ("规章‹\t1\t2\n›", False),
        ("规章‹\t1\t2\n3\t4\n另一种›", True),
    ],
)
def test_a_line_of_figures_without_a_label(drawing: str, wanted: bool) -> None:
    assert unlabelled_line(*drawn(drawing)) is wanted


@pytest.mark.parametrize(
    ("drawing", "wanted"),
    [
        # The last figure before › is asked about.
        ("规章‹ |\n7› | 规范性文件 | 4", True),
        ("规章‹ |\n | 7› | 规范性文件 | 4", True),
        ("规章‹\n\t7›\t规范性文件\t4", True),
        ("规章‹ | 7› | 规范性文件 | 4", False),
        ("规章‹ |\n5 | 7› | 规范性文件", False),
        ("规章‹ |\n7› | 4 | 5", False),
        ("规章‹ |\n7›\n规范性文件", False),
        ("规章‹ |\n7› 规范性文件", False),
        ("规章‹ |\n7› | 件 | 5", False),
        ("另行 | 文件 | 规章‹ |\n7›", False),
    ],
)
def test_a_figure_that_leads_a_line_of_words(drawing: str, wanted: bool) -> None:
    clean, cells, end, limit = drawn(drawing)
    figure = [c for c in cells if c.end <= limit][-1]
    assert leads(clean, end, figure.start, figure.end) is wanted


def test_between_is_half_open() -> None:
    cells = [Span(i, i + 1, "CELL") for i in (2, 4, 6)]
    assert between(cells, 2, 6) == cells[:2]
    assert between(cells, 3, 7) == cells[1:]
    assert between(cells, 7, 9) == []
