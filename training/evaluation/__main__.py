"""One command for every number that is quoted: sets, a process a system, results, plots, pages.

    python -m training.evaluation [--quick] [--texts FOLDER]… [--out FOLDER] [--write-docs]

writes OUT/DATE/results.json, README.md and plots.  `--write-docs` then sets the quoted tables of the README and docs/layouts.md
from the newest results; alone, with `--only-docs`, it measures nothing.  `--full FILE` writes the worst cases with their lines
for your own eyes, also of texts that are not ours.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from training.evaluation.child import DONE
from training.evaluation.quoted import newest, write_docs
from training.evaluation.sets import ROOT

RESULTS = ROOT / "models" / "results"
WORK = Path(os.environ.get("IE_BENCHMARK_WORK", Path.home() / ".cache" / "nianbao-ie-benchmark"))
TEXTS = Path(os.environ.get("IE_TEXTS", ROOT.parent / "shared"))
PROCESSES = 2
"""Systems at work at once; each is one thread."""
SPEED_REPORTS = 200
SPEED_TAGGERS = (None, "jieba-linear", "transformer", "pattern")

Json = dict[str, Any]
_began = time.monotonic()


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; 0, or 1 where a system could not be run (the others are reported)."""
    parser = argparse.ArgumentParser(
        prog="python -m training.evaluation", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--quick", action="store_true", help="few reports, the systems that load at once; not for quoting"
    )
    parser.add_argument("--scale", type=float, default=1.0, metavar="SHARE", help="of the generated reports (1)")
    parser.add_argument("--texts", type=Path, action="append", default=[], help="folder of texts that are annotated")
    parser.add_argument("--system", action="append", help="these systems alone")
    parser.add_argument(
        "--reuse", action="store_true", help="keep what systems read in an earlier run of the same sets"
    )
    parser.add_argument("--out", type=Path, default=RESULTS)
    parser.add_argument("--work", type=Path, default=WORK, help="sets, runs and rival models; outside the repository")
    parser.add_argument("--date", default=datetime.date.today().isoformat())
    parser.add_argument("--full", type=Path, metavar="FILE", help="the worst cases with their lines; do not pass it on")
    parser.add_argument("--write-docs", action="store_true", help="set README's tables and docs/layouts.md too")
    parser.add_argument("--only-docs", action="store_true", help="set them from the newest results and stop")
    parser.add_argument(
        "--only-speed", action="store_true", help="measure the speed of the newest results again, and set the docs"
    )
    args = parser.parse_args(argv)
    if args.only_docs:
        write_docs(newest(args.out))
        return 0
    if args.only_speed:
        results: Json = newest(args.out)
        write(results | {"speed": speeds(list(results["systems"]))}, args.out / results["date"])
        write_docs(newest(args.out))
        return 0
    failed = run(args)
    if args.write_docs:
        write_docs(newest(args.out))
    return 1 if failed else 0


