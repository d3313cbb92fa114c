"""`make train-linear`: from a seed to models/jieba_linear/, the same bytes each time.

Annotated reports are read only when the model is written, for the scores on its card.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ie.report import Tagger
from ie.tag import PatternTagger
from ie.tag.jieba_linear.model import save_model
from ie.tag.jieba_linear.tagger import JiebaLinearTagger
from training.linear.card import Facts, date_of_source, write_card, write_readme
from training.linear.corpus import Corpus, synthetic_examples, tokenized
from training.linear.evaluate import TEST_COUNT, TEST_SEED, held_out_sets, score
from training.linear.fit import calibrate, fit_transitions, fit_weights, quantise, versioned

SEED, REPORTS, HELD_OUT, EPOCHS, BITS, ALPHA = 20, 4800, 200, 2, 18, 1e-6
"""4,800 reports are four million tokens: 2 GB with what scikit-learn makes of them, and some minutes on two cores."""


def train(
    out: Path, seed: int, reports: int, held_out: int, epochs: int, alpha: float, told: Callable[[str], None]
) -> Facts:
    """Train on split `train`, calibrate on split `dev`, write the model's files and a card without scores."""
    corpus = Corpus()
    arrays = list(tokenized(synthetic_examples(seed, reports, "train"), BITS, corpus))
    tokens = sum(len(report.tags) for report in arrays)
    told(f"{len(arrays)} reports, {tokens} tokens")
    weights, bias = fit_weights(arrays, BITS, seed, epochs, alpha)
    told("weights")
    model = quantise(weights, bias, fit_transitions(arrays), BITS)
    del arrays
    knots, levels = calibrate(model, list(tokenized(synthetic_examples(seed, held_out, "dev"), BITS)))
    save_model(out, versioned(replace(model, knots=knots, levels=levels)))
    facts = Facts(seed, corpus.reports, corpus.characters, tokens, corpus.digest.hex(), held_out, epochs, alpha, BITS)
    write_card(out, facts)
    told(f"written: {out}")
    return facts


def main() -> int:
    """Train the shipped model, score it, write its card."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--out", type=Path, default=Path("models/jieba_linear"))
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--reports", type=int, default=REPORTS)
    parser.add_argument("--held-out", type=int, default=HELD_OUT)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--alpha", type=float, default=ALPHA)
    parser.add_argument("--test", type=int, default=TEST_COUNT, help="synthetic reports to score on")
    parser.add_argument("--texts", type=Path, action="append", default=[], help="folder of annotated texts to score on")
    parser.add_argument("--date", default=date_of_source(), help="the day for the card; by default SOURCE_DATE_EPOCH's")
    args = parser.parse_args()
    began = time.monotonic()

    def told(what: str) -> None:
        print(f"{time.monotonic() - began:6.0f} s  {what}", file=sys.stderr, flush=True)

    facts = train(args.out, args.seed, args.reports, args.held_out, args.epochs, args.alpha, told)
    taggers: list[Tagger] = [PatternTagger(), JiebaLinearTagger.load(args.out)]
    scores = score(taggers, held_out_sets(args.texts, TEST_SEED, args.test))
    write_card(args.out, facts, scores, args.date)
    write_readme(args.out, facts, scores, args.date)
    told("scored")
    return 0


if __name__ == "__main__":
    sys.exit(main())
