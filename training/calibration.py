"""A tagger and annotated reports → how often a span is right that it is so sure of: what a span's score then says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from sklearn.isotonic import IsotonicRegression

from ie.report import Tagger
from ie.tag.tagset import spans_of_tags
from training.data.examples import Example

KNOTS = 24
"""Points of a curve of confidence, the closer together the nearer to 1."""


def confidence_curve(tagger: Tagger, examples: Sequence[Example]) -> tuple[list[float], list[float]]:
    """Knots and levels: the share of spans right against their score, for a tagger that is not calibrated yet."""
    said, right = judged_spans(tagger, examples)
    if not said:
        # A model that was hardly trained finds nothing, and its scores stay what they are.
        return [0.0, 1.0], [0.0, 1.0]
    curve = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(said, np.array(right, float))
    knots = np.append(1 - np.geomspace(1.0, 1e-4, KNOTS), 1.0)
    return [round(float(k), 6) for k in knots], [round(float(v), 4) for v in curve.predict(knots)]


def judged_spans(tagger: Tagger, examples: Iterable[Example]) -> tuple[list[float], list[bool]]:
    """The scores of all spans that the tagger gives, and whether each is right."""
    said: list[float] = []
    right: list[bool] = []
    for example in examples:
        gold = {(s.start, s.end, s.label) for s in spans_of_tags(example.tags)}
        for span in tagger.tag(example.text):
            said.append(span.score)
            right.append((span.start, span.end, span.label) in gold)
    return said, right
