"""The thread that owns the pool of workers: items in from any thread, packed outcomes out as futures."""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from concurrent.futures import Future

from ie.batch.pool import Pool, WorkerFailed
from ie.batch.work import Outcome
from ie.batch.worker import WORK
from ie.read.items import Item
from ie.record import record_of_unread
from ie.serve.settings import ServiceSettings

FIRST_GUESS = 0.1
"""Seconds a report takes, before one has been read."""
MOST_SECONDS = 60
"""No client is told to wait longer."""

Job = tuple[Item, "Future[bytes]"]


class Desk:
    """Workers die with the thread that started them, so that one thread starts and ends them all."""

    def __init__(self, settings: ServiceSettings, work: str = WORK) -> None:
        self._thread = threading.Thread(target=self._run, name="desk", daemon=True)
        self._settings = settings
        self._work = work
        self._queue: deque[Job] = deque()
        self._lock = threading.Lock()
        self._ready: Future[list[str]] = Future()
        self._pool: Pool | None = None
        self._stopping = False
        self._seconds = FIRST_GUESS
        self._working: dict[int, tuple[Future[bytes], float]] = {}
        self.failure: str | None = None
        """Why no report can be read any more."""

    def open(self) -> list[str]:
        """Start, if it has not; the taggers' names once a worker is ready.  WorkerFailed where none can start."""
        if self._thread.ident is None:
            self._thread.start()
        return self._ready.result()

    @property
    def waiting(self) -> int:
        return len(self._queue)

    @property
    def working(self) -> int:
        return len(self._working)

    def retry_after(self) -> int:
        """Seconds until a place is likely to be free."""
        ahead = (self.waiting + self.working) * self._seconds / self._settings.workers
        return min(max(math.ceil(ahead / 2), 1), MOST_SECONDS)

    def submit(self, item: Item) -> Future[bytes]:
        """The packed outcome to come; a future cancelled before its turn is never begun."""
        future: Future[bytes] = Future()
        if item.trouble is not None:
            future.set_result(Outcome(record_of_unread(item.trouble)).pack())
            return future
        with self._lock:
            if self._stopping or self.failure is not None or self._pool is None:
                future.set_exception(WorkerFailed(self.failure or "the service is stopping"))
                return future
            self._queue.append((item, future))
        self._pool.wake()
        return future

    def close(self) -> None:
        """End the workers; what still waits fails."""
        with self._lock:
            self._stopping = True
        if self._pool is not None:
            self._pool.wake()
        self._thread.join()

    def _run(self) -> None:
        try:
            settings = self._settings
            with Pool(settings.workers, settings.limits, settings.tagger, self._work) as pool:
                self._pool = pool
                self._ready.set_result(pool.taggers)
                self._serve(pool)
        except BaseException as error:
            self.failure = f"the workers have failed ({error}); start the service anew"
            if not self._ready.done():
                self._ready.set_exception(error)
        with self._lock:
            self._stopping = True
            left = [*(future for _, future in self._queue), *(future for future, _ in self._working.values())]
        for future in left:
            if not future.done():
                future.set_exception(WorkerFailed(self.failure or "the service is stopping"))

    def _serve(self, pool: Pool) -> None:
        number = 0
        while not self._stopping:
            while self._queue and pool.free() and (job := self._next()) is not None:
                item, future = job
                self._working[number] = future, time.monotonic()
                pool.begin(number, item)
                number += 1
            for done, packed in pool.collect():
                future, begin = self._working.pop(done)
                self._seconds += 0.1 * (time.monotonic() - begin - self._seconds)
                future.set_result(packed)

    def _next(self) -> Job | None:
        """The next whose client still waits."""
        with self._lock:
            while self._queue:
                item, future = self._queue.popleft()
                if future.set_running_or_notify_cancel():
                    return item, future
        return None
