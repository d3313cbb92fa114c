"""Examples → training windows on disk: ids, hints and tags a token, all of one length, read as memory maps.

Windows lie anywhere in a report, not only where the tagger would cut: what stands at an edge differs from reading to reading.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ie.tag.transformer.collapse import collapse, collapse_tags
from ie.tag.transformer.hints import NONE, hints_of
from ie.tag.transformer.vocabulary import PAD, Vocabulary
from training.data.examples import Example, example_of
from training.synthesize import Sample, synthesize

IGNORED = -100
"""A label that counts nothing in the loss: padding."""
SHORTEST = 17
"""Tokens of the shortest window that is trained on: the ensemble asks about one token and 8 on either side of it, at least."""
LAYOUT_SEEDS = 1000
"""Seeds between those of two layouts of which there are more reports."""
FILES = ("ids.npy", "hints.npy", "tags.npy")

Ids = npt.NDArray[np.uint16]
Hints = npt.NDArray[np.uint16]
Tags = npt.NDArray[np.int8]


def synthetic_examples(seed: int, count: int, split: str, paragraphs: Sequence[str] | None = None) -> Iterator[Example]:
    """Labelled reports of one seed and split of the grammar; `paragraphs` is foreign prose without figures, for their sections."""
    return _examples(synthesize(seed, count, split=split, paragraphs=paragraphs))


def layout_examples(
    seed: int, counts: Mapping[str, int], split: str, paragraphs: Sequence[str] | None = None
) -> Iterator[Example]:
    """Labelled reports more of the layouts that `counts` names, each from a seed of its own; ValueError for an unknown layout.

    Tables run together are one report in thirty, and what tells their figures apart, the sums, takes a model many of them to see.
    """
    for number, (layout, count) in enumerate(counts.items(), start=1):
        more = synthesize(seed + LAYOUT_SEEDS * number, count, layouts=[layout], split=split, paragraphs=paragraphs)
        yield from _examples(more)


def converted_examples(seed: int, count: int, split: str, paragraphs: Sequence[str] | None = None) -> Iterator[Example]:
    """The same by the converters installed here."""
    # Late: converters are in the extra, and not everyone who cuts windows wants them.
    from training.synthesize.converted import converted

    return _examples(converted(seed, count, split, paragraphs=paragraphs))


def _examples(samples: Iterable[Sample]) -> Iterator[Example]:
    for sample in samples:
        yield example_of(sample.seed, sample.organ, sample.layout, sample.edition, sample.text, sample.spans)


def windows_of(
    example: Example, vocabulary: Vocabulary, length: int, rng: random.Random
) -> Iterator[tuple[Ids, Hints, Tags]]:
    """A report as windows of `length` tokens one behind the other, from a random offset; a short report is one padded window."""
    tokens = collapse(example.text.clean)
    ids = vocabulary.ids(tokens).astype(np.uint16)
    hints = hints_of(example.text.clean, tokens).astype(np.uint16)
    tags = collapse_tags(example.tags, tokens).astype(np.int8)
    n = len(ids)
    if n <= length:
        if n:
            pad = (0, length - n)
            yield (
                np.pad(ids, pad, constant_values=PAD),
                np.pad(hints, pad, constant_values=NONE),
                np.pad(tags, pad, constant_values=IGNORED),
            )
        return
    cuts = {0, n - length, *range(rng.randrange(length // 2, length), n - length, length)}
    for start in sorted(cuts):
        stop = start + length
        yield ids[start:stop], hints[start:stop], tags[start:stop]


def write_windows(examples: Iterable[Example], vocabulary: Vocabulary, length: int, folder: Path, seed: int = 0) -> int:
    """Write `ids.npy`, `hints.npy` and `tags.npy` to `folder`, in random order; the number of windows.  ValueError where there is none."""
    rng = random.Random(seed)
    rows = [row for example in examples for row in windows_of(example, vocabulary, length, rng)]
    if not rows:
        raise ValueError("no example to train on: the reports are empty; give --reports 1 or more")
    order = np.random.default_rng(seed).permutation(len(rows))
    folder.mkdir(parents=True, exist_ok=True)
    for name, column in zip(FILES, zip(*rows, strict=True), strict=True):
        np.save(folder / name, np.stack(column)[order])
    return len(rows)


def stretch(length: int, cropped: float, rng: np.random.Generator) -> slice:
    """The tokens of its windows that a batch is trained on: all, or in the share `cropped` a random stretch, SHORTEST or longer.

    Words at both ends of the text that a model sees are then met at every place, as those that the ensemble asks about are.
    """
    if length <= SHORTEST or rng.random() >= cropped:
        return slice(0, length)
    size = int(rng.integers(SHORTEST, length))
    first = int(rng.integers(length - size + 1))
    return slice(first, first + size)


class Windows:
    """The windows of one or more folders; batch k of a seed is always the same, so that a killed run goes on as it would have."""

    def __init__(self, *folders: Path) -> None:
        self.parts = [tuple(np.load(f / name, mmap_mode="r") for name in FILES) for f in folders]
        self.size = sum(len(ids) for ids, _, _ in self.parts)

    def batch(self, step: int, size: int, seed: int) -> tuple[npt.NDArray[np.int64], ...]:
        """Ids, hints and tags of batch `step`, each windows x tokens; every window comes once an epoch."""
        per_epoch = max(1, self.size // size)
        epoch, place = divmod(step, per_epoch)
        chosen = [self._pick(int(i)) for i in self._order(epoch, seed)[place * size : (place + 1) * size]]
        return tuple(np.stack(column).astype(np.int64) for column in zip(*chosen, strict=True))

    def _order(self, epoch: int, seed: int) -> npt.NDArray[np.int64]:
        key = (epoch, seed)
        if getattr(self, "_key", None) != key:
            self._key = key
            self._permutation = np.random.default_rng([seed, epoch]).permutation(self.size)
        return self._permutation

    def _pick(self, index: int) -> tuple[npt.NDArray[np.generic], ...]:
        for part in self.parts:
            if index < len(part[0]):
                return tuple(column[index] for column in part)
            index -= len(part[0])
        raise IndexError(index)
