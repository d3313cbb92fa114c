"""`make soak` times the worst inputs at n, 2n, 4n and 8n: `python -m tests.growth [--size N] [NAME…]`.

A line an input: seconds of processor time at each size, and the growth a doubling.  Ends with 1 where the last two doublings grow
more than 2.5 times each, measured twice.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from ie.pipeline import extract_text
from ie.read import Limits, read_bytes
from ie.read.items import Columns, expand, read_item
from ie.report import Tagger
from ie.tag import load_tagger
from tests.growth.worst import CRAWLS, FILES, TEXTS

MOST = 2.5
SHORTEST = 0.05
"""Seconds below which a measure is noise."""
TAGGERS = ("pattern", "jieba-linear")
Call = Callable[[int], object]


def calls(size: int) -> dict[str, tuple[Call, int]]:
    """Name → the call at n, and the n to begin with."""
    out: dict[str, tuple[Call, int]] = {}
    for tagger_name in TAGGERS:
        tagger = load_tagger(tagger_name)
        for name, make in TEXTS.items():
            out[f"{tagger_name}: {name}"] = (_text(make, tagger), size)
    for name, (file, data) in FILES.items():
        out[f"read: {name}"] = (lambda n, f=file, d=data: read_bytes(f, None, d(n)), size // 4)
    for name, (suffix, data) in CRAWLS.items():
        out[f"crawl: {name}"] = (lambda n, s=suffix, d=data: crawl(s, d(n)), size // 4)
    return out


def _text(make: Callable[[int], str], tagger: Tagger) -> Call:
    return lambda n: extract_text(make(n), tagger)


def crawl(suffix: str, data: bytes) -> None:
    """Every item of a crawl, read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(data)
        for item in expand([path], Columns(), Limits()):
            read_item(item, Limits())


def seconds(call: Call, size: int) -> list[float]:
    """Processor time at n, 2n, 4n and 8n."""
    out = []
    for times in (1, 2, 4, 8):
        begin = time.process_time()
        call(size * times)
        out.append(time.process_time() - begin)
    return out


def grows(times: list[float]) -> bool:
    """Whether both of the last doublings cost more than they may."""
    return times[3] > SHORTEST and all(b > MOST * max(a, SHORTEST / 8) for a, b in pairwise(times[1:]))


def main() -> int:
    """Time and print; 1 where something grows too fast."""
    parser = argparse.ArgumentParser(prog="python -m tests.growth", description=main.__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="inputs whose name holds this (default: all)")
    parser.add_argument("--size", type=int, default=8000)
    args = parser.parse_args()
    bad = []
    for name, (call, size) in calls(args.size).items():
        if args.names and not any(word in name for word in args.names):
            continue
        call(size // 4)
        times = seconds(call, size)
        if grows(times):
            times = [min(pair) for pair in zip(times, seconds(call, size), strict=True)]
        mark = ""
        if grows(times):
            bad.append(name)
            mark = "  <- grows too fast"
        shown = " ".join(f"{t:8.3f}" for t in times)
        ratios = " ".join(f"{b / max(a, 1e-9):5.1f}" for a, b in pairwise(times))
        print(f"{name:44} {shown}   x {ratios}{mark}", flush=True)
    print(f"{len(bad)} grow too fast: {', '.join(bad)}" if bad else "none grows too fast")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
