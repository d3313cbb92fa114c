"""What a worker does in the tests: the real work, but for bodies that order mischief."""

from __future__ import annotations

import os
import signal
import time

from ie.batch.work import Outcome, work_item
from ie.read import Limits
from ie.read.items import Item
from ie.report import Tagger


def work(item: Item, limits: Limits, tagger: Tagger | None = None) -> Outcome:
    order, _, amount = (item.data or b"")[:40].decode("ascii", "replace").partition(" ")
    if order == "sleep":
        time.sleep(float(amount))
    if order == "allocate":
        held = []
        while True:
            held.append(bytes(50_000_000))
    if order == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    return work_item(item, limits, tagger)
