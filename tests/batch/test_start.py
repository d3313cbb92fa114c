"""Worker processes: begun early where the command knows it needs one, none too many, none left over."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ie.batch import run_batch, start
from ie.batch.start import start_process, started_early
from ie.cli import main
from tests.batch.reports import make_reports, records


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Every process of a worker that is begun."""
    processes: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def counted(*args: object, **kwargs: object) -> subprocess.Popen[bytes]:
        processes.append(popen(*args, **kwargs))  # type: ignore[call-overload]
        return processes[-1]

    monkeypatch.setattr(start.subprocess, "Popen", counted)
    return processes


def test_the_first_worker_is_the_one_begun_early(tmp_path: Path, begun: list[subprocess.Popen[bytes]]) -> None:
    make_reports(tmp_path / "in", 1)
    with started_early():
        assert len(begun) == 1
        run_batch([tmp_path / "in"], tmp_path / "out", workers=4)
    assert [r["status"] for r in records(tmp_path / "out")] == ["ok"]
    assert len(begun) == 1 and begun[0].returncode is not None


def test_one_report_is_worth_one_process_and_two_are_worth_two(
    tmp_path: Path, begun: list[subprocess.Popen[bytes]]
) -> None:
    for count in (1, 2):
        begun.clear()
        make_reports(tmp_path / f"in{count}", count)
        run_batch([tmp_path / f"in{count}"], tmp_path / f"out{count}", workers=4)
        assert len(begun) == count


def test_what_nobody_took_is_gone(begun: list[subprocess.Popen[bytes]]) -> None:
    with started_early():
        pass
    assert begun[0].returncode is not None and begun[0].stdin is not None and begun[0].stdin.closed
    fresh = start_process()
    assert fresh is not begun[0]
    fresh.kill()
    fresh.communicate()


def test_a_process_that_cannot_be_started_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make_reports(tmp_path / "in", 1)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    assert main(["extract", str(tmp_path / "in"), "-o", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert "a worker process cannot be started: No such file or directory" in told and "no-python" in told
    assert told.count("\n") == 1


def test_a_command_that_finds_nothing_leaves_no_process(
    tmp_path: Path, begun: list[subprocess.Popen[bytes]], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    assert main(["extract", str(tmp_path / "in"), "-o", str(tmp_path / "out")]) == 2
    assert "no report was found" in capsys.readouterr().err
    assert begun and all(p.returncode is not None for p in begun)


def test_the_keeper_loads_nothing_but_itself() -> None:
    code = "import sys, ie.batch.keeper; print(sorted(m for m in sys.modules if m.startswith('ie.')))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "['ie.batch', 'ie.batch.keeper', 'ie.library', 'ie.version']"
