"""How far a score may be chance: intervals over reports, since the cells of one report err together."""

from __future__ import annotations

import math
from collections.abc import Sequence

RESAMPLES = 1000
LEVEL = 0.95
SEED = 20261125
_NORMAL_QUANTILE = 1.959963984540054
"""Of LEVEL, two-sided."""

Interval = tuple[float, float]


def bootstrap(parts: Sequence[tuple[float, float]], resamples: int = RESAMPLES, seed: int = SEED) -> Interval | None:
    """The percentile interval of a share whose count and whole add up over reports: one (count, of) a report.

    Reports are drawn anew with repetition.  None where there are fewer than two, where nothing is counted, or where the
    reports are all alike: then the draws say nothing (see `wilson`).
    """
    import numpy as np

    data = np.asarray(parts, np.float64).reshape(-1, 2)
    data = data[data[:, 1] > 0]
    if len(data) < 2 or len({count / of for count, of in data.tolist()}) == 1:
        return None
    random = np.random.default_rng(seed)
    drawn = random.multinomial(len(data), np.full(len(data), 1 / len(data)), size=resamples)
    sums = drawn @ data
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(sums[:, 0] / sums[:, 1], [tail, 1 - tail])
    return float(low), float(high)


def wilson(count: int, of: int) -> Interval | None:
    """Wilson's interval of a share of things that err each for itself (reports); also where none or all do.

    >>> wilson(0, 0) is None, [round(x, 3) for x in wilson(0, 79) or ()]
    (True, [0.0, 0.046])
    """
    if not of:
        return None
    z2 = _NORMAL_QUANTILE**2
    share = count / of
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _NORMAL_QUANTILE * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return (0.0 if count == 0 else middle - half), (1.0 if count == of else middle + half)
