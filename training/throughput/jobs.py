"""One measurement: a reader, a tagger or the whole way over the files of a folder, in a process of its own."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from ie.read import Limits, Source, read_file
from ie.report import Tagger

Numbers = dict[str, float]
JOBS = ("read", "tag", "extract", "start")
MARGIN = 3
"""Reports read before the clock starts, so that what is loaded once is not counted."""


def measure(job: str, folder: Path, kind: str = "*", tagger: str | None = None, most: int = 0) -> Numbers:
    """Run one job in a process of its own: reports, MB, characters, seconds of its processor, peak memory."""
    command = [sys.executable, "-m", "training.throughput.jobs", job, str(folder), "--kind", kind, "--most", str(most)]
    command += ["--tagger", tagger] if tagger else []
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    numbers: Numbers = json.loads(done.stdout)
    return numbers


def run(job: str, paths: Sequence[Path], name: str | None) -> Numbers:
    """The job over these files in this process."""
    from ie.tag import load_tagger

    tagger = load_tagger(name) if job in ("tag", "extract") else None
    work = WORK[job]
    for path in paths[:MARGIN]:
        work(path, tagger)
    size = characters = 0
    seconds = 0.0
    for path in paths:
        counted, taken = work(path, tagger)
        size += path.stat().st_size
        characters += counted
        seconds += taken
    return {
        "reports": len(paths), "mb": size / 1e6, "characters": characters, "seconds": seconds, "peak_mb": peak_mb(),
    }  # fmt: skip


def peak_mb() -> float:
    """The most memory this process has held; from the kernel's own count, which begins anew at each start."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1e3
    return 0.0


def _read(path: Path, tagger: Tagger | None) -> tuple[int, float]:
    begin = time.process_time()
    read = read_file(path)
    return _characters(read), time.process_time() - begin


def _tag(path: Path, tagger: Tagger | None) -> tuple[int, float]:
    from ie.normalise import normalise

    assert tagger is not None
    read = read_file(path)
    text = normalise(read.text if isinstance(read, Source) else "")
    begin = time.process_time()
    tagger.tag(text)
    return len(text.clean), time.process_time() - begin


def _extract(path: Path, tagger: Tagger | None) -> tuple[int, float]:
    from ie.batch.work import work_item
    from ie.read.items import file_item

    begin = time.process_time()
    outcome = work_item(file_item(path), Limits(), tagger)
    taken = time.process_time() - begin
    return len(outcome.text["text"]) if outcome.text else _characters(read_file(path)), taken


def _start(path: Path, tagger: Tagger | None) -> tuple[int, float]:
    return 0, 0.0


def _characters(read: object) -> int:
    return len(read.text) if isinstance(read, Source) else 0


WORK: dict[str, Callable[[Path, Tagger | None], tuple[int, float]]] = {
    "read": _read, "tag": _tag, "extract": _extract, "start": _start,
}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("job", choices=JOBS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kind", default="*")
    parser.add_argument("--tagger")
    parser.add_argument("--most", type=int, default=0)
    args = parser.parse_args(arguments)
    paths = sorted(args.folder.glob(f"*.{args.kind}"))
    print(json.dumps(run(args.job, paths[: args.most] if args.most else paths, args.tagger)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
