"""Examples → training windows on disk: ids and tags a token, all of one length, read as memory maps.

Windows lie anywhere in a report, not only where the tagger would cut: what stands at an edge differs from reading to reading.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ie.tag.transformer.collapse import collapse, collapse_tags
from ie.tag.transformer.vocabulary import PAD, Vocabulary
from training.data.examples import Example, example_of
from training.synthesize import Sample, synthesize

IGNORED = -100
"""A label that counts nothing in the loss: padding."""
BLOCK = 4096
"""Windows written at a time."""

Ids = npt.NDArray[np.uint16]
Tags = npt.NDArray[np.int8]


def synthetic_examples(seed: int, count: int, split: str, paragraphs: Sequence[str] | None = None) -> Iterator[Example]:
    """Labelled reports of one seed and split of the grammar; `paragraphs` is foreign prose without figures, for their sections."""
    return _examples(synthesize(seed, count, split=split, paragraphs=paragraphs))


def converted_examples(seed: int, count: int, split: str, paragraphs: Sequence[str] | None = None) -> Iterator[Example]:
    """The same by the converters installed here."""
    # Late: converters are in the extra, and not everyone who cuts windows wants them.
    from training.synthesize.converted import converted

    return _examples(converted(seed, count, split, paragraphs=paragraphs))


def _examples(samples: Iterable[Sample]) -> Iterator[Example]:
    for sample in samples:
        yield example_of(sample.seed, sample.organ, sample.layout, sample.edition, sample.text, sample.spans)


def windows_of(example: Example, vocabulary: Vocabulary, length: int, rng: random.Random) -> Iterator[tuple[Ids, Tags]]:
    """A report as windows of `length` tokens one behind the other, from a random offset; a short report is one padded window."""
    tokens = collapse(example.text.clean)
    ids = vocabulary.ids(tokens).astype(np.uint16)
    tags = collapse_tags(example.tags, tokens).astype(np.int8)
    n = len(ids)
    if n <= length:
        if n:
            pad = length - n
            yield np.pad(ids, (0, pad), constant_values=PAD), np.pad(tags, (0, pad), constant_values=IGNORED)
        return
    cuts = {0, n - length, *range(rng.randrange(length // 2, length), n - length, length)}
    for start in sorted(cuts):
        yield ids[start : start + length], tags[start : start + length]


def write_windows(examples: Iterable[Example], vocabulary: Vocabulary, length: int, folder: Path, seed: int = 0) -> int:
    """Write `ids.npy` and `tags.npy` to `folder`, in random order; the number of windows.  ValueError where there is none."""
    rng = random.Random(seed)
    ids: list[Ids] = []
    tags: list[Tags] = []
    for example in examples:
        for some_ids, some_tags in windows_of(example, vocabulary, length, rng):
            ids.append(some_ids)
            tags.append(some_tags)
    if not ids:
        raise ValueError("no example to train on: the reports are empty")
    order = np.random.default_rng(seed).permutation(len(ids))
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "ids.npy", np.stack(ids)[order])
    np.save(folder / "tags.npy", np.stack(tags)[order])
    return len(ids)


class Windows:
    """The windows of one or more folders; batch k of a seed is always the same, so that a killed run goes on as it would have."""

    def __init__(self, *folders: Path) -> None:
        self.ids = [np.load(f / "ids.npy", mmap_mode="r") for f in folders]
        self.tags = [np.load(f / "tags.npy", mmap_mode="r") for f in folders]
        self.size = sum(len(part) for part in self.ids)

    def batch(self, step: int, size: int, seed: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Ids and tags of batch `step`, windows x tokens; every window comes once an epoch."""
        per_epoch = max(1, self.size // size)
        epoch, place = divmod(step, per_epoch)
        order = self._order(epoch, seed)[place * size : (place + 1) * size]
        ids = np.stack([self._pick(self.ids, i) for i in order]).astype(np.int64)
        tags = np.stack([self._pick(self.tags, i) for i in order]).astype(np.int64)
        return ids, tags

    def _order(self, epoch: int, seed: int) -> npt.NDArray[np.int64]:
        key = (epoch, seed)
        if getattr(self, "_key", None) != key:
            self._key = key
            self._permutation = np.random.default_rng([seed, epoch]).permutation(self.size)
        return self._permutation

    @staticmethod
    def _pick(parts: list[npt.NDArray[np.generic]], index: int) -> npt.NDArray[np.generic]:
        for part in parts:
            if index < len(part):
                return part[index]
            index -= len(part)
        raise IndexError(index)
