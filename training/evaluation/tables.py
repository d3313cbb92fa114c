"""Results → Markdown tables.  Every table of the report, the README and docs/layouts.md is made here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Json = dict[str, Any]
Column = tuple[str, Callable[[Json], str]]
NOTHING = "–"


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]], of_words: bool = False) -> str:
    """A table whose first column stands left and whose others stand right, or left where they hold words."""
    lines = ["| " + " | ".join(head) + " |", "| --- |" + (" --- |" if of_words else " --: |") * (len(head) - 1)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def percent(share: Json, digits: int = 1) -> str:
    """A share in percent, never rounded to 100 % or 0 % unless it is all or none.

    >>> percent({"count": 2999, "of": 3000, "share": 2999 / 3000}), percent({"count": 0, "of": 0, "share": None})
    ('99.9 %', '–')
    """
    if share["share"] is None:
        return NOTHING
    least = 10**-digits
    value = 100 * share["share"]
    value = value if share["count"] in (0, share["of"]) else min(max(value, least), 100 - least)
    return f"{value:.{digits}f} %"


def counted(share: Json) -> str:
    """`12 of 79`."""
    return f"{share['count']} of {share['of']}"


def with_interval(share: Json) -> str:
    """A share in percent with its interval, where there is one."""
    interval = share.get("interval")
    return percent(share) + (f" ({100 * interval[0]:.1f}–{100 * interval[1]:.1f})" if interval else "")


def f1(spans: Json) -> str:
    """F1 with three digits."""
    return NOTHING if spans["f1"] is None else f"{spans['f1']:.3f}"


def f1_interval(spans: Json) -> str:
    """F1 with its interval."""
    interval = spans.get("interval")
    return f1(spans) + (f" ({interval[0]:.3f}–{interval[1]:.3f})" if interval and spans["f1"] is not None else "")


def pair(counts: Json) -> str:
    """Precision and recall as counts: `3 of 4, 3 of 6`."""
    return f"{counted(counts['precision'])}, {counted(counts['recall'])}"


CELLS: tuple[Column, ...] = (
    ("reports", lambda m: str(m["reports"])),
    ("figures right", lambda m: with_interval(m["right"])),
    ("non-zero right", lambda m: with_interval(m["right_nonzero"])),
    ("sure", lambda m: with_interval(m["sure"])),
    ("silent errors", lambda m: counted(m["silent_error"])),
    ("reports with one", lambda m: with_interval(m["reports_with_silent_error"])),
    ("exact", lambda m: with_interval(m["exact"])),
    ("at 99.9 %", lambda m: percent(m["coverage"])),
)
TRUST: tuple[Column, ...] = (
    ("span F1", lambda m: f1_interval(m["spans"])),
    ("prose figures F1", lambda m: f1(m["prose"]) if m["prose"]["given"] else NOTHING),
    ("alarms right, found", lambda m: pair(m["alarms"])),
    ("ECE of values", lambda m: _decimals(m["value_calibration"]["ece"])),
    ("ECE of spans", lambda m: _decimals(m["span_calibration"]["ece"])),
    ("wrong unit", lambda m: str(m["wrong_unit"])),
    ("inferred without gold", lambda m: str(m["inferred_without_gold"] - m["as_printed"])),
    ("as printed", lambda m: str(m["as_printed"])),
)
GROUPS: tuple[Column, ...] = (
    ("reports", lambda m: str(m["reports"])),
    ("figures", lambda m: str(m["figures"])),
    ("right", lambda m: with_interval(m["right"])),
    ("non-zero", lambda m: percent(m["right_nonzero"])),
    ("sure", lambda m: percent(m["sure"])),
    ("silent", lambda m: str(m["silent_error"]["count"])),
    ("exact", lambda m: str(m["exact"]["count"])),
    ("span F1", lambda m: f1(m["spans"])),
)


def rows_of(found: Mapping[str, Json], columns: Sequence[Column], name: str = "") -> str:
    """A row for each name."""
    rows = [[label, *(show(measures) for _, show in columns)] for label, measures in found.items()]
    return markdown([name, *(title for title, _ in columns)], rows)


def totals(results: Json, set_name: str) -> dict[str, Json]:
    """System → its measures over a whole set."""
    return {system: found["total"] for system, found in results["scores"][set_name].items()}


def label_table(found: Mapping[str, Json]) -> str:
    """Strict F1 a label, a column for each system that gives spans."""
    systems = {name: m for name, m in found.items() if m["spans"]["f1"] is not None and m["spans"]["given"]}
    labels = sorted({label for m in systems.values() for label, c in m["spans_by_label"].items() if c["gold"]})
    rows = []
    for label in labels:
        counts = [m["spans_by_label"].get(label) for m in systems.values()]
        gold = next(c["gold"] for c in counts if c)
        rows.append([f"{label} ({gold})", *(f1(c) if c else NOTHING for c in counts)])
    return markdown(["label (in gold)", *systems], rows) if systems else ""


def confusion_table(pairs: Sequence[Sequence[Any]], most: int = 15) -> str:
    """The commonest slips: gold's label, the given one, whether the ends agree."""
    slips = [p for p in pairs if p[0] != p[1] or not p[2]]
    slips.sort(key=lambda p: (-p[3], p[0], p[1]))
    rows = [[gold, given, "same" if same else "differ" if "none" not in (gold, given) else NOTHING, str(count)]
            for gold, given, same, count in slips[:most]]  # fmt: skip
    return markdown(["gold", "given", "ends", "spans"], rows)


def cost_table(results: Json) -> str:
    """Reports a second of processor time and the most memory, over the sets that a system reads."""
    rows = []
    for system in results["systems"]:
        costs = [found[system]["cost"] for found in results["scores"].values() if system in found]
        reports, seconds = sum(c["reports"] for c in costs), sum(c["seconds"] for c in costs)
        rows.append([system, str(reports), f"{reports / max(seconds, 1e-9):.0f}", f"{max(c['peak_mb'] for c in costs):.0f}",
                     f"{costs[0]['loading']:.1f}"])  # fmt: skip
    return markdown(["system", "reports", "a second", "MB", "loading, s"], rows)


def _decimals(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.3f}"
