"""Results → four plots, small enough to keep."""

from __future__ import annotations

from pathlib import Path
from typing import Any

Json = dict[str, Any]
BEST = "default"
DPI = 80
SETS = ("own", "real", "mixed")
PLAIN: Json = {"Software": None}
"""No version or date in the file: the same results give the same bytes."""


def draw(results: Json, folder: Path) -> None:
    """Write systems.png, layouts.png, reliability.png and confusion.png."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    for name, make in (
        ("systems", _systems),
        ("layouts", _layouts),
        ("reliability", _reliability),
        ("confusion", _confusion),
    ):
        figure = make(plt, results)
        figure.tight_layout()
        figure.savefig(folder / f"{name}.png", dpi=DPI, metadata=PLAIN)
        plt.close(figure)


def _systems(plt: Any, results: Json) -> Any:
    sets = [s for s in SETS if s in results["scores"]]
    figure, axes = plt.subplots(1, len(sets), figsize=(4.4 * len(sets), 4), squeeze=False)
    for axis, name in zip(axes[0], sets, strict=True):
        found = {system: m["total"] for system, m in results["scores"][name].items()}
        places = range(len(found))
        for key, colour, height in (("right", "#9ecae1", 0.8), ("sure", "#3182bd", 0.5)):
            axis.barh(places, [100 * (m[key]["share"] or 0) for m in found.values()], height, color=colour, label=key)
        for place, m in zip(places, found.values(), strict=True):
            axis.text(1, place, f"{m['silent_error']['count']} silent", va="center", fontsize=7, color="white")
        axis.set_yticks(places, found, fontsize=7)
        axis.invert_yaxis()
        axis.set_xlim(0, 100)
        axis.set_title(f"{name}: % of figures", fontsize=9)
        axis.legend(fontsize=7, loc="lower right")
    return figure


def _layouts(plt: Any, results: Json) -> Any:
    kinds = [s for s in ("layouts", "converters", "mixed") if s in results["scores"]][:1]
    found = results["scores"][kinds[0]].get(BEST, {"by_layout": {}})["by_layout"] if kinds else {}
    names = sorted(found, key=lambda n: found[n]["right"]["share"] or 0)
    figure, axis = plt.subplots(figsize=(7, 0.22 * max(len(names), 4) + 1))
    for key, colour, height in (("right", "#9ecae1", 0.8), ("sure", "#3182bd", 0.5)):
        axis.barh(names, [100 * (found[n][key]["share"] or 0) for n in names], height, color=colour, label=key)
    axis.tick_params(labelsize=7)
    axis.set_xlim(0, 100)
    axis.set_title(f"{''.join(kinds)}: % of figures, default taggers", fontsize=9)
    axis.legend(fontsize=7, loc="lower right")
    return figure


def _reliability(plt: Any, results: Json) -> Any:
    figure, axes = plt.subplots(1, 2, figsize=(8, 4))
    for axis, key in zip(axes, ("value_calibration", "span_calibration"), strict=True):
        axis.plot([0, 1], [0, 1], color="#bbbbbb", linewidth=0.8)
        for name in (s for s in SETS if BEST in results["scores"].get(s, {})):
            found = results["scores"][name][BEST]["total"][key]
            if found["bins"]:
                label = f"{name}, ECE {found['ece']:.3f}"
                axis.plot(
                    [b[3] for b in found["bins"]], [b[4] for b in found["bins"]], marker="o", markersize=3, label=label
                )
        axis.set_xlabel("confidence", fontsize=8)
        axis.set_ylabel("share right", fontsize=8)
        axis.set_title(key.replace("_calibration", "s").replace("_", " "), fontsize=9)
        if axis.get_legend_handles_labels()[0]:
            axis.legend(fontsize=7, loc="upper left")
    return figure


def _confusion(plt: Any, results: Json) -> Any:
    names = [s for s in ("real", "mixed", "own") if BEST in results["scores"].get(s, {})][:1]
    pairs = results["scores"][names[0]][BEST]["confusion"] if names else []
    labels = sorted({p[0] for p in pairs} | {p[1] for p in pairs})
    sums = {label: sum(p[3] for p in pairs if p[0] == label) for label in labels}
    figure, axis = plt.subplots(figsize=(6.5, 5.5))
    shares = [[sum(p[3] for p in pairs if p[:2] == [a, b]) / max(sums[a], 1) for b in labels] for a in labels]
    if labels:
        axis.imshow(shares, cmap="Blues", vmin=0, vmax=1)
        for row, a in enumerate(labels):
            for column, b in enumerate(labels):
                if count := sum(p[3] for p in pairs if p[:2] == [a, b]):
                    colour = "white" if shares[row][column] > 0.5 else "black"
                    axis.text(column, row, str(count), ha="center", va="center", fontsize=6, color=colour)
        axis.set_xticks(range(len(labels)), labels, rotation=60, fontsize=7)
        axis.set_yticks(range(len(labels)), labels, fontsize=7)
    axis.set_xlabel("given", fontsize=8)
    axis.set_ylabel("gold", fontsize=8)
    axis.set_title(f"{''.join(names)}: spans by label, the readings kept", fontsize=9)
    return figure
