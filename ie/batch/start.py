"""The process of a worker, begun by the pool, or before it by a command that knows it will need one.

A worker loads for as long as the command itself does, so that whoever reads one report waits for both: side by side in place of
one after the other.  Nothing is imported here but what starting a process takes.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

KEEPER = "import sys; from ie.batch.keeper import main; sys.exit(main())"
"""What a worker's process begins with; run as a module it would be there twice."""
ENVIRONMENT = {"OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
"""One thread a process, since there is one process a core; and many processes write no bytecode at once."""

_early: list[subprocess.Popen[bytes]] = []


def start_process() -> subprocess.Popen[bytes]:
    """The keeper of one worker, in a session of its own: one that was begun early, or a new one.

    What the worker is to do comes by its standard input, see `ie.batch.pool`.
    """
    if _early:
        return _early.pop()
    kept = sys.platform == "linux"
    return subprocess.Popen(
        [sys.executable, "-c", KEEPER, str(os.getpid())],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE if kept else subprocess.DEVNULL,
        env=os.environ | ENVIRONMENT, start_new_session=True,
    )  # fmt: skip


@contextmanager
def started_early() -> Iterator[None]:
    """Begin a worker's process now; at the end it is gone if nobody took it."""
    try:
        process = start_process()
    except OSError:  # the pool will meet the same, and tells it
        yield
        return
    _early.append(process)
    try:
        yield
    finally:
        if process in _early:
            _early.remove(process)
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            for stream in (process.stdin, process.stdout, process.stderr):
                if stream is not None:
                    stream.close()
