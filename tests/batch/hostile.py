"""What a worker does in the tests: the real work, but for reports whose first line orders mischief."""

from __future__ import annotations

import errno
import os
import signal
import time
from contextlib import suppress

from ie.batch.work import Outcome, work_item
from ie.read import Limits
from ie.read.items import Item
from ie.report import Tagger


def work(item: Item, limits: Limits, tagger: Tagger | None = None) -> Outcome:
    order = ""
    if item.name.endswith(".hostile.txt"):
        with open(item.name, encoding="utf-8") as file:
            order = file.readline().strip()
    if order == "hang":
        while True:
            time.sleep(1)
    if order.startswith("sleep"):
        time.sleep(float(order.split()[1]))
    if order == "allocate":
        held = []
        while True:
            held.append(bytes(50_000_000))
    if order.startswith("hold"):
        block = bytes(int(order.split()[1]))
        del block
    if order == "tight":
        # To the last page: whatever comes next has no memory, wherever it is.
        fill: list[object] = []
        size = 1 << 26
        while size > 64:
            try:
                fill.append(bytes(size))
            except MemoryError:
                size >>= 1
        raise MemoryError(fill)
    if order == "abort":
        # As a library in C or Rust does that cannot allocate.
        block = bytearray(limits.max_memory * 9 // 10)
        os.abort()
    if order == "last words":
        # One block asked for that is larger than the budget: the process dies small, and only its words tell why.
        os.write(2, b"memory allocation of 9000000000 bytes failed\n")
        os.abort()
    if order == "warn":
        os.write(2, b"std::bad_alloc, tried again with less\n")
    if order == "abort small":
        os.abort()
    if order == "no memory":
        raise OSError(errno.ENOMEM, "Cannot allocate memory")
    if order == "bad_alloc":
        raise RuntimeError("std::bad_alloc")
    if order == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if order == "exit":
        os._exit(3)
    if order == "print":
        line = b"x" * 1_000_000
        for _ in range(1_000):
            os.write(1, line)
            with suppress(BlockingIOError):  # more than anybody listens to
                os.write(2, line)
    if order == "raise":
        raise RuntimeError("a fault of ours")
    return work_item(item, limits, tagger)
