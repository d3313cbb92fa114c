"""`python -m ie.bench`: cold start, reports a second and peak memory, each beside what reading the bytes alone costs; then the steps.

The ratios compare machines; the plain numbers do not.  Samples are the project's own texts, repeated with changed bytes.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from ie.report import Tagger

REPORTS = 500
"""Reports of the throughput run."""
COLD_RUNS = 5
"""Cold starts, of which the median is printed."""
SAMPLES = Path(__file__).parents[1] / "annotations" / "own"
"""The texts that a checkout carries; an installed package has none and needs --texts."""
JOBS = ("read", "extract", "steps")
STEPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("read", "ie.batch.work", ("read_item",)),
    ("normalise", "ie.pipeline", ("normalise",)),
    ("labels", "ie.pipeline", ("found_in", "edition_of")),
    ("rebuild", "ie.pipeline", ("rebuild",)),
    ("statements", "ie.pipeline", ("figures_of", "find_statements")),
    ("check", "ie.pipeline", ("check_identities", "check_text")),
    ("record", "ie.batch.work", ("record_of", "spans_of")),
)
"""Each step's module and the functions that are its work; tagging is timed at the taggers, what is left over is `other`."""
READ_ONE = "import sys; open(sys.argv[1], 'rb').read()"

Numbers = dict[str, float]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; 0, or 2 where there are no texts to measure with."""
    parser = argparse.ArgumentParser(prog="python -m ie.bench", description=__doc__)
    parser.add_argument("--texts", type=Path, default=SAMPLES, metavar="FOLDER", help="folder of .txt reports")
    parser.add_argument("--reports", type=int, default=REPORTS, metavar="N", help=f"how many ({REPORTS})")
    parser.add_argument("--tagger", metavar="NAME", help="this one alone; without it as ie extract reads")
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    parser.add_argument("--job", choices=JOBS, help=argparse.SUPPRESS)
    args = parser.parse_args(argv)
    if args.job:
        print(json.dumps(run_job(args.job, args.texts, args.tagger)))
        return 0
    samples = sorted(args.texts.glob("*.txt"))
    if not samples or args.reports < 1:
        print(f"ie.bench: {str(args.texts)!r} holds no .txt report; name a folder with --texts", file=sys.stderr)
        return 2
    result = measure(samples, args.reports, args.tagger)
    print(json.dumps(result, indent=1) if args.json else render(result, args.tagger))
    return 0


def measure(samples: Sequence[Path], reports: int, tagger: str | None = None) -> dict[str, Numbers]:
    """Every number of the table: ours, the bytes alone, and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts"
        texts.mkdir()
        size = 0
        for i in range(reports):
            # A line of its own at the end: no two files are alike, and no figure of the report changes.
            data = samples[i % len(samples)].read_bytes() + f"\nNo. {i}\n".encode()
            size += len(data)
            (texts / f"{i:06}.txt").write_bytes(data)
        one = str(samples[0])
        ours = [sys.executable, "-m", "ie.cli", "extract", one, "-o", str(Path(folder) / "out")]
        ours += ["--force", "--workers", "1", *(["--tagger", tagger] if tagger else [])]
        cold = {"ie": _cold(ours), "bytes": _cold([sys.executable, "-c", READ_ONE, one])}
        read, extract, steps = (_child(job, texts, tagger) for job in JOBS)
    rate = {"ie": reports / extract["seconds"], "bytes": reports / read["seconds"]}
    memory = {"ie": extract["peak_mb"], "bytes": read["peak_mb"]}
    return {
        "cold_start_s": cold | {"ratio": cold["ie"] / cold["bytes"]},
        "reports_per_s": rate | {"ratio": rate["bytes"] / rate["ie"]},
        "peak_memory_mb": memory | {"ratio": memory["ie"] / memory["bytes"]},
        "step_cpu_ms": steps,
        "input": {"reports": reports, "mb": size / 1e6},
    }


def run_job(job: str, folder: Path, tagger: str | None = None) -> Numbers:
    """One pass over a folder's texts in this process: its seconds and the process's peak memory, or its steps' milliseconds."""
    paths = sorted(folder.glob("*.txt"))
    if job == "read":
        begin = time.perf_counter()
        for path in paths:
            path.read_bytes()
        return {"seconds": time.perf_counter() - begin, "peak_mb": _peak_mb()}
    from ie.batch.worker import spare_collector
    from ie.commands.extract import extract_file
    from ie.tag import load_tagger

    loaded = load_tagger(tagger)
    extract_file(paths[0], loaded)  # the tables of the form are loaded once, and are part of the cold start
    spare_collector()
    if job == "steps":
        return _steps(paths, loaded)
    begin = time.perf_counter()
    for path in paths:
        extract_file(path, loaded)
    return {"seconds": time.perf_counter() - begin, "peak_mb": _peak_mb()}


def _steps(paths: Sequence[Path], tagger: Tagger) -> Numbers:
    """Milliseconds of this process's time a report that each step takes, a second opinion's included; the sum as `all`."""
    from ie.commands.extract import extract_file
    from ie.tag.committee import Committee

    spent: Numbers = {}

    def timed(step: str, owner: object, name: str) -> None:
        work = getattr(owner, name)

        def wrapper(*args: Any) -> Any:
            begin = time.process_time()
            try:
                return work(*args)
            finally:
                spent[step] = spent.get(step, 0.0) + time.process_time() - begin

        setattr(owner, name, wrapper)

    for step, module, names in STEPS:
        for name in names:
            timed(step, import_module(module), name)
    members = (tagger.first, tagger.second) if isinstance(tagger, Committee) else (tagger,)
    for step, member in zip(("tag", "tag again"), members, strict=False):
        if member is not None:
            timed(step, member, "tag")
    begin = time.process_time()
    for path in paths:
        extract_file(path, tagger)
    whole = time.process_time() - begin
    spent |= {"other": whole - sum(spent.values()), "all": whole}
    return {step: 1000 * seconds / len(paths) for step, seconds in spent.items()}


def render(result: dict[str, Numbers], tagger: str | None = None) -> str:
    """The table."""
    lines = [f"{'':<18}{'ie':>10}{'bytes':>12}{'ratio':>10}"]
    for name, label, digits in (
        ("cold_start_s", "cold start, s", 3),
        ("reports_per_s", "reports/s", 0),
        ("peak_memory_mb", "peak memory, MB", 1),
    ):
        row = result[name]
        lines.append(f"{label:<18}{row['ie']:>10.{digits}f}{row['bytes']:>12.{digits}f}{row['ratio']:>10.1f}")
    given = result["input"]
    lines.append(
        f"{given['reports']:.0f} reports, {given['mb']:.1f} MB, {tagger or 'the default taggers'}, one process"
    )
    steps = result["step_cpu_ms"]
    lines.append("ms of CPU a report: " + ", ".join(f"{step} {ms:.2f}" for step, ms in steps.items()))
    return "\n".join(lines)


def _cold(command: list[str]) -> float:
    times = []
    for _ in range(COLD_RUNS):
        begin = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def _child(job: str, folder: Path, tagger: str | None) -> Numbers:
    """A job in a process of its own, so that its peak memory is its own."""
    command = [
        sys.executable,
        "-m",
        "ie.bench",
        "--job",
        job,
        "--texts",
        str(folder),
        *(["--tagger", tagger] if tagger else []),
    ]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    numbers: Numbers = json.loads(done.stdout)
    return numbers


def _peak_mb() -> float:
    import resource  # not on Windows

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3


if __name__ == "__main__":
    sys.exit(main())
