"""A worker process: items come in, outcomes go out, one at a time.  `python -m ie.batch.worker`, started by the pool.

It never starts a second report in a process that ran out of memory, and dies with its parent.
"""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from typing import Any

from ie.batch.frames import pack_frame, read_frame
from ie.batch.work import Outcome, failed_outcome, is_memory
from ie.editions import use_editions
from ie.read import Limits
from ie.read.items import Item
from ie.report import Tagger
from ie.tag import TaggerError, load_tagger
from ie.tag.committee import Committee

WORK = "ie.batch.work:work_item"
NO_MEMORY = 77
"""Exit code of a worker that ran out of memory where it could not tell so any more."""
COLLECT_EVERY = 20_000
"""Objects made and not freed after which cycles are looked for: a few reports' worth, since reports hold hardly any cycles."""
PARENT_DEATH = 1
"""Linux: prctl's number of the signal that a child gets when its parent dies."""


def main() -> int:
    """Serve until the input ends."""
    given, results = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    # Whatever a library prints must not get between the frames.
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    _die_with_parent()
    start = read_frame(given)
    if start is None:
        return 0
    settings = start[0]
    use_editions(settings["editions"])
    limits = Limits(**settings["limits"])
    try:
        tagger = load_tagger(settings["tagger"])
    except TaggerError as error:
        results.write(pack_frame({"refused": str(error)}))
        results.flush()
        return 0
    work = load_work(settings["work"])
    spare_collector()
    _limit_memory(limits.max_memory)
    results.write(pack_frame({"ready": tagger_names(tagger), "peak": _peak()}))
    results.flush()
    while (frame := read_frame(given)) is not None:
        header, data = frame
        item = Item(**header["item"], data=data if header["has_data"] else None)
        packed = _worked(work, item, limits, tagger)
        exhausted = packed is None
        if packed is None:
            packed = failed_outcome(item, "out_of_memory", memory_reason(limits)).pack()
        results.write(pack_frame({"done": header["number"], "exhausted": exhausted, "peak": _peak()}, packed))
        results.flush()
        if exhausted:
            return 0
    return 0


def spare_collector() -> None:
    """Keep the collector of cycles from looking at what is loaded for good, and from looking more often than it finds."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_EVERY)


def _worked(work: Callable[..., Outcome], item: Item, limits: Limits, tagger: Tagger) -> bytes | None:
    """The packed outcome, or None where memory ran out.

    Only once this has returned are the frames gone that held the memory, and is there room to tell.
    """
    try:
        return work(item, limits, tagger).pack()
    except Exception as error:
        if not is_memory(error):
            raise
        return None


def _peak() -> int:
    """The most memory this process has held, in bytes; 0 where the system does not say."""
    try:
        import resource
    except ModuleNotFoundError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def item_header(item: Item) -> dict[str, Any]:
    """An item without its bytes, as a frame's header carries it.  Trouble needs no worker."""
    fields = asdict(item)
    del fields["data"], fields["trouble"]
    return fields


def tagger_names(tagger: Tagger) -> list[str]:
    """Name and version of the tagger, and of its second opinion where it has one."""
    members = [tagger.first, tagger.second] if isinstance(tagger, Committee) else [tagger]
    return [f"{m.name} {m.version}" for m in members if m is not None]


def load_work(name: str) -> Callable[..., Outcome]:
    """`module:function`, which takes an item, the limits and the tagger."""
    module, _, function = name.partition(":")
    work: Callable[..., Outcome] = getattr(import_module(module), function)
    return work


def memory_reason(limits: Limits) -> str:
    return f"needs more than {limits.max_memory / 1e9:g} GB of memory; split it, or save it as plain text"


def _limit_memory(most: int) -> None:
    """Let the process grow by `most` bytes from here on; where the system cannot, the pool's watch is all there is."""
    if sys.platform != "linux":
        return
    import resource

    with open("/proc/self/statm", encoding="ascii") as file:
        now = int(file.read().split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = now + most
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH, signal.SIGKILL)
        if os.getppid() == 1:
            os._exit(0)


if __name__ == "__main__":
    try:
        code = main()
    except MemoryError:
        # Beyond the report's own handler: while its outcome was packed, or on the way out of it.
        os._exit(NO_MEMORY)
    sys.exit(code)
