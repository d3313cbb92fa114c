"""Splits share no seed, no report and no organ: on invented gold, and on the gold of this repository."""

from __future__ import annotations

import gzip
import itertools
import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ie.score.gold import Gold, load_gold
from tests.data.stub_gold import a_gold
from training.data.gold import is_own
from training.data.pool import left_out
from training.data.rows import synthetic_rows
from training.data.splits import (
    FOLDS,
    NO_FOLD,
    SPLITS,
    file_key,
    fold_of,
    grammar_seed,
    held_out,
    names_of,
    organ_groups,
    organ_key,
    part_of,
    places,
)

ANNOTATIONS = Path(__file__).parents[2] / "annotations"
REPOSITORY = load_gold([ANNOTATIONS])

TOGETHER = [
    ("the same organ", a_gold("a", "甲县水务局"), a_gold("b", "甲县水务局")),
    ("with 人民政府 and without", a_gold("a", "乙镇人民政府"), a_gold("b", "乙镇")),
    ("another script and width", a_gold("a", "竹溪口縣水務局（辦公室）"), a_gold("b", "竹溪口县 水务局")),
    ("a bare name may be that of any place", a_gold("a", "审计局"), a_gold("b", "丙市审计局")),
    (
        "two renderings of one file",
        a_gold("a", None, "real/ding_2024.pdf"),
        a_gold("b", None, "real/ding_2024.ocr.txt"),
    ),
    ("two years of one file name", a_gold("a", None, "real/q3_ding_2023.txt"), a_gold("b", None, "p01_ding_2024.txt")),
    ("the same text", a_gold("a", "甲县水务局", sha256="a" * 64), a_gold("b", None, sha256="a" * 64)),
]
APART = [
    ("two organs of a place", a_gold("a", "甲县水务局"), a_gold("b", "甲县财政局")),
    ("two places", a_gold("a", "甲县水务局"), a_gold("b", "乙县水务局")),
    ("a place and its organ", a_gold("a", "甲县人民政府"), a_gold("b", "甲县水务局")),
    ("two files that tell no organ", a_gold("a", None), a_gold("b", None)),
]


@pytest.mark.parametrize(("a", "b"), [case[1:] for case in TOGETHER], ids=[case[0] for case in TOGETHER])
def test_reports_that_may_be_of_one_organ_stay_together(a: Gold, b: Gold) -> None:
    groups = organ_groups([a, b])
    assert groups["a"] == groups["b"]
    assert places([a, b])["a"] == places([b, a])["b"]


@pytest.mark.parametrize(("a", "b"), [case[1:] for case in APART], ids=[case[0] for case in APART])
def test_reports_of_two_organs_are_two_groups(a: Gold, b: Gold) -> None:
    groups = organ_groups([a, b])
    assert groups["a"] != groups["b"]


def test_a_third_report_joins_two() -> None:
    linked = [
        a_gold("a", "甲县水务局", "real/jia_2021.txt"),
        a_gold("b", None, "real/jia_2022.txt", "b" * 64),
        a_gold("c", None, "real/other.txt", "b" * 64),
    ]
    for order in itertools.permutations(linked):
        assert set(organ_groups(order).values()) == {"organ:甲县水务局"}


@given(st.lists(st.text("甲乙丙丁县市水局", min_size=1, max_size=4), min_size=1, max_size=12), st.randoms())
def test_no_organ_is_on_two_sides_whatever_the_organs(organs: list[str], rng: object) -> None:
    golds = [a_gold(f"r{number}", organ) for number, organ in enumerate(organs)]
    found = places(golds)
    for a, b in itertools.combinations(golds, 2):
        one, other = organ_key(a.organ or ""), organ_key(b.organ or "")
        if one.endswith(other) or other.endswith(one):
            assert found[a.id] == found[b.id]
    assert found == places(golds[::-1])


def test_a_new_report_moves_no_other_one() -> None:
    before = places(REPOSITORY)
    after = places([*REPOSITORY, a_gold("new", "从未见过的某某委员会")])
    assert {id: after[id] for id in before} == before


def test_our_own_reports_are_never_trained_on() -> None:
    own = a_gold("own", "甲县水务局", "annotations/own/own.txt")
    real = [a_gold(f"r{number}", "甲县水务局") for number in range(2)]
    found = places([own, *real])
    assert {(place.part, place.fold) for place in found.values()} == {("test", NO_FOLD)}


