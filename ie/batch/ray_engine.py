"""The engine `ray`: the items of a run stream through Ray Data, one actor a core of the cluster, and come back in order.

The driver lists the inputs, keeps the journal and writes the outputs, as with the engine `local`.  Local files are read
by the driver and travel with their items, so that a cluster needs no shared disk; URLs are read by the actors.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from types import TracebackType
from typing import Any, Self

from ie.batch.order import InOrder, Leaving
from ie.batch.pool import AHEAD_BYTES, WorkerFailed
from ie.batch.ray_stream import LastingStream, cores_now, last_line
from ie.batch.work import Outcome
from ie.batch.worker import tagger_names
from ie.editions import own_editions
from ie.read import Limits
from ie.read.items import Item, fetch
from ie.read.remote import Url, as_input
from ie.record import record_of_unread
from ie.tag import RuntimeName
from ie.version import __version__

AHEAD = 64
"""Items an actor that may be begun or wait for an earlier one: Ray keeps up to four groups at each actor."""
SENT_BYTES = 400_000_000
"""Bytes of items that may be on their way."""
ENVIRONMENT = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_BACKEND_LOG_LEVEL": "fatal"}
"""Nothing is sent anywhere, and Ray's own log stays out of the command's output; who wants them sets them otherwise."""
TRIES = 3
"""Starts of a cluster of our own: Ray gives its processes half a minute, which a busy machine may need longer than."""
AGAIN = "try again on a freer machine, or leave out --engine"
JOIN = "check --address, or leave it out"
NO_RAY = (
    "the engine ray needs Ray, which is not installed; run: pip install 'nianbao-ie[cluster]', or leave out --engine"
)


class RayEngine:
    """Joins the cluster at `address` or at RAY_ADDRESS, else starts one on this machine, without its dashboard."""

    def __init__(
        self,
        workers: int | None,
        limits: Limits,
        tagger: str | None,
        work: str,
        address: str | None = None,
        runtime: RuntimeName = "onnx",
    ) -> None:
        self._workers = workers or 0
        self._limits = limits
        self._address = address or os.environ.get("RAY_ADDRESS") or "local"
        self._settings: dict[str, Any] = {
            "limits": asdict(limits),
            "tagger": tagger,
            "work": work,
            "runtime": runtime,
            "version": __version__,
        }
        self._own = False
        self.taggers: list[str] = []
        self._settings["editions"] = own_editions()

    def __enter__(self) -> Self:
        from ie.tag import TaggerError, load_tagger

        try:
            self.taggers = tagger_names(load_tagger(self._settings["tagger"], self._settings["runtime"]))
        except TaggerError as error:
            raise WorkerFailed(str(error)) from error
        for name, value in ENVIRONMENT.items():
            os.environ.setdefault(name, value)
        try:
            import ray
            import ray.data
        except ModuleNotFoundError as error:
            raise WorkerFailed(NO_RAY) from error
        if not ray.is_initialized():
            self._own = True
            self._connect()
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        self._workers = min(self._workers or cores_now(), cores_now())
        return self

    def _connect(self) -> None:
        import ray

        local = self._address == "local"
        fresh: dict[str, Any] = {"include_dashboard": False} if local else {}
        for left in reversed(range(TRIES if local else 1)):
            try:
                ray.init(self._address, log_to_driver=False, logging_level=logging.ERROR, **fresh)
                return
            except Exception as error:
                ray.shutdown()
                if not left:
                    what = "Ray cannot start here" if local else f"no Ray cluster at {self._address}"
                    raise WorkerFailed(f"{what} ({last_line(error)}); {AGAIN if local else JOIN}") from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._own:
            import ray

            ray.shutdown()

    def run(self, tasks: Iterable[tuple[Item, bytes | None]]) -> Iterator[Leaving]:
        """As `ie.batch.engine.Engine`; WorkerFailed where the cluster gives up."""
        stream = LastingStream(self._workers, self._settings, self.taggers)
        order = InOrder()
        coming = iter(tasks)
        ended = False
        try:
            while True:
                yield from order.leaving()
                if ended and not order.waiting:
                    return
                room = order.waiting < AHEAD * self._workers and order.held < AHEAD_BYTES
                if ended or not (room and stream.sent_bytes < SENT_BYTES):
                    stream.flush()
                    for number, packed in stream.receive():
                        order.finish(number, packed)
                    continue
                task = next(coming, None)
                if task is None:
                    ended = True
                    stream.end()
                    continue
                item, known = task
                if known is not None:
                    order.know(item, known)
                    continue
                item = item if isinstance(as_input(item.name), Url) else fetch(item, self._limits)
                number = order.begin(item)
                if item.trouble is not None:
                    order.finish(number, Outcome(record_of_unread(item.trouble)).pack())
                else:
                    stream.send(number, item)
        finally:
            stream.close()
