"""The loop as one command: asked, answered, trained, kept or not, noted, and put back; the hold-out stays out."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

pytest.importorskip("sklearn")
pytest.importorskip("matplotlib")

from ie.score.gold import load_gold
from ie.tag import TaggerError, load_model, load_tagger
from ie.tag.shipped import models_folder, verify
from tests.active.worlds import make_world
from training.active import __main__ as command
from training.active.home import Home
from training.active.material import hold_out_of, trainable
from training.data.splits import places


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_world(tmp_path_factory.mktemp("world"))


def _run(world: Path, home: Path, *more: str) -> int:
    given = [str(world / "texts"), "-o", str(home), "--base", str(world / "base"), "--replay", "4"]
    answers = ["--answers", str(world / "gold"), "--hold-out", str(world / "gold"), "--texts", str(world / "texts")]
    return command.main([*given, *answers, "--batch", "2", *more])


def _forbidden(world: Path) -> set[str]:
    golds = load_gold([world / "gold"])
    return {g.sha256 for g in golds if places(golds)[g.id].part == "test"}


@pytest.fixture(autouse=True)
def few_to_calibrate_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "CALIBRATION", 2)


def test_two_rounds_and_back(world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "home"
    _run(world, home, "--rounds", "2")
    notes = [json.loads(line) for line in (home / "rounds.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [note["round"] for note in notes] == ["round-001", "round-002"]
    asked = [entry["source"] for note in notes for entry in note["asked"]]
    assert len(set(asked)) == len(asked) == 4 and all(entry["why"] for note in notes for entry in note["asked"])
    queue = [json.loads(line) for line in (home / "round-001/queue.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [set(row) for row in queue] == [{"source", "why"}] * 2
    annotated = load_gold([home / "gold"])
    assert len(annotated) == 4 and not {gold.sha256 for gold in annotated} & _forbidden(world)
    for note in notes:
        verify(home / note["round"])
        assert note["kept"] == (not note["reasons"])
    with (home / "curve.csv").open(encoding="utf-8", newline="") as file:
        assert [row["annotated"] for row in csv.DictReader(file)] == ["0", "2", "4"]
    assert (home / "curve.png").read_bytes().startswith(b"\x89PNG")

    kept = [note["round"] for note in notes if note["kept"]]
    current = Home(home, world / "base").current
    assert current == (kept[-1] if kept else "base")
    capsys.readouterr()
    back = command.main(["-o", str(home), "--base", str(world / "base"), "--back"])
    if kept:
        assert back == 0
        assert Home(home, world / "base").current == (kept[-2] if len(kept) > 1 else "base")
        verify(home / kept[-1])
    else:
        assert back == 2 and "there is none before it" in capsys.readouterr().err


def test_a_model_that_is_worse_is_not_kept(world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from training.active import rounds

    monkeypatch.setattr(rounds, "refusals", lambda gate, current, new: ["micro F1 falls"])
    home = tmp_path / "home"
    assert _run(world, home) == 1
    assert Home(home, world / "base").current == "base"
    verify(home / "round-001")


def test_the_model_of_a_round_is_a_tagger(world: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    _run(world, home)
    tagger = load_model(home / "round-001")
    assert tagger.name == "jieba-linear" and load_tagger(str(home / "round-001")).version == tagger.version
    weights = home / "round-001" / "weights.npz"
    weights.write_bytes(weights.read_bytes()[:-1])
    with pytest.raises(TaggerError, match="is damaged"):
        load_model(home / "round-001")


def test_an_organ_of_the_hold_out_is_not_trained_on(world: Path) -> None:
    hold_out = hold_out_of([world / "gold"], [world / "texts"], 14)
    told: list[str] = []
    reports = list(trainable([world / "gold"], [world / "texts"], hold_out, 14, told.append))
    assert {r.gold.sha256 for r in reports}.isdisjoint(_forbidden(world))
    assert len(told) == len(_forbidden(world)) and "is of an organ of the hold-out" in told[0]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["-o", "HOME", "--back"], "there is none before it"),
        (["-o", "HOME"], "name the folder of reports that may be asked for"),
        (["x", "-o", str(models_folder() / "mine")], "lies among the shipped models"),
        (["x", "-o", "HOME", "--hold-out", "GOLD", "--texts", "NOWHERE"], "no text of the hold-out is here"),
    ],
)
def test_refused(
    arguments: list[str], error: str, world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places_ = {"HOME": str(tmp_path / "home"), "GOLD": str(world / "gold"), "NOWHERE": str(tmp_path)}
    assert command.main([places_.get(a, a) for a in arguments]) == 2
    assert error in capsys.readouterr().err
