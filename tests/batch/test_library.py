"""The library gives what the command writes."""

from __future__ import annotations

import re
from pathlib import Path

import ie
from ie.batch import run_batch
from ie.write import record_schema
from tests.batch.reports import make_reports, records


def test_the_library_gives_the_records_of_the_command(tmp_path: Path) -> None:
    paths = make_reports(tmp_path / "in", 21)
    run_batch([tmp_path / "in"], tmp_path / "out", workers=1)
    wanted = records(tmp_path / "out")
    assert [ie.extract(p) for p in paths] == wanted
    assert [ie.extract(str(p)) for p in paths[:2]] == wanted[:2]
    assert list(ie.extract_many([tmp_path / "in"], workers=2)) == wanted


def test_a_text_gives_the_figures_of_its_file(tmp_path: Path) -> None:
    path = make_reports(tmp_path, 1)[0]
    from_text, from_file = ie.extract(path.read_text("utf-8")), ie.extract(path)
    own = ("source", "encoding")
    assert {k: v for k, v in from_text.items() if k not in own} == {k: v for k, v in from_file.items() if k not in own}


def test_what_is_no_report_is_told_by_its_status(tmp_path: Path) -> None:
    assert ie.extract("今日天气晴。")["status"] == "not_a_report"
    assert ie.extract(tmp_path / "gone.docx")["status"] == "unreadable"
    assert ie.extract("a\0b")["status"] in ("not_a_report", "empty")


def test_a_caller_may_stop_early(tmp_path: Path) -> None:
    make_reports(tmp_path, 30)
    many = ie.extract_many([tmp_path], workers=2)
    assert next(many)["source"].endswith("00000.txt")
    many.close()


def test_the_readme_lists_every_status() -> None:
    statuses = record_schema()["properties"]["status"]["enum"]
    for name in ("README.md", "README.zh-CN.md"):
        text = (Path(__file__).parents[2] / name).read_text("utf-8")
        told = re.findall(r"^\| `([a-z_]+)` \|[^|\n]+\|[^|\n]*\|$", text[text.index("| `ok` |") :], re.MULTILINE)
        assert sorted(told) == sorted(statuses), name
