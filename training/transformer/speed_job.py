"""One timing of `training.transformer.speed`, in a process of its own: reports of a folder read end to end, or tagged by a large BERT.

    python -m training.transformer.speed_job FOLDER (fresh|many|large) [TAGGER] [--characters N]

Whatever `ie` stands first on the path is measured, the sources or a compiled wheel; the numbers are printed as JSON.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ie.report import Tagger
from ie.tag import load_tagger
from training.throughput.jobs import peak_mb

WARMING = 3
"""Reports read before the clock starts, so that what is loaded once is not counted."""
DEFAULT = "default"
LARGE_CHARACTERS = 12_000
"""Characters the large model is given; it takes about a minute for them."""

Numbers = dict[str, float]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m training.transformer.speed_job")
    parser.add_argument("folder", type=Path)
    parser.add_argument("job", choices=("fresh", "many", "large"))
    parser.add_argument("tagger", nargs="?", default=DEFAULT)
    parser.add_argument("--characters", type=int, default=LARGE_CHARACTERS, help="that the large model is given")
    args = parser.parse_args(argv)
    paths = sorted(args.folder.glob("*.txt"))
    print(json.dumps(_large(paths, args.characters) if args.job == "large" else read(paths, args.job, args.tagger)))
    return 0


def read(paths: Sequence[Path], job: str, name: str) -> Numbers:
    """File → record of every report in this process."""
    from ie.batch.work import work_item
    from ie.batch.worker import spare_collector
    from ie.read import Limits
    from ie.read.items import file_item

    tagger = load_tagger(None if name == DEFAULT else name)
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


if __name__ == "__main__":
    raise SystemExit(main())
