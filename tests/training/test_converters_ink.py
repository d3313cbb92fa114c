"""Alignment of plain and coded output on hand-made pairs, and the places of merged boxes."""

from __future__ import annotations

import unicodedata

import pytest

from training.synthesize.converters.grid import placed, width
from training.synthesize.converters.ink import (
    NARROW_CODES,
    SQUARE_FREE,
    WIDE_CODES,
    Ink,
    UnalignedError,
    align,
    is_wide,
)
from training.synthesize.converters.pages import breadth, wrapped
from training.synthesize.document import Box, Grid
from training.synthesize.tracked import Mark, Run

LABEL, CELL, BLANK = Mark("ROWHEAD"), Mark("CELL"), Mark("CELL")
RUNS: list[Run] = [("1.规章", LABEL), ("-5", CELL), ("", BLANK)]


def _coded() -> tuple[Ink, list[str]]:
    ink = Ink(coded=True)
    return ink, [ink.write([run]) for run in RUNS]


def test_codes_are_letters_as_wide_as_what_they_replace() -> None:
    assert all(is_wide(c) for c in WIDE_CODES) and not any(is_wide(c) for c in NARROW_CODES)
    assert {unicodedata.category(c)[0] for c in [*WIDE_CODES, *NARROW_CODES]} <= {"L", "N"}
    assert not set(WIDE_CODES) & set(NARROW_CODES)
    _, codes = _coded()
    for (text, _), code in zip(RUNS[:2], codes, strict=False):
        assert [is_wide(c) for c in text] == [is_wide(c) for c in code]
    assert Ink(coded=False).write(RUNS) == "1.规章-5"


@pytest.mark.parametrize(
    ("plain", "coded", "fragments"),
    [
        ("1.规章 | -5 |", "{0} | {1} |", ["1.规章", "-5"]),
        ("1\\.规章| \\-5|", "{0}| {1}|", ["1\\.规章", "-5"]),
        ("1.规\n-5\n章", "{0[0]}{0[1]}{0[2]}\n{1}\n{0[3]}", ["1.规", "-5", "章"]),
        ("甲-----\n1.规章  -5", "甲----\n{0} {1}", ["1.规章", "-5"]),
    ],
    ids=["bars", "escapes", "figure inside a label", "rules of unlike length"],
)
def test_owners_follow_the_code(plain: str, coded: str, fragments: list[str]) -> None:
    ink, codes = _coded()
    tracked = align(plain, coded.format(*codes), ink)
    assert tracked.text == plain
    assert [text for text, mark in tracked.runs() if mark is not None] == fragments


@pytest.mark.parametrize("plain", ["1.规章 | 甲-5", "1.规 | -5", "1.规章", "1.规章 | -6", "-5 | 1.规章"])
def test_unlike_outputs_are_refused(plain: str) -> None:
    ink, codes = _coded()
    with pytest.raises(UnalignedError):
        align(plain, f"{codes[0]} | {codes[1]}", ink)


def test_a_blank_cell_owns_the_field_between_its_bars_only() -> None:
    for plain, owned in (("1.规章| -5|  |", "  "), ("1.规章| -5  ", ""), ("1.规章| -5||", "")):
        ink, codes = _coded()
        coded = f"{codes[0]}| {codes[1]}|{codes[2]}|" if plain.endswith("|") else f"{codes[0]}| {codes[1]} {codes[2]}"
        tracked = align(plain, coded, ink)
        assert "".join(text for text, mark in tracked.runs() if mark is BLANK) == owned


def test_no_stretch_of_code_is_like_its_neighbour() -> None:
    for size in range(1, 60):
        for at in range(len(SQUARE_FREE) - 2 * size):
            assert SQUARE_FREE[at : at + size] != SQUARE_FREE[at + size : at + 2 * size]


def test_boxes_stand_in_the_first_free_column() -> None:
    grid = Grid(None, [[Box("side", [], 1, 2), Box("cell", [], 2)], [Box("cell", []), Box("cell", [])]])
    assert [(p.row, p.column) for p in placed(grid)] == [(0, 0), (0, 1), (1, 1), (1, 2)]
    assert width(grid) == 3


@pytest.mark.parametrize("most", [30.0, 47.0, 200.0])
def test_wrapping_loses_nothing_and_keeps_figures_whole(most: float) -> None:
    text = "其他对外管理服务事项 1208.5 万元"
    lines = wrapped(text, most, 10.0)
    assert "".join(lines) == text
    assert all(breadth(line, 10.0) <= most for line in lines)
    assert any("1208.5" in line for line in lines)
