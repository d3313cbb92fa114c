"""What a million reports cost, and a hundred million: arithmetic from the numbers that `training.throughput --json` measured.

python -m training.throughput --reports 10000 --json measured.json
python -m training.throughput.cost measured.json --price 0.04
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

REPORTS = (1_000_000, 100_000_000)
PARTITION = 1_000_000
"""Reports of one run: a list that fits in memory many times over, a journal of some 15 GB, an hour's work for thirty cores."""
ONE = "local, 1 worker, one core"


def cost(measured: dict[str, Any], reports: int, price: float) -> dict[str, float]:
    """Core hours, days on two cores, disk in GB, money, and how many cores one driver keeps busy."""
    engine = measured["engines"]
    seconds, driver = engine[ONE]["core_s"], engine["driver_core_s"]
    hours = reports * seconds / 3600
    return {
        "core_hours": hours,
        "days_on_two_cores": hours / 2 / 24,
        "disk_gb": reports * sum(engine["bytes_a_report"].values()) / 1e9,
        "money": hours * price,
        "partitions": math.ceil(reports / PARTITION),
        "cores_a_driver": (seconds - driver) / driver,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m training.throughput.cost",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("measured", type=Path, help="the file that training.throughput --json wrote")
    parser.add_argument("--price", type=float, default=0.04, help="money a core and hour (default: 0.04)")
    parser.add_argument("--reports", type=int, action="append", help="default: a million, and a hundred million")
    args = parser.parse_args(arguments)
    measured = json.loads(args.measured.read_text("ascii"))
    print(f"{'reports':>12}{'core hours':>12}{'days, 2 cores':>15}{'disk GB':>10}{'money':>12}{'partitions':>12}")
    for reports in args.reports or REPORTS:
        told = cost(measured, reports, args.price)
        print(
            f"{reports:>12,}{told['core_hours']:>12,.0f}{told['days_on_two_cores']:>15,.1f}{told['disk_gb']:>10,.0f}"
            f"{told['money']:>12,.0f}{told['partitions']:>12}"
        )
    print(
        f"one driver keeps {cost(measured, 1, 0)['cores_a_driver']:.1f} cores busy; for more, run partitions side by side"
    )
    for name, size in measured["engines"]["bytes_a_report"].items():
        print(f"  {name:<18}{size / 1e3:>8.1f} KB a report")
    return 0


if __name__ == "__main__":
    sys.exit(main())
