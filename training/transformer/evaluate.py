"""Span F1 of a model on whole reports, strict: label and both ends; through the tagger that users run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from transformers import BertForTokenClassification

from ie.report import LABELS, Tagger
from ie.tag.tagset import spans_of_tags
from ie.tag.transformer import TransformerTagger
from ie.tag.transformer.collapse import Array
from ie.tag.transformer.runtime import Runtime
from ie.tag.transformer.vocabulary import Vocabulary
from ie.tag.transformer.windows import MARGIN, WINDOW, Scores
from ie.tag.viterbi import Floats
from training.data.examples import Example


@dataclass
class Counts:
    """Spans found right, found and in gold, by label; the same micro F1 as seqeval's in strict mode (a test compares them)."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)

    def add(self, found: set[tuple[int, int, str]], gold: set[tuple[int, int, str]]) -> None:
        """Count one report."""
        self.right.update(s[2] for s in found & gold)
        self.found.update(s[2] for s in found)
        self.gold.update(s[2] for s in gold)

    @classmethod
    def sum(cls, parts: Iterable[Counts]) -> Counts:
        """The counts of several reports together."""
        out = cls()
        for part in parts:
            out.right += part.right
            out.found += part.found
            out.gold += part.gold
        return out

    def f1(self, label: str | None = None) -> float:
        """F1 of one label, or micro over all; 0 where nothing is found nor in gold."""
        right, found, gold = ((c[label] if label else c.total()) for c in (self.right, self.found, self.gold))
        return 2 * right / (found + gold) if found + gold else 0.0

    def by_label(self) -> dict[str, float]:
        """F1 of each label that gold or the tagger has."""
        return {label: self.f1(label) for label in LABELS if self.gold[label] or self.found[label]}


def count_spans(tagger: Tagger, examples: Iterable[Example]) -> Counts:
    """The tagger's spans against the examples'."""
    counts = Counts()
    for example in examples:
        found = {(s.start, s.end, s.label) for s in tagger.tag(example.text)}
        gold = {(s.start, s.end, s.label) for s in spans_of_tags(example.tags)}
        counts.add(found, gold)
    return counts


def tagger_of(
    model: BertForTokenClassification,
    vocabulary: Vocabulary,
    window: int = WINDOW,
    margin: int = MARGIN,
    transitions: Floats | None = None,
) -> TransformerTagger:
    """The tagger around a model in training; it remembers no window."""

    class InTraining(Runtime):
        name = "torch"

        def __call__(self, ids: Array, hints: Array) -> Scores:
            with torch.inference_mode():
                given = torch.from_numpy(np.ascontiguousarray(ids))[None, :]
                types = torch.from_numpy(np.ascontiguousarray(hints))[None, :]
                scores: Scores = model(input_ids=given, token_type_ids=types).logits[0].numpy()
                return scores

    return TransformerTagger(
        InTraining(), vocabulary, "training", window=window, margin=margin, transitions=transitions, cache=0
    )


def part_of(organ: str) -> str:
    """`dev` (about 60 %) or `test`: real reports of one organ are all in one part, whoever trains on or chooses by `dev`."""
    import hashlib

    return "dev" if hashlib.sha256(organ.encode("utf-8")).digest()[0] % 5 < 3 else "test"


def split_by_organ(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """The examples of the part `dev` and of the part `test`."""
    return (
        [e for e in examples if part_of(e.organ) == "dev"],
        [e for e in examples if part_of(e.organ) == "test"],
    )
