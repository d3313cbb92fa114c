"""Hostile reports among good ones: each costs only itself, and each has a status of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ie.batch import RunSummary, run_batch
from ie.read import Limits
from tests.batch.reports import TEXT, make_reports, outputs, records

ROOT = Path(__file__).parents[2]
WORK = "tests.batch.hostile:work"
LIMITS = Limits(max_seconds=5.0, max_memory=400_000_000)
ORDERS = {
    "hang": "timed_out", "allocate": "out_of_memory", "die": "crashed", "exit": "crashed", "raise": "crashed",
    "print": "ok",
}  # fmt: skip


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def run(paths: list[Path], out: Path, workers: int = 2, limits: Limits = LIMITS) -> RunSummary:
    return run_batch(paths, out, limits=limits, workers=workers, work=WORK)


def hostile(folder: Path, order: str, at: int) -> Path:
    path = folder / f"{at:05}.hostile.txt"
    path.write_text(f"{order}\n" + TEXT.format(2020, at), encoding="utf-8")
    return path


def test_200_good_reports_do_not_notice_the_hostile_ones(tmp_path: Path) -> None:
    good = make_reports(tmp_path / "in", 200, full_every=40)
    run(good, tmp_path / "without")
    for i, order in enumerate(ORDERS):
        hostile(tmp_path / "in", order, 30 * i + 5)
    run([tmp_path / "in"], tmp_path / "with")
    found = records(tmp_path / "with")
    bad = [r for r in found if r["source"].endswith(".hostile.txt")]
    assert [r["status"] for r in bad] == list(ORDERS.values())
    assert [r for r in found if r not in bad] == records(tmp_path / "without")
    assert [r["source"] for r in found] == sorted(r["source"] for r in found)
    assert all("; " in r["warnings"][-1] for r in bad if r["status"] != "ok")


@pytest.mark.parametrize(
    ("order", "limits", "status"),
    [
        ("sleep 0.2", Limits(max_seconds=3.0), "ok"),
        ("sleep 3", Limits(max_seconds=0.6), "timed_out"),
        ("hold 100000000", Limits(max_memory=300_000_000), "ok"),
        ("hold 500000000", Limits(max_memory=300_000_000), "out_of_memory"),
        # Wherever memory ran out, and whoever noticed.
        ("tight", Limits(max_memory=300_000_000), "out_of_memory"),
        ("no memory", Limits(), "out_of_memory"),
        ("bad_alloc", Limits(), "out_of_memory"),
        ("raise", Limits(), "crashed"),
        ("die", Limits(), "crashed"),
    ],
)
def test_time_and_memory_on_both_sides(order: str, limits: Limits, status: str, tmp_path: Path) -> None:
    run([hostile(tmp_path, order, 1)], tmp_path / "out", limits=limits)
    assert [r["status"] for r in records(tmp_path / "out")] == [status]


LARGE = 1_200_000_000
"""Bytes a caller holds that is far larger than its workers may become."""
MANY = f"""import json, sys
import ie, ie.batch.engine as engine
from ie.batch.pool import Pool
from ie.read import Limits
held = bytearray(b"x") * int(sys.argv[1])
engine.Pool = lambda workers, *_: Pool(workers, Limits(max_memory=300_000_000), work={WORK!r})
print(json.dumps([record["status"] for record in ie.extract_many(sys.argv[2:], workers=1)]))"""


@pytest.mark.parametrize("held", [1, LARGE], ids=["small", "large"])
def test_whatever_its_caller_holds_a_worker_that_dies_is_told_by_what_it_held_itself(held: int, tmp_path: Path) -> None:
    # The system counts the peak of a process that is started from the size of the one that starts it.
    orders = {
        "abort": "out_of_memory",
        "abort small": "crashed",
        "die": "crashed",
        # What another report used before does not count for this one.
        "hold 280000000": "ok",
        "exit": "crashed",
        "last words": "out_of_memory",
        # Neither does what was said of another report.
        "warn": "ok",
        "abort small again": "crashed",
    }
    paths = [hostile(tmp_path, order.removesuffix(" again"), i) for i, order in enumerate(orders)]
    command = [sys.executable, "-c", MANY, str(held), *map(str, paths)]
    ran = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True
    )
    assert dict(zip(orders, json.loads(ran.stdout), strict=True)) == orders


def test_any_number_of_workers_gives_the_same_bytes(tmp_path: Path) -> None:
    make_reports(tmp_path / "in", 60)
    hostile(tmp_path / "in", "sleep 0.5", 3)
    for workers in (1, 2, 4):
        run([tmp_path / "in"], tmp_path / str(workers), workers)
    assert outputs(tmp_path / "1") == outputs(tmp_path / "2") == outputs(tmp_path / "4")
    assert set(outputs(tmp_path / "1")) >= {"reports.jsonl", "cells.csv", "spans.jsonl", "texts.jsonl", "run.json"}


ODD = ["a\nb.txt", "年报😀.txt", "长" * 83 + "ab.txt", os.fsdecode(b"\xff\xfe.txt"), "=1+1.txt", "-o.txt"]


def test_odd_names_and_unreadable_files_get_records(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ODD:
        (folder / name).write_text(TEXT.format(2020, 1), encoding="utf-8")
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    os.mkfifo(folder / "pipe.txt")
    run([folder, tmp_path / "missing.docx"], tmp_path / "out")
    found = {os.path.basename(r["source"]): r["status"] for r in records(tmp_path / "out")}
    wanted = dict.fromkeys(ODD, "ok") | dict.fromkeys(("gone.txt", "pipe.txt", "missing.docx"), "unreadable")
    assert found == wanted


def test_workers_leave_with_the_pool(tmp_path: Path) -> None:
    from ie.batch.pool import Pool
    from ie.read.items import file_item

    paths = make_reports(tmp_path, 3)
    with Pool(2, LIMITS) as pool:
        assert len(list(pool.run((file_item(p), None) for p in paths))) == 3
        processes = [w.process for w in pool._workers]
        assert processes
    assert all(p.poll() is not None for p in processes)
