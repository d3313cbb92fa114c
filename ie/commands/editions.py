"""`ie editions`: which editions of the form are known, and what one looks like: the file to begin a new one from."""

from __future__ import annotations

import argparse
import sys
from typing import Any


def add_editions(command: Any) -> None:
    """Add the option that names a folder of the user's own editions."""
    command.add_argument(
        "--editions",
        metavar="FOLDER",
        help="editions of your own, as TOML files (default: the folder IE_EDITIONS names)",
    )


def add_parser(commands: Any) -> None:
    """Add the command to the parser's."""
    editions = commands.add_parser("editions", help="list the editions of the form that are known, or print one's file")
    editions.add_argument("edition", nargs="?", metavar="EDITION", help="print this one's TOML file")
    add_editions(editions)
    editions.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """List the editions, or print one; 2 where it is not known."""
    from ie.editions import EDITIONS, EditionError, edition_text, known_editions, load_edition

    if args.edition is not None:
        try:
            print(edition_text(args.edition), end="")
        except EditionError as error:
            print(f"ie: {error}", file=sys.stderr)
            return 2
        return 0
    for name in known_editions():
        form = load_edition(name)
        cells = sum(1 for table in form.tables for _ in table.addresses())
        years = f"{form.first_year}-{form.last_year or ''}"
        where = "shipped" if name in EDITIONS else f"your own, based on {form.based_on or 'none'}"
        sums = len(form.identities)
        print(f"{name:16} {years:10} {len(form.tables)} tables, {cells} cells, {sums} sums ({where})")
    return 0
