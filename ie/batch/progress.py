"""How far a batch is: reports done, rate, time left, counts by status.  Rich on a terminal, JSON lines otherwise."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from ie.batch.run import RunSummary
from ie.read.inputs import ARCHIVE_SUFFIXES, CRAWL_SUFFIXES, find_inputs
from ie.read.remote import Url

EVERY_TERMINAL = 0.2
EVERY_LOG = 5.0
"""Seconds between two lines; a run shorter than the first writes none to a log."""


class Progress:
    """Called for each report; writes to `stream` (standard error) now and then.  `total` is None where only reading would tell."""

    def __init__(self, total: int | None, stream: TextIO | None = None) -> None:
        stream = stream or sys.stderr
        self._total = total
        self._stream = stream
        self._terminal = stream.isatty()
        self._begin = self._last = time.monotonic()
        self._live = _rich_line(stream) if self._terminal else None

    def __call__(self, summary: RunSummary) -> None:
        now = time.monotonic()
        if now - self._last < (EVERY_TERMINAL if self._terminal else EVERY_LOG):
            return
        self._last = now
        numbers = self.numbers(summary, now - self._begin)
        if not self._terminal:
            print(json.dumps(numbers), file=self._stream, flush=True)
        elif self._live is not None:
            self._live.update(_words(numbers))
        else:
            print(f"\r{_words(numbers)}\033[K", end="", file=self._stream, flush=True)

    def numbers(self, summary: RunSummary, seconds: float) -> dict[str, object]:
        """What is told: fresh reports make the rate, since those of an earlier run cost no time."""
        rate = (summary.total - min(summary.reused, summary.total)) / seconds if seconds else 0.0
        left = None if self._total is None or rate <= 0 else round((self._total - summary.total) / rate)
        return {
            "done": summary.total, "total": self._total, "per_second": round(rate, 1), "seconds_left": left,
            "statuses": dict(sorted(summary.statuses.items())),
        }  # fmt: skip

    def close(self) -> None:
        if self._live is not None:
            self._live.stop()
        elif self._terminal:
            print("\r\033[K", end="", file=self._stream, flush=True)


def count_reports(paths: Sequence[Path | Url]) -> int | None:
    """How many reports the paths hold, or None where an archive or a crawl would have to be read, or a URL listed, to know."""
    count = 0
    if any(isinstance(path, Url) for path in paths):
        return None
    for path in find_inputs(paths):
        if os.fspath(path).lower().endswith(ARCHIVE_SUFFIXES + CRAWL_SUFFIXES):
            return None
        count += 1
    return count


def _words(numbers: dict[str, object]) -> str:
    statuses = numbers["statuses"]
    assert isinstance(statuses, dict)
    told = ", ".join(f"{n} {status}" for status, n in statuses.items())
    of = f" of {numbers['total']:,}" if numbers["total"] is not None else ""
    left = f", {numbers['seconds_left']} s left" if numbers["seconds_left"] is not None else ""
    return f"{numbers['done']:,}{of} reports, {numbers['per_second']}/s{left}: {told}"


class _RichLine:
    def __init__(self, stream: TextIO) -> None:
        from rich.console import Console
        from rich.status import Status

        self._status = Status("", console=Console(file=stream))
        self._status.start()

    def update(self, words: str) -> None:
        self._status.update(words)

    def stop(self) -> None:
        self._status.stop()


def _rich_line(stream: TextIO) -> _RichLine | None:
    try:
        return _RichLine(stream)
    except ModuleNotFoundError:
        return None
