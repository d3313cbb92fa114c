"""How far annotators agree: Cohen's kappa, Krippendorff's alpha (both nominal), and span F1 between two of them.

Cells that nobody touched agree by themselves, since everyone begins with the same reading; so the command quotes the figures for all
cells and for those that somebody answered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from ie.review.state import SpanRow
from ie.score import judge_spans
from ie.score.counts import Counts, sum_counts


def cohen_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Agreement of two annotators beyond chance; None where chance alone gives full agreement, or there is nothing.

    >>> yes, no = [("y", "y")] * 20 + [("n", "n")] * 15, [("y", "n")] * 5 + [("n", "y")] * 10
    >>> round(cohen_kappa(yes + no), 3)
    0.4
    """
    if not pairs:
        return None
    n = len(pairs)
    observed = sum(a == b for a, b in pairs) / n
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(left[word] * right[word] for word in left) / n**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def krippendorff_alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Agreement of any number of annotators; a unit holds the answers given to it, and missing ones are left out.

    None where every answer is the same word (there is nothing to disagree on) or no unit has two answers.

    >>> round(krippendorff_alpha([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")]), 3)
    0.533
    """
    totals: Counter[Hashable] = Counter()
    disagreeing = 0.0
    for unit in units:
        if len(unit) < 2:
            continue
        counts = Counter(unit)
        totals.update(counts)
        disagreeing += sum(counts[a] * counts[b] for a in counts for b in counts if a != b) / (len(unit) - 1)
    n = sum(totals.values())
    expected = sum(totals[a] * totals[b] for a in totals for b in totals if a != b)
    if n < 2 or expected == 0:
        return None
    return 1 - (n - 1) * disagreeing / expected


def span_counts(pairs: Iterable[tuple[Sequence[SpanRow], Sequence[SpanRow]]]) -> Counts:
    """Strict counts of the second annotator's spans against the first's; F1 is the same both ways."""
    return sum_counts(judge_spans("", list(a), list(b)).counts() for a, b in pairs)
