"""Many reports in one go: every input, any number, nothing lost.

    items ─expand→ journal? ─no→ pool of worker processes ─→ journal ─in order→ Writer

work      one item → its record; what a worker does            frames   how worker and parent talk
worker    the process that does it                             pool     budgets, isolation, order
journal   what is done, safe from kill -9                      run      the whole, with resume
progress  rate, time left, counts by status
"""

from ie.batch.run import RunSummary, run_batch

__all__ = ["RunSummary", "run_batch"]
