"""Memory does not grow with the number of reports, neither a worker's nor the pool's own."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

from ie.batch.keeper import resident
from ie.batch.pool import Pool
from ie.read import Limits
from ie.read.items import Item
from tests.batch.reports import make_reports

REPORTS = int(os.environ.get("IE_MEMORY_REPORTS", "600"))
"""`make soak` asks for 20,000."""
WARM = min(300, REPORTS // 2)
BYTES_A_REPORT = 1_000
SLACK = 1_500_000
"""What an allocator keeps for itself, whatever the number of reports."""


def test_a_worker_and_its_pool_stay_the_same_size(tmp_path: Path) -> None:
    texts = [p.read_bytes() for p in make_reports(tmp_path, 20, full_every=2) if p.suffix == ".txt"]

    def items() -> Iterator[tuple[Item, None]]:
        for i in range(REPORTS):
            data = texts[i % len(texts)] + f"\n{i}".encode()
            yield Item("crawl.csv", f"row {i}", str(i), data=data, hint="row.txt"), None

    before = own_before = after = 0
    with Pool(1, Limits()) as pool:
        for done, _ in enumerate(pool.run(items()), 1):
            if done in (WARM, REPORTS):
                gc.collect()
                before, after = after, resident(pool._workers[0].pid)
                own_before = own_before or resident(os.getpid())
    own_after = resident(os.getpid())
    assert after - before < BYTES_A_REPORT * (REPORTS - WARM) + SLACK
    assert own_after - own_before < BYTES_A_REPORT * (REPORTS - WARM) + SLACK
