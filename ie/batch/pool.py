"""A pool of worker processes with budgets: a report that hangs, explodes or dies costs only itself.

Results come in the order of the items, whichever is done first; what waits is bounded, so that one slow report stops the
others before the memory fills.
"""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from types import TracebackType
from typing import Self

from ie.batch.frames import FrameBuffer, Header, pack_frame
from ie.batch.keeper import Ending, read_ending, resident
from ie.batch.order import InOrder, Leaving
from ie.batch.start import start_process
from ie.batch.work import CRASHED, LAST_WORDS_OF_MEMORY, Outcome, failed_outcome
from ie.batch.worker import NO_MEMORY, WORK, item_header, memory_reason
from ie.editions import own_editions
from ie.read import Limits
from ie.read.items import Item
from ie.record import record_of_unread
from ie.tag import RuntimeName

AHEAD = 64
"""Items a worker that may be begun or wait for an earlier one."""
AHEAD_BYTES = 200_000_000
"""Bytes of packed outcomes that may wait for an earlier one."""
START_SECONDS = 120.0
"""A worker that is not ready by then never will be: a large model loads in a tenth of it."""
NEAR = 0.8
"""Share of the memory budget from which on a process that died of a signal died for want of memory: libraries in C and Rust
end their process where an allocation fails."""
LOOK = 0.2
"""Seconds between looks at the clock and at the workers' memory."""


class WorkerFailed(RuntimeError):
    """The workers cannot start at all."""


@dataclass
class _Worker:
    process: subprocess.Popen[bytes]
    frames: FrameBuffer = field(default_factory=FrameBuffer)
    job: tuple[int, Item] | None = None
    deadline: float = 0.0
    ready: bool = False
    pid: int = 0
    """The worker proper; `process` is its keeper."""
    base: int = 0
    """Memory held when its report was begun."""
    peak: int = 0
    """The most seen since."""
    before: int = 0
    """Where its own count of the most it held stood then."""


