"""Short runs side by side: what start, shape and hints are worth before a long run is begun.

    python -m training.transformer.compare --work FOLDER --steps 1500 --texts ../shared

Every variant sees the same windows in the same order for the same number of steps.  The table (Markdown, and `compare.csv` in FOLDER)
gives strict span F1 on synthetic reports of an unseen seed and on both parts of the real gold, and the seconds of a step.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import torch

from ie.tag.transformer.vocabulary import Vocabulary
from ie.tag.transformer.windows import WINDOW
from training.data.examples import gold_examples
from training.transformer.__main__ import ROOT, SEED, judge_of
from training.transformer.encoder import Shape, Start, entries, new_model
from training.transformer.train import Plan, train
from training.transformer.windows import Windows, synthetic_examples, write_windows


class Variant(NamedTuple):
    """A run: its shape, its start, and what its plan does otherwise than the first."""

    shape: Shape
    start: Start
    changes: dict[str, float]


BASE = Shape()
VARIANTS: dict[str, Variant] = {
    "base": Variant(BASE, "embeddings", {}),
    "second seed": Variant(BASE, "embeddings", {"seed": 1}),
    "random start": Variant(BASE, "random", {}),
    "no hints": Variant(BASE, "embeddings", {"hintless": 1.0}),
    "2 layers": Variant(replace(BASE, layers=2), "embeddings", {}),
    "4 layers": Variant(replace(BASE, layers=4), "embeddings", {}),
    "3 x 192": Variant(replace(BASE, width=192, heads=3, inner=768), "embeddings", {}),
    "label smoothing 0.05": Variant(BASE, "embeddings", {"smoothing": 0.05}),
    "no dropped characters": Variant(BASE, "embeddings", {"dropout": 0.0}),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the variants that FOLDER does not hold yet, and print the table of all it holds."""
    parser = argparse.ArgumentParser(prog="python -m training.transformer.compare", description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="windows and runs; outside the repository")
    parser.add_argument("--texts", type=Path, action="append", default=[], help="folder of the real gold's texts")
    parser.add_argument("--reports", type=int, default=3000)
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--only", action="append", choices=sorted(VARIANTS), help="these variants; all without it")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args(argv)
    torch.set_num_threads(args.threads)
    vocabulary = Vocabulary(entries())
    data = args.work / f"windows-{SEED}-{args.reports}-{WINDOW}"
    if not (data / "tags.npy").is_file():
        write_windows(synthetic_examples(SEED, args.reports, "train"), vocabulary, WINDOW, data, SEED)
    real = list(gold_examples([ROOT / "annotations" / "real"], args.texts))
    for name in args.only or VARIANTS:
        out = args.work / "compare" / name.replace(" ", "-")
        if (out / "row.csv").is_file():
            continue
        variant = VARIANTS[name]
        plan = replace(Plan(args.steps, batch=16, rate=3e-3, every=args.steps), **variant.changes)  # type: ignore[arg-type]
        model = new_model(variant.shape, variant.start, vocabulary, plan.seed)
        begin = time.process_time()
        best = train(model, Windows(data), plan, out)
        seconds = (time.process_time() - begin) / args.steps
        model.load_state_dict(torch.load(best, weights_only=True))
        scores = judge_of(vocabulary, real)(model.eval())
        row = {"variant": name, "parameters": sum(p.numel() for p in model.parameters()), "seconds a step": seconds}
        _write(out / "row.csv", row | {k: v for k, v in scores.items() if k != "choice"})
    print(table(args.work / "compare"))
    return 0


def table(folder: Path) -> str:
    """Markdown of every finished run below `folder`; written as `compare.csv` beside them too."""
    rows = [next(csv.DictReader(p.open(encoding="utf-8"))) for p in sorted(folder.glob("*/row.csv"))]
    if not rows:
        return "no run is finished yet"
    rows.sort(key=lambda r: list(VARIANTS).index(r["variant"]))
    with (folder / "compare.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    lines = ["| " + " | ".join(rows[0]) + " |", "| --- |" + " --: |" * (len(rows[0]) - 1)]
    return "\n".join([*lines, *("| " + " | ".join(row.values()) + " |" for row in rows)])


def _write(path: Path, row: dict[str, object]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerow({k: round(v, 4) if isinstance(v, float) else v for k, v in row.items()})


if __name__ == "__main__":
    raise SystemExit(main())
