"""What a site sets round a report, points numbered anew below a section, and what only looks like either: labels by construction."""

from __future__ import annotations

import random
import re

import pytest

from training.synthesize.damage.litter import ABOVE, BELOW
from training.synthesize.document import Line
from training.synthesize.furniture import furniture_runs
from training.synthesize.grammar import make_document
from training.synthesize.grammar.numbering import number
from training.synthesize.grammar.organs import draw_organ
from training.synthesize.grammar.outline import CATALOGUE_NUMBERS, Body
from training.synthesize.grammar.pages import RUNNING_HEADS, number_pages
from training.synthesize.grammar.scene import Scene
from training.synthesize.grammar.site import attachments, furniture, furniture_lines, notice, source_line
from training.synthesize.layouts.narrow import Feet
from training.synthesize.stream import synthesize
from training.synthesize.tracked import Run

LISTS = ("breadcrumb", "banner", "menu", "byline", "buttons", "counter", "printing", "sharing", "neighbours", "footer")
FEW = range(60)


def scene_of(seed: int) -> Scene:
    rng = random.Random(seed)
    organ = draw_organ(rng)
    words = {"organ": organ.name, "place": organ.place, "we": organ.we, "whole": organ.whole, "above": organ.above}
    return Scene(rng, organ, 2020, {}, {**words, "year": "2020", "last": "2019", "next": "2021"})


def text_of(line: Line) -> str:
    return "".join(text for text, _ in line.runs)


def marked(line: Line) -> list[tuple[str, str]]:
    return [(mark.label, text) for text, mark in line.runs if mark is not None]


@pytest.mark.parametrize(
    ("words", "spans"),
    [
        ("【打印】 【关闭】", ["【打印】 【关闭】"]),
        ("打印\t收藏", ["打印\t收藏"]),
        ("手机版 | 登录", ["手机版", "登录"]),
        ("首页|年报｜正文", ["首页", "年报", "正文"]),
        ("上一篇 || 下一篇", ["上一篇", "下一篇"]),
    ],
)
def test_pipes_part_furniture_and_blanks_do_not(words: str, spans: list[str]) -> None:
    runs = furniture_runs(words)
    assert "".join(text for text, _ in runs) == words
    assert [text for text, mark in runs if mark is not None] == spans


def test_every_list_of_the_site_is_furniture_from_end_to_end() -> None:
    for seed in FEW:
        scene = scene_of(seed)
        for name in LISTS:
            line = furniture(scene, name)
            assert {label for label, _ in marked(line)} == {"FURNITURE"}
            assert not re.sub(r"[\s|｜]", "", "".join(text for text, mark in line.runs if mark is None)), text_of(line)


@pytest.mark.parametrize("line", [*ABOVE, *BELOW])
def test_every_line_of_litter_can_be_printed(line: str) -> None:
    words = line.format(1234)
    assert "{" not in words
    assert "".join(text for text, _ in furniture_runs(words)) == words


def test_a_menu_has_no_line_twice() -> None:
    for seed in FEW:
        lines = [text_of(b) for b in furniture_lines(scene_of(seed), "menu", 2, 7) if isinstance(b, Line)]
        assert 1 <= len(lines) == len(set(lines)) <= 7


def test_a_source_line_marks_the_organ_and_the_litter_alone() -> None:
    seen = set()
    for seed in range(200):
        scene = scene_of(seed)
        line = source_line(scene)
        unmarked = "".join(text for text, mark in line.runs if mark is None)
        labels = [label for label, _ in marked(line)]
        seen |= set(labels)
        assert [text for label, text in marked(line) if label == "ORGAN"] == [scene.organ.name] * labels.count("ORGAN")
        assert scene.organ.name not in unmarked
        litter = "".join(text for label, text in marked(line) if label == "FURNITURE")
        assert not re.search("来源|稿源|供稿|作者|编辑|录入|日期|时间|2021", litter), text_of(line)
        assert not re.search("打印|字号|字体|分享|浏览", unmarked), text_of(line)
    assert seen == {"ORGAN", "FURNITURE"}


