"""Ask for the reports that teach most, learn from the answers, keep the new model if it is no worse.

    python -m training.active POOL -o HOME --texts FOLDER           people answer, on the review page
    python -m training.active POOL -o HOME --answers GOLD           gold already made answers
    python -m training.active -o HOME --back                        put the model before the current one back

The model in use is HOME/<what HOME/current says>; `ie extract --tagger` takes its folder.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from ie.score.gold import GoldError
from ie.tag.shipped import ShippedModelError, models_folder
from training.active.batches import MIXTURE, NAMES
from training.active.home import Home, HomeError
from training.active.material import hold_out_of, pool_of
from training.active.refit import Recipe
from training.active.rounds import Loop, run_round
from training.linear.corpus import synthetic_examples, tokenized

ANNOTATIONS = Path("annotations")
REPLAY_SEED, REPLAY, CALIBRATION = 40, 300, 60
"""Synthetic reports against forgetting, and for confidence; of a seed that no shipped model was trained on."""


def main(argv: list[str] | None = None) -> int:
    """Run the loop; 0 done, 1 nothing was kept, 2 wrong use."""
    args = _parser().parse_args(argv)
    try:
        home = Home(args.out, args.base or models_folder() / "jieba_linear")
        if args.back:
            print(f"the model in use is now that of {home.back()}: {home.model_folder(home.current)}")
            return 0
        if args.pool is None:
            raise HomeError("name the folder of reports that may be asked for, or --back")
        return _rounds(_loop(args, home), args.rounds)
    except (HomeError, GoldError, ShippedModelError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m training.active", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pool", type=Path, nargs="?", metavar="POOL", help="folder of reports that may be asked for")
    parser.add_argument(
        "-o", "--out", type=Path, required=True, metavar="HOME", help="your folder of models and answers"
    )
    parser.add_argument("--strategy", choices=NAMES, default=MIXTURE)
    parser.add_argument("--batch", type=int, default=5, help="reports a round")
    parser.add_argument(
        "--rounds", type=int, default=1, help="at most; fewer where the models agree or the pool is empty"
    )
    parser.add_argument(
        "--answers", type=Path, action="append", default=[], metavar="GOLD", help="gold that answers instead of people"
    )
    parser.add_argument(
        "--hold-out", type=Path, action="append", default=[], metavar="GOLD", help="scored on: its test part by organ"
    )
    parser.add_argument(
        "--texts", type=Path, action="append", default=[], metavar="FOLDER", help="where texts of gold lie"
    )
    parser.add_argument(
        "--base", type=Path, metavar="FOLDER", help="the jieba-linear model to begin with (the shipped one)"
    )
    parser.add_argument(
        "--replay", type=int, default=REPLAY, help="synthetic reports trained on beside the annotated ones"
    )
    parser.add_argument(
        "--weight", type=int, default=Recipe.weight, help="how often an annotated report counts beside a synthetic one"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, metavar="N", help="port of the review page; 0 takes a free one")
    parser.add_argument("--no-browser", action="store_true", help="only print the review page's address")
    parser.add_argument("--back", action="store_true", help="put the model before the current one back, and end")
    return parser


def _loop(args: argparse.Namespace, home: Home) -> Loop:
    bits = home.model(home.current).bits
    hold_out = hold_out_of(args.hold_out or [ANNOTATIONS], args.texts, bits)
    pool = pool_of(args.pool, hold_out, bits, print)
    if args.answers:
        from ie.score.gold import load_gold

        answered = {gold.sha256 for gold in load_gold(args.answers) if gold.spans is not None}
        pool = {sha256: candidate for sha256, candidate in pool.items() if sha256 in answered}
        print(f"answers: {len(pool)} of them are there")
    return Loop(
        home=home,
        pool_folder=args.pool,
        pool=pool,
        hold_out=hold_out,
        replay=list(tokenized(synthetic_examples(REPLAY_SEED, args.replay, "train"), bits)),
        calibration=list(tokenized(synthetic_examples(REPLAY_SEED, CALIBRATION, "dev"), bits)),
        texts=args.texts,
        strategy=args.strategy,
        batch=args.batch,
        seed=args.seed,
        answers=args.answers,
        page=_page(args),
        recipe=Recipe(weight=args.weight),
    )


def _page(args: argparse.Namespace) -> list[str]:
    port = [] if args.port is None else ["--port", str(args.port)]
    return port + ["--no-browser"] * args.no_browser


def _rounds(loop: Loop, most: int) -> int:
    kept = False
    for _ in range(most):
        entry = run_round(loop)
        if entry is None:
            print("the pool has nothing left to ask for")
            break
        _tell(entry)
        kept |= entry["kept"]
        if entry["stop"]:
            print("the last models tag alike: more of this pool would teach little")
            break
    print(f"in use: {loop.home.model_folder(loop.home.current)}")
    return 0 if kept else 1


def _tell(entry: dict[str, Any]) -> None:
    before, after = entry["before"], entry["after"]
    print(f"{entry['round']}: {len(entry['asked'])} asked, {entry['annotated']} annotated in all")
    for key, name in (("f1", "micro F1"), ("exact", "exact"), ("right", "figures right"), ("silent", "silent errors")):
        print(f"  {name:<14} {before[key]} → {after[key]}")
    print(
        f"  {'of':<14} {after['reports']} reports, {after['figures']} figures; models agree to {entry['agreement']:.4f}"
    )
    print("  kept" if entry["kept"] else f"  not kept: {'; '.join(entry['reasons'])}")


if __name__ == "__main__":
    sys.exit(main())
