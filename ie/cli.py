"""The command `ie`: `extract` makes records, the other commands work on them.

Each command's options stand in its own module of `ie.commands`; imports there are lazy, so that a command pays only for what it uses.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any

from ie.commands import (
    benchmark,
    convert,
    diff,
    editions,
    evidence,
    explain,
    export,
    extract,
    review,
    schema,
    score,
    serve,
)
from ie.commands.version import ShowVersion

EXIT_OK, EXIT_SOME, EXIT_USAGE = 0, 1, 2
COMMANDS = (extract, explain, diff, export, score, benchmark, editions, schema, serve, evidence, convert, review)
"""In the order of `ie --help`."""
EDITIONS_FOLDER = "IE_EDITIONS"
"""As `ie.editions` reads it; named here so that other commands need not load the forms."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code: 0 all read, 1 some reports were not, 2 wrong use."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    args = build_parser().parse_args(argv)
    refusal = _refusal_of_editions(args)
    if refusal is not None:
        print(f"ie: {refusal}", file=sys.stderr)
        return EXIT_USAGE
    try:
        code: int = args.run(args)
        return code
    except BrokenPipeError:
        # The reader of our output has gone (`| head`); what was written to files is whole.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")
        return EXIT_OK


def build_parser() -> argparse.ArgumentParser:
    """Every command with its options; `args.run(args)` runs the one that was given."""
    parser = argparse.ArgumentParser(
        prog="ie",
        description="Figures of government disclosure reports, read out of mangled text and proved by their sums.",
    )
    parser.add_argument("--version", action=ShowVersion)
    commands: Any = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add_parser(commands)
    return parser


def _refusal_of_editions(args: argparse.Namespace) -> str | None:
    """Why the user's own editions cannot be used; None where they can or there are none."""
    folder = getattr(args, "editions", None)
    if folder:
        os.environ[EDITIONS_FOLDER] = folder
    if not os.environ.get(EDITIONS_FOLDER):
        return None
    from ie.editions import EditionError, own_editions

    try:
        own_editions()
    except EditionError as error:
        return str(error)
    return None


if __name__ == "__main__":
    sys.exit(main())
