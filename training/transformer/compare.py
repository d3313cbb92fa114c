"""Short runs side by side: what start, shape and hints are worth before a long run is begun.

    python -m training.transformer.compare --work FOLDER --steps 1500 --texts FOLDER

Every variant sees the same windows in the same order for the same number of steps.  The table (Markdown, and `compare.csv` in FOLDER)
gives strict span F1 on synthetic reports of an unseen seed, on the own reports and on both parts of the real gold, the processor's
seconds a step and, for tagging by torch, its milliseconds a report.  Three seeds of the first variant say what a difference is worth.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import json
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import torch
from transformers import BertForTokenClassification

from ie.score.gold import load_gold
from ie.tag.transformer.vocabulary import Vocabulary
from ie.tag.transformer.windows import WINDOW
from training.data.examples import Example, gold_examples
from training.data.gold import gold_files
from training.data.pool import left_out
from training.data.splits import held_out, names_of
from training.transformer.__main__ import ROOT, SEED
from training.transformer.encoder import Shape, Start, entries, new_model
from training.transformer.evaluate import Counts, count_spans, split_by_organ, tagger_of
from training.transformer.finish import JUDGED, JUDGED_SEED
from training.transformer.pretrain import pool_windows, pretrain
from training.transformer.train import Plan, train
from training.transformer.transitions import COUNTED, transitions_of
from training.transformer.variants import FILE, write
from training.transformer.windows import Windows, synthetic_examples, write_windows


class Variant(NamedTuple):
    """A run: its shape, its start, and what its plan does otherwise than the first."""

    shape: Shape
    start: Start
    changes: dict[str, float]
    masked: int = 0
    """Steps of masked-language training on the pool before the labelled ones."""
    teacher: str = ""
    """The variant whose scores are taught; it has to be trained already."""


MASKED_RATE = 1e-3
"""The learning rate of masked-language training."""
BASE = Shape()
"""What is shipped."""
VARIANTS: dict[str, Variant] = {
    "base": Variant(BASE, "embeddings", {}),
    "second seed": Variant(BASE, "embeddings", {"seed": 1}),
    "third seed": Variant(BASE, "embeddings", {"seed": 2}),
    "random start": Variant(BASE, "random", {}),
    "second random start": Variant(BASE, "random", {"seed": 1}),
    "no hints": Variant(BASE, "embeddings", {"hintless": 1.0}),
    "3 layers": Variant(replace(BASE, layers=3), "embeddings", {}),
    "4 layers": Variant(replace(BASE, layers=4), "embeddings", {}),
    "3 x 192": Variant(replace(BASE, layers=3, width=192, heads=3, inner=768), "embeddings", {}),
    "feed-forward 256": Variant(replace(BASE, inner=256), "embeddings", {}),
    "label smoothing 0.05": Variant(BASE, "embeddings", {"smoothing": 0.05}),
    "no dropped characters": Variant(BASE, "embeddings", {"dropout": 0.0}),
    "masked-language first": Variant(BASE, "embeddings", {}, masked=1500),
    "teacher 4 x 256": Variant(Shape(layers=4, width=256, heads=4, inner=1024), "embeddings", {"rate": 1.5e-3}),
    "taught by 4 x 256": Variant(BASE, "embeddings", {}, teacher="teacher 4 x 256"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the variants that FOLDER does not hold yet, and print the table of all it holds."""
    parser = argparse.ArgumentParser(prog="python -m training.transformer.compare", description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="windows and runs; outside the repository")
    parser.add_argument("--texts", type=Path, action="append", default=[], help="folder of the real gold's texts")
    parser.add_argument("--pool", type=Path, help="folder of official prose, for masked-language training")
    parser.add_argument("--reports", type=int, default=3000)
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--only", action="append", choices=sorted(VARIANTS), help="these variants; all without it")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, help="folder of the results' page; its notes are kept")
    parser.add_argument("--date", help="of the page")
    args = parser.parse_args(argv)
    torch.set_num_threads(args.threads)
    vocabulary = Vocabulary(entries())
    data = args.work / f"windows-{SEED}-{args.reports}-{WINDOW}"
    if not (data / "tags.npy").is_file():
        write_windows(synthetic_examples(SEED, args.reports, "train"), vocabulary, WINDOW, data, SEED)
    real = list(gold_examples([ROOT / "annotations" / "real"], args.texts))
    own = list(gold_examples([ROOT / "annotations" / "own"], [ROOT / "annotations" / "own"]))
    sets = {"synthetic": list(synthetic_examples(JUDGED_SEED, JUDGED, "test")), "own": own}
    sets |= dict(zip(("dev", "test"), split_by_organ(real), strict=True)) if real else {}
    for name in args.only or VARIANTS:
        out = _folder(args.work, name)
        if (out / "row.csv").is_file():
            continue
        if VARIANTS[name].masked and args.pool is None:
            print(f"{name!r} is left out: it needs --pool")
            continue
        model, seconds = run(name, vocabulary, Windows(data), args)
        row = {"variant": name, "parameters": sum(p.numel() for p in model.parameters()), "seconds a step": seconds}
        _write(out / "row.csv", row | score(model, vocabulary, sets))
    print(table(args.work / "compare"))
    if args.out:
        publish(args)
    return 0


