"""What the prose of synthetic reports says agrees with their tables; headings, titles and organs are marked as the guidelines ask."""

from __future__ import annotations

import random
import re
from decimal import Decimal

import pytest

from training.synthesize.document import Line
from training.synthesize.grammar import make_document
from training.synthesize.grammar.figures import round_in_words
from training.synthesize.grammar.lexicon import sentence, sentences
from training.synthesize.grammar.numbering import number
from training.synthesize.grammar.organs import draw_organ
from training.synthesize.grammar.scene import Scene
from training.synthesize.tracked import Run

SEEDS = range(150)
REPORTS = [make_document(random.Random(seed)) for seed in SEEDS]
WORDS = {"organ": "甲县乙局", "place": "甲县", "we": "我局", "whole": "全局", "above": "上级", "year": "2020"}
WORDS |= {"last": "2019", "next": "2021"}


def marked(label: str) -> list[tuple[int, str]]:
    """Seed and words of every run with that label outside tables."""
    lines = ((seed, block) for seed, report in zip(SEEDS, REPORTS, strict=True) for block in report.blocks)
    runs = ((s, t, m) for s, block in lines if isinstance(block, Line) for t, m in block.runs)
    return [(s, t) for s, t, m in runs if m is not None and m.label == label]


@pytest.mark.parametrize("received", [0, 7])
def test_what_is_said_of_applications_is_true_of_the_table(received: int) -> None:
    values = {("applications", row, "total"): Decimal(0) for row in ("received", "carried_in", "carried_out")}
    values["applications", "received", "total"] = Decimal(received)
    for seed in range(60):
        rng = random.Random(seed)
        scene = Scene(rng, draw_organ(rng), 2020, values, WORDS)
        scene.paragraph("applied", 12)
        told = [sentences()["applied"][at] for at in scene.said["applied"]]
        assert all(s.needs is None or s.needs[0] != "received" or s.needs[1] == (received > 0) for s in told)


def test_a_table_figure_is_retold_exactly() -> None:
    values = {("applications", "received", "total"): Decimal(12345)}
    for seed in range(40):
        rng = random.Random(seed)
        scene, out = Scene(rng, draw_organ(rng), 2020, values, WORDS), list[Run]()
        scene.figure("received", "件", out)
        assert [m.value for _, m in out if m is not None] == [12345]


def test_what_has_no_table_is_told_alike_twice() -> None:
    for seed in range(40):
        rng = random.Random(seed)
        scene = Scene(rng, draw_organ(rng), 2012, {}, WORDS)
        assert scene.quantity("received") == scene.quantity("received")
        assert scene.quantity("taken") == scene.quantity("received") + scene.quantity("carried_in")


def test_every_condition_names_a_quantity() -> None:
    rng = random.Random(1)
    scene = Scene(rng, draw_organ(rng), 2012, {}, WORDS)
    needs = {s.needs[0] for entries in sentences().values() for s in entries if s.needs}
    assert needs
    assert all(scene.quantity(name) >= 0 for name in needs)
    assert sentence("@received>0@甲").needs == ("received", True)


def test_headings_end_without_their_closing_mark() -> None:
    for label in ("HEAD1", "HEAD2", "HEAD3"):
        found = marked(label)
        assert found
        assert not [(s, t) for s, t in found if t[-1] in "。：: 　；"], label
        assert all("。" not in t and "\n" not in t for _, t in found)


def test_titles_name_the_year_and_organs_are_whole() -> None:
    assert {t for s, t in marked("ORGAN")} <= {r.organ for r in REPORTS}
    for report in REPORTS:
        titles = "".join(t for b in report.blocks if isinstance(b, Line) for t, m in b.runs if m and m.label == "TITLE")
        assert not titles or str(report.year) in titles or re.search("二[〇○零]", titles), titles
        assert not re.search("[《》#*]", titles)


def test_page_numbers_stand_between_lines_and_tell_nothing() -> None:
    pages = [t for _, t in marked("FURNITURE") if re.fullmatch(r"\W*\d+\W*", t)]
    assert pages
    texts = [t for report in REPORTS for b in report.blocks if isinstance(b, Line) for t, m in b.runs if m is None]
    assert not [t for t in texts if re.fullmatch(r"[-—·~ ]+\d+[-—·~ ]+", t)]


@pytest.mark.parametrize(("value", "words"), [(7421, ("七千", 7000)), (260, ("两百", 200)), (99, None), (10_000, None)])
def test_round_numbers_in_words(value: int, words: tuple[str, int] | None) -> None:
    assert round_in_words(value) == words


@pytest.mark.parametrize(
    ("pattern", "at", "words"), [("（{c}）、", 12, "（十二）、"), ("{o}", 3, "③"), ("{n}. ", 2, "2. ")]
)
def test_numbers_of_headings(pattern: str, at: int, words: str) -> None:
    assert number(pattern, at) == words
