"""Synthetic reports → arrays: hashed features and a tag for each token."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ie.tag.jieba_linear.features import features_of
from ie.tag.words.transitions import transition_groups
from training.data.examples import Example, example_of
from training.data.fingerprint import Fingerprint
from training.synthesize.stream import synthesize


@dataclass(frozen=True)
class Tokenized:
    """One report: `features` templates x tokens, `tags` and `groups` (of transitions) one a token."""

    features: NDArray[np.uint32]
    tags: NDArray[np.int64]
    groups: NDArray[np.int64]


@dataclass
class Corpus:
    """What was trained on: its size, and the digest of every text and its tags, in order."""

    digest: Fingerprint = field(default_factory=Fingerprint)
    reports: int = 0
    characters: int = 0

    def add(self, example: Example) -> None:
        """One more report."""
        self.digest.add(example.text.clean, example.tags)
        self.reports += 1
        self.characters += len(example.tags)


def synthetic_examples(seed: int, count: int, split: str) -> Iterator[Example]:
    """`count` synthetic reports of a split."""
    for sample in synthesize(seed, count, split=split):
        yield example_of(sample.seed, sample.organ, sample.layout, sample.edition, sample.text, sample.spans)


def tokenized(examples: Iterable[Example], bits: int, corpus: Corpus | None = None) -> Iterator[Tokenized]:
    """The arrays of each example; a token has the tag of its first character."""
    for example in examples:
        tokens, features = features_of(example.text.clean, bits)
        if not len(tokens):
            continue
        if corpus is not None:
            corpus.add(example)
        tags = np.asarray(example.tags, np.int64)[tokens.start]
        yield Tokenized(features, tags, transition_groups(tokens.gap))