def test_attachments_and_notices_tell_of_the_report_and_have_no_label() -> None:
    for seed in FEW:
        scene = scene_of(seed)
        lines = [block for block in (*attachments(scene), notice(scene)) if isinstance(block, Line)]
        assert lines
        assert not [text_of(line) for line in lines if marked(line)]
        assert all(text_of(line).strip() for line in lines)


def test_a_running_head_is_furniture_with_its_title() -> None:
    found = set()
    for seed in range(700):
        lines = [Line("paragraph", [("甲乙。", None)]) for _ in range(9)]
        for block in number_pages(scene_of(seed), list(lines)):
            if isinstance(block, Line) and block.kind == "furniture" and re.search("报告|总结|年报", text_of(block)):
                assert marked(block) == [("FURNITURE", text_of(block))]
                found.add(seed)
    assert len(found) >= 3
    assert all("{n}" in form and "{t}" in form for form in RUNNING_HEADS)


def test_points_directly_below_a_section_are_second_level_whatever_their_number() -> None:
    bodies = [Body(scene_of(seed), {}, None) for seed in range(80)]
    for body in bodies:
        body.points("HEAD2", "improve")
    marks = [(body, m) for body in bodies for b in body.blocks if isinstance(b, Line) for m in marked(b)]
    heads = [(body, text) for body, (label, text) in marks if label.startswith("HEAD")]
    assert {label for _, (label, _) in marks if label.startswith("HEAD")} == {"HEAD2"}
    digits = [text for body, text in heads if re.match(r"[（(]?\d", text) and "{c}" in body.habits.second]
    assert digits, "a report of （一） may number the points below a section 1. 2."


def test_a_bare_point_is_closed_outside_its_span() -> None:
    bare = 0
    for seed in range(150):
        body = Body(scene_of(seed), {}, None)
        body.points("HEAD3", "platform")
        for line in body.blocks:
            if isinstance(line, Line) and line.kind == "heading" and len(line.runs) > 1:
                bare += 1
                assert line.runs[0][1] is not None and line.runs[0][1].label == "HEAD3"
                assert line.runs[1][1] is None and not line.runs[1][0].strip("。：: ")
    assert bare


def test_a_catalogue_is_numbered_sentences_without_label() -> None:
    for seed in FEW:
        body = Body(scene_of(seed), {}, None)
        body.catalogue()
        lines = [b for b in body.blocks if isinstance(b, Line)]
        assert 3 <= len(lines) <= 8
        assert not [m for line in lines for m in marked(line)]
        numbered = [
            all(text_of(line).startswith(number(pattern, at)) for at, line in enumerate(lines, 1))
            for pattern in CATALOGUE_NUMBERS
        ]
        assert any(numbered), text_of(lines[0])
        assert all(text_of(line)[-1] in "。；" for line in lines)


def test_a_page_number_set_in_the_middle_is_marked_without_its_blanks() -> None:
    runs: list[Run] = [(text, None) for n in range(40) for text in (f"第{n}行", "\n")]
    out = Feet("-{}-", " " * 30, "\f").set(runs)
    assert [text for text, mark in out if mark is not None] == ["-1-", "-2-", "-3-"]
    text = "".join(text for text, _ in out)
    assert re.sub(r"\n {30}-\d-(?=\n\f)", "", text).replace("\f", "") == "".join(text for text, _ in runs)


def test_the_finished_texts_keep_to_it() -> None:
    for sample in synthesize(11, 80, layouts=["bare-lines"], operators=None):
        for start, end, label in sample.spans:
            if label == "FURNITURE":
                words = sample.text[start:end]
                assert words == words.strip()
                assert not re.search(r"[|｜\n\f]", words), words
                assert not re.search(r"\.(docx?|pdf|xlsx?|wps)", words), words


def test_documents_hold_points_by_digits_beside_chinese_ones() -> None:
    both = 0
    for seed in range(200):
        lines = [b for b in make_document(random.Random(seed)).blocks if isinstance(b, Line)]
        heads = [text for line in lines for label, text in marked(line) if label == "HEAD2"]
        both += any(re.match(r"[（(]?\d", t) for t in heads) and any(re.match("[（(][一二三]", t) for t in heads)
    assert both >= 3
