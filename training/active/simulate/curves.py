"""Points → what they say: how many annotated reports each strategy needs for a score, as a table and a picture."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from pathlib import Path

from training.active.simulate.run import Point

BASELINE = "random"
Value = Callable[[Point], float]
VALUES: dict[str, Value] = {
    "micro F1": lambda p: p.f1,
    "exact share": lambda p: p.exact / p.reports if p.reports else 0.0,
}


def strategies_of(points: Sequence[Point]) -> list[str]:
    """In the order they were played, the baseline first."""
    names = list(dict.fromkeys(point.strategy for point in points))
    return sorted(names, key=lambda name: name != BASELINE)


def curve(points: Sequence[Point], strategy: str, kind: str, value: Value) -> dict[int, list[float]]:
    """Reports annotated → the value of each seed."""
    found: dict[int, list[float]] = {}
    for point in sorted(points, key=lambda p: (p.annotated, p.seed)):
        if point.strategy == strategy and point.set == kind:
            found.setdefault(point.annotated, []).append(value(point))
    return found


def needed(points: Sequence[Point], strategy: str, kind: str, value: Value, target: float, seed: int) -> float | None:
    """How many reports one seed's curve needs to reach the target, between two rounds on the straight line; None where it never does."""
    own = [p for p in points if p.seed == seed]
    before: tuple[int, float] | None = None
    for annotated, (height, *_) in curve(own, strategy, kind, value).items():
        if height >= target:
            if before is None or height <= before[1]:
                return float(annotated)
            return before[0] + (annotated - before[0]) * (target - before[1]) / (height - before[1])
        before = (annotated, height)
    return None


def table(points: Sequence[Point]) -> str:
    """Markdown: for each set and value, what random reaches with all it asked for, and what the others need for the same."""
    blocks = []
    for kind in dict.fromkeys(point.set for point in points):
        for name, value in VALUES.items():
            blocks.append(_block(points, kind, name, value))
    return "\n\n".join(blocks)


def _block(points: Sequence[Point], kind: str, name: str, value: Value) -> str:
    seeds = sorted({point.seed for point in points})
    base = curve(points, BASELINE, kind, value)
    most = max(base)
    targets = {s: next(iter(curve([p for p in points if p.seed == s], BASELINE, kind, value)[most])) for s in seeds}
    start = statistics.fmean(base[0])
    lines = [
        f"**{kind}, {name}**: {start:.4f} before anything is annotated, {statistics.fmean(targets.values()):.4f} with {most} reports drawn "
        "at random.  Reports each strategy needs for what random reached there (mean over seeds, range; seeds that reached it):",
        "",
        f"| strategy | reports needed | fewer than random | {name} with 10 | with {most} |",
        "| --- | --: | --: | --: | --: |",
    ]
    for strategy in strategies_of(points):
        found = {s: needed(points, strategy, kind, value, targets[s], s) for s in seeds}
        # A seed that never gets there counts with all it asked for, which flatters nobody but the strategy that failed.
        counts = [float(most) if found[s] is None else float(found[s] or 0.0) for s in seeds]
        random = [needed(points, BASELINE, kind, value, targets[s], s) or 0.0 for s in seeds]
        reached = sum(f is not None for f in found.values())
        mean, of_random = statistics.fmean(counts), statistics.fmean(random)
        saved = f"{100 * (1 - mean / of_random):.0f} %" if of_random else "–"
        own = curve(points, strategy, kind, value)
        shown = [f"{statistics.fmean(own[n]):.4f}" if n in own else "–" for n in (10, most)]
        spread = f"{min(counts):.1f}–{max(counts):.1f}; {reached} of {len(seeds)}"
        lines.append(f"| {strategy} | {mean:.1f} ({spread}) | {saved} | {shown[0]} | {shown[1]} |")
    return "\n".join(lines)


def plot(points: Sequence[Point], path: Path) -> None:
    """A picture: a panel for each set and value, a line a strategy (mean over seeds) with its band (lowest to highest seed)."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    kinds = list(dict.fromkeys(point.set for point in points))
    figure, panels = pyplot.subplots(len(VALUES), len(kinds), figsize=(6 * len(kinds), 4 * len(VALUES)), squeeze=False)
    for row, (name, value) in enumerate(VALUES.items()):
        for column, kind in enumerate(kinds):
            panel = panels[row][column]
            for strategy in strategies_of(points):
                found = curve(points, strategy, kind, value)
                style = {"color": "black", "linestyle": "--"} if strategy == BASELINE else {}
                (line,) = panel.plot(
                    list(found), [statistics.fmean(v) for v in found.values()], label=strategy, **style
                )
                low, high = [min(v) for v in found.values()], [max(v) for v in found.values()]
                panel.fill_between(list(found), low, high, color=line.get_color(), alpha=0.08)
            panel.set(title=f"{kind}: {name}", xlabel="reports annotated", ylabel=name)
            panel.grid(alpha=0.3)
    panels[0][0].legend(fontsize="small")
    figure.tight_layout()
    figure.savefig(path, dpi=90, metadata={"Software": None})
    pyplot.close(figure)
