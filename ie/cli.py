"""The command `ie`: extract, explain, score; check, panel, settle and show work on what extract wrote.

Imports are lazy, so that a command pays only for what it uses.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ie import __version__

EXIT_OK, EXIT_SOME, EXIT_USAGE = 0, 1, 2
LATER = ("check", "panel", "settle", "show")
"""Commands that work on records; `ie.commands.evidence` knows their options."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code: 0 all read, 1 some reports were not, 2 wrong use."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    args = _parser().parse_args(argv)
    try:
        return _run(args)
    except BrokenPipeError:
        # The reader of our output has gone (`| head`); what was written to files is whole.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")
        return EXIT_OK


def _run(args: argparse.Namespace) -> int:
    if args.command == "extract":
        from ie.commands.extract import run_extract

        return run_extract(args.inputs, Path(args.out), args.tagger)
    if args.command == "explain":
        from ie.commands.explain import run_explain

        return run_explain(Path(args.file), args.address)
    if args.command in LATER:
        from ie.commands import evidence

        return evidence.run(args)
    from ie.commands.score import run_score

    return run_score(args.gold, Path(args.records), args.texts, args.json, args.cases)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ie",
        description="Figures of government disclosure reports, read out of mangled text and proved by their sums.",
    )
    parser.add_argument("--version", action="version", version=f"ie {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    extract = commands.add_parser("extract", help="read reports and write records, tables and summaries")
    extract.add_argument("inputs", nargs="+", metavar="FILE|FOLDER", help="text files, or folders of them")
    extract.add_argument("-o", "--out", required=True, metavar="OUT", help="folder for the results")
    extract.add_argument("--tagger", metavar="NAME", help="pattern or jieba-linear; without it the best one that loads")

    explain = commands.add_parser("explain", help="say step by step why a cell holds what it holds")
    explain.add_argument("file", metavar="FILE", help="one report")
    explain.add_argument("address", nargs="?", metavar="ADDRESS", help="table.row.column, or the beginning of one")

    score = commands.add_parser("score", help="hold records against gold")
    score.add_argument("gold", metavar="GOLD", nargs="+", help="gold files or folders")
    score.add_argument("records", metavar="RECORDS", help="reports.jsonl")
    score.add_argument(
        "--texts", metavar="FOLDER", action="append", default=[], help="score only gold whose text lies here"
    )
    score.add_argument("--json", metavar="FILE", help="write the scores as JSON too")
    score.add_argument("--cases", metavar="KIND", help="list the cases behind a number, such as silent_error or missed")
    from ie.commands import evidence

    evidence.add_parsers(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
