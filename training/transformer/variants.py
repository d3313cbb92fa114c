"""The rows of `compare` → what they say: differences beside the spread of the seeds, as a page of results and a paragraph of the card.

A difference counts for something where it is larger than the seeds of the first variant differ among themselves; three seeds bound
chance only roughly, and a smaller difference says nothing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SEEDS = ("base", "second seed", "third seed")
SETS = ("synthetic", "own", "real")
FILE = "transformer-variants.json"
NUMBERS = ("parameters", "seconds a step", "ms a report")

Row = dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """A variant's F1 on one set less the seeds' mean, in points, and how far the seeds themselves are apart."""

    variant: str
    on: str
    points: float
    spread: float

    @property
    def counts(self) -> bool:
        """Whether it is larger than chance made the seeds differ."""
        return abs(self.points) > self.spread


def spreads(rows: Sequence[Row]) -> dict[str, float]:
    """How far the seeds are apart on each set, in points; empty where there are fewer than two."""
    seeds = [row for row in rows if row["variant"] in SEEDS]
    known = {on: [100 * float(seed[on]) for seed in seeds] for on in SETS if all(on in seed for seed in seeds)}
    return {on: round(max(points) - min(points), 6) for on, points in known.items()} if len(seeds) > 1 else {}


def differences(rows: Sequence[Row]) -> list[Difference]:
    """Of every variant that is not one of the seeds, on every set; none where there are fewer than two seeds."""
    seeds = [row for row in rows if row["variant"] in SEEDS]
    out = []
    for on, spread in spreads(rows).items():
        mean = sum(100 * float(seed[on]) for seed in seeds) / len(seeds)
        out += [
            Difference(row["variant"], on, round(100 * float(row[on]) - mean, 6), spread)
            for row in rows
            if row not in seeds
        ]
    return out


def page(found: dict[str, Any]) -> str:
    """The results as Markdown, from what `write` wrote."""
    rows = found["rows"]
    lines = [
        f"# Variants of the transformer, {found['date']}",
        "",
        f"`{found['command']}` repeats it.  Every variant saw the same windows of {found['reports']:,} synthetic reports, in an order "
        f"that the seed alone decides, for {found['steps']:,} steps of 16 windows of 128 tokens: a short part of a full training, so that "
        "the scores are below the shipped model's and only the differences matter.  No real text was trained on, but for "
        "masked-language training, which reads prose without labels, of no organ of the part `test`.",
        "",
        "Strict span F1; synthetic: 60 reports of unseen seeds and another split of the grammar; `dev` and `test` are the parts of the "
        "real gold by organ, `real` both together; seconds and milliseconds are the processor's, by torch on one core, while other work "
        "was loading the machine.",
        "",
        *_table(rows),
        "",
        "Less the mean of the seeds, in points of F1; in bold what is more than the seeds differ among themselves:",
        "",
        *_differences(rows),
    ]
    for title, words in found.get("notes", {}).items():
        lines += ["", f"## {title}", "", *words]
    return "\n".join(lines) + "\n"


def _table(rows: Sequence[Row]) -> list[str]:
    columns = ["variant", *NUMBERS, "synthetic", "own", "dev", "test", "real"]
    lines = ["| " + " | ".join(columns) + " |", "| --- |" + " --: |" * (len(columns) - 1)]
    return [*lines, *("| " + " | ".join(_cell(c, row.get(c, "")) for c in columns) + " |" for row in rows)]


def _cell(column: str, value: Any) -> str:
    if value == "" or column == "variant":
        return str(value)
    if column == "parameters":
        return f"{int(value):,}"
    return f"{float(value):.1f}" if column == "ms a report" else f"{float(value):.4f}"


def _differences(rows: Sequence[Row]) -> list[str]:
    found, apart = differences(rows), spreads(rows)
    lines = ["| variant | " + " | ".join(apart) + " |", "| --- |" + " --: |" * len(apart)]
    lines.append("| the seeds' spread | " + " | ".join(f"{s:.2f}" for s in apart.values()) + " |")
    for variant in dict.fromkeys(d.variant for d in found):
        cells = [f"**{d.points:+.2f}**" if d.counts else f"{d.points:+.2f}" for d in found if d.variant == variant]
        lines.append(f"| {variant} | " + " | ".join(cells) + " |")
    return lines


def told(rows: Sequence[Row]) -> list[str]:
    """What helped, what harmed and what made no difference, a line each; a variant is judged by what counts on any set."""
    found = differences(rows)
    kinds: dict[str, list[str]] = {
        "Better than": [],
        "Worse than": [],
        "Better on some, worse on others than": [],
        "Not told apart from": [],
    }
    for variant in dict.fromkeys(d.variant for d in found):
        counting = [d for d in found if d.variant == variant and d.counts]
        signs = {d.points > 0 for d in counting}
        kind = list(kinds)[2 if len(signs) == 2 else 3 if not signs else 0 if signs == {True} else 1]
        points = ", ".join(f"{d.on} {d.points:+.2f}" for d in counting)
        kinds[kind].append(f"{variant} ({points})" if points else variant)
    lines = [f"- {kind} the three seeds: {', '.join(names)}." for kind, names in kinds.items() if names]
    apart = ", ".join(f"{on} {points:.2f}" for on, points in spreads(rows).items())
    return [*lines, f"- The seeds themselves are apart by: {apart}."] if apart else lines


def write(folder: Path, found: dict[str, Any]) -> None:
    """Write the rows with date, command and notes as JSON, and the page made of them beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")
    (folder / FILE).with_suffix(".md").write_text(page(found), "utf-8", newline="\n")


def newest(results: Path) -> Path | None:
    """The newest results of variants below the folder of dated results; None where there are none."""
    return max(results.glob(f"*/{FILE}"), default=None)
