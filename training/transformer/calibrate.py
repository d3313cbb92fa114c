"""At which temperature spans are decoded, and how sure the tagger says it is against how often it is right, in bins."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from ie.tag.transformer import TransformerTagger
from training.calibration import judged_spans
from training.data.examples import Example

TEMPERATURES = (0.8, 1.0, 1.3, 1.6, 2.0)
"""Temperatures tried.  The higher one is, the less a single character's score weighs against its word's others and the transitions."""
EDGES = (0.0, 0.5, 0.7, 0.9, 0.99, 1.0)


def best_temperature(tagger: TransformerTagger, choice: Callable[[TransformerTagger], float]) -> float:
    """The temperature that spans are decoded best at, by what checkpoints are chosen by; the tagger is left with it."""
    found = []
    for temperature in TEMPERATURES:
        tagger.temperature = temperature
        found.append(choice(tagger))
    tagger.temperature = TEMPERATURES[int(np.argmax(found))]
    return tagger.temperature


def reliability(tagger: TransformerTagger, examples: Iterable[Example]) -> list[dict[str, float]]:
    """For each range of span scores: how many spans, their mean score, and the share that is right."""
    scores, right = judged_spans(tagger, examples)
    place = np.clip(np.searchsorted(EDGES, scores, side="left") - 1, 0, len(EDGES) - 2)
    out = []
    for i in range(len(EDGES) - 1):
        inside = place == i
        if inside.any():
            out.append(
                {
                    "above": EDGES[i],
                    "spans": int(inside.sum()),
                    "score": round(float(np.array(scores)[inside].mean()), 3),
                    "right": round(float(np.array(right)[inside].mean()), 3),
                }
            )
    return out
