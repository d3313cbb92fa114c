"""The command `ie`: extract, explain, score, benchmark; check, panel, settle and show work on what extract wrote.

Imports are lazy, so that a command pays only for what it uses.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ie.version import __version__

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

        return run_extract(
            args.inputs,
            Path(args.out),
            tagger=args.model or args.tagger,
            workers=args.workers,
            force=args.force,
            columns=args.column,
            engine=args.engine,
            address=args.address,
            runtime=args.runtime,
        )
    if args.command == "explain":
        from ie.commands.explain import run_explain

        return run_explain(Path(args.file), args.address)
    if args.command in LATER:
        from ie.commands import evidence

        return evidence.run(args)
    if args.command == "convert":
        from ie.commands.convert import run_convert

        return run_convert(args)
    if args.command == "diff":
        from ie.commands.diff import run_diff

        return run_diff(Path(args.before), Path(args.after), args.json)
    if args.command == "export":
        from ie.commands.export import run_export

        return run_export(Path(args.run))
    if args.command == "serve":
        from ie.commands.serve import run_serve

        return run_serve(args)
    if args.command == "benchmark":
        from ie.commands.benchmark import run_benchmark

        return run_benchmark(args.gold, args.texts, args.tagger, args.json)
    if args.command == "review":
        from ie.commands.review import run_review

        return run_review(args)
    from ie.commands.score import run_score

    return run_score(args.gold, Path(args.records), args.texts, args.json, args.cases)


def _workers(words: str) -> int:
    number = int(words)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1 process is needed")
    return number


def _column(words: str) -> str:
    what, equals, name = words.partition("=")
    if what not in ("text", "id", "url", "path") or not equals or not name:
        raise argparse.ArgumentTypeError(f"{words!r} is not WHAT=NAME with WHAT one of text, id, url, path")
    return words


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ie",
        description="Figures of government disclosure reports, read out of mangled text and proved by their sums.",
    )
    parser.add_argument("--version", action="version", version=f"ie {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    extract = commands.add_parser("extract", help="read reports and write records, tables and summaries")
    extract.add_argument(
        "inputs",
        nargs="+",
        metavar="FILE|FOLDER",
        help="reports, archives or crawls of them, folders of all these, or URLs",
    )
    extract.add_argument(
        "-o", "--out", required=True, metavar="OUT", help="folder for the results; a run begun there is continued"
    )
    reader = extract.add_mutually_exclusive_group()
    reader.add_argument(
        "--tagger",
        metavar="NAME",
        help="this tagger alone; without it the best that loads, and pattern where it leaves doubt",
    )
    reader.add_argument(
        "--model", metavar="FOLDER|NAME", help="a model of your own, or owner/name on a hub, in place of those shipped"
    )
    extract.add_argument(
        "--runtime", choices=("onnx", "torch"), default="onnx",
        help="what runs the transformer; torch, the reference, needs the extra train",
    )  # fmt: skip
    extract.add_argument("--workers", type=_workers, metavar="N", help="processes (default: one a core)")
    extract.add_argument("--force", action="store_true", help="read everything again, whatever was done before")
    extract.add_argument(
        "--column", action="append", default=[], type=_column, metavar="WHAT=NAME",
        help="where a CSV or JSON Lines crawl has its text, id, url, or path of a file",
    )  # fmt: skip

    extract.add_argument(
        "--engine",
        choices=("local", "ray"),
        default="local",
        help="processes of this machine, or a Ray cluster's actors",
    )
    extract.add_argument("--address", metavar="HOST:PORT", help="of the Ray cluster to join, or auto for the one here")

    explain = commands.add_parser("explain", help="say step by step why a cell holds what it holds")
    explain.add_argument("file", metavar="FILE", help="one report")
    explain.add_argument("address", nargs="?", metavar="ADDRESS", help="table.row.column, or the beginning of one")

    diff = commands.add_parser("diff", help="name the cells that differ between two runs, and why")
    diff.add_argument("before", metavar="RUN", help="a folder that ie extract has written")
    diff.add_argument("after", metavar="RUN", help="another")
    diff.add_argument("--json", action="store_true", help="one JSON object a difference")

    export = commands.add_parser("export", help="write a run as Parquet files and a DuckDB database")
    export.add_argument("run", metavar="RUN", help="a folder that ie extract has written")

    score = commands.add_parser("score", help="hold records against gold")
    score.add_argument("gold", metavar="GOLD", nargs="+", help="gold files or folders")
    score.add_argument("records", metavar="RECORDS", help="reports.jsonl")
    score.add_argument(
        "--texts", metavar="FOLDER", action="append", default=[], help="score only gold whose text lies here"
    )
    score.add_argument("--json", metavar="FILE", help="write the scores as JSON too")
    score.add_argument("--cases", metavar="KIND", help="list the cases behind a number, such as silent_error or missed")

    benchmark = commands.add_parser(
        "benchmark", help="every tagger on annotated reports: figures, errors, trust, speed"
    )
    benchmark.add_argument("gold", metavar="GOLD", nargs="+", help="gold files or folders")
    benchmark.add_argument("--texts", metavar="FOLDER", action="append", default=[], help="where their texts lie")
    benchmark.add_argument("--tagger", metavar="NAME", action="append", default=[], help="this one (default: all)")
    benchmark.add_argument("--json", metavar="FILE", help="write every measure as JSON too")
    from ie.commands import convert, evidence, review, serve

    serve.add_parser(commands)
    evidence.add_parsers(commands)
    convert.add_parser(commands)
    review.add_parser(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
