"""The store: one SQLite file (WAL), to which answers are added and in which none is changed.

    store = Store(Path("review.sqlite"))
    reading = store.reading(record, spans)                       # what the annotator was shown
    store.append(record, reading, "甲", [Answer("cell", "applications.received.total", before, after)])
    store.events(report=report_key(record), annotator="甲")

An answer is on the disk when `append` returns.  Several processes may write at once: each annotator's answers are rows of their
own, so nobody overwrites anybody.  Drafts (typed, not confirmed) are the one thing that is replaced.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import sqlite3
import threading
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ie.review.events import Answer, Event, ReviewError, Role, report_key

SCHEMA_VERSION = 1
BUSY_SECONDS = 15.0
"""How long a writer waits for another one; an answer takes milliseconds, so this is met only on a stuck disk."""
_SCHEMA = """
CREATE TABLE readings(id INTEGER PRIMARY KEY, report TEXT NOT NULL, digest TEXT NOT NULL, at TEXT NOT NULL,
  record TEXT NOT NULL, spans TEXT NOT NULL, UNIQUE(report, digest));
CREATE TABLE events(id INTEGER PRIMARY KEY AUTOINCREMENT, action TEXT NOT NULL, report TEXT NOT NULL, text_sha256 TEXT,
  reading INTEGER NOT NULL REFERENCES readings(id), annotator TEXT NOT NULL, role TEXT NOT NULL, at TEXT NOT NULL,
  kind TEXT NOT NULL, target TEXT NOT NULL, "before" TEXT NOT NULL, "after" TEXT NOT NULL);
CREATE INDEX events_of ON events(report, annotator);
CREATE INDEX events_by ON events(annotator);
CREATE INDEX events_action ON events(action);
CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'answers are never changed'); END;
CREATE TRIGGER events_keep BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'answers are never removed'); END;
CREATE TRIGGER readings_stay BEFORE UPDATE ON readings BEGIN SELECT RAISE(ABORT, 'readings are never changed'); END;
CREATE TRIGGER readings_keep BEFORE DELETE ON readings BEGIN SELECT RAISE(ABORT, 'readings are never removed'); END;
CREATE TABLE drafts(report TEXT NOT NULL, annotator TEXT NOT NULL, target TEXT NOT NULL, words TEXT NOT NULL,
  at TEXT NOT NULL, PRIMARY KEY(report, annotator, target));
