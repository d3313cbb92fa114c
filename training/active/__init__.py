"""Active learning: which reports a person should annotate next, and what the model learns from them.

    pool ─strategies, batches→ queue ─people→ gold ─refit→ model ─gate→ kept or not ⇒ journal, curve

`python -m training.active` is the loop as one command, `python -m training.active.simulate` the measurement of its strategies.
"""
