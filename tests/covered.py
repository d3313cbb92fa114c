"""`make coverage`: what the tests reach of ie/, by package, out of coverage's JSON: `python -m tests.covered FILE`.

Ends with 1 where less than LEAST is reached.  A line that runs is not yet a line that is tested: see docs/mutation.md.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

LEAST = 90.0
"""Per cent of the statements and branches of ie/."""
LOW = 85.0
"""Modules below are named one by one."""
Counts = tuple[int, int, int, int]
"""Statements, those reached, branches, those taken."""


def counts_of(summary: Mapping[str, Any]) -> Counts:
    return tuple(summary[k] for k in ("num_statements", "covered_lines", "num_branches", "covered_branches"))  # type: ignore[return-value]


def percent(counts: Counts) -> float:
    """Statements and branches together, as coverage itself counts them."""
    statements, reached, branches, taken = counts
    return 100.0 * (reached + taken) / (statements + branches) if statements + branches else 100.0


def by_package(files: Mapping[str, Counts]) -> dict[str, Counts]:
    """The counts of `ie/rebuild/rows.py` under `ie/rebuild`, of modules of the top level under `ie`."""
    out: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for name, counts in files.items():
        parts = Path(name).parts
        package = "/".join(parts[: min(2, len(parts) - 1)])
        out[package] = [a + b for a, b in zip(out[package], counts, strict=True)]
    return {name: tuple(counts) for name, counts in sorted(out.items())}  # type: ignore[misc]


def table(files: Mapping[str, Counts]) -> str:
    """One line a package, one for everything, then the modules that are low."""
    total: Counts = tuple(map(sum, zip(*files.values(), strict=True)))  # type: ignore[assignment]
    rows = [*by_package(files).items(), ("all", total)]
    low = sorted((percent(c), n, c) for n, c in files.items() if percent(c) < LOW)
    out = [f"{'':32} {'statements':>10} {'reached':>8} {'with branches':>14}"]
    for name, counts in [*rows, *((n, c) for _, n, c in low)]:
        if low and name == low[0][1]:
            out.append(f"below {LOW:.0f} %:")
        lines = 100.0 * counts[1] / counts[0] if counts[0] else 100.0
        out.append(f"{name:32} {counts[0]:>10} {lines:>7.1f}% {percent(counts):>13.1f}%")
    return "\n".join(out)


def main(report: str) -> int:
    measured = json.loads(Path(report).read_text("utf-8"))
    files = {name: counts_of(file["summary"]) for name, file in measured["files"].items()}
    print(table(files))
    reached = percent(counts_of(measured["totals"]))
    if reached < LEAST:
        print(f"{reached:.1f} % of ie/ is reached, {LEAST:.0f} % is the least", file=sys.stderr)
    return int(reached < LEAST)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
