"""What runs on the cluster: a source that hands groups of items on as they come, and the actor that works them through.

    driver ─queue→ ItemSource (one read task, beside the driver) ─blocks→ Extractor, one an actor ─blocks→ driver

A group is one row of one block: frames as `ie.batch.frames` packs them, an item or an outcome each.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable, Iterator
from typing import Any, cast

import pyarrow as pa
from ray.data.block import BlockMetadata
from ray.data.datasource import Datasource, ReadTask
from ray.util.queue import Queue

from ie.batch.frames import FrameBuffer, pack_frame
from ie.batch.pool import Pool
from ie.batch.worker import item_header
from ie.editions import use_editions
from ie.read import Limits
from ie.read.items import Item
from ie.version import __version__

GROUP = "group"
"""The only column."""


class ItemSource(Datasource):  # type: ignore[misc]
    """Groups out of a queue until it gives None: a dataset of unknown length that never lies in memory as a whole."""

    def __init__(self, queue: Queue) -> None:
        super().__init__()
        self._queue = queue

    def get_name(self) -> str:
        return "Items"

    def estimate_inmemory_data_size(self) -> int | None:
        return None

    def get_read_tasks(self, parallelism: int, *_: Any, **__: Any) -> list[ReadTask]:
        queue = self._queue

        def read() -> Iterator[pa.Table]:
            while (group := queue.get()) is not None:
                yield pa.table({GROUP: pa.array([group], pa.large_binary())})

        return [ReadTask(read, BlockMetadata(num_rows=None, size_bytes=None, input_files=None, exec_stats=None))]


class Extractor:
    """One a core.  The model is loaded once, into a process of the actor's own in which each report has its budgets:
    one that hangs or dies ends that process and never the actor."""

    def __init__(self, settings: dict[str, Any], wanted: list[str]) -> None:
        use_editions(settings["editions"])
        # Ray gives an actor the driver's sys.path; its worker process is to find the same packages.
        import sys

        os.environ["PYTHONPATH"] = os.pathsep.join(p for p in sys.path if p)
        limits = Limits(**settings["limits"])
        self._pool = Pool(1, limits, settings["tagger"], settings["work"], settings["runtime"])
        self._pool.__enter__()
        has, needs = f"{__version__} with {self._pool.taggers}", f"{settings['version']} with {wanted}"
        if has != needs:
            raise RuntimeError(f"{socket.gethostname()} has ie {has} and the driver {needs}; install the same on both")

    def __call__(self, table: pa.Table) -> pa.Table:
        groups = [self._worked(group) for group in table[GROUP].to_pylist()]
        return pa.table({GROUP: pa.array(groups, pa.large_binary())})

    def _worked(self, group: bytes) -> bytes:
        numbers, items = zip(*unpack_items(group), strict=True)
        done = self._pool.run((item, None) for item in items)
        return pack_outcomes(zip(numbers, (packed for _, packed, _ in done), strict=True))


def pack_item(number: int, item: Item) -> bytes:
    """One item of a group; it has its bytes, or an address that every node can read."""
    return pack_frame(
        {"number": number, "item": item_header(item), "has_data": item.data is not None}, item.data or b""
    )


def unpack_items(group: bytes) -> list[tuple[int, Item]]:
    """Numbers and items of a group."""
    return [
        (cast(int, head["number"]), Item(**head["item"], data=data if head["has_data"] else None))
        for head, data in FrameBuffer().feed(group)
    ]


def pack_outcomes(outcomes: Iterable[tuple[int, bytes]]) -> bytes:
    return b"".join(pack_frame({"done": number}, packed) for number, packed in outcomes)


def unpack_outcomes(group: bytes) -> list[tuple[int, bytes]]:
    """Numbers and packed outcomes of a group."""
    return [(cast(int, head["done"]), packed) for head, packed in FrameBuffer().feed(group)]
