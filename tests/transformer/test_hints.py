"""Hints: one a token, telling zones, the form's labels and outline numbers apart, whatever the text."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ie.normalise import normalise
from ie.tag.transformer.collapse import collapse
from ie.tag.transformer.hints import END_CHARACTERS, NONE, TOP_CHARACTERS, hint_count, hints_of

PIECES = [
    "规章",
    "行政许可",
    "一、",
    "(二)",
    "3.",
    "①",
    "政府信息公开工作年度报告",
    "0",
    "|",
    "\n",
    "　",
    "。",
    "x",
    "\U00020000",
]
PROSE = "大家都把事情办好了。"


def hint_at(source: str, words: str, last: bool = False) -> int:
    """The hint of the first character of `words` in `source`."""
    clean = normalise(source).clean
    tokens = collapse(clean)
    at = clean.rindex(words) if last else clean.index(words)
    return int(hints_of(clean, tokens)[np.searchsorted(tokens.starts, at, side="right") - 1])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=80).map("".join) | st.text(max_size=80))
def test_every_token_has_a_hint_of_the_model(source: str) -> None:
    clean = normalise(source).clean
    tokens = collapse(clean)
    hints = hints_of(clean, tokens)
    assert len(hints) == len(tokens)
    assert ((hints > NONE) & (hints < hint_count())).all()


def test_the_same_words_differ_by_zone() -> None:
    filler = (PROSE + "\n") * (TOP_CHARACTERS // len(PROSE) + 20)
    source = f"{PROSE}\n{filler}规章 0\n{PROSE}行政许可 0\n{filler}"
    clean = normalise(source).clean
    tokens = collapse(clean)
    hints = hints_of(clean, tokens)

    def at(place: int) -> int:
        return int(hints[np.searchsorted(tokens.starts, place, side="right") - 1])

    first, last = clean.index("规章"), clean.rindex("行政许可")
    places = (0, first - 3, first + 8, last + 30, len(clean) - END_CHARACTERS // 2)
    assert len({at(place) for place in places}) == len(places)


def test_a_label_broken_by_its_figures_is_still_one() -> None:
    whole, broken = "行政规范性文件 0 0 0", "行政规范 0 0 0\n性文件"
    assert hint_at(broken, "性文件") == hint_at(whole, "性文件") != hint_at("今天的性文件不在", "性文件")


def test_depth_of_an_outline_number_follows_from_those_before() -> None:
    """`1.` directly under `一、` is of the second level, under `(一)` of the third."""
    second = hint_at("一、总体\n1.好", "1.")
    third = hint_at("一、总体\n(一)好\n1.好", "1.")
    assert second != third


def test_a_note_behind_a_label_is_told_from_prose_and_from_the_label() -> None:
    """Its middle is out of a window's sight of the label; a figure in it is no cell."""
    note = "凡名称里带有若干字样的,一律算在此类" * 3
    for source in (
        f"行政许可({note},如-8) | 3 |",
        f"行政许可 ({note}\n,如-8) | 3 |",
        f"行政许可:是指{note},如-8 | 3 |",
    ):
        inside = {hint_at(source, "若干", last=True), hint_at(source, "8")}
        assert len(inside) == 1
        assert not inside & {hint_at(source, "许"), hint_at(source, "3"), hint_at(note + " 行政许可 | 3 |", "若干")}


def test_a_bracket_behind_no_label_opens_no_note() -> None:
    assert hint_at("见附件(若干说明) 行政许可 | 3", "若干") == hint_at("见附件,若干说明 行政许可 | 3", "若干")


def test_a_note_that_a_cell_cuts_off_is_none() -> None:
    assert hint_at("行政许可(若干 | 3 | )", "若干") == hint_at("行政许可、若干 | 3 |", "若干")


def test_the_kind_of_the_label_decides() -> None:
    assert hint_at("行政许可(若干)3", "若干") != hint_at("总计(若干)3", "若干")


@pytest.mark.parametrize(
    ("row", "at", "other"),
    [
        ("申请数量1100000011 | 12", "1100", "00011"),
        ("申请数量 10 | 10000001 |", "10 ", "10000001"),
        ("申请数量 1,234 | 12 |", "1,", "12 "),
    ],
)
def test_digits_tell_their_place_in_a_run(row: str, at: str, other: str) -> None:
    assert hint_at(row, at) != hint_at(row, other)


def test_numbers_of_one_length_look_alike() -> None:
    row = "申请数量 37 | 24 | 1.5 | 2,6 | 358"
    assert hint_at(row, "37") == hint_at(row, "24") != hint_at(row, "358")
    assert hint_at(row, "1.5") == hint_at(row, "2,6") == hint_at(row, "358")
