"""`ie extract` as a whole, by each engine: seconds on the clock, and the memory of all its processes while it runs."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

LOOK = 0.5
"""Seconds between looks at the memory."""
EARLY, LATE = (0.25, 0.45), (0.8, 1.0)
"""Shares of a run whose memory is compared: all is loaded by the first, and the last ends with the last report."""


@dataclass(frozen=True)
class Setting:
    """How one run is started; `cores` are the processors that it may use."""

    name: str
    options: tuple[str, ...]
    cores: int = 0


LOCAL = (
    Setting("local, 1 worker, one core", ("--workers", "1"), 1),
    Setting("local, 1 worker", ("--workers", "1")),
    Setting("local, 2 workers, two cores", ("--workers", "2"), 2),
)
RAY = Setting("ray, 2 actors, two cores", ("--engine", "ray", "--workers", "2"), 2)


@dataclass
class Ran:
    """What one run came to; memory in MB, over all its processes."""

    seconds: float
    cores: float
    """Seconds of processors, of all processes that the command started and waited for."""
    again: float
    """The same of the command run once more, when all is done: what listing and writing alone take."""
    peak: float
    early: float
    late: float
    digest: str
    sizes: dict[str, int]
    """Bytes of each output."""
    look: list[tuple[float, float]] = field(default_factory=list, repr=False)


def run_engine(setting: Setting, inputs: Path, tagger: str | None = None, again: bool = False) -> Ran:
    """One whole run over a folder, from the command's start to its end; `again` runs it once more."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "ie.cli", "extract", str(inputs), "-o", out, *setting.options]
        command += ["--tagger", tagger] if tagger else []
        used, begin = _used(), time.perf_counter()
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, preexec_fn=_pinned(setting.cores)
        )  # fmt: skip
        look: list[tuple[float, float]] = []
        watch = threading.Thread(target=_watch, args=(process, begin, look), daemon=True)
        watch.start()
        _, said = process.communicate()
        seconds = time.perf_counter() - begin
        watch.join()
        if process.returncode not in (0, 1):
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {said[-500:]}")
        cores = _used() - used
        sizes = {path.name: path.stat().st_size for path in sorted(Path(out).iterdir())}
        digest = sha256((Path(out) / "reports.jsonl").read_bytes()).hexdigest()
        used = _used()
        if again:
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        second = _used() - used
    held = [mb for _, mb in look] or [0.0]
    early, late = _mean(look, seconds, EARLY), _mean(look, seconds, LATE)
    return Ran(seconds, cores, second, max(held), early, late, digest, sizes, look)


def _used() -> float:
    """Processor seconds of all children that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _pinned(cores: int):  # type: ignore[no-untyped-def]
    """What a child does before it starts: keep to the first processors that we may use."""
    if not cores or not hasattr(os, "sched_setaffinity"):
        return None
    chosen = sorted(os.sched_getaffinity(0))[:cores]
    return lambda: os.sched_setaffinity(0, chosen)


def _watch(process: subprocess.Popen[str], begin: float, look: list[tuple[float, float]]) -> None:
    while process.poll() is None:
        look.append((time.perf_counter() - begin, tree_mb(process.pid)))
        time.sleep(LOOK)


def _mean(look: Sequence[tuple[float, float]], seconds: float, share: tuple[float, float]) -> float:
    held = [mb for at, mb in look if share[0] * seconds <= at <= share[1] * seconds]
    return sum(held) / len(held) if held else 0.0


def tree_mb(root: int) -> float:
    """Memory of a process and all below it; what several share counts once (proportional set size)."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, IndexError, ValueError):
                continue
            children.setdefault(parent, []).append(int(entry.name))
    waiting, total = [root], 0
    while waiting:
        pid = waiting.pop()
        waiting += children.get(pid, [])
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    return total / 1e3
