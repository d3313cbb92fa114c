"""A worker's keeper: the small process that the pool starts, which forks the worker proper, waits for it, and says how it ended.

    pool ─starts→ keeper ─forks→ worker          a worker's last words and the most memory it held ─keeper→ pool

A process that is started by another program begins its peak of memory at the size of that program (Linux keeps the number over exec),
so that a worker of a large caller would always seem to have run out of memory.  A fork that stays in its program begins at nothing.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import threading
from dataclasses import asdict, dataclass

PARENT_DEATH = 1
"""Linux: prctl's number of the signal that a child gets when its parent dies."""
LAST_WORDS = 4_096
"""Bytes kept of what a worker says on its standard error: a library that ends its process says why in its last line."""
DRAIN_SECONDS = 0.5
"""For the worker's last words to come; what it has started may hold its standard error open for good."""
BEGINS = b"\0"
"""What a worker writes on its standard error before each report, so that nothing said of an earlier one counts."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a worker ended."""

    code: int
    """Its exit code, or minus the signal that ended it."""
    peak: int = 0
    """The most memory it held since its report was begun, in bytes; 0 where the system does not say."""
    words: str = ""
    """The end of what it said on its standard error."""

    @property
    def how(self) -> str:
        """In words: `signal SIGABRT`, `exit code 3`."""
        if self.code >= 0:
            return f"exit code {self.code}"
        names = {s.value: s.name for s in signal.Signals}
        return f"signal {names.get(-self.code, -self.code)}"


def main() -> int:
    """Keep one worker; the argument is the process that asked for it."""
    if sys.platform != "linux":
        # There a fork is not safe in every program, and a caller's size is not inherited.
        from ie.batch.worker import run

        return run()
    die_with(int(sys.argv[1]))
    keeper = os.getpid()
    coming, said = os.pipe()
    child = os.fork()
    if child == 0:
        # Only the keeper may speak to the pool: whatever the worker starts would hold this open.  A worker that says more than
        # the keeper can hear does not wait; what is too much is lost.
        os.set_blocking(said, False)
        os.dup2(said, 2)
        os.close(coming)
        os.close(said)
        die_with(keeper)
        from ie.batch.worker import run

        return run()
    os.close(said)
    tail = bytearray()
    reader = threading.Thread(target=_drain, args=(coming, tail), daemon=True)
    reader.start()
    _, status, usage = os.wait4(child, 0)
    reader.join(DRAIN_SECONDS)
    words = bytes(tail).rpartition(BEGINS)[2].decode("utf-8", "replace")
    ending = Ending(os.waitstatus_to_exitcode(status), usage.ru_maxrss * 1024, words)
    os.write(2, b"\n" + json.dumps(asdict(ending)).encode("ascii"))
    # Not by way of the interpreter's end, which would wait for the reader.
    os._exit(0)


def _drain(coming: int, tail: bytearray) -> None:
    """Keep the end of what comes."""
    while piece := os.read(coming, 1 << 16):
        tail += piece
        del tail[:-LAST_WORDS]


def die_with(parent: int) -> None:
    """End this process when `parent`, which started it, ends; at once where it has ended already."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(0)


def read_ending(said: bytes, code: int) -> Ending:
    """What a keeper said, in the last line; only the code of the process itself where it did not come to it."""
    try:
        return Ending(**json.loads(said.rpartition(b"\n")[2]))
    except (ValueError, TypeError):
        return Ending(code)


def resident(pid: int) -> int:
    """Bytes of memory a process holds; 0 where the system does not say."""
    try:
        with open(f"/proc/{pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError, ValueError):
        return 0
