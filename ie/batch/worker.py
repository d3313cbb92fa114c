"""A worker process: items come in, outcomes go out, one at a time.  Forked by the keeper that the pool starts.

It never starts a second report in a process that ran out of memory, and dies with its parent.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from importlib import import_module
from typing import Any

from ie.batch.frames import pack_frame, read_frame
from ie.batch.keeper import BEGINS
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
RESET_PEAK = "5"
"""Linux: what to write into /proc/self/clear_refs for the peak of memory to begin anew."""


def run() -> int:
    """The whole life of the process; its exit code."""
    try:
        return serve()
    except MemoryError:
        # Beyond the report's own handler: while its outcome was packed, or on the way out of it.
        os._exit(NO_MEMORY)


def serve() -> int:
    """Serve until the input ends."""
    given, results = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    # Whatever a library prints must not get between the frames; on standard error the keeper listens for its last words.
    for standard in (0, 1):
        os.dup2(nowhere, standard)
    start = read_frame(given)
    if start is None:
        return 0
    settings = start[0]
    use_editions(settings["editions"])
    limits = Limits(**settings["limits"])
    try:
        tagger = load_tagger(settings["tagger"], settings["runtime"])
    except TaggerError as error:
        results.write(pack_frame({"refused": str(error)}))
        results.flush()
        return 0
    if settings["runtime"] == "torch":
        import torch

        torch.set_num_threads(1)  # one process a core, as with ONNX Runtime
    work = load_work(settings["work"])
    spare_collector()
    _limit_memory(limits.max_memory)
    results.write(pack_frame({"ready": tagger_names(tagger), "pid": os.getpid(), "peak": _peak_anew()}))
    results.flush()
    while (frame := read_frame(given)) is not None:
        header, data = frame
        item = Item(**header["item"], data=data if header["has_data"] else None)
        with suppress(OSError):
            os.write(2, BEGINS)
        packed = _worked(work, item, limits, tagger)
        exhausted = packed is None
        if packed is None:
            packed = failed_outcome(item, "out_of_memory", memory_reason(limits)).pack()
        results.write(pack_frame({"done": header["number"], "exhausted": exhausted, "peak": _peak_anew()}, packed))
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


def _peak_anew() -> int:
    """Let the peak of memory begin anew where the system allows it; where it stands then, in bytes, 0 where nobody says.

    The processes this one has started and waited for are counted with it when it ends, and their peak cannot be reset.
    """
    if sys.platform != "linux":
        return 0
    import resource

    with suppress(OSError), open("/proc/self/clear_refs", "w", encoding="ascii") as file:
        file.write(RESET_PEAK)
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) * 1024


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


if __name__ == "__main__":
    sys.exit(run())
