"""A disk that ends while a run is writing: one sentence, no traceback, and the same command goes on once there is room."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from ie.batch import run_batch
from ie.cli import main
from tests.batch.reports import make_reports, outputs

resource = pytest.importorskip("resource", reason="limits of file sizes need Unix")
ROOT = Path(__file__).parents[2]
ROOMS = (8_000, 60_000, 150_000)
"""Bytes a file may hold: not even the journal can begin, records cannot be written, a later output cannot."""


def extract(inputs: Path, out: Path, prepare: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ie.cli", "extract", str(inputs), "-o", str(out), "--workers", "1"]
    # Not measured by `make coverage`: its own file would not fit either, and it says so at length.
    environment = {k: v for k, v in os.environ.items() if k != "COVERAGE_PROCESS_CONFIG"} | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True,
        preexec_fn=prepare, timeout=120,
    )  # fmt: skip


def test_the_run_ends_with_one_sentence_and_goes_on_later(tmp_path: Path) -> None:
    make_reports(tmp_path / "in", 12, full_every=3)
    run_batch([tmp_path / "in"], tmp_path / "whole", workers=1)

    def full(room: int) -> None:
        # The system refuses to let a file grow, as it does on a full disk, wherever the writing is.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    for room in ROOMS:
        ran = extract(tmp_path / "in", tmp_path / "out", partial(full, room))
        assert ran.returncode == 2 and "Traceback" not in ran.stderr, ran.stderr
        told = [line for line in ran.stderr.splitlines() if line.startswith("ie: ")]
        assert len(told) == 1 and told[0].endswith("; name another folder with -o"), ran.stderr
    assert extract(tmp_path / "in", tmp_path / "out").returncode == 0
    assert outputs(tmp_path / "out") == outputs(tmp_path / "whole")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become another user")
def test_a_folder_of_another_user_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    [path] = make_reports(tmp_path / "in", 1)
    (tmp_path / "mine").mkdir(mode=0o755)
    os.seteuid(65534)
    try:
        code = main(["extract", str(path), "-o", str(tmp_path / "mine" / "out"), "--workers", "1"])
    finally:
        os.seteuid(0)
    told = capsys.readouterr().err
    assert code == 2 and told.startswith("ie: the results cannot be written to ") and told.count("\n") == 1