class Pool:
    """At most `workers` processes; `work` names what they do, `tagger` and `runtime` the tagger they load once."""

    def __init__(
        self,
        workers: int,
        limits: Limits,
        tagger: str | None = None,
        work: str = WORK,
        runtime: RuntimeName = "onnx",
    ) -> None:
        self._most = workers
        self._limits = limits
        self._settings = {"limits": asdict(limits), "tagger": tagger, "work": work, "runtime": runtime}
        self._workers: list[_Worker] = []
        self._selector = selectors.DefaultSelector()
        self._closing = threading.Lock()
        self._closed = False
        self._bell, self._rope = os.pipe()
        os.set_blocking(self._bell, False)
        os.set_blocking(self._rope, False)
        self._selector.register(self._bell, selectors.EVENT_READ, None)
        self.taggers: list[str] = []
        """Name and version of the tagger loaded and of its second opinion, once a worker is ready."""
        self._editions = own_editions()

    def __enter__(self) -> Self:
        self._spawn()
        while not self.taggers:
            self._wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in list(self._workers):
            self._end(worker)
        self._selector.close()
        with self._closing:
            self._closed = True
            os.close(self._bell)
            os.close(self._rope)

    def run(self, tasks: Iterable[tuple[Item, bytes | None]]) -> Iterator[Leaving]:
        """Items, with their packed outcome where it is known already → (item, packed outcome, whether it is new)."""
        coming = iter(tasks)
        order = InOrder()
        task: tuple[Item, bytes | None] | None = None
        ended = False
        while True:
            if task is None and not ended and self._room(order.waiting, order.held):
                task = next(coming, None)
                ended = task is None
            if task is not None:
                item, known = task
                idle = None
                if known is not None:
                    order.know(item, known)
                elif item.trouble is not None:
                    order.finish(order.begin(item), Outcome(record_of_unread(item.trouble)).pack())
                elif idle := self._idle():
                    self._send(idle, order.begin(item), item)
                if idle or known is not None or item.trouble is not None:
                    task = None
                    continue
            # Workers are given work before the caller is given outcomes: while it writes one, they read the next.
            if leaving := next(order.leaving(), None):
                yield leaving
                done = self._wait(0)
            elif ended and not order.waiting:
                return
            else:
                done = self._wait()
            for number, packed in done:
                order.finish(number, packed)

    def free(self) -> bool:
        """Whether a worker has nothing to do; one is started where there is room."""
        return self._idle() is not None

    def begin(self, number: int, item: Item) -> None:
        """Give an item to a free worker; `collect` gives its outcome under that number."""
        worker = self._idle()
        assert worker is not None, "begin follows free"
        self._send(worker, number, item)

    def collect(self) -> list[tuple[int, bytes]]:
        """Let the workers work until something is done, `wake` is called or a moment has passed."""
        return self._wait()

    def wake(self) -> None:
        """End a `collect` early; may be called from any thread."""
        # Not into a pipe that is closed, whose number may be another file's by now.
        with self._closing, suppress(BlockingIOError):  # a full pipe wakes as well
            if not self._closed:
                os.write(self._rope, b"\0")

    def _room(self, waiting: int, held: int) -> bool:
        """Whether another item may be taken, so many of them and so many bytes of their outcomes waiting for an earlier one."""
        return not waiting or (waiting < AHEAD * self._most and held <= AHEAD_BYTES)

    def _idle(self) -> _Worker | None:
        """A worker with nothing to do, one being started where there may be more; None where the caller has to wait."""
        free = next((w for w in self._workers if w.ready and w.job is None), None)
        starting = any(not w.ready for w in self._workers)
        if free is None and len(self._workers) < self._most and not starting:
            self._spawn()
        return free

    def _spawn(self) -> None:
        try:
            process = start_process()
        except OSError as error:
            raise WorkerFailed(
                f"a worker process cannot be started: {error.strerror}: {sys.executable}; see that this user may run it"
            ) from error
        assert process.stdin and process.stdout
        worker = _Worker(process, deadline=time.monotonic() + START_SECONDS)
        os.set_blocking(process.stdout.fileno(), False)
        self._selector.register(process.stdout, selectors.EVENT_READ, worker)
        self._workers.append(worker)
        with suppress(BrokenPipeError):
            process.stdin.write(pack_frame(self._settings | {"editions": self._editions}))
            process.stdin.flush()

    def _send(self, worker: _Worker, number: int, item: Item) -> None:
        header = {"number": number, "item": item_header(item), "has_data": item.data is not None}
        worker.job = (number, item)
        worker.deadline = time.monotonic() + self._limits.max_seconds
        worker.base = worker.peak = resident(worker.pid)
        assert worker.process.stdin
        with suppress(BrokenPipeError):  # its death is told by its output
            worker.process.stdin.write(pack_frame(header, item.data or b""))
            worker.process.stdin.flush()

    def _wait(self, seconds: float = LOOK) -> list[tuple[int, bytes]]:
        """Let the workers work for a moment, or look at them with 0; (number, packed outcome) of what is done or given up."""
        out: list[tuple[int, bytes]] = []
        for key, _ in self._selector.select(seconds):
            piece = os.read(key.fd, 1 << 20)
            worker: _Worker | None = key.data
            if worker is None:
                continue
            if not piece:
                out += self._buried(worker)
                continue
            for header, payload in worker.frames.feed(piece):
                out += self._told(worker, header, payload)
        now = time.monotonic()
        for worker in list(self._workers):
            if worker.job is not None:
                out += self._watched(worker, now)
            elif not worker.ready and now > worker.deadline:
                self._end(worker)
                raise WorkerFailed(f"a worker was not ready within {START_SECONDS:g} s; try again on a freer machine")
        return out

    def _told(self, worker: _Worker, header: Header, payload: bytes) -> list[tuple[int, bytes]]:
        if "ready" in header:
            worker.ready = True
            worker.pid = header["pid"]
            worker.before = header["peak"]
            self.taggers = header["ready"]
            return []
        if "refused" in header:
            raise WorkerFailed(header["refused"])
        worker.job = None
        worker.before = header["peak"]
        if header["exhausted"]:
            self._end(worker)
        return [(int(header["done"]), payload)]

    def _watched(self, worker: _Worker, now: float) -> list[tuple[int, bytes]]:
        """Give up a report that is over its time or its memory."""
        assert worker.job is not None
        number, item = worker.job
        worker.peak = max(worker.peak, resident(worker.pid))
        if worker.peak - worker.base > self._limits.max_memory:
            self._end(worker)
            return [(number, failed_outcome(item, "out_of_memory", memory_reason(self._limits)).pack())]
        if now > worker.deadline:
            self._end(worker)
            reason = f"took more than {self._limits.max_seconds:g} s; look at it, or save it as plain text"
            return [(number, failed_outcome(item, "timed_out", reason).pack())]
        return []

    def _buried(self, worker: _Worker) -> list[tuple[int, bytes]]:
        """A worker that died: of its report where it had one, of itself where it never was ready."""
        ending = self._end(worker)
        if worker.job is None:
            if not worker.ready and not self.taggers:
                said = ending.words.strip().rpartition("\n")[2]
                how = f"{ending.how}: {said}" if said else ending.how
                raise WorkerFailed(f"the worker process ended at its start ({how}); run: python -m ie.batch.worker")
            return []
        number, item = worker.job
        if self._for_want_of_memory(worker, ending):
            return [(number, failed_outcome(item, "out_of_memory", memory_reason(self._limits)).pack())]
        return [(number, failed_outcome(item, "crashed", f"ended its process ({ending.how}){CRASHED}").pack())]

    def _for_want_of_memory(self, worker: _Worker, ending: Ending) -> bool:
        """Whether a worker that died ran out of memory: it said so, or it was near its budget."""
        if ending.code == NO_MEMORY:
            return True
        if ending.code < 0 and any(sign in ending.words for sign in LAST_WORDS_OF_MEMORY):
            return True
        # What the system counted, since looks at the clock may have missed the moment.  A number not above that of earlier
        # reports says nothing of this one.
        counted = ending.peak if ending.peak > worker.before else 0
        return max(worker.peak, counted) - worker.base > NEAR * self._limits.max_memory

    def _end(self, worker: _Worker) -> Ending:
        """Kill a worker with all it started; what its keeper says, where it came to say anything."""
        process = worker.process
        assert process.stdin and process.stdout
        if worker not in self._workers:
            return Ending(process.returncode or 0)
        self._workers.remove(worker)
        self._selector.unregister(process.stdout)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        code = process.wait()
        said = b""
        if process.stderr is not None:
            os.set_blocking(process.stderr.fileno(), False)
            said = process.stderr.read() or b""
            process.stderr.close()
        process.stdout.close()
        with suppress(OSError):
            process.stdin.close()
        return read_ending(said, code)
