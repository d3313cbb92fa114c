"""How sure the tagger says it is against how often it is right: one temperature, and the bins of a reliability diagram."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ie.tag.tagset import spans_of_tags
from ie.tag.transformer import TransformerTagger
from ie.tag.transformer.collapse import collapse, collapse_tags
from ie.tag.transformer.hints import hints_of
from ie.tag.transformer.probabilities import log_softmax, mask_scores
from training.data.examples import Example

CANDIDATES = tuple(round(0.5 + 0.1 * i, 1) for i in range(36))
"""Temperatures tried: below 1 for a model too modest, above for one too sure."""
EDGES = (0.0, 0.5, 0.7, 0.9, 0.99, 1.0)


def fit_temperature(tagger: TransformerTagger, examples: Iterable[Example]) -> float:
    """The temperature under which the right tags are the least surprising (smallest negative log-likelihood a token)."""
    rows, wanted = [], []
    for example in examples:
        tokens = collapse(example.text.clean)
        tags = collapse_tags(example.tags, tokens)
        open_ = ~tokens.closed
        masked = mask_scores(tagger.score(tokens, hints_of(example.text.clean, tokens)), tokens.symbols)[open_]
        # A tag that the mask rules out can only be a slip of the gold, and would outweigh everything else.
        fits = masked[np.arange(len(masked)), tags[open_]] > -1e8
        rows.append(masked[fits])
        wanted.append(tags[open_][fits])
    scores, tags = np.concatenate(rows), np.concatenate(wanted)
    at = np.arange(len(tags))
    losses = [float(-log_softmax(scores / t)[at, tags].mean()) for t in CANDIDATES]
    return CANDIDATES[int(np.argmin(losses))]


def reliability(tagger: TransformerTagger, examples: Iterable[Example]) -> list[dict[str, float]]:
    """For each range of span scores: how many spans, their mean score, and the share that is right."""
    scores: list[float] = []
    right: list[bool] = []
    for example in examples:
        gold = {(s.start, s.end, s.label) for s in spans_of_tags(example.tags)}
        for span in tagger.tag(example.text):
            scores.append(span.score)
            right.append((span.start, span.end, span.label) in gold)
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
