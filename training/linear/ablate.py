"""What each kind of damage is worth to the linear tagger: trained without it, scored on the same reports.

    python -m training.linear.ablate --texts FOLDER -o models/jieba_linear/ablation.csv

Every run has as many reports; without an operator means without the reports it was drawn for.  One seed: a difference below
the spread between two seeds of the whole (the rows `whole` and `whole, another seed`) says nothing.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ie.tag.jieba_linear.tagger import JiebaLinearTagger
from training.data.examples import Example, example_of
from training.linear.corpus import Tokenized, synthetic_examples, tokenized
from training.linear.evaluate import TEST_SEED, by_label, count_spans, f1, held_out_sets
from training.linear.fit import calibrate, fit_transitions, fit_weights, quantise
from training.linear.train import ALPHA, BITS, SEED
from training.synthesize.damage import OPERATORS
from training.synthesize.stream import synthesize

REPORTS, MOST_FREQUENT, TEST = 300, 8, 100


@dataclass(frozen=True)
class _Report:
    arrays: Tokenized
    operators: frozenset[str]


def main() -> int:
    """Train once for each row of the table, and write it."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--reports", type=int, default=REPORTS)
    parser.add_argument(
        "--operators", type=int, default=MOST_FREQUENT, help="how many of the most frequent to leave out"
    )
    parser.add_argument("--texts", type=Path, action="append", default=[], help="folder of annotated texts to score on")
    args = parser.parse_args()
    pool = _pool(SEED, 3 * args.reports)
    sets = held_out_sets(args.texts, TEST_SEED, TEST)
    dev = list(tokenized(synthetic_examples(SEED, 60, "dev"), BITS))
    frequent = [o for o, _ in Counter(o for r in pool for o in sorted(r.operators)).most_common(args.operators)]
    document = {name for name, operator in OPERATORS.items() if operator.document is not None}
    runs: list[tuple[str, Callable[[_Report], bool], Sequence[_Report]]] = [
        ("whole", lambda r: True, pool),
        ("whole, another seed", lambda r: True, _pool(SEED + 1, args.reports)),
        ("no damage at all", lambda r: not r.operators, pool),
        ("no damage of the document", lambda r: not r.operators & document, pool),
        ("no damage of the printed text", lambda r: r.operators <= document, pool),
        *((f"without {name}", lambda r, name=name: name not in r.operators, pool) for name in frequent),
    ]
    with args.out.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["trained on", "reports", *(f"micro F1 {name}" for name in sets)])
        for name, wanted, source in runs:
            arrays = [r.arrays for r in source if wanted(r)][: args.reports]
            row = [name, len(arrays), *_scores(arrays, dev, sets)]
            print(*row, sep="  ", file=sys.stderr, flush=True)
            table.writerow(row)
            file.flush()
    return 0


def _pool(seed: int, count: int) -> list[_Report]:
    out = []
    for sample in synthesize(seed, count):
        example = example_of(sample.seed, sample.organ, sample.layout, sample.edition, sample.text, sample.spans)
        out += [_Report(arrays, frozenset(sample.operators)) for arrays in tokenized([example], BITS)]
    return out


def _scores(arrays: list[Tokenized], dev: list[Tokenized], sets: dict[str, list[Example]]) -> list[str]:
    weights, bias = fit_weights(arrays, BITS, SEED, 2, ALPHA)
    model = quantise(weights, bias, fit_transitions(arrays), BITS, "ablation")
    knots, levels = calibrate(model, dev)
    tagger = JiebaLinearTagger(replace(model, knots=knots, levels=levels))
    return [f"{f1(by_label(count_spans(tagger, examples))['micro']):.4f}" for examples in sets.values()]


if __name__ == "__main__":
    sys.exit(main())
