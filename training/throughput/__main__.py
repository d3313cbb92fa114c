"""Measure and print; see `training.throughput`."""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from training.throughput.corpus import DISTINCT, KINDS, make_corpus
from training.throughput.engines import LOCAL, RAY, Ran, Setting, run_engine
from training.throughput.jobs import Numbers, measure

TAGGERS = ("pattern", "jieba-linear", "transformer")
MOST = 400
"""Reports of a reader's or a tagger's measurement; all kinds of damage come up in as many."""
PARTS = ("readers", "taggers", "engines", "plain")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m training.throughput", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=1000, help="files of the engines' runs (default: 1000)")
    parser.add_argument("--distinct", type=int, default=DISTINCT, help=f"texts of their own among them ({DISTINCT})")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--part", action="append", choices=PARTS, help="only this; may be repeated")
    parser.add_argument("--tagger", help="of the engines' runs; without it as ie extract reads")
    parser.add_argument(
        "--setting", action="append", choices=[s.name for s in (*LOCAL, RAY)],
        help="of the engines' runs, the first beside it; without it all",
    )  # fmt: skip
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers too")
    args = parser.parse_args(arguments)
    if args.reports < len(KINDS):
        parser.error(f"at least {len(KINDS)} reports are needed, one of each kind")
    parts = args.part or PARTS
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "in"
        size = make_corpus(corpus, args.reports, args.distinct, args.seed)
        found["corpus"] = {"reports": args.reports, "mb": size / 1e6, "cores": len(os.sched_getaffinity(0))}
        print(f"{args.reports} reports, {size / 1e6:.1f} MB: {', '.join(KINDS)} alike often\n", flush=True)
        one = measure("extract", corpus, most=min(MOST, args.reports))
        for name, part in PRINTED.items():
            if name in parts:
                found[name] = part(corpus, args, one)
    if args.json:
        args.json.write_text(json.dumps(found, indent=1) + "\n", encoding="ascii")
    return 0


def readers(corpus: Path, args: argparse.Namespace, one: Numbers) -> dict[str, Numbers]:
    """File → text, each kind by itself."""
    print("reading alone, one process      reports/s    MB/s   characters/s   peak MB")
    found = {kind: measure("read", corpus, kind, most=MOST) for kind in KINDS}
    for kind, numbers in found.items():
        _row(kind, numbers)
    print()
    return found


def taggers(corpus: Path, args: argparse.Namespace, one: Numbers) -> dict[str, Numbers]:
    """Text → spans, and the whole way, by each tagger."""
    found = {}
    print("tagging alone, one process      reports/s    MB/s   characters/s   peak MB")
    for name in TAGGERS:
        found[f"tag {name}"] = measure("tag", corpus, tagger=name, most=min(MOST, args.reports))
        _row(name, found[f"tag {name}"])
    print("\nthe whole way, one process      reports/s    MB/s   characters/s   peak MB")
    for tagger in (None, *TAGGERS):
        found[f"extract {tagger}"] = one if tagger is None else measure("extract", corpus, tagger=tagger, most=MOST)
        _row(tagger or "as ie extract reads", found[f"extract {tagger}"])
    print()
    return found


def engines(corpus: Path, args: argparse.Namespace, one: Numbers) -> dict[str, Any]:
    """`ie extract` by each engine, its start left out of the rate."""
    first = Path(corpus).parent / "first"
    first.mkdir()
    begun = next(corpus.iterdir())
    (first / begun.name).write_bytes(begun.read_bytes())
    print(
        "ie extract                      reports/s    MB/s   start s   peak MB   MB early, late   against one core   core s"
    )
    found: dict[str, Any] = {}
    runs: dict[str, Ran] = {}
    base = 0.0
    size = sum(path.stat().st_size for path in corpus.iterdir()) / 1e6
    found_cores = len(os.sched_getaffinity(0))
    settings: list[Setting] = [*LOCAL, *([RAY] if importlib.util.find_spec("ray") else [])]
    for setting in settings:
        if args.setting and setting is not LOCAL[0] and setting.name not in args.setting:
            continue
        one_report = run_engine(setting, first, args.tagger)
        start = one_report.seconds
        ran = runs[setting.name] = run_engine(setting, corpus, args.tagger, again=setting is LOCAL[0])
        rate = args.reports / max(ran.seconds - start, 1e-9)
        base = base or rate
        # What the run holds and is paid for; a worker that its keeper's end takes along leaves no count of its processor time.
        each = (ran.seconds - start) * (setting.cores or found_cores) / args.reports
        found[setting.name] = {
            "reports_per_s": rate, "seconds": ran.seconds, "start_s": start, "peak_mb": ran.peak,
            "early_mb": ran.early, "late_mb": ran.late, "ratio": rate / base, "core_s": each,
        }  # fmt: skip
        print(
            f"  {setting.name:<28}{rate:>11.1f}{rate * size / args.reports:>8.2f}{start:>10.1f}{ran.peak:>10.0f}"
            f"{ran.early:>10.0f},{ran.late:>6.0f}{rate / base:>17.2f}{each:>9.3f}",
            flush=True,
        )
        if setting is LOCAL[0]:
            found["driver_core_s"] = max(ran.again - one_report.cores, 0) / args.reports
            found["bytes_a_report"] = {name: size / args.reports for name, size in ran.sizes.items()}
    print(f"  of these core seconds, {found['driver_core_s']:.3f} a report list, keep the journal and write")
    alone = one["reports"] / one["seconds"]
    found["one process"] = {"reports_per_s": alone, "peak_mb": one["peak_mb"]}
    print(f"  {'one process, nothing written':<28}{alone:>11.1f}{'':>18}{one['peak_mb']:>10.0f}{alone / base:>34.2f}")
    same = len({ran.digest for ran in runs.values()}) == 1
    found["same_bytes"] = same
    print(f"the records are {'the same to the byte' if same else 'NOT the same'}\n")
    return found


def plain(corpus: Path, args: argparse.Namespace, one: Numbers) -> dict[str, Any]:
    """BERT-base by transformers' pipeline, scaled by characters."""
    if importlib.util.find_spec("transformers") is None:
        print("the plain loop is left out: pip install 'nianbao-ie[train]'")
        return {}
    done = subprocess.run(
        [sys.executable, "-m", "training.throughput.plain", str(corpus)], check=True, stdout=subprocess.PIPE, text=True
    )
    numbers = json.loads(done.stdout)
    a_report = one["characters"] / one["reports"]
    speed = numbers["characters"] / numbers["seconds"]
    rate, ours = speed / a_report, one["reports"] / one["seconds"]
    print("BERT-base (12 x 768) in transformers' pipeline, tagging alone, one process")
    print(f"  {speed:.0f} characters/s, {rate:.2f} reports/s, {numbers['peak_mb']:.0f} MB")
    print(f"  the whole way of ie is {ours / rate:.0f} times as fast, in {one['peak_mb']:.0f} MB\n")
    return numbers | {"reports_per_s": rate, "times_faster": ours / rate}


def _row(name: str, numbers: Numbers) -> None:
    seconds = max(numbers["seconds"], 1e-9)
    rates = (numbers[key] / seconds for key in ("reports", "mb", "characters"))
    print("  {:<28}{:>11.1f}{:>8.2f}{:>15.0f}{:>10.0f}".format(name, *rates, numbers["peak_mb"]), flush=True)


PRINTED: dict[str, Callable[[Path, argparse.Namespace, Numbers], dict[str, Any]]] = {
    "readers": readers, "taggers": taggers, "engines": engines, "plain": plain,
}  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
