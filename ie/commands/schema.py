"""`ie schema`: the JSON Schema of a record, for those who check or consume `reports.jsonl`."""

from __future__ import annotations

import argparse
from typing import Any


def add_parser(commands: Any) -> None:
    """Add the command to the parser's."""
    schema = commands.add_parser("schema", help="print the JSON Schema of a record, a line of reports.jsonl")
    schema.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the schema; always 0."""
    import json

    from ie.write import record_schema

    print(json.dumps(record_schema(), ensure_ascii=False, indent=2))
    return 0
