"""Say what a corpus holds and which it is; write it on request.

python -m training.data --seed 20 --count 4800
python -m training.data --gold annotations --texts FOLDER
python -m training.data --seed 20 --count 200 --split test -o FOLDER --format parquet
python -m training.data --gold annotations --texts FOLDER --held-out POOL
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from ie.score.gold import GoldError, load_gold
from training.data.conll import write_conll
from training.data.gold import gold_files, without_text
from training.data.pool import left_out
from training.data.rows import Row, gold_rows, label_rows, synthetic_rows
from training.data.splits import FOLDS, SPLITS, held_out, names_of
from training.data.summary import Summary
from training.data.windows import OVERLAP, WINDOW

ENDING = {"parquet": ".parquet", "arrow": "", "conll": ".conll"}


def main(argv: list[str] | None = None) -> int:
    """Run the command: 0, or 2 with one sentence where an input is refused."""
    options = _parser().parse_args(argv)
    try:
        for name, rows in _corpora(options):
            summary = Summary()
            _write(name, summary.counted(rows), options)
            print(f"{name}\n{summary}")
        if options.gold:
            _tell_gold(options)
    except (GoldError, ValueError, FileExistsError, ModuleNotFoundError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m training.data", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1, help="of the synthetic reports")
    parser.add_argument("--count", type=int, default=0, help="synthetic reports to make")
    parser.add_argument("--split", choices=SPLITS, default="train", help="of the synthetic reports and the label files")
    parser.add_argument("--gold", type=Path, action="append", default=[], help="gold file or folder")
    parser.add_argument("--texts", type=Path, action="append", default=[], help="folder of the real gold's texts")
    parser.add_argument("--labels", type=Path, action="append", default=[], help="label file (JSON Lines)")
    parser.add_argument("--held-out", type=Path, metavar="POOL", help="list the pool's texts that name a test organ")
    parser.add_argument(
        "--fold", type=int, choices=range(FOLDS), help="with --held-out: of this fold, not of the split"
    )
    parser.add_argument("--window", type=int, default=WINDOW, help="characters of a window")
    parser.add_argument("--overlap", type=int, default=OVERLAP, help="characters two windows share")
    parser.add_argument("-o", "--output", type=Path, metavar="FOLDER", help="write the corpora there")
    parser.add_argument("--format", choices=tuple(ENDING), default="parquet")
    return parser


def _corpora(options: argparse.Namespace) -> Iterator[tuple[str, Iterator[Row]]]:
    if not (options.count or options.gold or options.labels):
        raise ValueError("there is nothing to count; give --count, --gold or --labels")
    shape = (options.window, options.overlap)
    if options.count:
        name = f"synthetic-{options.split}-{options.seed}-{options.count}"
        yield name, synthetic_rows(options.seed, options.count, options.split, *shape)
    if options.gold:
        yield "gold", gold_rows(options.gold, options.texts, None, *shape)
    if options.labels:
        yield "labels", label_rows(options.labels, options.split, *shape)


def _write(name: str, rows: Iterable[Row], options: argparse.Namespace) -> None:
    """Read the rows to their end, and write them where a folder was given; nothing is written over."""
    if options.output is None:
        for _ in rows:
            pass
        return
    path = options.output / f"{name}{ENDING[options.format]}"
    if path.exists():
        raise FileExistsError(f"{path} is there already; remove it or give another folder with -o")
    options.output.mkdir(parents=True, exist_ok=True)
    if options.format == "conll":
        with path.open("w", encoding="utf-8", newline="\n") as file:
            write_conll(rows, file)
        return
    from training.data.builders import write_arrow, write_parquet  # `datasets` takes seconds to load

    (write_parquet if options.format == "parquet" else write_arrow)(rows, path)


def _tell_gold(options: argparse.Namespace) -> None:
    missing = without_text(options.gold, options.texts)
    if missing:
        some = ", ".join(missing[:3]) + (", …" if len(missing) > 3 else "")
        print(f"  without their text, and left out: {len(missing)} ({some}); name its folder with --texts")
    golds = load_gold(gold_files(options.gold))
    kept = held_out(golds, options.fold)
    part = "test part" if options.fold is None else f"fold {options.fold}"
    print(f"  {part}: {len(kept)} of {len(golds)} reports must not be trained on")
    if options.held_out:
        texts = left_out(options.held_out, *names_of(golds, kept))
        print("\n".join([f"  texts of the pool that name its organs: {len(texts)}", *texts]))


if __name__ == "__main__":
    sys.exit(main())
