"""What works the items of a run through: `local` processes, or the actors of a `ray` cluster.  Both give the same bytes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol

from ie.batch.order import Leaving
from ie.batch.pool import Pool, WorkerFailed
from ie.batch.worker import WORK
from ie.read import Limits
from ie.read.items import Item
from ie.tag import TAGGERS, RuntimeName, TaggerError, model_folder

ENGINES = ("local", "ray")


class Engine(Protocol):
    """Started by `with`; `run` may be called once."""

    taggers: list[str]
    """Name and version of the tagger and of its second opinion."""

    def run(self, tasks: Iterable[tuple[Item, bytes | None]]) -> Iterator[Leaving]:
        """Items, with their packed outcome where it is known already → the same in order, each with its packed outcome."""
        ...


def default_workers() -> int:
    """One process a core that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def open_engine(
    name: str,
    limits: Limits,
    *,
    tagger: str | None = None,
    workers: int | None = None,
    work: str = WORK,
    address: str | None = None,
    runtime: RuntimeName = "onnx",
) -> AbstractContextManager[Engine]:
    """The engine of that name; `workers` is by default one a core of this machine or of the cluster at `address`.

    WorkerFailed where `tagger` names a model on a hub that cannot be fetched.
    """
    if name == "local":
        return Pool(workers or default_workers(), limits, _fetched(tagger), work, runtime)
    if name != "ray":
        raise ValueError(f"there is no engine {name!r}; there are {', '.join(ENGINES)}")
    from ie.batch.ray_engine import RayEngine

    return RayEngine(workers, limits, tagger, work, address, runtime)


def _fetched(tagger: str | None) -> str | None:
    """A hub's model is fetched once, before the workers start; on a cluster each machine fetches its own."""
    try:
        folder = model_folder(tagger) if tagger is not None and tagger not in TAGGERS else None
    except TaggerError as error:
        raise WorkerFailed(str(error)) from error
    return str(folder) if folder else tagger
