"""The engine `ray`: the items of a run stream through Ray Data, one actor a core of the cluster, and come back in order.

The driver lists the inputs, keeps the journal and writes the outputs, as with the engine `local`.  Local files are read
by the driver and travel with their items, so that a cluster needs no shared disk; URLs are read by the actors.
"""

from __future__ import annotations

import logging
import os
import queue
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict
from types import TracebackType
from typing import Any, Self

from ie.batch.order import InOrder, Leaving
from ie.batch.pool import AHEAD_BYTES, WorkerFailed
from ie.batch.work import Outcome
from ie.batch.worker import tagger_names
from ie.editions import own_editions
from ie.read import Limits
from ie.read.items import Item, fetch
from ie.read.remote import Url, as_input
from ie.record import record_of_unread
from ie.tag import RuntimeName
from ie.version import __version__

GROUP_ITEMS = 8
GROUP_BYTES = 4_000_000
"""Items of a group: enough that sending one costs far less than working it through, few enough that actors end together."""
AHEAD = 64
"""Items an actor that may be begun or wait for an earlier one: Ray keeps up to four groups at each actor."""
SENT_BYTES = 400_000_000
"""Bytes of items that may be on their way."""
LOOK = 0.2
"""Seconds to wait for an outcome before looking whether more items can be sent."""
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
        cores = int(ray.cluster_resources().get("CPU", 1))
        self._workers = min(self._workers or cores, max(cores, 1))
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
                    raise WorkerFailed(f"{what} ({_last(error)}); {AGAIN if local else JOIN}") from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._own:
            import ray

            ray.shutdown()

    def run(self, tasks: Iterable[tuple[Item, bytes | None]]) -> Iterator[Leaving]:
        """As `ie.batch.engine.Engine`; WorkerFailed where the cluster gives up."""
        stream = _Stream(self._workers, self._settings, self.taggers)
        order = InOrder()
        sizes: dict[int, int] = {}
        coming = iter(tasks)
        ended = False
        try:
            while True:
                yield from order.leaving()
                if ended and not order.waiting:
                    return
                room = order.waiting < AHEAD * self._workers and order.held < AHEAD_BYTES
                if ended or not (room and sum(sizes.values()) < SENT_BYTES):
                    stream.flush()
                    for number, packed in stream.receive():
                        sizes.pop(number, None)
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
                    sizes[number] = stream.send(number, item)
        finally:
            stream.close()


class _Stream:
    """One dataset that is fed while it runs.  Ray's own iterator blocks, so that a thread of its own drains it."""

    def __init__(self, actors: int, settings: dict[str, Any], taggers: list[str]) -> None:
        from ray.util.queue import Queue

        self._items = Queue(actor_options={"num_cpus": 0})
        self._done: queue.SimpleQueue[list[tuple[int, bytes]] | BaseException] = queue.SimpleQueue()
        self._group: list[bytes] = []
        dataset = _dataset(self._items, actors, settings, taggers)
        threading.Thread(target=self._drain, args=(dataset,), daemon=True, name="ray-outcomes").start()

    def send(self, number: int, item: Item) -> int:
        """Put an item into the group that is being filled; its bytes."""
        from ie.batch.ray_actor import pack_item

        packed = pack_item(number, item)
        self._group.append(packed)
        if len(self._group) >= GROUP_ITEMS or sum(map(len, self._group)) >= GROUP_BYTES:
            self.flush()
        return len(packed)

    def flush(self) -> None:
        """Send the group as it is."""
        if self._group:
            self._items.put(b"".join(self._group))
            self._group = []

    def end(self) -> None:
        """No item comes after these."""
        self.flush()
        self._items.put(None)

    def receive(self) -> list[tuple[int, bytes]]:
        """What has been done since, after a moment's wait; WorkerFailed where the cluster gave up."""
        try:
            got = self._done.get(timeout=LOOK)
        except queue.Empty:
            return []
        if isinstance(got, BaseException):
            raise WorkerFailed(f"the cluster gave up ({_last(got)}); the same command continues where it was") from got
        return got

    def close(self) -> None:
        with suppress(Exception):  # the cluster may be gone already
            self._items.shutdown(force=True)

    def _drain(self, dataset: Any) -> None:
        from ie.batch.ray_actor import GROUP, unpack_outcomes

        try:
            for table in dataset.iter_batches(batch_size=None, batch_format="pyarrow", prefetch_batches=0):
                for group in table[GROUP].to_pylist():
                    self._done.put(unpack_outcomes(group))
            self._done.put(RuntimeError("it ended before the last report"))
        except BaseException as error:
            self._done.put(error)


def _dataset(items: Any, actors: int, settings: dict[str, Any], taggers: list[str]) -> Any:
    """The plan: one read task beside the driver, then one actor a core."""
    import ray
    from ray.data import ActorPoolStrategy, DataContext

    from ie.batch.ray_actor import Extractor, ItemSource

    before = DataContext.get_current()
    context = before.copy()
    # A block for each group: Ray would otherwise gather groups up to 128 MB before it passes them on.
    context.target_max_block_size = 1
    context.enable_progress_bars = False
    # A report that is slow holds no other up; `InOrder` sorts.
    context.execution_options.preserve_order = False
    here = ray.get_runtime_context().get_node_id()
    with DataContext.current(context):
        # Beside the driver, since what the queue has given cannot be given again when its node is lost.
        dataset = ray.data.read_datasource(
            ItemSource(items), override_num_blocks=1, num_cpus=0, label_selector={"ray.io/node-id": here}
        )
        return dataset.map_batches(
            Extractor,
            fn_constructor_args=(settings, taggers),
            batch_size=None,
            batch_format="pyarrow",
            compute=ActorPoolStrategy(size=actors),
            num_cpus=1,
        )


def _last(error: BaseException) -> str:
    """The last line of an error, which is the cause in Ray's long ones."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1] if lines else type(error).__name__
