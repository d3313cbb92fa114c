"""What a run has done, in one SQLite file beside its outputs: kill -9 at any point loses at most what was not yet written
down, and that is done again; nothing is ever written down twice."""

from __future__ import annotations

import json
import sqlite3
import time
from pathlib import Path

from ie.read.inputs import RUN_MARK
from ie.read.items import Item

COMMIT_SECONDS = 1.0
COMMIT_RECORDS = 200
"""What a killed run does again at most."""


class JournalError(OSError):
    """The journal cannot be used: its message says why and what to do."""


class Journal:
    """The done items of an output folder, by name and part; outcomes are kept packed."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / RUN_MARK
        self._waiting = 0
        self._last = time.monotonic()
        try:
            self._db = sqlite3.connect(self.path, timeout=0.5, isolation_level=None)
            self._db.execute("PRAGMA locking_mode=EXCLUSIVE")
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("CREATE TABLE IF NOT EXISTS settings (words TEXT NOT NULL)")
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS done (key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, packed BLOB NOT NULL)"
            )
            self._db.execute("CREATE TEMP TABLE seen (key TEXT PRIMARY KEY) WITHOUT ROWID")
        except sqlite3.Error as error:
            raise self._told(error) from error

    @property
    def settings(self) -> dict[str, object] | None:
        """What the run was begun with; None for a new one."""
        row = self._db.execute("SELECT words FROM settings").fetchone()
        return dict(json.loads(row[0])) if row else None

    def begin(self, settings: dict[str, object]) -> None:
        """Forget everything and begin anew with these settings."""
        self._db.execute("DELETE FROM done")
        self._db.execute("DELETE FROM settings")
        self._db.execute("INSERT INTO settings VALUES (?)", (json.dumps(settings, sort_keys=True),))
        self.commit()

    def first_time(self, item: Item) -> bool:
        """Whether this item has not been asked about in this run."""
        return self._db.execute("INSERT OR IGNORE INTO seen VALUES (?)", (_key(item),)).rowcount == 1

    def find(self, item: Item) -> tuple[bytes | None, bool]:
        """The packed outcome of the item as it is now, and whether an older state of it was done."""
        row = self._db.execute("SELECT fingerprint, packed FROM done WHERE key = ?", (_key(item),)).fetchone()
        if row is None:
            return None, False
        return (row[1], False) if row[0] == _state(item) else (None, True)

    def add(self, item: Item, packed: bytes) -> None:
        """Write an outcome down; on the disk at the latest with the next `commit`."""
        try:
            self._db.execute("INSERT OR REPLACE INTO done VALUES (?, ?, ?)", (_key(item), _state(item), packed))
            self._waiting += 1
            if self._waiting >= COMMIT_RECORDS or time.monotonic() - self._last > COMMIT_SECONDS:
                self.commit()
        except sqlite3.Error as error:
            raise self._told(error) from error

    def unseen(self) -> int:
        """How many done items were not asked about in this run."""
        row = self._db.execute("SELECT COUNT(*) FROM done WHERE key NOT IN (SELECT key FROM seen)").fetchone()
        return int(row[0])

    def commit(self) -> None:
        try:
            self._db.execute("COMMIT")
            self._db.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise self._told(error) from error
        self._waiting = 0
        self._last = time.monotonic()

    def close(self) -> None:
        """Write down what waits, as far as the disk lets us."""
        try:
            if self._db.in_transaction:
                self._db.execute("COMMIT")
        except sqlite3.Error as error:
            raise self._told(error) from error
        finally:
            self._db.close()

    def _told(self, error: sqlite3.Error) -> JournalError:
        words = str(error)
        if "locked" in words:
            return JournalError(f"another run is writing there ({self.path}); wait for it")
        if "not a database" in words or "malformed" in words:
            return JournalError(f"{self.path} is damaged; remove it, and the reports are read again")
        return JournalError(words)


def _key(item: Item) -> str:
    return json.dumps([item.name, item.part])


def _state(item: Item) -> str:
    return json.dumps([item.fingerprint, item.id, item.url])
