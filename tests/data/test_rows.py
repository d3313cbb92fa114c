"""Rows: offsets lead back to the source, spans stay on their characters, and the summary counts what is there."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from ie.tag.tagset import TAGS, spans_of_tags
from tests.data.stub_gold import TEXT, gold_data, write_gold
from training.data.__main__ import main
from training.data.fingerprint import Fingerprint
from training.data.rows import gold_rows, label_rows, synthetic_rows
from training.data.summary import Summary
from training.linear.corpus import Corpus
from training.synthesize.stream import make_sample

ROOT = Path(__file__).parents[2]


def test_gold_spans_stand_on_their_characters_and_lead_back(tmp_path: Path) -> None:
    gold, texts = write_gold(tmp_path, gold_data())
    (row,) = gold_rows([gold], [texts])
    assert row["text"] == "一、总体情况\n全年公开信息12条。\n规章 | 3 | 0 |\n"
    spans = spans_of_tags(row["tags"])
    wanted = [("HEAD1", "一、总体情况"), ("FIGURE", "12"), ("ROWHEAD", "规章"), ("CELL", "3"), ("CELL", "0")]
    assert [(s.label, row["text"][s.start : s.end]) for s in spans] == wanted
    back = [TEXT[row["offsets"][s.start] : row["offsets"][s.end - 1] + 1] for s in spans]
    assert back == ["一、总体情况", "１２", "规章", "3", "0"]
    assert row["source_sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()


def test_synthetic_spans_lead_back_to_those_of_the_sample() -> None:
    for index, row in enumerate(synthetic_rows(7, 25, "dev")):
        sample = make_sample(7, index, split="dev")
        assert row["source_sha256"] == hashlib.sha256(sample.text.encode()).hexdigest()
        lengths = {len(row[key]) for key in ("text", "tags", "offsets", "owner")}  # type: ignore[literal-required]
        assert len(lengths) == 1
        found = [(row["offsets"][s.start], s.label) for s in spans_of_tags(row["tags"])]
        # A span of nothing but what normalising drops has no characters left to be labelled.
        known = {(start + lost, label) for start, end, label in sample.spans for lost in range(end - start)}
        assert found and set(found) <= known and len(found) >= 0.98 * len(sample.spans)


def test_shards_make_the_same_reports() -> None:
    whole = list(synthetic_rows(3, 8, "test"))
    parts = [row for k in range(3) for row in synthetic_rows(3, 8, "test", starts=(k,), step=3)]
    assert sorted(parts, key=lambda row: int(row["id"].split("/")[2])) == whole


def test_a_part_of_the_gold(tmp_path: Path) -> None:
    for number in range(12):
        gold, texts = write_gold(
            tmp_path, gold_data(f"r{number}", TEXT + f"{number}\n", organ=f"{number}号县水务局"), TEXT + f"{number}\n"
        )
    parts = {
        split: [row["id"] for row in gold_rows([gold.parent], [texts], split)] for split in (None, "train", "test")
    }
    assert len(parts[None]) == 12 and parts["train"] and parts["test"]
    assert sorted(parts["train"] + parts["test"]) == sorted(parts[None])
    with pytest.raises(ValueError, match=r"^gold has no split 'dev'; known are train, test$"):
        next(gold_rows([gold.parent], [texts], "dev"))


def test_a_missing_text_moves_no_other_report(tmp_path: Path) -> None:
    for name, organ in (("bare", "水务局"), ("jia", "甲县水务局"), ("yi", "乙县水务局")):
        gold, texts = write_gold(tmp_path, gold_data(name, TEXT + name, organ=organ), TEXT + name)
    (texts / "real" / "bare.txt").unlink()
    rows = list(gold_rows([gold.parent], [texts]))
    assert [(row["id"], row["group"]) for row in rows] == [("jia", "organ:水务局"), ("yi", "organ:水务局")]
    assert len({(row["split"], row["fold"]) for row in rows}) == 1


def test_a_label_file(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    report = {"id": "a", "text": "规章 ３\u2028", "spans": [[0, 2, "ROWHEAD"], [3, 4, "CELL"]], "layout": "pipe-rows"}
    path.write_text(json.dumps(report, ensure_ascii=False) + "\n\n", encoding="utf-8")
    (row,) = label_rows([path], "train")
    assert (row["text"], row["layout"], row["edition"], row["split"]) == ("规章 3\n", "pipe-rows", "", "train")
    assert [TAGS[tag] for tag in row["tags"]] == ["B-ROWHEAD", "I-ROWHEAD", "O", "B-CELL", "O"]


def test_the_summary_counts_by_hand(tmp_path: Path) -> None:
    gold, texts = write_gold(tmp_path, gold_data())
    summary = Summary()
    rows = list(summary.counted(gold_rows([gold], [texts], window=20, overlap=5)))
    assert (summary.reports, summary.characters, summary.windows) == (1, 31, 2)
    assert summary.counts["label"] == {"HEAD1": 1, "FIGURE": 1, "ROWHEAD": 1, "CELL": 2}
    assert summary.counts["edition"] == {"2021": 1} and summary.counts["layout"] == {"pipe-rows": 1}
    digest = hashlib.sha256(rows[0]["text"].encode() + bytes(rows[0]["tags"]))
    assert summary.fingerprint.hex() == digest.hexdigest()


def test_the_fingerprint_tells_text_tags_and_order() -> None:
    reports = [("规章3", [15, 16, 17]), ("规章3", [15, 16, 0]), ("规章4", [15, 16, 17])]
    seen = set()
    for order in ([0], [1], [2], [0, 1], [1, 0], [0, 1, 2]):
        fingerprint = Fingerprint()
        for number in order:
            fingerprint.add(*reports[number])
        seen.add(fingerprint.hex())
    assert len(seen) == 6
    with pytest.raises(ValueError, match=r"^a text of 3 characters cannot have 2 tags$"):
        Fingerprint().add("规章3", [15, 16])


def test_the_fingerprint_is_that_of_the_models_cards() -> None:
    from training.linear.corpus import synthetic_examples

    card, summary = Corpus(), Summary()
    for example in synthetic_examples(4, 6, "train"):
        card.add(example)
    for row in synthetic_rows(4, 6, "train"):
        summary.add(row)
    assert summary.fingerprint.hex() == card.digest.hex()


def test_the_fingerprint_is_the_same_in_another_process() -> None:
    command = [sys.executable, "-m", "training.data", "--seed", "6", "--count", "4"]
    printed = []
    for number in ("1", "2"):
        env = {"PYTHONHASHSEED": number, "PATH": "", "LC_ALL": "C", "PYTHONIOENCODING": "utf-8"}
        printed.append(subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=True, text=True).stdout)
    summary = Summary()
    for row in synthetic_rows(6, 4):
        summary.add(row)
    assert printed == [f"synthetic-train-6-4\n{summary}\n"] * 2


def test_the_command_tells_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold, texts = write_gold(tmp_path, gold_data())
    assert main(["--gold", str(gold), "--texts", str(tmp_path)]) == 0
    assert "without their text, and left out: 1 (x); name its folder with --texts" in capsys.readouterr().out
    assert main([]) == 2
    assert capsys.readouterr().err == "there is nothing to count; give --count, --gold or --labels\n"
    output = tmp_path / "out"
    arguments = ["--gold", str(gold), "--texts", str(texts), "-o", str(output), "--format", "conll"]
    assert main(arguments) == 0 and (output / "gold.conll").is_file()
    capsys.readouterr()
    assert main(arguments) == 2
    assert (
        capsys.readouterr().err
        == f"{output / 'gold.conll'} is there already; remove it or give another folder with -o\n"
    )
