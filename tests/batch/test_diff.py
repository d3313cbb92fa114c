"""`ie diff` names each changed cell and the reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ie.batch import run_batch
from ie.cli import main
from tests.batch.reports import make_reports
from tests.rebuild.forms import make_form
from tests.rebuild.layouts import pipe_rows


@pytest.fixture
def runs(tmp_path: Path) -> tuple[Path, Path]:
    folder = tmp_path / "in"
    make_reports(folder, 3)
    text = pipe_rows(make_form("2021", 4))
    (folder / "a.txt").write_text(text, encoding="utf-8")
    run_batch([folder], tmp_path / "a", workers=1)
    return tmp_path / "a", tmp_path / "b"


def diff(capsys: pytest.CaptureFixture[str], before: Path, after: Path) -> tuple[int, list[str]]:
    code = main(["diff", str(before), str(after)])
    return code, capsys.readouterr().out.splitlines()


def test_equal_runs_have_no_difference(runs: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert diff(capsys, runs[0], runs[0]) == (0, ["0 differences"])


def test_a_changed_input_is_told_cell_by_cell(
    runs: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = runs
    path = tmp_path / "in" / "a.txt"
    amount = make_form("2021", 4).figures["art20_8", "fees", "amount"]
    path.write_text(path.read_text("utf-8").replace(f"{amount:f}", "7.5"), encoding="utf-8")
    (tmp_path / "in" / "00001.txt").unlink()
    (tmp_path / "in" / "b.txt").write_text("x", encoding="utf-8")
    run_batch([tmp_path / "in"], after, workers=1)
    code, told = diff(capsys, before, after)
    assert code == 1
    assert told == [
        f"{path}: art20_8.fees.amount: read {float(amount)}万元 → read 7.5万元 [input]",
        f"{tmp_path / 'in' / 'b.txt'}: report: absent → not_a_report [input]",
        f"{tmp_path / 'in' / '00001.txt'}: report: present → absent [input]",
        "3 differences: 3 by input",
    ]


def test_another_model_and_version_are_named(runs: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    before, after = runs
    after.mkdir()
    lines = []
    for line in (before / "reports.jsonl").read_text("utf-8").split("\n")[:-1]:
        record = json.loads(line)
        record["tagger"] = {"name": "other", "version": "2"}
        record["ie_version"] = "9"
        if record["source"].endswith("a.txt"):
            record["tables"][0]["cells"]["regulations.issued"] |= {"value": 4711, "review": True}
        lines.append(json.dumps(record))
    (after / "reports.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    code, told = diff(capsys, before, after)
    assert code == 1 and len(told) == 2
    assert "art20_1.regulations.issued: " in told[0] and " → read 4711 review [model " in told[0]


def test_a_folder_without_a_run_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(tmp_path), str(tmp_path)]) == 2
    assert "name folders that ie extract has written" in capsys.readouterr().err
