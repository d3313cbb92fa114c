"""`python -m training.ensemble`: the settings under which the two shipped models read best together, into models/ensemble.

The weights of the models are not touched.  The linear model's share and how sure it must be to read alone are chosen on synthetic
reports of the split `dev` and, where their texts are given, on the part `dev` of the real gold; the part `test`, the own reports and
synthetic reports of the split `test` are only scored.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

from ie.report import LABELS
from ie.tag.ensemble import EnsembleTagger, Settings
from ie.tag.jieba_linear.tagger import JiebaLinearTagger
from ie.tag.transformer import TransformerTagger
from ie.tag.transformer.collapse import Array
from ie.tag.transformer.runtime import Pair, Runtime
from ie.tag.transformer.windows import Scores
from training.calibration import confidence_curve
from training.data.examples import Example, gold_examples
from training.transformer.evaluate import count_spans, split_by_organ
from training.transformer.export import write_card
from training.transformer.windows import synthetic_examples

ROOT = Path(__file__).parents[1]
SEED, CHOSEN_ON, SCORED_ON = 31, 150, 150
SHARES = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
SURE = (0.5, 0.6, 0.7, 0.8, 0.9, 0.99)
CONTEXTS = (6, 8, 12, 16, 32)
ALWAYS = 1.1
"""No probability reaches it: the transformer reads all."""
WITHIN = 0.0005
"""F1 that asking the transformer about less may cost."""
HEAD = """# ensemble

The settings under which `jieba-linear` and `transformer` read together, and the only thing this folder holds.  The linear model reads
every word; where the probability of its best tag is below {sure} the transformer scores it with {context} tokens on either side, and the
logarithms of both are averaged, the linear model's with the weight {share}.  Made by `python -m training.ensemble --texts FOLDER`.

