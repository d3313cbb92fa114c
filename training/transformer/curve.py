"""The learning curve of a run as a picture."""

from __future__ import annotations

import csv
from pathlib import Path


def draw(table: Path, picture: Path) -> None:
    """Loss and F1 over the steps, from the CSV that training writes."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    steps = [int(r["step"]) for r in rows]
    figure, left = pyplot.subplots(figsize=(7, 4))
    left.plot(steps, [float(r["loss"]) for r in rows], color="grey", label="loss")
    left.set_xlabel("steps")
    left.set_ylabel("loss")
    right = left.twinx()
    for name in rows[0]:
        if name not in ("step", "loss", "seconds", "choice"):
            right.plot(steps, [float(r[name]) for r in rows], marker="o", label=name)
    right.set_ylabel("strict span F1")
    right.legend(loc="center right")
    figure.tight_layout()
    figure.savefig(picture, dpi=110)
    pyplot.close(figure)
