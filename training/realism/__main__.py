"""Real texts by folder against the synthetic stream: how well they are told apart, and by what."""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from training.realism.compare import Comparison, compare
from training.realism.features import features, is_prose, lines_of, prose_features, without_prose
from training.synthesize.stream import synthesize

PROSE_LINES = 6
"""A real text with so many lines of running text is a whole report; fewer, and it is a table part."""
FEWEST_CHARACTERS = 150
"""A table part shorter than this has no layout to speak of."""
FULL_YEAR = re.compile(r"20\d\d")


def read_real(folders: Sequence[Path]) -> dict[str, str]:
    """Texts by file name, `.txt` alone.  FileNotFoundError where a folder holds none."""
    out = {}
    for folder in folders:
        paths = sorted(folder.glob("*.txt"))
        if not paths:
            raise FileNotFoundError(f"{folder} holds no .txt files; give a folder of real reports with --real")
        for path in paths:
            out[path.name] = path.read_bytes().decode("utf-8-sig", "replace")
    return out


def group_of(name: str) -> str:
    """The report's organ as far as its file name tells: without extensions and year."""
    return FULL_YEAR.sub("", name.split(".")[0])


def is_whole(text: str) -> bool:
    """Whether the text holds a report's prose, not only its tables."""
    return sum(is_prose(line) for line in lines_of(text)) >= PROSE_LINES and bool(prose_features(text))


def cut_like(texts: Sequence[str], models: Sequence[str], rng: random.Random) -> list[str]:
    """Each text cut at its beginning to the length of a model drawn at random: collections hold the first part of a page."""
    return [text[: len(rng.choice(models))] for text in texts]


def show(title: str, found: Comparison, most: int) -> str:
    """The comparison as a table, strongest giveaway first."""
    head = f"{title}: {found.real} real, {found.synthetic} synthetic; AUC {found.auc:.3f} [{found.low:.3f}, {found.high:.3f}]"
    lines = [head, f"  {'feature':32}{'importance':>10}{'alone':>7}   real 25 % | 50 % | 75 %         synthetic"]
    for g in found.giveaways[:most]:
        quartiles = " ".join(f"{q:8.3f}" for q in (*g.real, *g.synthetic))
        lines.append(f"  {g.name:32}{g.importance:10.4f}{g.auc:7.2f}   {quartiles}")
    return "\n".join(lines)


def _row(found: dict[str, float], without: Sequence[str]) -> dict[str, float]:
    return {name: value for name, value in found.items() if not any(word in name for word in without)}


def main(argv: Sequence[str] | None = None) -> int:
    """Print the comparison of the table parts, and of whole reports where there are enough."""
    parser = argparse.ArgumentParser(prog="python -m training.realism", description=__doc__)
    parser.add_argument("--real", nargs="+", type=Path, required=True, metavar="FOLDER", help="folders of real texts")
    parser.add_argument("--count", type=int, default=400, help="synthetic reports to compare with")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--without", nargs="*", default=[], metavar="WORD", help="leave out features with these in their names"
    )
    parser.add_argument("--show", type=int, default=20, help="features to list")
    options = parser.parse_args(argv)
    real = read_real(options.real)
    synthetic = [sample.text for sample in synthesize(options.seed, options.count)]
    tables = {name: part for name, text in real.items() if len(part := without_prose(text)) >= FEWEST_CHARACTERS}
    cut = cut_like([without_prose(text) for text in synthetic], list(tables.values()), random.Random(options.seed))
    made = [part for part in cut if len(part) >= FEWEST_CHARACTERS]
    rows = [_row(features(t), options.without) for t in tables.values()]
    found = compare(rows, [_row(features(t), options.without) for t in made], [group_of(name) for name in tables])
    print(show("Table parts", found, options.show))
    whole = {name: text for name, text in real.items() if is_whole(text)}
    made = [text for text in synthetic if is_whole(text)]
    rows = [_row({**features(t), **prose_features(t)}, options.without) for t in whole.values()]
    rows_made = [_row({**features(t), **prose_features(t)}, options.without) for t in made]
    try:
        found = compare(rows, rows_made, [group_of(name) for name in whole])
    except ValueError as error:
        print(f"Whole reports: {error}", file=sys.stderr)
        return 0
    print(show("Whole reports", found, options.show))
    return 0


if __name__ == "__main__":
    sys.exit(main())
