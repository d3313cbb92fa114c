"""A run stopped anywhere is continued: nothing lost, nothing doubled, the same bytes; what has changed is noticed and said."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

import ie.batch.run
from ie.batch import run_batch
from ie.batch.journal import Journal, JournalError
from ie.batch.run import SettingsChanged
from ie.cli import main
from ie.read import Limits
from tests.batch.reports import TEXT, make_reports, outputs, records

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("IE_KILLS", "3"))
REPORTS = int(os.environ.get("IE_KILL_REPORTS", "100"))
"""`make soak` asks for 20 kills of a run over 1,000 reports."""


def start(inputs: Path, out: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "ie.cli", "extract", str(inputs), "-o", str(out), "--workers", "2"]
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )  # fmt: skip


def done_in(out: Path) -> int:
    try:
        with sqlite3.connect(f"file:{out / '.ie-run'}?mode=ro", uri=True) as db:
            return int(db.execute("SELECT COUNT(*) FROM done").fetchone()[0])
    except sqlite3.Error:
        return 0


def test_killed_at_random_points_and_continued_gives_the_same_bytes(tmp_path: Path) -> None:
    make_reports(tmp_path / "in", REPORTS)
    begin = time.monotonic()
    assert start(tmp_path / "in", tmp_path / "whole").wait(600) == 0
    whole_run = time.monotonic() - begin
    rng = random.Random(7)
    out = tmp_path / "out"
    killed = 0
    for _ in range(KILLS):
        process = start(tmp_path / "in", out)
        time.sleep(rng.uniform(0.1, 0.9) * whole_run)
        killed += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
        if (out / "reports.jsonl").exists():  # it was done before the shot; begin anew
            for path in out.iterdir():
                path.unlink()
    assert killed >= KILLS / 2
    assert start(tmp_path / "in", out).wait(600) == 0
    assert outputs(out) == outputs(tmp_path / "whole")
    assert [p.name for p in out.iterdir() if p.name.startswith(".")] == [".ie-run"]
    assert len({r["source"] for r in records(out)}) == len(records(out)) == REPORTS


def test_what_was_done_is_not_read_again(tmp_path: Path) -> None:
    paths = make_reports(tmp_path / "in", 12)
    first = run_batch([tmp_path / "in"], tmp_path / "out", workers=1)
    before = outputs(tmp_path / "out")
    again = run_batch([tmp_path / "in"], tmp_path / "out", workers=1)
    assert (first.reused, again.reused, again.changed, again.total) == (0, 12, 0, 12)
    assert outputs(tmp_path / "out") == before
    paths[1].write_text(TEXT.format(2019, 4711), encoding="utf-8")
    paths[2].unlink()
    (tmp_path / "in" / "new.txt").write_text(TEXT.format(2019, 5), encoding="utf-8")
    third = run_batch([tmp_path / "in", paths[0]], tmp_path / "out", workers=1)
    assert (third.reused, third.changed, third.unseen, third.repeated, third.total) == (10, 1, 1, 1, 12)
    run_batch([tmp_path / "in"], tmp_path / "fresh", workers=1)
    names = ("reports.jsonl", "cells.csv", "spans.jsonl")
    old, fresh = outputs(tmp_path / "out"), outputs(tmp_path / "fresh")
    assert [old[n] for n in names] == [fresh[n] for n in names]


def test_changes_are_told_in_the_summary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = make_reports(tmp_path / "in", 3)
    command = ["extract", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--workers", "1"]
    assert main(command) == 0
    assert "earlier run" not in capsys.readouterr().out
    paths[1].write_text(TEXT.format(2019, 4711), encoding="utf-8")
    assert main(command) == 0
    told = capsys.readouterr().out.splitlines()
    assert "2 reports were done by an earlier run and are as they were" in told
    assert "1 reports have changed since an earlier run and were read again" in told


def test_another_version_or_limit_is_refused_unless_forced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_reports(tmp_path / "in", 3)
    out = tmp_path / "out"
    run_batch([tmp_path / "in"], out, workers=1)
    before = outputs(out)
    with pytest.raises(SettingsChanged) as refused:
        run_batch([tmp_path / "in"], out, workers=1, limits=Limits(max_pages=7))
    assert str(refused.value) == (
        f"{str(out)!r} was begun otherwise (limit pages was 500, is now 7); "
        "read all again with --force, or name another folder with -o"
    )
    monkeypatch.setattr(ie.batch.run, "__version__", "9.9")
    with pytest.raises(SettingsChanged, match=r"ie_version was .* is now 9\.9"):
        run_batch([tmp_path / "in"], out, workers=1)
    assert outputs(out) == before
    forced = run_batch([tmp_path / "in"], out, workers=1, force=True)
    assert (forced.reused, forced.total) == (0, 3)


def test_a_second_run_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    try:
        with pytest.raises(JournalError, match="another run is writing there"):
            Journal(tmp_path)
    finally:
        journal.close()
    Journal(tmp_path).close()


def test_a_damaged_journal_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = make_reports(tmp_path / "in", 1)
    out = tmp_path / "out"
    out.mkdir()
    (out / ".ie-run").write_bytes(b"no database at all" * 100)
    assert main(["extract", str(paths[0]), "-o", str(out)]) == 2
    shown = capsys.readouterr().err
    assert "is damaged; remove it, and the reports are read again" in shown and "Traceback" not in shown


def test_a_full_disk_ends_the_run_with_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = make_reports(tmp_path / "in", 3)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ie.write.jsonl.JsonlFile.add", full)
    assert main(["extract", *map(str, paths), "-o", str(tmp_path / "out")]) == 2
    shown = capsys.readouterr().err
    assert shown == (
        f"ie: the results cannot be written to {str(tmp_path / 'out')!r}: No space left on device; "
        "name another folder with -o\n"
    )
    assert not list((tmp_path / "out").glob("*.jsonl"))
    monkeypatch.undo()
    assert main(["extract", *map(str, paths), "-o", str(tmp_path / "out")]) == 0


def test_an_output_that_is_a_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = make_reports(tmp_path / "in", 1)
    assert main(["extract", str(paths[0]), "-o", str(paths[0])]) == 2
    shown = capsys.readouterr().err
    assert "cannot be written" in shown and "Traceback" not in shown
