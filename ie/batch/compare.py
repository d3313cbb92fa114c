"""Two runs → which cells changed between them, and why: another input, another tagger, another version."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Record = dict[str, Any]
Key = tuple[str, str | None]
SHOWN = ("value", "unit", "status", "review")
"""What of a cell counts as a change; offsets move with the text, and confidence with the tagger."""


@dataclass(frozen=True)
class Change:
    """One difference: of a cell, or of a whole report where `address` is None."""

    source: str
    part: str | None
    address: str | None
    before: str
    after: str
    why: str


def compare_runs(before: Path, after: Path) -> Iterator[Change]:
    """Differences in the order of the second run, then the reports that only the first has.

    Each is a folder of `ie extract` or its reports.jsonl.  Of the first run the places of its lines are kept in memory, not
    the records.
    """
    with open(_records(before), "rb") as old:
        places = _places(old)
        with open(_records(after), "rb") as new:
            for line in new:
                record = json.loads(line)
                place = places.pop(_key(record), None)
                if place is None:
                    yield Change(record["source"], record["part"], None, "absent", record["status"], "input")
                else:
                    old.seek(place)
                    yield from compare_records(json.loads(old.readline()), record)
        for source, part in places:
            yield Change(source, part, None, "present", "absent", "input")


def compare_records(before: Record, after: Record) -> Iterator[Change]:
    """What changed in one report."""
    why = ", ".join(_reasons(before, after)) or "unknown: nothing that the record names has changed"
    source, part = after["source"], after["part"]
    for name in ("status", "edition", "year"):
        if before[name] != after[name]:
            yield Change(source, part, None, f"{name} {before[name]}", f"{name} {after[name]}", why)
    old, new = _cells(before), _cells(after)
    for address in dict.fromkeys((*old, *new)):
        was, now = old.get(address), new.get(address)
        if _shown(was) != _shown(now):
            yield Change(source, part, address, _words(was), _words(now), why)


def _reasons(before: Record, after: Record) -> Iterator[str]:
    if before["sha256"] != after["sha256"]:
        yield "input"
    elif before["text_sha256"] != after["text_sha256"]:
        yield "reader"
    if before.get("edition_sha256") != after.get("edition_sha256"):
        yield "edition"
    if before["tagger"] != after["tagger"]:
        names = [f"{t['name']} {t['version']}" if t else "none" for t in (before["tagger"], after["tagger"])]
        yield f"model {names[0]} → {names[1]}"
    if before["ie_version"] != after["ie_version"]:
        yield f"version {before['ie_version']} → {after['ie_version']}"


def _records(run: Path) -> Path:
    return run / "reports.jsonl" if run.is_dir() else run


def _key(record: Record) -> Key:
    return record["source"], record["part"]


def _places(file: Any) -> dict[Key, int]:
    out: dict[Key, int] = {}
    at = 0
    for line in file:
        out[_key(json.loads(line))] = at
        at += len(line)
    return out


def _cells(record: Record) -> dict[str, Record]:
    return {f"{t['id']}.{address}": cell for t in record["tables"] for address, cell in t["cells"].items()}


def _shown(cell: Record | None) -> tuple[Any, ...] | None:
    """A cell that is not there at all and one without anything in it are the same."""
    if cell is None or (cell["status"] == "absent" and not cell["review"]):
        return None
    return tuple(cell[name] for name in SHOWN)


def _words(cell: Record | None) -> str:
    if _shown(cell) is None or cell is None:
        return "absent"
    value = "" if cell["value"] is None else f" {cell['value']}{cell['unit'] or ''}"
    return f"{cell['status']}{value}{' review' if cell['review'] else ''}"
