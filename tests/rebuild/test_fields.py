"""What stands behind a row's label, on rows drawn by hand (`drawn.py`): its figures and blanks, and what speaks against them."""

from __future__ import annotations

import pytest

from ie.rebuild.fields import Strip, read_strip
from ie.rebuild.frames import UNLIKE, Frame, frames_of
from tests.rebuild.drawn import drawn


def strip_of(drawing: str) -> Strip:
    clean, cells, end, limit = drawn(drawing)
    return read_strip(clean, cells, 0, limit, end)


LAYOUTS: dict[str, tuple[str, str, list[str]]] = {
    # what is drawn, what parts the cells, the fields: figures, "" for an empty one, words as they are
    "pipes": ("规章‹ | 1 | 2 | 3 |\n›规范性文件", "pipes", ["1", "2", "3"]),
    "pipes and no border": ("规章‹ | 1 | 2 | 3\n›规范性文件", "pipes", ["1", "2", "3"]),
    "pipes, one empty": ("规章‹ | 1 |  | 3 |\n›规范性文件", "pipes", ["1", "", "3"]),
    "pipes, the first one empty": ("规章‹ |  | 2 | 3 |\n›规范性文件", "pipes", ["", "2", "3"]),
    "pipes, the last one empty": ("规章‹ | 1 | 2 |  |\n›规范性文件", "pipes", ["1", "2", ""]),
    "pipes, all empty": ("规章‹ |  |  |  |\n›规范性文件", "pipes", ["", "", ""]),
    "pipes, words in one": ("规章‹ | 1 | 见附件 | 3 |\n›规范性文件", "pipes", ["1", "见附件", "3"]),
    "pipes, the text ends": ("规章‹ | 1 | 2 | 3›", "pipes", ["1", "2", "3"]),
    "pipes, what closes the report behind": ("规章‹ | 1 | 2 |\n落款\n盖章›", "pipes", ["1", "2"]),
    "a line of pipes and a figure of the next row": ("规章‹ | 1 | 2 |\n7 ›规范性文件 | 4 | 5 |", "pipes", ["1", "2"]),
    "a pipe a line": ("规章‹ |\n1 |\n2 |\n›规范性文件 |", "pipes", ["1", "2"]),
    "tabs": ("规章‹\t1\t2\t3\n›规范性文件", "tabs", ["1", "2", "3"]),
    "tabs, one empty": ("规章‹\t1\t\t3\n›规范性文件", "tabs", ["1", "", "3"]),
    "tabs, the last one empty": ("规章‹\t1\t2\t\n›规范性文件", "tabs", ["1", "2", ""]),
    "lines": ("规章‹\n1\n2\n3\n›规范性文件", "open", ["1", "2", "3"]),
    "blanks": ("规章‹ 1 2 3 ›规范性文件", "open", ["1", "2", "3"]),
    "lines, the first with a tab behind": ("规章‹\n1\t\n2\n›规范性文件", "open", ["1", "2"]),
    "a line of nothing but blanks": ("规章‹\n  \n›规范性文件", "open", [""]),
    "nothing at all": ("规章‹\n›规范性文件", "open", []),
    "a unit in a field of its own is no field": ("规章‹ | 件 | 1 | 2 |\n›规范性文件", "pipes", ["1", "2"]),
    "links behind figures on lines": ("规章‹\n1\n2\n首页 | 联系我们 | 声明›", "open", ["1", "2"]),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_fields(name: str) -> None:
    drawing, style, wanted = LAYOUTS[name]
    strip = strip_of(drawing)
    assert (strip.style, [i.raw for i in strip.items]) == (style, wanted)
    clean = drawing.replace("‹", "").replace("›", "")
    for item in strip.items:
        assert item.kind == ("value" if item.raw.isdigit() else "words" if item.raw else "blank")
        assert clean[item.start : item.end].strip() == item.raw
    assert [i.raw for i in strip.values] == [w for w in wanted if w.isdigit()]


def test_a_blank_that_is_printed_is_marked_and_an_empty_field_is_not() -> None:
    items = strip_of("规章‹ | / |  | 无 | — | 3 |\n›规范性文件").items
    assert [(i.kind, i.raw, i.marked) for i in items] == [
        ("blank", "/", True),
        ("blank", "", False),
        ("blank", "无", True),
        ("blank", "—", True),
        ("value", "3", False),
    ]


def test_the_line_a_figure_stands_on() -> None:
    assert [i.line for i in strip_of("规章‹\n1 2\n\n3\n›规范性文件").items] == [1, 1, 3]


@pytest.mark.parametrize(
    ("field", "odd", "torn"),
    [
        ("50", False, False),
        ("50件", False, False),
        ("50万元", False, False),
        ("约50", True, False),
        ("约 50", True, False),
        ("超50", True, False),
        ("l50", True, False),
        ("50O", True, False),
        ("50%", True, False),
        ("50‰", True, False),
        ("50万", True, False),
        ("50亿", True, False),
        ("50余", True, False),
        ("50多", True, False),
        ("50 左右", True, False),
        ("50以上", True, False),
        ("50日", True, False),
        ("50号", True, False),
        ("-50", False, True),
        ("增50", False, True),
        ("减少50", False, True),
        ("50,", False, True),
    ],
)
def test_what_belongs_to_a_figure_and_was_left_out_of_it(field: str, odd: bool, torn: bool) -> None:
    [item] = strip_of(f"规章‹ | {field}›").values
    assert item.value is not None
    assert (item.raw, item.value.odd, item.torn) == ("50", odd, torn)


def test_a_number_torn_at_its_thousands() -> None:
    assert [(i.raw, i.torn) for i in strip_of("规章‹\n53\n,092\n0\n›规范性文件").values] == [
        ("53", True),
        ("092", True),
        ("0", False),
    ]


@pytest.mark.parametrize(
    ("drawing", "cut", "touching"),
    [
        ("规章‹ | 1 | 2 |\n›规范性文件 | 3", False, False),
        ("规章‹ | 1 | 2 |›", True, False),
        ("规章‹\n1\n2›", True, True),
        ("规章‹\n1\n2\n›", True, False),
        ("规章‹\n1\n2\n以上数据属实。›", False, False),
        ("规章‹\n1\n无›", True, False),
        ("规章‹›", True, False),
    ],
)
def test_where_the_text_ends(drawing: str, cut: bool, touching: bool) -> None:
    strip = strip_of(drawing)
    assert (strip.cut, strip.touching) == (cut, touching)


@pytest.mark.parametrize(
    ("drawing", "glued"),
    [
        ("规章‹12›", True),
        ("规章”‹12›", True),
        ("规章(件)‹12›", True),
        ("规章‹ 12›", False),
        ("规章‹\n12›", False),
        ("规章‹|12›", False),
    ],
)
def test_a_figure_glued_to_its_label(drawing: str, glued: bool) -> None:
    assert strip_of(drawing).glued is glued


@pytest.mark.parametrize(
    ("drawing", "unit"),
    [
        ("规章‹ | 件 | 5 |\n›规范性文件", "件"),
        ("规章‹\t万元\t5\n›规范性文件", "万元"),
        ("规章‹\n条\n5\n›规范性文件", "条"),
        ("规章‹\n5\n›规范性文件", None),
        ("规章‹\n5 条\n›规范性文件", None),
    ],
)
def test_the_unit_of_the_row(drawing: str, unit: str | None) -> None:
    assert strip_of(drawing).unit == unit


@pytest.mark.parametrize(
    ("drawing", "strange", "lettered", "parted"),
    [
        # Letters before the first figure; letters, or empty fields, between figures.
        ("规章‹\n1\n2\n›规范性文件", 0, False, False),
        ("规章‹(含修订)\n1\n2\n›规范性文件", 0, False, False),
        ("规章‹\n件\n1\n2\n›规范性文件", 0, False, False),
        ("规章‹\n另一种\n1\n2\n›规范性文件", 3, False, False),
        ("规章‹\n1\n另一种\n2\n›规范性文件", 0, True, True),
        ("规章‹\n1件\n2件\n›规范性文件", 0, False, False),
        ("规章‹ | 1 |  | 2 |\n›规范性文件", 0, False, True),
        ("规章‹ | 1 | 2 |  |\n›规范性文件", 0, False, False),
        ("规章‹ |  | 1 | 2 |\n›规范性文件", 0, False, False),
        ("规章‹\n\n\n›规范性文件", 0, False, False),
    ],
)
def test_letters_among_the_figures(drawing: str, strange: int, lettered: bool, parted: bool) -> None:
    strip = strip_of(drawing)
    assert (strip.strange, strip.lettered, strip.parted) == (strange, lettered, parted)


def test_a_figure_that_opens_a_line_of_another_row() -> None:
    strip = strip_of("规章‹ |\n1 |\n7 | 规范性文件 | 4›")
    assert [(i.raw, i.leads) for i in strip.values] == [("1", False), ("7", True), ("4", False)]


FULL, LEAD, SHORT, OPEN = (
    strip_of(f"规章‹{tail}›规范性文件") for tail in (" | 1 | 2 |\n", " |  | 1 | 2 |\n", " | 1 |\n", "\n1\n2\n")
)
MORE = strip_of("规章‹ | 1 |  |  |\n›规范性文件")


@pytest.mark.parametrize(
    ("strips", "frames"),
    [
        ([(0, FULL), (0, FULL)], {0: Frame(0, 2)}),
        ([(0, LEAD), (0, LEAD)], {0: Frame(1, 3)}),
        ([(0, FULL), (1, LEAD)], {0: Frame(0, 2), 1: Frame(1, 3)}),
        ([(0, FULL), (0, LEAD)], {0: None}),
        ([(0, OPEN)], {}),
        # Rows of another number of fields than columns, and no full one that shows what the other fields are.
        ([(0, MORE)], {0: UNLIKE}),
        ([(0, MORE), (0, LEAD)], {0: Frame(1, 3)}),
        # Rows with fewer figures than columns and nothing empty: a column is not printed, at other depths as well.
        ([(0, SHORT), (1, OPEN)], {0: UNLIKE, 1: UNLIKE}),
        ([(0, MORE), (1, OPEN)], {0: UNLIKE}),
    ],
)
def test_the_frame_of_full_rows(strips: list[tuple[int, Strip]], frames: dict[int, Frame | None]) -> None:
    assert frames_of(strips, 2) == frames
