"""The streams of the engine `ray`: items to the cluster and outcomes from it, in whatever order they are done.

RayEngine → LastingStream → Stream (one Ray dataset that is fed while it runs) → `ie.batch.ray_actor`
"""

from __future__ import annotations

import queue
import threading
from contextlib import suppress
from typing import Any

from ie.batch.pool import WorkerFailed
from ie.read.items import Item

GROUP_ITEMS = 8
GROUP_BYTES = 4_000_000
"""Items of a group: enough that sending one costs far less than working it through, few enough that actors end together."""
LOOK = 0.2
"""Seconds to wait for an outcome before looking whether more items can be sent."""


class LastingStream:
    """One stream after another: what was sent and is not done goes to the next where a stream fails.

    Ray does the work of a lost actor again, but where a node goes while one of its outcomes is on the way the whole dataset fails.
    """

    def __init__(self, actors: int, settings: dict[str, Any], taggers: list[str]) -> None:
        self._actors = actors
        self._settings = settings
        self._taggers = taggers
        self._sent: dict[int, tuple[Item, int]] = {}
        self._ended = False
        self._stream = self._fresh()

    def _fresh(self) -> Stream:
        return Stream(min(self._actors, cores_now()), self._settings, self._taggers)

    @property
    def sent_bytes(self) -> int:
        """Bytes of the items that are on their way."""
        return sum(size for _, size in self._sent.values())

    def send(self, number: int, item: Item) -> None:
        """Send an item with its group."""
        self._sent[number] = item, self._stream.send(number, item)

    def flush(self) -> None:
        """Send the group as it is."""
        self._stream.flush()

    def end(self) -> None:
        """No item comes after these."""
        self._ended = True
        self._stream.end()

    def receive(self) -> list[tuple[int, bytes]]:
        """What has been done since, after a moment's wait, each number once; WorkerFailed where the cluster gave up for good."""
        try:
            done = self._stream.receive()
        except WorkerFailed:
            if not self._stream.worth_another():
                raise
            self._stream.close()
            self._stream = self._fresh()
            for number, (item, _) in self._sent.items():
                self._stream.send(number, item)
            if self._ended:
                self._stream.end()
            return []
        return [(number, packed) for number, packed in done if self._sent.pop(number, None)]

    def close(self) -> None:
        self._stream.close()


class Stream:
    """One dataset that is fed while it runs.  Ray's own iterator blocks, so that a thread of its own drains it."""

    def __init__(self, actors: int, settings: dict[str, Any], taggers: list[str]) -> None:
        from ray.util.queue import Queue

        # Beside the driver, as the read task, so that neither is lost with another node.
        self._items = Queue(actor_options={"num_cpus": 0, "label_selector": _here()})
        self._done: queue.SimpleQueue[list[tuple[int, bytes]] | BaseException] = queue.SimpleQueue()
        self._group: list[bytes] = []
        self._nodes = _nodes()
        self._gave = False
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
            raise WorkerFailed(
                f"the cluster gave up ({last_line(got)}); the same command continues where it was"
            ) from got
        self._gave = True
        return got

    def worth_another(self) -> bool:
        """Whether this one, which has failed, brought the run on or lost a node; else the next would fail as it did."""
        return self._gave or not self._nodes <= _nodes()

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
    with DataContext.current(context):
        # Beside the driver, since what the queue has given cannot be given again when its node is lost.
        dataset = ray.data.read_datasource(ItemSource(items), override_num_blocks=1, num_cpus=0, label_selector=_here())
        return dataset.map_batches(
            Extractor,
            fn_constructor_args=(settings, taggers),
            batch_size=None,
            batch_format="pyarrow",
            compute=ActorPoolStrategy(size=actors),
            num_cpus=1,
        )


def cores_now() -> int:
    """The cluster's cores, at least one."""
    import ray

    return max(int(ray.cluster_resources().get("CPU", 1)), 1)


def _nodes() -> set[str]:
    """The nodes that are there now."""
    import ray

    return {node["NodeID"] for node in ray.nodes() if node["Alive"]}


def _here() -> dict[str, str]:
    """The label of the driver's own node."""
    import ray

    return {"ray.io/node-id": ray.get_runtime_context().get_node_id()}


def last_line(error: BaseException) -> str:
    """The last line of an error, which is the cause in Ray's long ones."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1] if lines else type(error).__name__
