"""Annotated reports as training and scoring want them: candidate, tags and cells in one; which part of the split each is in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ie.score.gold import Gold, load_gold
from training.active.candidates import Candidate, candidate_of
from training.data.examples import Example, gold_examples
from training.data.splits import places
from training.linear.corpus import Tokenized


@dataclass(frozen=True, eq=False)
class Scored:
    """A report with everything known about it: what it looks like to a tagger, its tags, and its cells."""

    candidate: Candidate
    arrays: Tokenized
    example: Example
    gold: Gold


def scored_of(example: Example, gold: Gold, bits: int) -> Scored:
    """The report of an example and its gold; a token has the tag of its first character."""
    candidate = candidate_of(example.id, example.text, bits)
    tags = np.asarray(example.tags, np.int64)[candidate.tokens.start]
    return Scored(candidate, Tokenized(candidate.features, tags, candidate.groups), example, gold)


def annotated_reports(gold: Sequence[Path], texts: Sequence[Path], bits: int) -> Iterator[tuple[str, Scored]]:
    """(part of the fixed split by organ, report) for every annotated report whose text is there."""
    if not gold:
        return
    golds = {g.id: g for g in load_gold(gold)}
    found = places(golds.values())
    for example in gold_examples(gold, texts):
        yield found[example.id].part, scored_of(example, golds[example.id], bits)