def run(args: argparse.Namespace) -> list[str]:
    """Make the sets, run the systems, write the report; the systems that failed."""
    from training.evaluation.report import worst_page
    from training.evaluation.results import agreement, describe_sets, load_run, measure
    from training.evaluation.sets import QUICK, Sizes, make_sets
    from training.evaluation.systems import DEFAULT, systems
    from training.evaluation.worst import worst_of

    args.work.mkdir(parents=True, exist_ok=True)
    sets = make_sets(
        args.work / "sets", [*args.texts, TEXTS], QUICK if args.quick else Sizes().scaled(args.scale), told
    )
    path = args.work / "sets.json"
    before = path.read_bytes() if path.exists() else b""
    sets.save(path)
    known = systems()
    chosen = args.system or [n for n in known if not args.quick or n in QUICK_SYSTEMS]
    done = {n for n in chosen if (args.work / "runs" / n / DONE).exists()}
    kept = done if args.reuse and before == path.read_bytes() else set()
    failed = run_systems([n for n in chosen if n not in kept], args.work)
    results: Json = {
        "version": 1,
        "date": args.date,
        "quick": args.quick,
        "scale": args.scale,
        "sets": describe_sets(sets),
        "systems": {n: {"kind": known[n].kind, "what": known[n].what} for n in chosen if n not in failed},
        "scores": {},
        "agreement": {},
        "worst": {},
    }
    full: Json = {}
    for gold_set in sets.sets:
        runs = {n: load_run(gold_set, args.work / "runs" / n) for n in results["systems"]}
        results["scores"][gold_set.name] = {n: measure(r) for n, r in runs.items() if r is not None}
        one, other = runs.get("transformer"), runs.get("transformer-torch")
        if one and other:
            results["agreement"][gold_set.name] = agreement(one, other)
        if best := runs.get(DEFAULT):
            results["worst"][gold_set.name] = worst_of(gold_set, best, not gold_set.secret)
            full[gold_set.name] = worst_of(gold_set, best, True)
        told(f"{gold_set.name}: scored")
    results["speed"] = {} if args.quick else speeds(chosen)
    write(results, args.out / args.date)
    if args.full:
        args.full.write_text(worst_page(full), encoding="utf-8")
    return failed


def write(results: Json, folder: Path) -> None:
    """`results.json`, the plots and the page, into the folder of their date."""
    from training.evaluation.plots import draw
    from training.evaluation.report import page

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "results.json").write_text(as_json(results), encoding="utf-8")
    draw(results, folder)
    (folder / "README.md").write_text(page(results), encoding="utf-8")
    told(f"written: {folder}")


QUICK_SYSTEMS = ("default", "pattern", "number-order", "pandas.read_html")


def run_systems(names: Sequence[str], work: Path) -> list[str]:
    """A process a system, a few at once; the names of those that ended badly."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    waiting, failed = list(names), []
    running: dict[str, subprocess.Popen[bytes]] = {}
    for name in names:
        for old in (work / "runs" / name).glob("*"):
            old.unlink()
    while waiting or running:
        while waiting and len(running) < PROCESSES:
            name = waiting.pop(0)
            command = [sys.executable, "-m", "training.evaluation.child", name, str(work)]
            running[name] = subprocess.Popen(command, cwd=ROOT, env=environment)
        name, process = next(iter(running.items()))
        try:
            code = process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            running[name] = running.pop(name)  # the other one's turn to be waited for
            continue
        del running[name]
        told(f"{name}: {'read' if code == 0 else f'failed with exit code {code}'}")
        if code:
            failed.append(name)
    return failed


def speeds(chosen: Sequence[str]) -> Json:
    """What `make benchmark-speed` prints, for each tagger."""
    out = {}
    for tagger in SPEED_TAGGERS:
        name = tagger or "default"
        if name not in chosen:
            continue
        command = [sys.executable, "-m", "ie.bench", "--json", "--reports", str(SPEED_REPORTS)]
        command += ["--tagger", tagger] if tagger else []
        done = subprocess.run(
            command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=True
        )
        out[name] = json.loads(done.stdout)
        told(f"{name}: speed")
    return out


def as_json(results: Json) -> str:
    """One line for each system on each set, so that two results can be compared line by line."""
    lines = []
    for key, value in results.items():
        if key != "scores":
            lines.append(f'"{key}": {_line(value)}')
            continue
        parts = [
            f'"{name}": {{\n' + ",\n".join(f'"{system}": {_line(m)}' for system, m in found.items()) + "\n}"
            for name, found in value.items()
        ]
        lines.append('"scores": {\n' + ",\n".join(parts) + "\n}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _line(value: Any) -> str:
    return json.dumps(_rounded(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, dict):
        return {key: _rounded(v) for key, v in value.items()}
    return [_rounded(v) for v in value] if isinstance(value, list | tuple) else value


def told(what: str) -> None:
    """A line of progress on the error stream."""
    print(f"{time.monotonic() - _began:6.0f} s  {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
