"""Write synthetic reports with their gold, or say what the stream holds.

python -m training.synthesize --seed 1 --count 100 -o FOLDER
python -m training.synthesize --seed 1 --count 2000 --stats
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from training.synthesize.sample import Sample
from training.synthesize.statistics import Statistics
from training.synthesize.stream import synthesize


def write(sample: Sample, folder: Path, name: str) -> None:
    """The text in UTF-8 with its line ends as they are, and the gold beside it."""
    (folder / f"{name}.txt").write_bytes(sample.text.encode("utf-8"))
    gold = json.dumps(sample.gold(name), ensure_ascii=False, indent=1)
    (folder / f"{name}.json").write_text(gold + "\n", encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Run the command; an unknown name of a layout or operator ends it with one sentence."""
    parser = argparse.ArgumentParser(
        prog="python -m training.synthesize", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--split", default="train", help="name of the part of the data; each has texts of its own")
    parser.add_argument("--edition", action="append")
    parser.add_argument("--layout", action="append")
    parser.add_argument("--operator", action="append", help="apply these in this order; `none` for clean reports")
    parser.add_argument("-o", "--output", type=Path, metavar="FOLDER", help="write a .txt and a .json a report")
    parser.add_argument("--stats", action="store_true", help="print what was made instead of the first report")
    options = parser.parse_args(arguments)
    operators = [o for o in options.operator if o != "none"] if options.operator else "auto"
    statistics, began = Statistics(), time.perf_counter()
    if options.output:
        options.output.mkdir(parents=True, exist_ok=True)
    stream = synthesize(options.seed, options.count, options.edition, options.layout, operators, options.split)
    try:
        for index, sample in enumerate(stream):
            statistics.add(sample)
            if options.output:
                write(sample, options.output, f"{options.split}-{options.seed}-{index:06d}")
            elif not options.stats:
                print(f"=== {sample.seed}  {sample.layout}  {' '.join(sample.operators) or 'clean'}\n{sample.text}")
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    rate = statistics.reports / (time.perf_counter() - began)
    if options.stats:
        print(statistics)
    print(f"{rate:.0f} reports a second", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
