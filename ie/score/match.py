"""Which record, and which row of the spans' sidecar, belongs to a gold report: the one of the same bytes (sha256)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from ie.score.gold import Gold

Record = Mapping[str, Any]
"""One line of `reports.jsonl`, decoded."""

SCORED = ("status", "tables", "figures", "checks", "tagger")
"""The record's keys that scores are made of; records alike in these score alike."""


class ScoreError(ValueError):
    """Records that cannot be scored, since they answer the same question twice."""


def by_sha256(rows: Iterable[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for row in rows:
        found.setdefault(str(row.get("sha256")), []).append(row)
    return found


def match_record(gold: Gold, records: Mapping[str, list[Record]]) -> Record | None:
    """The record of a gold report, or None.

    A file that holds several reports gives several records of one sha256: their text_sha256, then their source's name
    decides.  Two that still disagree (two runs in one file) are refused: each run is scored by itself.
    """
    found = records.get(gold.sha256, [])
    found = [record for record in found if record.get("text_sha256") == gold.text_sha256] or found
    name = PurePosixPath(gold.source).name
    found = [record for record in found if PurePosixPath(str(record.get("source"))).name == name] or found
    return _the_one(gold, found, SCORED, "records")


def match_spans(gold: Gold, rows: Mapping[str, list[Record]]) -> list[tuple[int, int, str]]:
    """The tagger's spans of a gold report; none where the sidecar has no row for it."""
    row = _the_one(gold, rows.get(gold.sha256, []), ("spans",), "rows of spans")
    return [] if row is None else [(int(start), int(end), str(label)) for start, end, label, *_ in row["spans"]]


def _the_one(gold: Gold, found: list[Record], keys: tuple[str, ...], what: str) -> Record | None:
    for other in found[1:]:
        if any(other.get(key) != found[0].get(key) for key in keys):
            raise ScoreError(
                f"{gold.id}: {len(found)} {what} of sha256 {gold.sha256[:12]}… disagree; score each run by itself."
            )
    return found[0] if found else None
