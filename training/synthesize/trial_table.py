"""Parts of a trial → one table of unmarked errors by kind of damage, chain, layout and edition, in Markdown.

    python -m training.synthesize.trial_table part1.json part2.json … > unmarked-errors.md

The parts come from `training.synthesize.trial --json`.  Parts that hold the same reports twice are refused.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

TITLES = {
    "operator": "By kind of damage, alone or in a chain",
    "chain": "By number of kinds of damage",
    "layout": "By layout",
    "edition": "By edition",
}
HEAD = (
    "| | reports | cells | unmarked errors | per 100,000 | 95 % up to | right | sure |\n"
    "| --- | --: | --: | --: | --: | --: | --: | --: |"
)


def upper_bound(errors: int) -> float:
    """The greatest mean of a Poisson count that still gives so few errors once in twenty.

    >>> [round(upper_bound(k), 2) for k in (0, 1, 5)]
    [3.0, 4.74, 10.51]
    """
    low, high = float(errors), 3 * errors + 10.0
    for _ in range(60):
        mean = (low + high) / 2
        at_most = sum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(errors + 1))
        low, high = (mean, high) if at_most > 0.05 else (low, mean)
    return low


def merged(parts: list[dict[str, Any]]) -> dict[str, Counter[str]]:
    """The counts of all parts by group; ValueError where two parts hold the same reports read by the same tagger."""
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    seen: list[dict[str, Any]] = []
    for part in parts:
        for other in seen:
            apart = part["start"] >= other["start"] + other["count"] or other["start"] >= part["start"] + part["count"]
            alike = part["seed"] == other["seed"] and part.get("operators") == other.get("operators")
            if alike and not apart:
                raise ValueError(
                    f"two parts hold the same reports of seed {part['seed']}, from {part['start']} and {other['start']}; "
                    "give each report once"
                )
        seen.append(part)
        for group, counts in part["groups"].items():
            groups[group].update(counts)
    return groups


def row(name: str, counts: Counter[str]) -> str:
    """One line of the table."""
    cells, figures, errors = max(1, counts["cells"]), max(1, counts["figures"]), counts["silent"]
    rate, most = (100_000 * n / cells for n in (errors, upper_bound(errors)))
    right, sure = (100 * counts[k] / figures for k in ("right", "sure"))
    return f"| {name} | {counts['reports']:,} | {counts['cells']:,} | {errors} | {rate:.2f} | {most:.2f} | {right:.1f} % | {sure:.1f} % |"


def _part(part: dict[str, Any]) -> str:
    """What a part was measured on.

    >>> _part({"tagger": "pattern", "seed": 7, "start": 0, "count": 500, "operators": ["cut_end"]})
    '`pattern`: seed 7, reports 0 to 499, `cut_end`'
    """
    told = (
        f"`{part['tagger']}`: seed {part['seed']}, reports {part['start']:,} to {part['start'] + part['count'] - 1:,}"
    )
    return ", ".join([told, *(f"`{o}`" for o in part.get("operators", ()))])


def table(parts: list[dict[str, Any]]) -> str:
    """All tables, the parts named first."""
    groups = merged(parts)
    made = [f"- {_part(p)}" for p in parts]
    out = ["## Parts", "", *made, "", "## All", "", HEAD, row("all", groups["all"])]
    for kind, title in TITLES.items():
        names = sorted(n for n in groups if n.split(" ", 1)[0] == kind)
        out += ["", f"## {title}", "", HEAD, *(row(n.split(" ", 1)[1], groups[n]) for n in names)]
    return "\n".join(out)


if __name__ == "__main__":
    print(table([json.loads(Path(name).read_text(encoding="utf-8")) for name in sys.argv[1:]]))
