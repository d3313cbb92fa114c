"""A real Ray cluster of two nodes on this machine: the same bytes as one machine, and the same isolation."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from ie.batch import RunSummary, run_batch
from ie.batch.pool import WorkerFailed
from ie.batch.ray_engine import TRIES
from ie.read import Limits
from ie.read.remote import Url
from tests.batch.reports import TEXT, make_reports, outputs, records

ray = pytest.importorskip("ray", reason="Ray is not installed; pip install 'nianbao-ie[cluster]' runs these")
ROOT = Path(__file__).parents[2]
LIMITS = Limits(max_seconds=5.0, max_memory=400_000_000)
ORDERS = {"hang": "timed_out", "allocate": "out_of_memory", "die": "crashed", "raise": "crashed"}


def started(start: Callable[[], Any]) -> Any:
    """Ray gives its processes half a minute, which a busy machine may need longer than; those of a start that failed are ended."""
    for left in reversed(range(TRIES)):
        before = set(children())
        try:
            return start()
        except Exception:
            for pid in set(children()) - before:
                os.kill(pid, signal.SIGKILL)
            if not left:
                raise


def children() -> list[int]:
    """The processes this one has started."""
    found: list[int] = []
    for path in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):  # a thread that has just ended
            found += map(int, path.read_text().split())
    return found


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two nodes of one core each; the driver's own is the first."""
    from ray.cluster_utils import Cluster

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        patch.setenv("RAY_DATA_DISABLE_PROGRESS_BARS", "1")
        node = {"num_cpus": 1, "object_store_memory": 100_000_000}
        # A lost node is to be noticed within seconds, one on a busy machine not to be taken for lost.
        system = {
            "health_check_initial_delay_ms": 0,
            "health_check_period_ms": 1_000,
            "health_check_failure_threshold": 6,
        }
        head = {**node, "include_dashboard": False, "_system_config": system}
        cluster = started(lambda: Cluster(initialize_head=True, head_node_args=head))
        started(lambda: cluster.add_node(**node))
        cluster.wait_for_nodes()
        # One connection for all tests; the engine uses it as it finds it.
        ray.init(cluster.address, log_to_driver=False, logging_level="ERROR")
        yield cluster
        ray.shutdown()
        cluster.shutdown()


@pytest.fixture
def address(cluster: Any) -> str:
    return str(cluster.address)


def test_two_nodes_give_the_bytes_of_one_machine(address: str, tmp_path: Path) -> None:
    make_reports(tmp_path / "in", 60)
    with zipfile.ZipFile(tmp_path / "in" / "many.zip", "w") as archive:
        for i in range(5):
            archive.writestr(f"年报{i}.txt", TEXT.format(2020, i))
        archive.writestr("picture.jpg", b"\xff\xd8\xff")
    (tmp_path / "in" / "crawl.csv").write_text(f'id,text\n7,"{TEXT.format(2021, 7)}"\n', encoding="utf-8")
    (tmp_path / "in" / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "in" / "empty.txt").touch()
    run_batch([tmp_path / "in"], tmp_path / "local", workers=1)
    run_batch([tmp_path / "in"], tmp_path / "ray", engine="ray", address=address)
    assert outputs(tmp_path / "ray") == outputs(tmp_path / "local")
    assert len(records(tmp_path / "ray")) == 68


def test_hostile_reports_cost_only_themselves(address: str, tmp_path: Path) -> None:
    make_reports(tmp_path / "in", 30)
    for i, order in enumerate(ORDERS):
        path = tmp_path / "in" / f"{7 * i + 2:05}.hostile.txt"
        path.write_text(f"{order}\n" + TEXT.format(2020, i), encoding="utf-8")
    run_batch([tmp_path / "in"], tmp_path / "out", engine="ray", limits=LIMITS, work="tests.batch.hostile:work")
    found = records(tmp_path / "out")
    bad = [r["status"] for r in found if r["source"].endswith(".hostile.txt")]
    assert bad == list(ORDERS.values())
    assert [r["status"] for r in found].count("ok") == 30
    assert [r["source"] for r in found] == sorted(r["source"] for r in found)


def test_urls_are_read_by_the_nodes_and_memory_by_the_driver(address: str, tmp_path: Path) -> None:
    import fsspec

    make_reports(tmp_path / "in", 20)
    shared = fsspec.filesystem("memory")
    for path in sorted((tmp_path / "in").iterdir()):
        shared.pipe(f"/batch/in/{path.name}", path.read_bytes())
    urls = [Url((tmp_path / "in").as_uri()), Url("memory://batch/in")]
    run_batch(urls, tmp_path / "local", workers=1)
    run_batch(urls, tmp_path / "ray", engine="ray", address=address)
    assert outputs(tmp_path / "ray") == outputs(tmp_path / "local")
    found = records(tmp_path / "ray")
    assert [r["status"] for r in found] == ["ok"] * 40
    assert [r["sha256"] for r in found[:20]] == [r["sha256"] for r in found[20:]]
    assert found[0]["source"] == (tmp_path / "in" / "00000.txt").as_uri()
    assert found[20]["source"] == "memory://batch/in/00000.txt"


def test_a_run_goes_on_with_the_other_engine(address: str, tmp_path: Path) -> None:
    paths = make_reports(tmp_path / "in", 20)
    run_batch(paths[:12], tmp_path / "out", workers=1)
    summary = run_batch(paths, tmp_path / "out", engine="ray", address=address)
    assert (summary.reused, summary.total) == (12, 20)
    run_batch(paths, tmp_path / "whole", workers=1)
    assert outputs(tmp_path / "out") == outputs(tmp_path / "whole")


def test_the_command_joins_the_cluster(address: str, tmp_path: Path) -> None:
    make_reports(tmp_path / "in", 4)
    command = [sys.executable, "-m", "ie.cli", "extract", "in", "-o", "out", "--engine", "ray", "--address", address]
    ran = subprocess.run(
        command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=120
    )
    assert (ran.returncode, ran.stdout.splitlines()[0]) == (0, "4 reports: 4 ok"), ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_node_that_is_lost_loses_no_report(address: str, cluster: Any, tmp_path: Path) -> None:
    make_reports(tmp_path / "in", 200, full_every=4)
    node = cluster.add_node(num_cpus=1, object_store_memory=100_000_000)
    cluster.wait_for_nodes()
    lost = []

    def lose(summary: RunSummary) -> None:
        if summary.total == 40:
            cluster.remove_node(node, allow_graceful=False)
            lost.append(node)

    run_batch([tmp_path / "in"], tmp_path / "ray", engine="ray", tick=lose)
    run_batch([tmp_path / "in"], tmp_path / "local", workers=1)
    assert lost and outputs(tmp_path / "ray") == outputs(tmp_path / "local")


def test_a_cluster_that_cannot_do_the_work_is_told(address: str, tmp_path: Path) -> None:
    make_reports(tmp_path / "in", 2)
    with pytest.raises(WorkerFailed, match=r"the cluster gave up \(.*; the same command continues where it was"):
        run_batch([tmp_path / "in"], tmp_path / "out", engine="ray", work="tests.batch.nowhere:work")
