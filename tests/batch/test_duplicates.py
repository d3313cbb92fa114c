"""The same report in other dress is grouped; another report is not; nothing is dropped."""

from __future__ import annotations

import csv
from pathlib import Path

from ie.batch import run_batch
from tests.batch.reports import TEXT, records
from tests.read.printed import as_docx, as_html
from tests.rebuild.forms import make_form
from tests.rebuild.layouts import cell_a_line, pipe_rows


def test_mirrors_are_grouped_and_none_is_dropped(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    form, other = make_form("2021", 1), make_form("2021", 2)
    files = {
        "1.txt": pipe_rows(form).encode(),
        "2-other.txt": pipe_rows(other).encode(),
        "3-print.html": as_html(form),
        "4-copy.txt": pipe_rows(form).encode(),
        "5-gbk.txt": pipe_rows(other).encode("gb18030"),
        "6.docx": as_docx(form),
        "7-lines.txt": cell_a_line(form).encode(),
        "8-small.txt": TEXT.format(2020, 5).encode(),
        "9-small.txt": TEXT.format(2020, 6).encode(),
        "a-next-year.txt": pipe_rows(form).replace("2023年", "2022年").encode(),
        "b-empty.txt": b"",
        "c-empty.txt": b"",
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    summary = run_batch([folder], tmp_path / "out", workers=1)
    assert len(records(tmp_path / "out")) == len(files)
    with open(tmp_path / "out" / "duplicates.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(r["group"], Path(r["source"]).name, r["by"]) for r in rows] == [
        ("1", "1.txt", ""), ("1", "3-print.html", "figures"), ("1", "4-copy.txt", "bytes"), ("1", "6.docx", "figures"),
        ("1", "7-lines.txt", "figures"), ("2", "2-other.txt", ""), ("2", "5-gbk.txt", "text"),
    ]  # fmt: skip
    assert summary.groups == 2
