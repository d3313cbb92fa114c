"""What a strategy may look at when a round is asked for: candidates, the model, what it makes of them, what was asked before."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ie.pipeline import report_from_spans
from ie.report import Report, Span
from ie.tag.jieba_linear.model import Model
from ie.tag.jieba_linear.tagger import JiebaLinearTagger
from ie.tag.viterbi import Floats
from training.active.candidates import Candidate

Reads = Callable[[Candidate, list[Span]], Report]
"""Candidate and its spans → report."""


def report_of(candidate: Candidate, spans: list[Span]) -> Report:
    """The tables that the steps behind tagging rebuild from these spans."""
    return report_from_spans(candidate.text, spans, (JiebaLinearTagger.name, ""))


@dataclass
class Situation:
    """One round's view.  `opinions`: other taggers' spans by tagger, then by candidate name; `asked`: those of earlier rounds;
    `strings`: how often each doubtful string has been put to a person."""

    candidates: Sequence[Candidate]
    model: Model
    rng: random.Random
    asked: Sequence[Candidate] = ()
    opinions: Mapping[str, Mapping[str, list[Span]]] = field(default_factory=dict)
    strings: Counter[str] = field(default_factory=Counter)
    reads: Reads = report_of
    _probabilities: dict[str, Floats] = field(default_factory=dict)
    _spans: dict[str, list[Span]] = field(default_factory=dict)

    def probabilities(self, candidate: Candidate) -> Floats:
        """The probability of each tag for each token."""
        if candidate.name not in self._probabilities:
            self._probabilities[candidate.name] = np.exp(candidate.scores(self.model))
        return self._probabilities[candidate.name]

    def spans(self, candidate: Candidate) -> list[Span]:
        """The model's own spans."""
        if candidate.name not in self._spans:
            tagger = JiebaLinearTagger(self.model)
            self._spans[candidate.name] = tagger.tag_tokens(candidate.tokens, candidate.features)
        return self._spans[candidate.name]

    def report(self, candidate: Candidate) -> Report:
        """What the model's spans make of the report."""
        return self.reads(candidate, self.spans(candidate))

    def two_best(self, candidate: Candidate) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Each token's highest and second highest probability."""
        top = np.partition(self.probabilities(candidate), -2, axis=1)
        return top[:, -1], top[:, -2]