def publish(args: argparse.Namespace) -> None:
    """Write the results of all runs that FOLDER holds as a page; what people noted there before stays."""
    path = args.out / FILE
    before = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    kept = {key: before[key] for key in ("notes", "card") if key in before}
    command = f"python -m training.transformer.compare --work FOLDER --steps {args.steps} --texts TEXTS --pool POOL"
    made = {"date": args.date or str(datetime.date.today()), "command": command}
    write(
        args.out, made | {"steps": args.steps, "reports": args.reports, "rows": rows_of(args.work / "compare")} | kept
    )


def run(
    name: str, vocabulary: Vocabulary, windows: Windows, args: argparse.Namespace
) -> tuple[BertForTokenClassification, float]:
    """Train one variant; the model, and the processor's seconds a labelled step.  FileNotFoundError where its teacher is missing."""
    variant = VARIANTS[name]
    plan = replace(Plan(args.steps, batch=16, rate=3e-3, every=args.steps), **variant.changes)  # type: ignore[arg-type]
    model = new_model(variant.shape, variant.start, vocabulary, plan.seed)
    teacher = _trained(variant.teacher, vocabulary, args.work) if variant.teacher else None
    if variant.masked:
        prose = pool_windows(args.pool, vocabulary, WINDOW, unseen(args.pool))
        losses = pretrain(model, prose, replace(plan, steps=variant.masked, rate=MASKED_RATE))
        print(
            f"{name}: {len(prose)} windows of prose, loss {sum(losses[:50]) / 50:.2f} to {sum(losses[-50:]) / 50:.2f}"
        )
    begin = time.process_time()
    best = train(model, windows, plan, _folder(args.work, name), teacher=teacher)
    seconds = (time.process_time() - begin) / args.steps
    model.load_state_dict(torch.load(best, weights_only=True))
    return model.eval(), seconds


def unseen(pool: Path) -> list[str]:
    """The pool's texts of organs in the real gold's test part, which nothing may be trained on."""
    golds = list(load_gold(gold_files([ROOT / "annotations" / "real"])))
    return left_out(pool, *names_of(golds, held_out(golds)))


def _trained(name: str, vocabulary: Vocabulary, work: Path) -> BertForTokenClassification:
    """A variant that has been trained."""
    path = _folder(work, name) / "best.pt"
    if not path.is_file():
        raise FileNotFoundError(f"{name!r} is not trained yet in {str(work)!r}; run it with --only {name!r} first")
    model = new_model(VARIANTS[name].shape, "random", vocabulary, 0)
    model.load_state_dict(torch.load(path, weights_only=True))
    return model.eval()


def _folder(work: Path, name: str) -> Path:
    return work / "compare" / name.replace(" ", "-")


def score(
    model: BertForTokenClassification, vocabulary: Vocabulary, sets: dict[str, list[Example]]
) -> dict[str, float]:
    """Strict span F1 on each set and on both parts of the real gold together; the processor's milliseconds a synthetic report by torch."""
    tagger = tagger_of(model, vocabulary, transitions=transitions_of(synthetic_examples(SEED, COUNTED, "train")))
    begin = time.process_time()
    counts = {"synthetic": count_spans(tagger, sets["synthetic"])}
    taken = 1000 * (time.process_time() - begin) / len(sets["synthetic"])
    counts |= {name: count_spans(tagger, examples) for name, examples in sets.items() if name not in counts}
    if "dev" in counts:
        counts["real"] = Counts.sum((counts["dev"], counts["test"]))
    return {"ms a report": taken, **{name: c.f1() for name, c in counts.items()}}


def table(folder: Path) -> str:
    """Markdown of every finished run below `folder`; written as `compare.csv` beside them too."""
    rows = rows_of(folder)
    if not rows:
        return "no run is finished yet"
    with (folder / "compare.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    lines = ["| " + " | ".join(rows[0]) + " |", "| --- |" + " --: |" * (len(rows[0]) - 1)]
    return "\n".join([*lines, *("| " + " | ".join(row.values()) + " |" for row in rows)])


def rows_of(folder: Path) -> list[dict[str, str]]:
    """The row of every finished run, in the order of VARIANTS."""
    rows = [next(csv.DictReader(p.open(encoding="utf-8"))) for p in folder.glob("*/row.csv")]
    return sorted(rows, key=lambda r: list(VARIANTS).index(r["variant"]))


def _write(path: Path, row: dict[str, object]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerow({k: round(v, 4) if isinstance(v, float) else v for k, v in row.items()})


if __name__ == "__main__":
    raise SystemExit(main())
