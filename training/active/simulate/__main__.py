"""Play every strategy on every seed, and write points (CSV), curves (PNG) and a table (Markdown).

    python -m training.active.simulate -o training/active/results --gold annotations --texts FOLDER

A run that was stopped goes on with the same command; `--report` only writes picture and table anew from the points.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from training.active.batches import NAMES
from training.active.measure import Reader
from training.active.simulate.curves import plot, table
from training.active.simulate.run import Plan, Table, opinions_on, play
from training.active.simulate.world import Sizes, make_world

SEEDS = 5


def main(argv: list[str] | None = None) -> int:
    """Run the simulation; 0, or 2 where it cannot begin."""
    args = _parser().parse_args(argv)
    unknown = [name for name in args.strategy if name not in NAMES]
    if unknown:
        print(f"there is no strategy {unknown[0]!r}; there are {', '.join(NAMES)}", file=sys.stderr)
        return 2
    args.out.mkdir(parents=True, exist_ok=True)
    points = Table(args.out / "simulation.csv")
    if not args.report:
        _play(args, points)
    found = points.points()
    if not found:
        print(f"{points.path} holds no point yet; run without --report first", file=sys.stderr)
        return 2
    plot(found, args.out / "simulation.png")
    (args.out / "simulation.md").write_text(_page(args, table(found)), encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m training.active.simulate",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    sizes, plan = Sizes(), Plan()
    parser.add_argument("-o", "--out", type=Path, default=Path("training/active/results"))
    parser.add_argument("--strategy", action="append", default=[], help="play only these")
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--gold", type=Path, action="append", default=[], help="annotated reports for pool and tests")
    parser.add_argument("--texts", type=Path, action="append", default=[], help="folder of their texts")
    parser.add_argument("--base", type=int, default=sizes.base, help="synthetic reports the start model is made of")
    parser.add_argument("--replay", type=int, default=sizes.replay, help="of these, how many every refit sees again")
    parser.add_argument("--pool", type=int, default=sizes.pool, help="synthetic reports that may be asked for")
    parser.add_argument("--test", type=int, default=sizes.test, help="synthetic reports that are scored on")
    parser.add_argument("--batch", type=int, default=plan.batch)
    parser.add_argument("--rounds", type=int, default=plan.rounds)
    parser.add_argument("--date", default="", help="the day for the page")
    parser.add_argument(
        "--report", action="store_true", help="play nothing; picture and table from the points there are"
    )
    return parser


def _play(args: argparse.Namespace, points: Table) -> None:
    plan = Plan(args.batch, args.rounds)
    done = {(p.seed, p.strategy) for p in points.points()}
    for seed in range(1, args.seeds + 1):
        wanted = [name for name in args.strategy or NAMES if (seed, name) not in done]
        if not wanted:
            continue
        sizes = Sizes(args.base, args.replay, args.pool, args.test)
        world = make_world(seed, sizes, args.gold, args.texts)
        opinions, reader = opinions_on(world), Reader()
        for name in wanted:
            began = time.process_time()
            curve = list(play(world, name, seed, plan, opinions, reader))
            points.add(curve)
            print(f"seed {seed} {name}: {time.process_time() - began:.0f} s", file=sys.stderr, flush=True)


def _page(args: argparse.Namespace, words: str) -> str:
    command = f"python -m training.active.simulate --seeds {args.seeds} --base {args.base} --replay {args.replay} --pool {args.pool}"
    command += f" --test {args.test} --batch {args.batch} --rounds {args.rounds}"
    command += "".join(f" --gold {path.name}" for path in args.gold) + (" --texts FOLDER" if args.texts else "")
    dated = f"{args.date}, " if args.date else ""
    return f"# Strategies against random\n\n{dated}`{command}`\n\n{words}\n\n![curves](simulation.png)\n"


if __name__ == "__main__":
    sys.exit(main())
