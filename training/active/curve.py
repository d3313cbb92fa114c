"""The journal → the learning curve: a CSV line for each round and a picture."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

COLUMNS = ("round", "annotated", "f1", "exact", "silent", "right", "figures", "reports", "kept")


def rows_of(notes: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row a round: what its model scored on the hold-out; before the first one the model the loop began with."""
    rounds = [note for note in notes if note["kind"] == "round"]
    if not rounds:
        return []
    first = {"round": "base", "annotated": 0, **rounds[0]["before"], "kept": True}
    return [
        first,
        *({"round": n["round"], "annotated": n["annotated"], **n["after"], "kept": n["kept"]} for n in rounds),
    ]


def write_curve(notes: Sequence[dict[str, Any]], folder: Path) -> None:
    """Write curve.csv and curve.png anew."""
    rows = rows_of(notes)
    with (folder / "curve.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, extrasaction="ignore", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    _plot(rows, folder / "curve.png")


def _plot(rows: list[dict[str, Any]], path: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    annotated = [row["annotated"] for row in rows]
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(10, 4))
    left.plot(annotated, [row["f1"] for row in rows], color="tab:blue")
    right.plot(annotated, [row["exact"] / max(1, row["reports"]) for row in rows], color="tab:green")
    for row in rows:
        style = {"marker": "o" if row["kept"] else "x", "color": "black", "linestyle": "none"}
        left.plot([row["annotated"]], [row["f1"]], **style)
        right.plot([row["annotated"]], [row["exact"] / max(1, row["reports"])], **style)
    left.set(title="micro F1 on the hold-out (x: not kept)", xlabel="reports annotated", ylabel="micro F1")
    right.set(title="reports exact", xlabel="reports annotated", ylabel="share")
    for panel in (left, right):
        panel.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(path, dpi=90, metadata={"Software": None})
    pyplot.close(figure)
