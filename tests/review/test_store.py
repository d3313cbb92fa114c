"""The store: nothing stored is lost, changed or written over, whoever writes and however it ends."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import stat
import threading
from pathlib import Path
from typing import Any

import pytest

from ie.review.events import Answer, ReviewError, report_key
from ie.review.pool import Pool
from ie.review.store import Store
from tests.review.server import serving

RECORD = {"sha256": "a" * 64, "text_sha256": "b" * 64, "source": "x\udcff.txt", "tables": []}
ADDRESS = "applications.received.total"


def answer(n: int) -> Answer:
    return Answer("cell", ADDRESS, None, {"value": n, "status": "read"})


def write_many(path: Path, name: str, count: int) -> None:
    store = Store(path)
    reading = store.reading(RECORD, [])
    for n in range(count):
        store.append(RECORD, reading, name, [answer(n)])


def test_annotators_in_processes_of_their_own_never_write_over_each_other(tmp_path: Path) -> None:
    path, names, count = tmp_path / "s.sqlite", ["甲", "乙", "丙"], 60
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=write_many, args=(path, name, count)) for name in names]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
        assert worker.exitcode == 0
    store = Store(path)
    for name in names:
        assert [e.after["value"] for e in store.events(annotator=name)] == list(range(count))
    assert sorted(store.annotators(report_key(RECORD))) == sorted(names)


def test_answers_and_readings_can_be_neither_changed_nor_removed(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    write_many(path, "甲", 2)
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    for statement in (
        "UPDATE events SET annotator='乙'", "DELETE FROM events", "UPDATE readings SET record='{}'", "DELETE FROM readings",
    ):  # fmt: skip
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            db.execute(statement)


def test_an_action_sent_twice_is_stored_once(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.sqlite")
    reading = store.reading(RECORD, [])
    first = store.append(RECORD, reading, "甲", [answer(1)], action="one-action")
    assert store.append(RECORD, reading, "甲", [answer(2)], action="one-action") == first == store.events()
    assert store.reading(RECORD, []) == reading and store.load_reading(reading) == (RECORD, [])


def test_a_file_that_is_no_store_is_refused_and_left_alone(tmp_path: Path) -> None:
    text, other = tmp_path / "a.txt", tmp_path / "b.sqlite"
    text.write_text("not a database, but long enough to be taken for one " * 20, encoding="utf-8")
    db = sqlite3.connect(other)
    db.execute("CREATE TABLE kept(a)")
    db.commit()
    db.close()
    for path in (text, other):
        before = path.read_bytes() if path is text else None
        with pytest.raises(ReviewError, match="--store"):
            Store(path)
        assert before is None or path.read_bytes() == before
    assert sqlite3.connect(other).execute("SELECT name FROM sqlite_master").fetchall() == [("kept",)]


def test_kill_9_loses_no_answer_that_was_confirmed(records: Path) -> None:
    key = Pool.load(records).entries[0].key
    confirmed: list[int] = []
    enough = threading.Event()

    def send(server: Any) -> None:
        try:
            for n in range(10_000):
                if "error" not in server.act(key, "set", address=ADDRESS, words=str(n)):
                    confirmed.append(n)
                if n == 25:
                    enough.set()
        except OSError:
            pass  # the server is gone

    with serving(records, "甲") as server:
        sender = threading.Thread(target=send, args=(server,))
        sender.start()
        assert enough.wait(30)
        server.kill()
        sender.join()
    stored = [e.after["value"] for e in Store(records.with_name("review.sqlite")).events(annotator="甲")]
    assert len(confirmed) > 25 and stored[: len(confirmed)] == confirmed
    # At most the one answer that was stored and not yet confirmed comes on top.
    assert len(stored) <= len(confirmed) + 1
    with serving(records, "甲") as again:
        told = again.act(key, "undo")
    assert told["undo"] == len(stored) - 1


def test_the_token_is_for_its_owner_alone_and_outlives_the_server(records: Path) -> None:
    with serving(records, "甲") as server:
        first = server.token
    path = records.with_name("review.sqlite.token")
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600 and path.read_text() == first
    with serving(records, "甲") as server:
        assert server.token == first
