"""`ie export`: a finished run as Parquet files and a DuckDB database."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any


def add_parser(commands: Any) -> None:
    """Add the command to the parser's."""
    export = commands.add_parser("export", help="write a run as Parquet files and a DuckDB database")
    export.add_argument("folder", metavar="RUN", help="a folder that ie extract has written")
    export.set_defaults(run=lambda args: run_export(Path(args.folder)))


def run_export(run: Path) -> int:
    """Write both beside the run's other files; 0 done, 2 where something is missing."""
    from ie.write.parquet import export_duckdb, export_parquet

    try:
        print(f"written: {export_parquet(run)}, {export_duckdb(run)}")
    except ModuleNotFoundError as error:
        print(f"ie: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"ie: {error.strerror or error} ({run}); name a folder that ie extract has written", file=sys.stderr)
        return 2
    return 0
