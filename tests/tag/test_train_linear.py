"""Training of the linear tagger: the same seed gives the same bytes, another one other bytes; the card tells what it was."""

import json
from pathlib import Path

import pytest

from ie.normalise import normalise
from ie.tag.shipped import ShippedModelError, verify

pytest.importorskip("sklearn")

from ie.tag.jieba_linear.tagger import JiebaLinearTagger
from training.linear.card import Facts, date_of_source, write_card, write_readme
from training.linear.evaluate import Scores, f1
from training.linear.train import train

SMALL = {"reports": 3, "held_out": 2, "epochs": 1, "alpha": 1e-6, "told": lambda _: None}


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folders = {name: tmp_path_factory.mktemp(name) for name in ("first", "again", "other")}
    for name, seed in (("first", 5), ("again", 5), ("other", 6)):
        train(folders[name], seed, **SMALL)
    return folders


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_same_seed_gives_the_same_bytes(trained: dict[str, Path]) -> None:
    assert _bytes(trained["first"]) == _bytes(trained["again"])
    assert set(_bytes(trained["first"])) == {"card.json", "config.json", "weights.npz"}
    assert _bytes(trained["first"])["weights.npz"] != _bytes(trained["other"])["weights.npz"]


def test_what_was_written_tags(trained: dict[str, Path]) -> None:
    verify(trained["first"])
    spans = JiebaLinearTagger.load(trained["first"]).tag(normalise("规章 | 0 | 0\n行政许可 | 12"))
    assert spans == sorted(spans) and spans


def test_a_card_is_of_its_own_files(trained: dict[str, Path], tmp_path: Path) -> None:
    for name, data in _bytes(trained["first"]).items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "weights.npz").write_bytes((trained["other"] / "weights.npz").read_bytes())
    with pytest.raises(ShippedModelError, match="is damaged"):
        verify(tmp_path)


def test_the_page_tells_labels_below_the_mark_and_no_day_of_its_own(trained: dict[str, Path], tmp_path: Path) -> None:
    facts = Facts(5, 3, 9000, 4000, "f" * 64, 2, 1, 1e-6, 18)
    scores = Scores(
        {"own, jieba-linear": {"TITLE": [1, 4, 4], "micro": [9, 10, 10]} | {label: [0, 0, 0] for label in _OTHERS}},
        {"own, jieba-linear": {"tabs": [9, 10, 10]}},
        {"own, jieba-linear": 1},
    )
    for name, data in _bytes(trained["first"]).items():
        (tmp_path / name).write_bytes(data)
    write_card(tmp_path, facts, scores, None)
    write_readme(tmp_path, facts, scores, None)
    card = json.loads((tmp_path / "card.json").read_text(encoding="utf-8"))
    assert card["micro_f1"] == {"own, jieba-linear": 0.9} and card["corpus"] == "f" * 64 and "date" not in card
    page = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "TITLE 0.25 (own) below 0.85" in page and "ORGAN 1.00" not in page and "made 2" not in page
    write_card(tmp_path, facts, scores, "2026-01-02")
    assert json.loads((tmp_path / "card.json").read_text(encoding="utf-8"))["date"] == "2026-01-02"


_OTHERS = (
    "ORGAN", "HEAD1", "HEAD2", "HEAD3", "CAPTION", "COLHEAD", "ROWHEAD", "CELL", "FIGURE", "FURNITURE",
)  # fmt: skip


def test_the_day_is_that_of_the_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert date_of_source() == "1970-01-02"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert date_of_source() is None


@pytest.mark.parametrize(
    ("counts", "wanted"), [([0, 0, 0], 1.0), ([1, 2, 2], 0.5), ([2, 4, 2], 2 / 3), ([0, 3, 0], 0.0)]
)
def test_f1_of_right_given_gold(counts: list[int], wanted: float) -> None:
    assert f1(counts) == pytest.approx(wanted)