def test_the_gold_of_this_repository_is_split_by_organ() -> None:
    found = places(REPOSITORY)
    parts = {part: {found[g.id].group for g in REPOSITORY if found[g.id].part == part} for part in ("train", "test")}
    assert not parts["train"] & parts["test"]
    folds = [{found[g.id].group for g in REPOSITORY if found[g.id].fold == fold} for fold in range(FOLDS)]
    assert all(folds) and not any(a & b for a, b in itertools.combinations(folds, 2))
    organs: dict[str, set[tuple[str, int]]] = {}
    for g in REPOSITORY:
        if g.organ:
            organs.setdefault(organ_key(g.organ), set()).add((found[g.id].part, found[g.id].fold))
    assert {key: sides for key, sides in organs.items() if len(sides) > 1} == {}
    real = {found[g.id].group for g in REPOSITORY if not is_own(g)}
    assert 0.5 <= sum(part_of(group) == "train" for group in real) / len(real) <= 0.7


def test_parts_and_folds_have_the_shares_they_should() -> None:
    names = [f"organ:{number}" for number in range(5000)]
    assert 0.57 <= sum(part_of(name) == "train" for name in names) / len(names) <= 0.63
    shares = Counter(fold_of(name) for name in names)
    assert set(shares) == set(range(FOLDS)) and min(shares.values()) > 0.17 * len(names)
    # A fold that followed the part would be trained on test organs alone, or on none.
    assert {fold_of(name) for name in names if part_of(name) == "test"} == set(range(FOLDS))


def test_each_report_is_held_out_of_one_fold_and_ours_of_all() -> None:
    kept = Counter(id for fold in range(FOLDS) for id in held_out(REPOSITORY, fold))
    assert kept == {gold.id: FOLDS if is_own(gold) else 1 for gold in REPOSITORY}
    with pytest.raises(ValueError, match=r"^there is no fold 5; known are 0 to 4$"):
        held_out(REPOSITORY, 5)


def test_file_key_leaves_what_tells_of_the_organ() -> None:
    wanted = {"real/q19_07_jia_ju_2019.txt": "jia_ju", "jia_2024.ocr.txt": "jia", "h_sheng_gxt_2018_stat.txt": "sheng_gxt",
              "p035_jia_2020_page9.txt": "jia", "q1_jia_nd.txt": "jia", "000_1c35.txt": "1c35"}  # fmt: skip
    assert {name: file_key(name) for name in wanted} == wanted


@given(
    st.tuples(st.sampled_from(SPLITS), st.integers(), st.integers(0)),
    st.tuples(st.sampled_from(SPLITS), st.integers(), st.integers(0)),
)
def test_no_two_synthetic_reports_share_a_seed(one: tuple[str, int, int], other: tuple[str, int, int]) -> None:
    assert (grammar_seed(*one) == grammar_seed(*other)) == (one == other)


def test_the_stream_draws_from_the_seed_of_its_split() -> None:
    rows = {split: list(synthetic_rows(5, 15, split)) for split in SPLITS}
    for split in SPLITS:
        assert [row["id"] for row in rows[split]] == [grammar_seed(split, 5, index) for index in range(15)]
    for one, other in itertools.combinations(SPLITS, 2):
        assert not {row["text"] for row in rows[one]} & {row["text"] for row in rows[other]}
    with pytest.raises(ValueError, match=r"^there is no split 'all'; known are train, dev, test$"):
        next(synthetic_rows(5, 1, "all"))


NAMED = [
    ("jia_2016.txt", "不说是谁", True, "a file of a held-out organ"),
    ("yi_2016.txt", "丙县自然资\n源局 发布", True, "the name over a line break"),
    ("bing_2016.txt", "丙縣自然資源局發布", True, "the name in the other script"),
    ("ding_2016.txt", "审计局转发", False, "a name that any place has"),
    ("wu_2016.txt", "丁县自然资源局发布", False, "an organ that is trained on"),
]


def test_texts_of_the_pool_that_name_a_held_out_organ(tmp_path: Path) -> None:
    golds = [
        a_gold("q1_jia_2020", None),
        a_gold("b", "丙县自然资源局"),
        a_gold("c", "审计局"),
        a_gold("d", "丁县自然资源局"),
    ]
    (tmp_path / "reports").mkdir()
    for name, text, _, _ in NAMED:
        (tmp_path / "reports" / name).write_text(text, encoding="utf-8")
    with gzip.open(tmp_path / "more.jsonl.gz", "wt", encoding="utf-8") as file:
        for title in ("通知", "丙县自然资源局通知"):
            file.write(json.dumps({"title": title, "text": "…"}) + "\n")
    names, files = names_of(golds, {"q1_jia_2020", "b", "c"})
    wanted = [f"reports/{name}" for name, _, out, _ in NAMED if out]
    assert left_out(tmp_path, names, files) == ["more.jsonl.gz:2", *sorted(wanted)]
