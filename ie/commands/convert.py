"""`ie convert`: labelled texts from one annotation tool's format into another's."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ie.interchange.offsets import CHARACTERS, UNITS


def add_parser(commands: Any) -> None:
    """Add the command to the parser's."""
    # The formats' own modules are imported when the command is run.
    written = ("label-studio", "doccano", "prodigy", "conll", "datasets", "labels")
    convert = commands.add_parser("convert", help="take labelled texts to another annotation tool, or back")
    convert.add_argument(
        "inputs", nargs="+", metavar="FILE|FOLDER", help="gold, a run of ie extract, or a file of one of the tools"
    )
    convert.add_argument("--to", required=True, choices=written, help="the format to write")
    convert.add_argument(
        "-o", "--out", required=True, metavar="OUT", help="the file, or for datasets the folder, to write"
    )
    convert.add_argument(
        "--from", dest="source", choices=(*written, "gold", "run"), help="the inputs' format, if it cannot be told"
    )
    convert.add_argument(
        "--texts", metavar="FOLDER", action="append", default=[], help="where the texts of gold or of a run lie"
    )
    convert.add_argument(
        "--offsets", choices=UNITS, help="how Label Studio or doccano counts; characters if not told otherwise"
    )
    convert.add_argument("--trim", action="store_true", help="take blanks off the ends of spans")
    convert.set_defaults(run=run_convert)


def run_convert(args: argparse.Namespace) -> int:
    """Convert; 0 done, 1 some texts left out, 2 refused."""
    from ie.interchange.formats import Options, read, write
    from ie.score.gold import GoldError

    out, left = Path(args.out), list[str]()
    options = Options([Path(p) for p in args.texts], args.offsets, left.append)
    counter = _Counter(args.to, args.trim, left)
    try:
        items = read([Path(p) for p in args.inputs], args.source, options)
        written = write(counter.counted(items), args.to, out, args.offsets or CHARACTERS)
    except (GoldError, ModuleNotFoundError) as error:
        print(f"ie: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(
            f"ie: {str(error.filename or out)!r} cannot be used: {error.strerror or error}; check the path",
            file=sys.stderr,
        )
        return 2
    for cause in left:
        print(f"left out: {cause}", file=sys.stderr)
    print(f"{counter.texts} texts, {counter.spans} spans" + (f"; {len(left)} left out" if left else ""))
    print(*(f"written: {path}" for path in written), sep="\n")
    return 1 if left else 0


class _Counter:
    """Counts what goes by, and leaves out what the format must not hold: a label file holds a person's work alone."""

    def __init__(self, form: str, trim: bool, left: list[str]) -> None:
        self._form, self._trim, self._left = form, trim, left
        self.texts = self.spans = 0

    def counted(self, items: Iterable[Any]) -> Iterator[Any]:
        from ie.interchange.labelled import trimmed

        for item in items:
            if self._form == "labels" and item.spans is None:
                self._left.append(f"{item.id} was annotated by nobody")
                continue
            self.texts += 1
            self.spans += len(item.best)
            yield trimmed(item) if self._trim else item
