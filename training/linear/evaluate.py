"""Taggers against labelled reports: strict F1 a label and micro, by layout."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from ie.report import LABELS, Tagger
from ie.tag import PatternTagger
from ie.tag.jieba_linear.tagger import JiebaLinearTagger
from ie.tag.tagset import spans_of_tags
from training.data.examples import Example, gold_examples
from training.linear.corpus import synthetic_examples


def count_spans(tagger: Tagger, examples: Iterable[Example]) -> dict[str, dict[str, list[int]]]:
    """Layout → label → right, given, gold."""
    out: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
    for example in examples:
        gold = {(s.start, s.end, s.label) for s in spans_of_tags(example.tags)}
        given = {(s.start, s.end, s.label) for s in tagger.tag(example.text)}
        counts = out[example.layout]
        for span in gold & given:
            counts[span[2]][0] += 1
        for span in given:
            counts[span[2]][1] += 1
        for span in gold:
            counts[span[2]][2] += 1
    return out


def f1(counts: Sequence[int]) -> float:
    """F1 of right, given, gold."""
    right, given, gold = counts
    return 2 * right / (given + gold) if given + gold else 1.0


def merged(counts: Iterable[Sequence[int]]) -> list[int]:
    """Counts added."""
    return [sum(x) for x in zip(*counts, strict=True)] or [0, 0, 0]


def by_label(found: dict[str, dict[str, list[int]]]) -> dict[str, list[int]]:
    """Counts of each label over all layouts, and `micro`."""
    out = {label: merged([c[label] for c in found.values() if label in c] or [[0, 0, 0]]) for label in LABELS}
    out["micro"] = merged(out.values())
    return out


def table(scores: dict[str, dict[str, list[int]]]) -> str:
    """Markdown: a label a line, a column for each name, F1 and the number of gold spans."""
    names = list(scores)
    lines = ["| label | " + " | ".join(names) + " |", "| --- |" + " --: |" * len(names)]
    for label in [*LABELS, "micro"]:
        cells = [f"{f1(scores[n][label]):.3f} ({scores[n][label][2]})" for n in names]
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> int:
    """Print the scores of pattern and jieba-linear on synthetic reports of an unseen split and on the annotated ones.

    The shipped model was trained on neither; all of the annotated reports are therefore held out.
    """
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--texts", type=Path, action="append", default=[], help="folder of the annotated texts")
    parser.add_argument("--model", type=Path, default=Path("models/jieba_linear"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=300)
    args = parser.parse_args()
    sets = {
        "synthetic": list(synthetic_examples(args.seed, args.count, "test")),
        "real": list(gold_examples([Path("annotations/real")], args.texts)),
        "own": list(gold_examples([Path("annotations/own")], args.texts)),
    }
    taggers: list[Tagger] = [PatternTagger(), JiebaLinearTagger.load(args.model)]
    totals: dict[str, dict[str, list[int]]] = {}
    layouts: list[str] = []
    for name, examples in sets.items():
        for tagger in taggers:
            found = count_spans(tagger, examples)
            totals[f"{name}, {tagger.name}"] = by_label(found)
            shares = ", ".join(f"{k} {f1(merged(v.values())):.3f}" for k, v in sorted(found.items()))
            layouts.append(f"- {name} ({len(examples)} reports), {tagger.name}: {shares}")
    print(table(totals) + "\n\nMicro F1 by layout:\n\n" + "\n".join(layouts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
