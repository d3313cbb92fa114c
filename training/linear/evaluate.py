"""Taggers against labelled reports: strict F1 a label and micro, by layout."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ie.report import LABELS, Tagger
from ie.tag import PatternTagger
from ie.tag.jieba_linear.tagger import JiebaLinearTagger
from ie.tag.tagset import spans_of_tags
from training.data.examples import Example, gold_examples
from training.linear.corpus import synthetic_examples

Counts = dict[str, list[int]]
"""Name → right, given, gold."""
ANNOTATIONS = Path(__file__).parents[2] / "annotations"
TEST_SEED, TEST_COUNT = 1, 300


@dataclass(frozen=True)
class Scores:
    """By `set, tagger`: counts a label with `micro`, counts a layout, and the number of reports."""

    labels: dict[str, Counts]
    layouts: dict[str, Counts]
    reports: dict[str, int]


def count_spans(tagger: Tagger, examples: Iterable[Example]) -> dict[str, Counts]:
    """Layout → label → right, given, gold."""
    out: dict[str, Counts] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
    for example in examples:
        gold = {(s.start, s.end, s.label) for s in spans_of_tags(example.tags)}
        given = {(s.start, s.end, s.label) for s in tagger.tag(example.text)}
        counts = out[example.layout]
        for place, spans in enumerate((gold & given, given, gold)):
            for span in spans:
                counts[span[2]][place] += 1
    return out


def f1(counts: Sequence[int]) -> float:
    """F1 of right, given, gold."""
    right, given, gold = counts
    return 2 * right / (given + gold) if given + gold else 1.0


def merged(counts: Iterable[Sequence[int]]) -> list[int]:
    """Counts added."""
    return [sum(x) for x in zip(*counts, strict=True)] or [0, 0, 0]


def by_label(found: Mapping[str, Counts]) -> Counts:
    """Counts of each label over all layouts, and `micro`."""
    out = {label: merged([c[label] for c in found.values() if label in c] or [[0, 0, 0]]) for label in LABELS}
    out["micro"] = merged(out.values())
    return out


def score(taggers: Sequence[Tagger], sets: Mapping[str, Sequence[Example]]) -> Scores:
    """Every tagger on every set; a set without reports is left out."""
    out = Scores({}, {}, {})
    for name, examples in sets.items():
        for tagger in taggers if examples else ():
            column = f"{name}, {tagger.name}"
            found = count_spans(tagger, examples)
            out.labels[column] = by_label(found)
            out.layouts[column] = {layout: merged(found[layout].values()) for layout in sorted(found)}
            out.reports[column] = len(examples)
    return out


def held_out_sets(texts: Sequence[Path], seed: int, count: int) -> dict[str, list[Example]]:
    """Synthetic reports of the split `test`, and the annotated reports whose texts lie in the repository or in `texts`."""
    return {
        "synthetic": list(synthetic_examples(seed, count, "test")),
        "real": list(gold_examples([ANNOTATIONS / "real"], texts)),
        "own": list(gold_examples([ANNOTATIONS / "own"], [ANNOTATIONS / "own", *texts])),
    }


def table(scores: Mapping[str, Counts]) -> str:
    """Markdown: a label a line, a column for each name, F1 and the number of gold spans."""
    names = list(scores)
    lines = ["| label | " + " | ".join(names) + " |", "| --- |" + " --: |" * len(names)]
    for label in [*LABELS, "micro"]:
        cells = [f"{f1(scores[n][label]):.3f} ({scores[n][label][2]})" for n in names]
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def layout_lines(scores: Scores) -> str:
    """A line for each set and tagger: micro F1 of every layout."""
    return "\n".join(
        f"- {name} ({scores.reports[name]} reports): " + ", ".join(f"{k} {f1(v):.3f}" for k, v in found.items())
        for name, found in scores.layouts.items()
    )


def main() -> int:
    """Print the scores of pattern and jieba-linear on synthetic reports of an unseen split and on the annotated ones.

    The shipped model was trained on neither; all of the annotated reports are therefore held out.
    """
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--texts", type=Path, action="append", default=[], help="folder of the annotated texts")
    parser.add_argument("--model", type=Path, default=Path("models/jieba_linear"))
    parser.add_argument("--seed", type=int, default=TEST_SEED)
    parser.add_argument("--count", type=int, default=TEST_COUNT)
    args = parser.parse_args()
    taggers: list[Tagger] = [PatternTagger(), JiebaLinearTagger.load(args.model)]
    scores = score(taggers, held_out_sets(args.texts, args.seed, args.count))
    print(f"{table(scores.labels)}\n\nMicro F1 by layout:\n\n{layout_lines(scores)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
