"""`reports.jsonl` → records, one at a time: what every step behind writing (check, panel, settle, show) reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Record = dict[str, Any]
NEEDED = ("source", "status", "tables", "checks", "review")
"""Keys that a record of any version has; a line without them is something else."""


class RecordsError(ValueError):
    """A file that was named as records holds none; the message says which line, why, and what to name instead."""


def read_records(path: Path) -> Iterator[Record]:
    """The records of a `reports.jsonl`, or of a `.json` file that holds one record, in the file's order.

    Raises RecordsError for a line that is no record and OSError where the file cannot be read.
    """
    with path.open(encoding="utf-8") as file:
        try:
            if path.suffix == ".json":
                yield _record(json.load(file), path, 1)
                return
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield _record(_parsed(line, path, number), path, number)
        except (UnicodeDecodeError, json.JSONDecodeError) as error:
            raise RecordsError(f"{str(path)!r} is no JSON ({error}); name a reports.jsonl of ie extract") from None


def _parsed(line: str, path: Path, number: int) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise RecordsError(
            f"line {number} of {str(path)!r} is no JSON ({error}); name a reports.jsonl of ie extract"
        ) from None


def _record(value: Any, path: Path, number: int) -> Record:
    if isinstance(value, dict) and all(key in value for key in NEEDED):
        return value
    raise RecordsError(f"line {number} of {str(path)!r} is no record; name a reports.jsonl of ie extract")


def table_cells(record: Record) -> dict[str, Record]:
    """Every cell of a record by its whole address, `table.row.column`."""
    return {f"{t['id']}.{name}": cell for t in record["tables"] for name, cell in t["cells"].items()}


def document_name(source: str, part: str | None) -> str:
    """How a report is named to people: its path, and the member or page range where the file holds several."""
    return f"{source}#{part}" if part else source