"""
_COLUMNS = 'id, action, report, text_sha256, reading, annotator, role, at, kind, target, "before", "after"'


class Store:
    """The answers of everybody.  ReviewError where the file is no store of ours or cannot be written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._last: tuple[int, dict[str, Any], list[list[Any]]] = (-1, {}, [])
        """The reading loaded last; readings never change."""
        try:
            self._db = self._open()
            self._make()
        except sqlite3.DatabaseError as error:
            raise ReviewError(
                f"{str(path)!r} cannot be used as a store of answers ({error}); name another file with --store"
            ) from None

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        db.execute("PRAGMA journal_mode=WAL")
        return db

    def _make(self) -> None:
        with self.writing():
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            if version == 0 and not self._db.execute("SELECT name FROM sqlite_master").fetchone():
                for statement in _statements(_SCHEMA):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
            elif (
                version != SCHEMA_VERSION
                or not self._db.execute("SELECT 1 FROM sqlite_master WHERE name='events'").fetchone()
            ):
                raise sqlite3.DatabaseError(f"its version is {version}, this program writes {SCHEMA_VERSION}")

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def writing(self, durable: bool = True) -> Iterator[None]:
        """One transaction, closed to every other writer: what is looked up inside still holds when it is written.

        One that is not `durable` survives the end of this process and may be lost in a power cut, but does not wait for the disk.
        """
        with self._lock:
            if self._db.in_transaction:
                yield
                return
            # FULL: an answer survives a power cut too, not only the end of this process.
            self._db.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def reading(self, record: dict[str, Any], spans: Sequence[Sequence[Any]]) -> int:
        """The number of this reading of a report; it is kept whole, so that answers can be exported without the records."""
        body, marks = _dump(record), _dump([list(s) for s in spans])
        digest = hashlib.sha256(f"{body}\n{marks}".encode("utf-8", "backslashreplace")).hexdigest()
        with self.writing():
            row = self._one("SELECT id FROM readings WHERE report=? AND digest=?", report_key(record), digest)
            if row is None:
                self._db.execute(
                    "INSERT INTO readings(report, digest, at, record, spans) VALUES(?,?,?,?,?)",
                    (report_key(record), digest, _now(), body, marks),
                )
                row = self._one("SELECT last_insert_rowid()")
        return int(row[0])

    def load_reading(self, number: int) -> tuple[dict[str, Any], list[list[Any]]]:
        """The record and the spans of a reading."""
        if number != self._last[0]:
            row = self._one("SELECT record, spans FROM readings WHERE id=?", number)
            if row is None:
                raise ReviewError(f"reading {number} is not in {str(self.path)!r}")
            self._last = (number, json.loads(row[0]), json.loads(row[1]))
        _, record, spans = self._last
        return record, spans

    def append(
        self,
        record: dict[str, Any],
        reading: int,
        annotator: str,
        answers: Sequence[Answer],
        *,
        action: str | None = None,
        role: Role = "annotate",
    ) -> list[Event]:
        """Add answers as one action and return them; an action stored before (a request sent twice) is returned as it is."""
        action, at, key = action or uuid.uuid4().hex, _now(), report_key(record)
        with self.writing():
            known = self._select("action=?", action)
            if known:
                return known
            self._db.executemany(
                f"INSERT INTO events({_COLUMNS[4:]}) VALUES(?,?,?,?,?,?,?,?,?,?,?)",
                [
                    (action, key, record.get("text_sha256"), reading, annotator, role, at, a.kind, a.target,
                     _dump(a.before), _dump(a.after))
                    for a in answers
                ],
            )  # fmt: skip
            return self._select("action=?", action)

    def events(self, report: str | None = None, annotator: str | None = None, role: Role | None = None) -> list[Event]:
        """Events in the order they were stored."""
        wanted = {"report": report, "annotator": annotator, "role": role}
        given = {key: value for key, value in wanted.items() if value is not None}
        return self._select(" AND ".join(f"{key}=?" for key in given) or "1", *given.values())

    def knows(self, action: str) -> bool:
        """Whether an action of that name is stored."""
        return self._one("SELECT 1 FROM events WHERE action=?", action) is not None

    def annotators(self, report: str) -> list[str]:
        """Who has answered on a report, in the order of their first answers."""
        rows = self._all(
            "SELECT annotator FROM events WHERE report=? AND role='annotate' GROUP BY annotator ORDER BY MIN(id)",
            report,
        )
        return [row[0] for row in rows]

    def reports(self) -> list[str]:
        """Every report with an answer, in the order of their first answers."""
        return [row[0] for row in self._all("SELECT report FROM events GROUP BY report ORDER BY MIN(id)")]

    def save_draft(self, report: str, annotator: str, target: str, words: str | None) -> None:
        """Keep what was typed, or forget it (None); with every character typed, so that it does not wait for the disk."""
        with self.writing(durable=False):
            if words is None:
                self._db.execute(
                    "DELETE FROM drafts WHERE report=? AND annotator=? AND target=?", (report, annotator, target)
                )
            else:
                self._db.execute(
                    "INSERT OR REPLACE INTO drafts VALUES(?,?,?,?,?)", (report, annotator, target, words, _now())
                )

    def drafts(self, report: str, annotator: str) -> dict[str, str]:
        """What an annotator typed and did not confirm, by target."""
        return dict(self._all("SELECT target, words FROM drafts WHERE report=? AND annotator=?", report, annotator))

    def _select(self, where: str, *values: Any) -> list[Event]:
        rows = self._all(f"SELECT {_COLUMNS} FROM events WHERE {where} ORDER BY id", *values)
        return [_event(row) for row in rows]

    def _all(self, sql: str, *values: Any) -> list[Any]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def _one(self, sql: str, *values: Any) -> Any:
        with self._lock:
            return self._db.execute(sql, values).fetchone()


def _event(row: Any) -> Event:
    number, action, report, text, reading, annotator, role, at, kind, target, before, after = row
    return Event(
        number, action, report, text, reading, annotator, role, at, kind, target, json.loads(before), json.loads(after)
    )


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for part in script.split(";"):
        statement += part + ";"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _dump(value: Any) -> str:
    # ASCII, since a file name may hold a lone surrogate, which SQLite cannot store as text.
    return json.dumps(value, separators=(",", ":"), allow_nan=False)


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
