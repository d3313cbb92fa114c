"""`make train`: synthesis → windows → weights → calibration → model folder with its card.

    python -m training.transformer --work FOLDER --models models/transformer

What is in FOLDER already is not made again: a killed run goes on from its checkpoint.  Real gold (`--texts`) only helps to choose among
checkpoints and is scored; nothing is trained on it.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from itertools import chain
from pathlib import Path

import torch

from ie.score.gold import load_gold
from ie.tag.transformer.vocabulary import Vocabulary
from ie.tag.transformer.windows import MARGIN, WINDOW
from ie.tag.viterbi import Floats
from training.data.examples import Example, gold_examples
from training.data.gold import gold_files
from training.data.pool import left_out, prose_paragraphs
from training.data.splits import held_out, names_of
from training.synthesize.layouts import LAYOUTS
from training.transformer.curve import draw
from training.transformer.encoder import Shape, entries, new_model
from training.transformer.evaluate import tagger_of
from training.transformer.export import export
from training.transformer.finish import finish, scores_on
from training.transformer.train import Judge, Plan, train
from training.transformer.transitions import COUNTED, transitions_of
from training.transformer.windows import Windows, converted_examples, layout_examples, synthetic_examples, write_windows

ROOT = Path(__file__).parents[2]
SEED = 21


def main(argv: Sequence[str] | None = None) -> int:
    """Run every step that is still to be done."""
    parser = parser_of()
    args = parser.parse_args(argv)
    torch.set_num_threads(args.threads)
    vocabulary = Vocabulary(entries())
    data = windows_folder(args, vocabulary)
    plan = Plan(args.steps, args.batch, args.rate, seed=args.seed, every=args.every)
    real = list(gold_examples([ROOT / "annotations" / "real"], args.texts))
    transitions = transitions_of(synthetic_examples(SEED, COUNTED, "train"))
    run = args.work / f"run-{args.start}-{args.layers}-{args.inner}-{args.seed}"
    model = new_model(Shape(layers=args.layers, inner=args.inner), args.start, vocabulary, args.seed)
    best = train(model, Windows(data), plan, run, judge_of(vocabulary, real, transitions))
    model.load_state_dict(torch.load(best, weights_only=True))
    draw(run / "curve.csv", run / "curve.png")
    export(model.eval(), vocabulary, args.models, WINDOW, MARGIN, transitions)
    finish(
        args.models,
        real,
        {
            "start": args.start,
            "reports": args.reports,
            "converted": args.converted,
            "also": dict(args.also),
            "pool": args.pool is not None,
            "plan": asdict(plan),
        },
        command_of(args, parser),
    )
    return 0


def parser_of() -> argparse.ArgumentParser:
    """The command's settings."""
    parser = argparse.ArgumentParser(prog="python -m training.transformer", description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="windows and checkpoints; outside the repository")
    parser.add_argument("--models", type=Path, default=ROOT / "models" / "transformer", help="where the model goes")
    parser.add_argument("--texts", type=Path, action="append", default=[], help="folder of the real gold's texts")
    parser.add_argument("--reports", type=int, default=16000, help="synthetic reports to train on")
    parser.add_argument(
        "--converted", type=int, default=0, help="reports more, flattened by the converters installed here"
    )
    parser.add_argument(
        "--also",
        type=layout_count,
        action="append",
        default=[],
        metavar="LAYOUT=REPORTS",
        help="reports more of one layout; may be repeated",
    )
    parser.add_argument(
        "--pool", type=Path, help="folder of official prose; paragraphs without figures fill some sections"
    )
    parser.add_argument("--steps", type=int, default=30000)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--start", choices=("embeddings", "layers", "random"), default="embeddings")
    parser.add_argument("--layers", type=int, default=Shape.layers, help="of the encoder")
    parser.add_argument("--inner", type=int, default=Shape.inner, help="width of the feed-forward part")
    parser.add_argument("--seed", type=int, default=0, help="of the weights and of the order of the windows")
    parser.add_argument("--every", type=int, default=1000, help="steps between two evaluations")
    parser.add_argument("--threads", type=int, default=2)
    return parser


def windows_folder(args: argparse.Namespace, vocabulary: Vocabulary) -> Path:
    """The folder of the training windows, named by what is in them; made where it is not there yet."""
    also = dict(args.also)
    more = [str(args.converted)] if args.converted else []
    mix = "-".join(
        [
            str(args.reports),
            *more,
            *(f"{name}-{count}" for name, count in also.items()),
            *(["pool"] if args.pool else []),
        ]
    )
    data = args.work / f"windows-{SEED}-{mix}-{WINDOW}"
    if not (data / "tags.npy").is_file():
        prose = foreign_prose(args.pool) if args.pool else None
        examples = chain(
            synthetic_examples(SEED, args.reports, "train", prose),
            converted_examples(SEED, args.converted, "train", prose) if args.converted else (),
            layout_examples(SEED, also, "train", prose),
        )
        write_windows(examples, vocabulary, WINDOW, data, SEED)
    return data


def command_of(args: argparse.Namespace, parser: argparse.ArgumentParser) -> str:
    """The command with what makes these weights: every setting that is not its default, folders by their last name."""
    words = ["python -m training.transformer"]
    for name in (
        "reports",
        "converted",
        "pool",
        "steps",
        "batch",
        "rate",
        "start",
        "layers",
        "inner",
        "seed",
        "threads",
    ):
        value = getattr(args, name)
        if value != parser.get_default(name):
            words.append(f"--{name} {value.name.upper() if isinstance(value, Path) else value}")
    words += [f"--also {name}={count}" for name, count in args.also]
    return " ".join([*words, *("--texts FOLDER" for _ in args.texts)])


def layout_count(given: str) -> tuple[str, int]:
    """LAYOUT=REPORTS; argparse's error where that is no layout of the synthesis or no number above 0."""
    layout, _, count = given.partition("=")
    if layout not in LAYOUTS or not count.isdigit() or not int(count):
        raise argparse.ArgumentTypeError(f"{given!r} is no LAYOUT=REPORTS; layouts are {', '.join(sorted(LAYOUTS))}")
    return layout, int(count)


def foreign_prose(pool: Path) -> list[str]:
    """Paragraphs of the pool, without its texts of organs that the real gold's test part is of."""
    golds = list(load_gold(gold_files([ROOT / "annotations" / "real"])))
    return prose_paragraphs(pool, left_out(pool, *names_of(golds, held_out(golds))))


def judge_of(vocabulary: Vocabulary, real: list[Example], transitions: Floats) -> Judge:
    """What checkpoints are chosen by, of a model in training."""
    scored = scores_on(real)
    return lambda model: scored(tagger_of(model, vocabulary, transitions=transitions))


if __name__ == "__main__":
    raise SystemExit(main())
