"""`ie convert`: gold and runs out to a tool, a tool's work back into label files that training reads."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ie.cli import main
from ie.interchange import read
from ie.report import LABELS
from ie.score.gold import load_gold
from training.data.labels import read_labels

OWN = Path("annotations/own")
GOLD = sorted(OWN.glob("0[1-3]*.json"))


def test_gold_to_label_studio_and_back_to_label_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tasks, labels = tmp_path / "tasks.json", tmp_path / "labels.jsonl"
    assert main(["convert", *map(str, GOLD), "--to", "label-studio", "-o", str(tasks)]) == 0
    assert "3 texts" in capsys.readouterr().out
    config = ElementTree.parse(tmp_path / "tasks.config.xml")
    assert [label.get("value") for label in config.iter("Label")] == list(LABELS)
    assert len({label.get("hotkey") for label in config.iter("Label")}) == len(LABELS)
    assert main(["convert", str(tasks), "--to", "labels", "-o", str(labels)]) == 0
    wanted = {gold.id: [[s.start, s.end, s.label] for s in gold.spans or ()] for gold in load_gold(GOLD)}
    rows = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines()]
    assert {row["id"]: row["spans"] for row in rows} == wanted
    assert [example.id for example in read_labels(labels)] == list(wanted)


def test_a_run_gives_predictions_and_no_labels(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = [str(path.with_suffix(".txt")) for path in GOLD[:2]]
    assert main(["extract", *texts, "-o", str(tmp_path / "run"), "--tagger", "pattern", "--workers", "1"]) == 0
    tasks = tmp_path / "tasks.json"
    assert main(["convert", str(tmp_path / "run"), "--to", "label-studio", "-o", str(tasks)]) == 0
    found = json.loads(tasks.read_text(encoding="utf-8"))
    assert len(found) == 2 and all("annotations" not in task for task in found)
    assert {task["predictions"][0]["model_version"] for task in found} == {"pattern"}
    for item in read([tasks]):
        assert item.predicted and item.spans is None
    capsys.readouterr()
    assert main(["convert", str(tmp_path / "run"), "--to", "labels", "-o", str(tmp_path / "x.jsonl")]) == 1
    assert "was annotated by nobody" in capsys.readouterr().err


def test_trim_takes_blanks_off_the_ends(tmp_path: Path) -> None:
    path, out = tmp_path / "x.jsonl", tmp_path / "y.jsonl"
    path.write_text('{"text": " 甲 12\\r\\n", "label": [[0, 2, "ROWHEAD"], [2, 7, "CELL"]]}\n', encoding="utf-8")
    assert main(["convert", str(path), "--to", "labels", "-o", str(out), "--trim"]) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["spans"] == [[1, 2, "ROWHEAD"], [3, 5, "CELL"]]


def test_what_is_refused_leaves_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "x.jsonl", tmp_path / "y.json"
    path.write_text('{"text": "甲", "label": []}\n{"text": "甲", "label": [[0, 5, "CELL"]]}\n', encoding="utf-8")
    assert main(["convert", str(path), "--to", "label-studio", "-o", str(out)]) == 2
    assert capsys.readouterr().err.startswith(f"ie: {path}: line 2.label[0] runs from 0 to 5")
    assert [p.name for p in tmp_path.iterdir()] == ["x.jsonl"]


def test_prodigy_answers(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    rows = [{"text": "甲", "spans": [{"start": 0, "end": 1, "label": "CELL"}]} for _ in range(4)]
    for row, answer in zip(rows, ("accept", "reject", "ignore", None), strict=True):
        row["answer"] = answer
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    found = list(read([path], "prodigy"))
    assert [item.spans is not None for item in found] == [True, False, False, False]
    assert [item.predicted is not None for item in found] == [False, False, False, True]
