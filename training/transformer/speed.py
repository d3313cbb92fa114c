"""Reports a second end to end on one core, as `ie extract` reads by default and by the transformer alone, beside a 12-layer BERT.

    python -m training.transformer.speed FOLDER [--wheel FILE]

FOLDER holds real reports (.txt): only the share of their tables that hold nothing but zeros is taken from them.  Measured are

fresh   reports of 4,000 characters on average, each window scored anew: no score is remembered
many    1,000 such reports with FOLDER's share of all-zero tables, windows remembered as they are in a batch
BERT    12 layers x 768, random weights, in transformers' own pipeline, on the first of the fresh texts: tagging alone
start   `ie extract` of one report, from the command to its end
memory  the most that a process held which reads all those reports

With a wheel that `make wheel` compiled, fresh and many are measured of it too, by turns with the sources.  One thread; times are those of
the processor, so that another process on the machine counts as little as may be; the start's stands beside the one on the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ie.tag import load_tagger
from training.transformer.speed_job import DEFAULT, LARGE_CHARACTERS, Numbers
from training.transformer.speed_texts import texts, write_texts, zeros_of_folder

TAGGERS = (DEFAULT, "transformer")
COMPILED = "default, compiled"
FRESH_SEED, MANY_SEED = 5151, 5252
FRESH, MANY = 300, 1000
TURNS = 3
"""Of the readings by default, of which the fastest is told, as timeit does: what else a machine does only adds to a time."""
STARTS = 5
"""Cold starts, of which the median is told."""
WANTED = "wanted: fresh at least 10, many at least 40 reports/s; 20 times BERT; 500 MB; 1.5 s"

ROOT = Path(__file__).parents[2]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; 2 where FOLDER holds no text."""
    parser = argparse.ArgumentParser(
        prog="python -m training.transformer.speed", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )  # fmt: skip
    parser.add_argument("folder", type=Path, help="real reports as .txt")
    parser.add_argument("--fresh", type=int, default=FRESH, help=f"reports without a window remembered ({FRESH})")
    parser.add_argument("--many", type=int, default=MANY, help=f"reports with windows remembered ({MANY})")
    parser.add_argument("--large", type=int, default=LARGE_CHARACTERS, help="characters given to the large model")
    parser.add_argument(
        "--wheel", type=Path, metavar="FILE", help="a wheel of `make wheel`, measured beside the sources"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers too")
    args = parser.parse_args(argv)
    if not any(args.folder.glob("*.txt")):
        print(f"{str(args.folder)!r} holds no .txt report; name a folder of real ones", file=sys.stderr)
        return 2
    found = measure(args.folder, args.fresh, args.many, args.large, args.wheel)
    print(render(found))
    if args.json:
        args.json.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    return 0


def measure(real: Path, fresh: int, many: int, large: int, wheel: Path | None = None) -> dict[str, Any]:
    """Every number that is printed."""
    (tables, zeros), files, characters = zeros_of_folder(real, load_tagger())
    share = zeros / max(1, tables)
    found: dict[str, Any] = {
        "real": {"reports": files, "characters": characters / files, "tables": tables, "zero_tables": share}
    }
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        found["texts"] = {
            "fresh": write_texts(here / "fresh", texts(FRESH_SEED, fresh)),
            "many": write_texts(here / "many", texts(MANY_SEED, many, share)),
        }
        compiled = _unpacked(wheel, here / "wheel") if wheel else None
        for job in ("fresh", "many"):
            found[job] = _by_turns(here / job, job, compiled)
        found["large"] = _child(here / "fresh", "large", "--characters", str(large))
        found["start"] = {tagger: _start(here / "fresh" / "00001.txt", tagger) for tagger in TAGGERS}
    speed = found["large"]["characters"] / found["large"]["seconds"]
    for tagger in TAGGERS:
        numbers = found["fresh"][tagger]
        numbers["times_large"] = numbers["characters"] / numbers["seconds"] / speed
    return found


def _by_turns(folder: Path, job: str, compiled: Path | None) -> dict[str, Numbers]:
    """The fastest reading of each kind, with the seconds of its slowest; the transformer alone takes minutes and is asked once."""
    taken: dict[str, list[Numbers]] = {tagger: [] for tagger in (*TAGGERS, *((COMPILED,) if compiled else ()))}
    for turn in range(TURNS):
        taken[DEFAULT].append(_child(folder, job))
        if compiled:
            taken[COMPILED].append(_child(folder, job, package=compiled))
        if not turn:
            taken["transformer"].append(_child(folder, job, "transformer"))
    return {
        name: min(all_, key=lambda n: n["seconds"]) | {"slowest": max(n["seconds"] for n in all_)}
        for name, all_ in taken.items()
    }


def render(found: dict[str, Any]) -> str:
    """The lines."""
    real, made, large = found["real"], found["texts"], found["large"]
    lines = [
        f"real: {real['reports']} reports of {real['characters']:,.0f} characters, {real['zero_tables']:.1%} of their "
        f"{real['tables']} tables hold nothing but zeros"
    ]
    lines += [
        f"{job}: {t['reports']} reports of {t['characters']:,.0f} characters, {t['zero_tables']:.1%} of tables all zero"
        for job, t in made.items()
    ]
    lines.append(
        f"\n{'end to end, one core':<28}{'reports/s':>11}{'characters/s':>14}{'slowest turn':>14}{'windows known':>15}{'peak MB':>9}"
    )
    for job in ("fresh", "many"):
        for tagger, n in found[job].items():
            rate, chars = n["reports"] / n["seconds"], n["characters"] / n["seconds"]
            slowest = n["reports"] / n["slowest"]
            line = f"{f'{job}, {tagger}':<28}{rate:>11.1f}{chars:>14,.0f}{slowest:>14.1f}{n['known']:>15.1%}{n['peak_mb']:>9.0f}"
            lines.append(line)
    speed = large["characters"] / large["seconds"]
    rate = speed / made["fresh"]["characters"]
    lines.append(f"{'BERT 12 x 768, pipeline':<28}{rate:>11.2f}{speed:>14,.0f}{'':>29}{large['peak_mb']:>9.0f}")
    lines += [f"fresh, {t}: {found['fresh'][t]['times_large']:.0f} times as fast as BERT" for t in TAGGERS]
    lines += [
        f"cold start, {t}: {n['clock']:.2f} s on the clock, {n['processor']:.2f} s of the processor"
        for t, n in found["start"].items()
    ]
    return "\n".join([*lines, WANTED])


def _child(folder: Path, *options: str, package: Path = ROOT) -> Numbers:
    """A job in a process of its own, so that its memory and what it remembers are its own; `ie` is the one in `package`."""
    command = [sys.executable, "-m", "training.transformer.speed_job", str(folder.resolve()), *options]
    paths = os.environ | {"PYTHONPATH": os.pathsep.join(dict.fromkeys((str(package), str(ROOT))))}
    ran = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=paths, cwd=folder)
    numbers: Numbers = json.loads(ran.stdout)
    return numbers


def _unpacked(wheel: Path, folder: Path) -> Path:
    """A folder that holds what a wheel installs."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def _start(path: Path, tagger: str) -> Numbers:
    """`ie extract` of one report, its worker included."""
    clock, processor = [], []
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "ie.cli", "extract", str(path), "-o", out, "--force", "--workers", "1"]
        command += [] if tagger == DEFAULT else ["--tagger", tagger]
        for _ in range(STARTS):
            begin, used = time.perf_counter(), _used()
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            clock.append(time.perf_counter() - begin)
            processor.append(_used() - used)
    return {"clock": statistics.median(clock), "processor": statistics.median(processor)}


def _used() -> float:
    """Processor seconds of all children that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    raise SystemExit(main())