Chosen on {count} synthetic reports of the split `dev` and on the part `dev` of the real gold; `sure` above 1 asks the transformer about
every word.  `tokens`: how many of a report the transformer is given, which is what its time grows with; of all settings at most {within}
F1 below the best, the one with the fewest was taken:
"""
SCORED = "Strict span F1; `real` holds the part `dev`, on which the settings were chosen, the others were only scored:"
Found = dict[str, dict[str, dict[str, float]]]
"""Set → tagger → label, with `micro` → F1."""


def main(argv: Sequence[str] | None = None) -> int:
    """Choose, calibrate, score, write."""
    parser = argparse.ArgumentParser(prog="python -m training.ensemble", description=__doc__)
    parser.add_argument("--models", type=Path, default=ROOT / "models", help="folder of the models")
    parser.add_argument("--out", type=Path, default=ROOT / "models" / "ensemble")
    parser.add_argument("--texts", type=Path, action="append", default=[], help="folder of the real gold's texts")
    args = parser.parse_args(argv)
    linear = JiebaLinearTagger.load(args.models / "jieba_linear")
    transformer = TransformerTagger.from_folder(args.models / "transformer")
    real = list(gold_examples([ROOT / "annotations" / "real"], args.texts))
    dev, test = split_by_organ(real)
    judged = list(synthetic_examples(SEED, CHOSEN_ON, "dev"))
    chosen = Settings((linear.version, transformer.version), SHARES[0], ALWAYS, CONTEXTS[-1])
    rows = []
    for share in SHARES:
        rows.append(_judge(linear, transformer, replace(chosen, share=share), judged, dev))
    chosen = replace(chosen, share=max(rows, key=lambda r: r["choice"])["share"])
    for sure, context in product(SURE, CONTEXTS):
        rows.append(_judge(linear, transformer, replace(chosen, sure=sure, context=context), judged, dev))
    # To ask about the unsure words alone is often better than to ask about all.
    rivals = [r for r in rows if r["share"] == chosen.share]
    enough = [r for r in rivals if r["choice"] >= max(r["choice"] for r in rivals) - WITHIN]
    cheapest = min(enough, key=lambda r: r["tokens"])
    chosen = replace(chosen, sure=cheapest["sure"], context=int(cheapest["context"]))
    tagger = EnsembleTagger(linear, transformer, chosen)
    knots, levels = confidence_curve(tagger, judged)
    chosen = replace(chosen, knots=knots, levels=levels)
    tagger = EnsembleTagger(linear, transformer, chosen)
    sets = {
        "synthetic": list(synthetic_examples(SEED, SCORED_ON, "test")),
        "real": real,
        "real, part test": test,
        "own": list(gold_examples([ROOT / "annotations" / "own"], [ROOT / "annotations" / "own"])),
    }
    scores = {
        name: {
            t.name: {"micro": c.f1(), **c.by_label()}
            for t in (linear, transformer, tagger)
            for c in [count_spans(t, es)]
        }
        for name, es in sets.items()
        if es
    }
    args.out.mkdir(parents=True, exist_ok=True)
    chosen.write(args.out)
    card = {
        "name": "ensemble",
        "command": "python -m training.ensemble --texts FOLDER",
        "choice": rows,
        "scores": scores,
    }
    write_card(args.out, card)
    (args.out / "README.md").write_text(readme(chosen, rows, scores), "utf-8", newline="\n")
    print(table(scores))
    return 0


def readme(chosen: Settings, rows: Sequence[dict[str, float]], scores: Found) -> str:
    """The page beside the settings: what was chosen among what, and what came of it."""
    names = ("share", "sure", "context", "synthetic", "dev", "tokens")
    lines = [
        HEAD.format(share=chosen.share, sure=chosen.sure, context=chosen.context, count=CHOSEN_ON, within=WITHIN),
        "| " + " | ".join(names) + " |",
        "| --: " * len(names) + "|",
    ]
    lines += ["| " + " | ".join(_cell(row.get(n)) for n in names) + " |" for row in rows]
    return (
        "\n".join(
            [
                *lines,
                "",
                SCORED,
                "",
                table(scores),
            ]
        )
        + "\n"
    )


def table(scores: Found) -> str:
    """Markdown: a label a line, a column for each set and tagger."""
    columns = [(name, tagger) for name, found in scores.items() for tagger in found]
    lines = ["| label | " + " | ".join(f"{name}, {tagger}" for name, tagger in columns) + " |"]
    lines.append("| --- |" + " --: |" * len(columns))
    for label in [*LABELS, "micro"]:
        lines.append(f"| {label} | " + " | ".join(_cell(scores[n][t].get(label)) for n, t in columns) + " |")
    return "\n".join(lines)


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}".rstrip("0").rstrip(".")


def _judge(
    linear: JiebaLinearTagger,
    transformer: TransformerTagger,
    settings: Settings,
    judged: Sequence[Example],
    dev: Sequence[Example],
) -> dict[str, float]:
    """F1 on both sets, and the tokens of a report that the transformer is given: its time grows with them and nothing else."""
    tagger = EnsembleTagger(linear, transformer, settings)
    counting = _Counting(transformer.runtime)
    transformer.runtime = counting
    transformer.cache.clear()
    row = {"share": settings.share, "sure": settings.sure, "context": settings.context}
    row["synthetic"] = count_spans(tagger, judged).f1()
    row["tokens"] = round(counting.tokens / len(judged))
    transformer.runtime = counting.runtime
    row["choice"] = row["synthetic"]
    if dev:
        row["dev"] = count_spans(tagger, dev).f1()
        row["choice"] = (row["synthetic"] + row["dev"]) / 2
    return row


class _Counting:
    """A runtime that counts the tokens it is given."""

    def __init__(self, runtime: Runtime) -> None:
        self.name = runtime.name
        self.runtime = runtime
        self.tokens = 0

    def __call__(self, ids: Array, hints: Array) -> Scores:
        self.tokens += len(ids)
        return self.runtime(ids, hints)

    def batch(self, windows: Sequence[Pair]) -> list[Scores]:
        self.tokens += sum(len(ids) for ids, _ in windows)
        return self.runtime.batch(windows)


if __name__ == "__main__":
    raise SystemExit(main())
