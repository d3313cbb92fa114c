"""Reports a second end to end on one core, as `ie extract` reads by default and by the transformer alone, beside a 12-layer BERT.

    python -m training.transformer.speed FOLDER

FOLDER holds real reports (.txt): only the share of their tables that hold nothing but zeros is taken from them.  Measured are

fresh   reports of 4,000 characters on average, each window scored anew: no score is remembered
many    1,000 such reports with FOLDER's share of all-zero tables, windows remembered as they are in a batch
BERT    12 layers x 768, random weights, in transformers' own pipeline, on the first of the fresh texts: tagging alone
start   `ie extract` of one report, from the command to its end
memory  the most that a process held which reads all those reports

One thread; times are those of the processor, so that another process on the machine counts as little as may be; the start's
stands beside the one on the clock.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ie.report import Tagger
from ie.tag import load_tagger
from training.throughput.jobs import peak_mb
from training.transformer.speed_texts import texts, write_texts, zeros_of_folder

TAGGERS = ("default", "transformer")
FRESH_SEED, MANY_SEED = 5151, 5252
FRESH, MANY = 300, 1000
LARGE_CHARACTERS = 12_000
"""Characters the large model is given; it takes about a minute for them."""
STARTS = 5
"""Cold starts, of which the median is told."""
WARMING = 3
"""Reports read before the clock starts, so that what is loaded once is not counted."""
WANTED = "wanted: fresh at least 10, many at least 40 reports/s; 20 times BERT; 500 MB; 1.5 s"

Numbers = dict[str, float]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; 2 where FOLDER holds no text."""
    parser = argparse.ArgumentParser(
        prog="python -m training.transformer.speed", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )  # fmt: skip
    parser.add_argument("folder", type=Path, help="real reports as .txt")
    parser.add_argument("--fresh", type=int, default=FRESH, help=f"reports without a window remembered ({FRESH})")
    parser.add_argument("--many", type=int, default=MANY, help=f"reports with windows remembered ({MANY})")
    parser.add_argument("--large", type=int, default=LARGE_CHARACTERS, help="characters given to the large model")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers too")
    parser.add_argument("--job", choices=("fresh", "many", "large"), help=argparse.SUPPRESS)
    parser.add_argument("--tagger", default=TAGGERS[0], help=argparse.SUPPRESS)
    args = parser.parse_args(argv)
    paths = sorted(args.folder.glob("*.txt"))
    if not paths:
        print(f"{str(args.folder)!r} holds no .txt report; name a folder of real ones", file=sys.stderr)
        return 2
    if args.job:
        print(json.dumps(_large(paths, args.large) if args.job == "large" else _read(paths, args.job, args.tagger)))
        return 0
    found = measure(args.folder, args.fresh, args.many, args.large)
    print(render(found))
    if args.json:
        args.json.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    return 0


def measure(real: Path, fresh: int, many: int, large: int) -> dict[str, Any]:
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
        for job in ("fresh", "many"):
            found[job] = {tagger: _child(here / job, "--job", job, "--tagger", tagger) for tagger in TAGGERS}
        found["large"] = _child(here / "fresh", "--job", "large", "--large", str(large))
        found["start"] = {tagger: _start(here / "fresh" / "00001.txt", tagger) for tagger in TAGGERS}
    speed = found["large"]["characters"] / found["large"]["seconds"]
    for tagger in TAGGERS:
        numbers = found["fresh"][tagger]
        numbers["times_large"] = numbers["characters"] / numbers["seconds"] / speed
    return found


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
        f"\n{'end to end, one core':<28}{'reports/s':>11}{'characters/s':>14}{'windows known':>15}{'peak MB':>9}"
    )
    for job in ("fresh", "many"):
        for tagger, n in found[job].items():
            rate, chars = n["reports"] / n["seconds"], n["characters"] / n["seconds"]
            lines.append(f"{f'{job}, {tagger}':<28}{rate:>11.1f}{chars:>14,.0f}{n['known']:>15.1%}{n['peak_mb']:>9.0f}")
    speed = large["characters"] / large["seconds"]
    rate = speed / made["fresh"]["characters"]
    lines.append(f"{'BERT 12 x 768, pipeline':<28}{rate:>11.2f}{speed:>14,.0f}{'':>15}{large['peak_mb']:>9.0f}")
    lines += [f"fresh, {t}: {found['fresh'][t]['times_large']:.0f} times as fast as BERT" for t in TAGGERS]
    lines += [
        f"cold start, {t}: {n['clock']:.2f} s on the clock, {n['processor']:.2f} s of the processor"
        for t, n in found["start"].items()
    ]
    return "\n".join([*lines, WANTED])


def _read(paths: Sequence[Path], job: str, name: str) -> Numbers:
    """File → record of every report in this process."""
    from ie.batch.work import work_item
    from ie.batch.worker import spare_collector
    from ie.read import Limits
    from ie.read.items import file_item

    tagger = load_tagger(None if name == "default" else name)
    cache = _transformer(tagger).cache
    if job == "fresh":
        cache.size = 0
    for path in paths[:WARMING]:
        work_item(file_item(path), Limits(), tagger)
    spare_collector()
    cache.clear()
    cache.hits = cache.misses = 0
    begin = time.process_time()
    for path in paths:
        work_item(file_item(path), Limits(), tagger)
    seconds = time.process_time() - begin
    return {
        "reports": len(paths),
        "characters": sum(len(p.read_text("utf-8")) for p in paths),
        "seconds": seconds,
        "known": cache.hits / max(1, cache.hits + cache.misses),
        "peak_mb": peak_mb(),
    }


def _transformer(tagger: Tagger) -> Any:
    """The transformer in a tagger: itself, a committee's first member's, an ensemble's."""
    inner = getattr(tagger, "first", tagger)
    return getattr(inner, "transformer", inner)


def _large(paths: Sequence[Path], characters: int) -> Numbers:
    from training.throughput.plain import run

    return run(paths, characters)


def _child(folder: Path, *options: str) -> Numbers:
    """A job in a process of its own, so that its memory and what it remembers are its own."""
    command = [sys.executable, "-m", "training.transformer.speed", str(folder), *options]
    numbers: Numbers = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return numbers


def _start(path: Path, tagger: str) -> Numbers:
    """`ie extract` of one report, its worker included."""
    clock, processor = [], []
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "ie.cli", "extract", str(path), "-o", out, "--force", "--workers", "1"]
        command += [] if tagger == "default" else ["--tagger", tagger]
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
