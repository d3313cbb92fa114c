"""Many reports in one go: every input, any number, nothing lost.

    items ─expand→ journal? ─no→ pool of worker processes ─→ journal ─in order→ Writer

work      one item → its record; what a worker does            frames   how worker and parent talk
worker    the process that does it                             pool     budgets, isolation, order
journal   what is done, safe from kill -9                      run      the whole, with resume
progress  rate, time left, counts by status              start    a worker's process, before the rest is loaded
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ie.batch.run import RunSummary, run_batch

__all__ = ["RunSummary", "run_batch"]


def __getattr__(name: str) -> Any:
    # Late, so that a worker's keeper loads nothing but itself.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from ie.batch import run

    return getattr(run, name)
