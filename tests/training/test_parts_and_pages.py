"""Reports cut down to their form, heads of narrow columns, prose of printed pages, figures with 万: labels stay on their characters."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from training.synthesize.converted import converted
from training.synthesize.converters import CONVERTERS
from training.synthesize.document import Box, Grid, Line
from training.synthesize.grammar import make_document
from training.synthesize.grammar.figures import scaled_runs
from training.synthesize.grammar.parts import table_part
from training.synthesize.layouts.narrow import Feet, broken_heads, head_lines, wrapped
from training.synthesize.stream import synthesize
from training.synthesize.tracked import Mark, Run


@pytest.mark.parametrize(
    ("text", "unit", "words", "value", "left"),
    [
        ("1.37", "万元", "1.37万", "13700", "元"),
        ("47.6", "亿元", "47.6亿", "4760000000", "元"),
        ("420", "元", "420", "420", "元"),
    ],
)
def test_the_scale_belongs_to_the_figure(text: str, unit: str, words: str, value: str, left: str) -> None:
    out: list[Run] = []
    scaled_runs(text, Decimal(text), unit, out)
    (printed, mark), (behind, nothing) = out
    assert mark is not None
    assert (printed, mark.value, mark.unit, behind, nothing) == (words, Decimal(value), left, left, None)


def test_no_prose_figure_leaves_its_scale_outside() -> None:
    for sample in synthesize(3, 150, operators=None):
        for start, end, label in sample.spans:
            if label == "FIGURE":
                assert sample.text[end : end + 1] not in ("万", "亿"), sample.text[start - 9 : end + 9]


def test_a_part_keeps_every_table_and_no_prose() -> None:
    for seed in range(40):
        whole = make_document(random.Random(seed), "2021").blocks
        part = table_part(random.Random(seed), whole)
        assert [id(b) for b in part if isinstance(b, Grid)] == [id(b) for b in whole if isinstance(b, Grid)]
        long = [b for b in part if isinstance(b, Line) and b.kind == "paragraph" and sum(len(t) for t, _ in b.runs) > 8]
        assert not long


def test_parts_are_drawn_and_are_no_narratives() -> None:
    documents = [make_document(random.Random(seed)) for seed in range(120)]
    assert {d.part for d in documents} == {True, False}
    assert all(not d.part for d in documents if d.edition == "narrative")


def _text(runs: list[Run]) -> str:
    return "".join(text for text, _ in runs)


def test_wrapped_prose_loses_nothing_and_parts_no_figure() -> None:
    figure = Mark("FIGURE")
    runs: list[Run] = [("甲乙丙丁戊己庚辛", None), ("12345", figure), ("条，子丑寅卯辰巳午未。", None)]
    for width in range(3, 20):
        out = Feet("- {} -").set(wrapped(runs, width))
        assert _text([(t, m) for t, m in out if t != "\n"]).replace("- 1 -", "") == _text(runs)
        assert [t for t, m in out if m is figure] == ["12345"]
        assert not any(line[:1] in ("，", "。") for line in _text(out).split("\n"))


def test_heads_are_broken_and_their_characters_kept() -> None:
    heads = [
        Box("colhead", [(name, Mark("COLHEAD"))]) for name in ("自然人", "商业企业", "社会公益组织", "法律服务机构")
    ]
    grid = Grid("applications", [heads, [Box("cell", [("0", Mark("CELL"))])]], 1)
    broken = broken_heads(grid, random.Random(1), "\n", 1.0)
    assert [_text(b.runs).replace("\n", "") for b in broken.rows[0]] == [_text(b.runs) for b in heads]
    assert any("\n" in _text(b.runs) for b in broken.rows[0])
    assert all(mark is None for b in broken.rows[0] for text, mark in b.runs if text == "\n")
    lines = next(lines for seed in range(20) if (lines := head_lines(heads, random.Random(seed))))
    printed: dict[int, str] = {}
    for line in lines:
        for text, mark in line:
            if mark is not None:
                printed[id(mark)] = printed.get(id(mark), "") + text
    assert sorted(printed.values()) == sorted(_text(b.runs) for b in heads)


def test_foreign_prose_stands_in_reports_without_labels() -> None:
    prose = ["甲子乙丑丙寅丁卯。"]
    found = [
        s for s in synthesize(4, 60, operators=None, layouts=["paragraphs"], paragraphs=prose) if prose[0] in s.text
    ]
    assert found
    for sample in found:
        at = sample.text.index(prose[0])
        assert not [s for s in sample.spans if s[0] < at + len(prose[0]) and s[1] > at]


@pytest.mark.skipif("inscriptis" not in CONVERTERS, reason="inscriptis is not installed: pip install inscriptis")
def test_converted_reports_are_labelled_and_repeatable() -> None:
    first = list(converted(1, 4, converters=["inscriptis"]))
    assert [s.text for s in first] == [s.text for s in converted(1, 4, converters=["inscriptis"])]
    assert all(s.spans and s.layout == "inscriptis" for s in first)


def test_an_unknown_converter_is_named() -> None:
    with pytest.raises(ValueError, match="'paper' cannot run here"):
        next(converted(1, 1, converters=["paper"]))
