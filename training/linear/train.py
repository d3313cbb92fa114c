"""`make train-linear`: from a seed to models/jieba_linear/, the same bytes each time.  Neither the pool nor any gold is read."""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

from ie.tag.jieba_linear.model import save_model
from training.linear.card import write_card
from training.linear.corpus import Fingerprint, synthetic_examples, tokenized
from training.linear.fit import calibrate, fit_transitions, fit_weights, quantise

SEED, REPORTS, HELD_OUT, EPOCHS, BITS, ALPHA = 20, 1600, 200, 2, 18, 1e-6


def main() -> int:
    """Train, calibrate on reports of another split, write model and card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("models/jieba_linear"))
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--reports", type=int, default=REPORTS)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--alpha", type=float, default=ALPHA)
    args = parser.parse_args()
    began = time.monotonic()

    def told(what: str) -> None:
        print(f"{time.monotonic() - began:6.0f} s  {what}", file=sys.stderr, flush=True)

    fingerprint = Fingerprint()
    train = list(tokenized(synthetic_examples(args.seed, args.reports, "train"), BITS, fingerprint))
    told(f"{len(train)} reports, {sum(len(r.tags) for r in train)} tokens")
    weights, bias = fit_weights(train, BITS, args.seed, args.epochs, args.alpha)
    told("weights")
    model = quantise(weights, bias, fit_transitions(train), BITS, fingerprint.hex()[:12])
    held_out = list(tokenized(synthetic_examples(args.seed, HELD_OUT, "dev"), BITS))
    knots, levels = calibrate(model, held_out)
    save_model(args.out, replace(model, knots=knots, levels=levels))
    facts = {
        "seed": args.seed,
        "reports": fingerprint.reports,
        "characters": fingerprint.characters,
        "corpus": fingerprint.hex(),
        "held_out": HELD_OUT,
        "epochs": args.epochs,
        "alpha": args.alpha,
        "bits": BITS,
    }
    write_card(args.out, facts)
    told(f"written: {args.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
