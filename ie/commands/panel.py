"""`ie panel`: records → one row an organ and year."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from ie.check.years import NamesError, load_names
from ie.check.years.organs import Names
from ie.panel import FORMATS, load_crosswalk, panel_of, write_panel
from ie.records import RecordsError, read_records
from ie.settle import Ledger


def run_panel(records: Path, out: Path, names: str | None, doubtful: bool) -> int:
    """Write the panel and say what is in it; 0 done, 2 wrong use."""
    if out.suffix.lower() not in FORMATS:
        print(
            f"ie: {str(out)!r} has no suffix a panel is written in; name one of {', '.join(FORMATS)}", file=sys.stderr
        )
        return 2
    crosswalk = load_crosswalk()
    try:
        told = load_names(Path(names)) if names else Names()
        rows, homeless = panel_of(read_records(records), crosswalk, told, Ledger.beside(records), doubtful)
        write_panel(rows, crosswalk, out)
    except (RecordsError, NamesError, ModuleNotFoundError) as error:
        print(f"ie: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"ie: {error.filename!r} cannot be used: {error.strerror}; check the path", file=sys.stderr)
        return 2
    statuses = Counter(value.status for row in rows for value in row.values.values())
    organs = {row.organ for row in rows}
    print(f"{len(rows)} rows: {len(organs)} organs; {len(crosswalk.indicators)} indicators")
    print("values: " + ", ".join(f"{n} {status}" for status, n in statuses.most_common()))
    if homeless:
        print(
            f"{homeless} reports have no organ or no year and are not in the panel; give them one with --names "
            "(ie check --years lists them)"
        )
    print(f"written: {out}")
    return 0
