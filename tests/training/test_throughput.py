"""The corpus that speed is measured on is real work, and the kinds of one report agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from ie.batch.work import work_item
from ie.read import Limits, Source, read_file
from ie.read.items import file_item
from ie.tag import load_tagger
from training.throughput.corpus import KINDS, make_corpus
from training.throughput.engines import LOCAL, run_engine
from training.throughput.same import contradictions, groups, main


def test_every_file_is_its_own_and_is_read_as_its_kind(tmp_path: Path) -> None:
    size = make_corpus(tmp_path, 16, distinct=8)
    paths = sorted(tmp_path.iterdir())
    assert len({p.read_bytes() for p in paths}) == 16 and size == sum(p.stat().st_size for p in paths)
    assert [p.suffix[1:] for p in paths] == list(KINDS) * 4
    read = [read_file(p) for p in paths]
    assert all(isinstance(r, Source) for r in read)
    assert {r.kind for r in read if isinstance(r, Source)} == {"text", "html", "docx", "pdf"}
    tagger = load_tagger("pattern")
    assert {work_item(file_item(p), Limits(), tagger).record["status"] for p in paths[:8]} == {"ok"}


def test_one_run_is_measured_with_its_memory(tmp_path: Path) -> None:
    make_corpus(tmp_path / "in", 4)
    one, two = (run_engine(setting, tmp_path / "in", "pattern") for setting in (LOCAL[0], LOCAL[2]))
    assert one.digest == two.digest
    assert one.seconds > 0 and one.peak > 10


def test_the_kinds_of_one_report_do_not_contradict_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--count", "3"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in told[1:5]] == ["txt", *(k for k in KINDS if k != "txt")]
    assert told[-1] == "different values that nothing marks: 0"


def test_a_contradiction_is_one_that_nothing_marks() -> None:
    kinds = {
        "txt": {"a": (1, False), "b": (2, False), "c": (3, False)},
        "pdf": {"a": (1, False), "b": (7, True), "c": (4, False), "d": (5, False)},
    }
    assert list(contradictions(kinds)) == ["c: 3 in txt, 4 in pdf"]


def test_files_are_grouped_by_name(tmp_path: Path) -> None:
    for name in ("a.pdf", "a.pdftotext.txt", "a.json", "b.txt"):
        (tmp_path / name).touch()
    assert {k: [p.name for p in v] for k, v in groups(tmp_path).items()} == {"a": ["a.pdf", "a.pdftotext.txt"]}
