"""The same report from several places — mirrors, print versions, reposts — grouped in `duplicates.csv`; none is dropped."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ie.write.csvfile import CsvFile

COLUMNS = ("group", "source", "part", "id", "url", "organ", "year", "by")
"""`by` is what the report shares with the group's first: its bytes, its text, or its figures."""
MIN_FIGURES = 8
"""Figures other than 0 from which on two reports of one year that share them all are one: each small figure alone is common."""

Record = dict[str, Any]


def record_keys(record: Record) -> Iterator[tuple[str, str]]:
    """(by, key) for all that tells a report from another; none for what was not read."""
    if record["status"] != "ok":
        return
    yield "bytes", f"b{record['sha256']}"
    yield "text", f"t{record['text_sha256']}"
    cells = [
        [t["id"], address, cell["value"]]
        for t in record["tables"]
        for address, cell in t["cells"].items()
        if cell["value"] is not None and not cell["review"]
    ]
    figures = [[f["value"], f["unit"]] for f in record["figures"]]
    for kind, values in (("c", cells), ("f", figures)):
        if sum(bool(v[-1] if kind == "c" else v[0]) for v in values) >= MIN_FIGURES:
            words = json.dumps([record["year"], record["edition"], values])
            yield "figures", kind + hashlib.sha256(words.encode()).hexdigest()
            return


class Duplicates:
    """Takes the records in order; keeps what it needs in a temporary file, not in memory."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("")
        self._db.execute("CREATE TABLE keys (key TEXT PRIMARY KEY, grp INTEGER) WITHOUT ROWID")
        self._db.execute("CREATE INDEX by_grp ON keys (grp)")
        self._db.execute("CREATE TABLE members (seq INTEGER PRIMARY KEY, grp INTEGER, words TEXT)")
        self._db.execute("CREATE INDEX members_by_grp ON members (grp)")
        self._seq = 0

    def add(self, record: Record) -> None:
        """Put one record into the group that it shares a key with, or into one of its own."""
        keys = list(record_keys(record))
        if not keys:
            return
        self._seq += 1
        found: dict[int, str] = {}
        for by, key in keys:
            row = self._db.execute("SELECT grp FROM keys WHERE key = ?", (key,)).fetchone()
            if row is not None:
                found.setdefault(row[0], by)
        group = min(found, default=self._seq)
        for other in found.keys() - {group}:
            for table in ("keys", "members"):
                self._db.execute(f"UPDATE {table} SET grp = ? WHERE grp = ?", (group, other))
        for _, key in keys:
            self._db.execute("INSERT OR IGNORE INTO keys VALUES (?, ?)", (key, group))
        organ = record["organ"]["text"] if record["organ"] else None
        shown = (record["source"], record["part"], record.get("id"), record.get("url"), organ, record["year"])
        words = json.dumps([*shown, found.get(group, next(iter(found.values()), ""))])
        self._db.execute("INSERT INTO members VALUES (?, ?, ?)", (self._seq, group, words))

    def write(self, path: Path) -> int:
        """Write the groups of two and more, in the order of their first reports; their number."""
        part = path.with_name(f".{path.name}.part")
        part.unlink(missing_ok=True)
        file = CsvFile(part, COLUMNS)
        number, last = 0, None
        rows = self._db.execute(
            "SELECT grp, words FROM members WHERE grp IN (SELECT grp FROM members GROUP BY grp HAVING COUNT(*) > 1)"
            " ORDER BY grp, seq"
        )
        for group, words in rows:
            number += group != last
            last = group
            file.row((number, *json.loads(words)))
        file.close()
        part.replace(path)
        self._db.close()
        return number
