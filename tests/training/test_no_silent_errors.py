"""The law of the product on damaged reports that nobody drew by hand: no wrong figure without a mark.

The gate of a commit; `python -m training.synthesize.trial --count 20000` is the measurement.
"""

from __future__ import annotations

from training.synthesize.stream import synthesize
from training.synthesize.trial import is_lucky, judge

REPORTS = 120
SEED = 4_001


def test_no_damaged_report_gives_a_wrong_figure_unmarked() -> None:
    wrong = []
    cells = 0
    for sample in synthesize(SEED, REPORTS, split="trial"):
        _, cases = judge(sample)
        cells += len(cases)
        wrong += [
            f"{sample.seed} {sample.layout} {sample.operators}: {c.address} {c.given_value} for {c.gold_value}"
            for c in cases
            if c.silent_error and not is_lucky(c, sample)
        ]
    assert cells > 50 * REPORTS
    assert wrong == []
