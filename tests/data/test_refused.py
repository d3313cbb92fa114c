"""Malformed gold, label and CoNLL files: the whole sentence, with file, place and cause.  The cases are in refused.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ie.score.gold import GoldError
from tests.data.stub_gold import TEXT, gold_data, write_gold
from training.data.__main__ import main
from training.data.conll import read_conll
from training.data.labels import read_labels
from training.data.rows import gold_rows

CASES: dict[str, list[dict[str, Any]]] = json.loads(
    Path(__file__).with_name("refused.json").read_text(encoding="utf-8")
)


def _ids(kind: str) -> list[str]:
    return [case["label"] for case in CASES[kind]]


@pytest.mark.parametrize("case", CASES["gold"], ids=_ids("gold"))
def test_gold(case: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold, texts = write_gold(tmp_path, gold_data(**case["change"]))
    with pytest.raises(GoldError) as error:
        list(gold_rows([gold], [texts]))
    assert str(error.value) == f"{gold}: {case['wanted']}."
    assert main(["--gold", str(gold), "--texts", str(texts)]) == 2
    assert capsys.readouterr().err == f"{gold}: {case['wanted']}.\n"


def test_another_text_than_was_annotated(tmp_path: Path) -> None:
    gold, texts = write_gold(tmp_path, gold_data(), TEXT + "\n")
    with pytest.raises(GoldError) as error:
        list(gold_rows([gold], [texts]))
    text = texts / "real" / "x.txt"
    assert str(error.value) == f"{gold}: sha256 is not that of {text}; take the text the gold was made from."


@pytest.mark.parametrize("case", CASES["labels"], ids=_ids("labels"))
def test_label_files(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text("\n".join(case["lines"]), encoding="utf-8")
    with pytest.raises(GoldError) as error:
        list(read_labels(path))
    assert str(error.value) == f"{path}: {case['wanted']}."


@pytest.mark.parametrize("read", [read_labels, read_conll])
def test_files_that_cannot_be_read(read: Any, tmp_path: Path) -> None:
    path = tmp_path / "file"
    with pytest.raises(GoldError, match=r"file: the file does not exist\.$"):
        list(read(path))
    path.write_bytes("规章".encode("gb18030"))
    with pytest.raises(GoldError, match=r"file: byte 0 is not UTF-8\.$"):
        list(read(path))


@pytest.mark.parametrize("case", CASES["conll"], ids=_ids("conll"))
def test_conll(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "x.conll"
    path.write_text("\n".join(case["lines"]), encoding="utf-8")
    with pytest.raises(GoldError) as error:
        list(read_conll(path))
    assert str(error.value) == f"{path}: {case['wanted']}."
