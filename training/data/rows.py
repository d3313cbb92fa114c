"""Reports → rows of a dataset: plain values, one row a report.  No `datasets` here, so that counting and CoNLL need none.

id, origin, organ, edition, layout, split, group, fold, operators, source_sha256,
text, tags, offsets                   one tag and one source offset a character of the clean text
windows, owner                        overlapping windows, and for each character the window that answers for it
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, TypedDict

from ie.score.gold import load_gold
from training.data.examples import Example, example_of
from training.data.gold import gold_files, gold_reports, is_own
from training.data.labels import read_labels
from training.data.splits import NO_FOLD, grammar_seed, organ_key, places
from training.data.windows import OVERLAP, WINDOW, char_windows, owners
from training.synthesize.stream import synthesize

Origin = Literal["synthetic", "real", "own", "labels"]


class Row(TypedDict):
    """One report.  `offsets` point into the text whose sha256 (of its UTF-8) is `source_sha256`; tags index `TAGS`."""

    id: str
    origin: Origin
    organ: str
    edition: str
    layout: str
    split: str
    group: str
    fold: int
    operators: list[str]
    source_sha256: str
    text: str
    tags: list[int]
    offsets: list[int]
    windows: list[dict[str, int]]
    owner: list[int]


def synthetic_rows(
    seed: int,
    count: int,
    split: str = "train",
    window: int = WINDOW,
    overlap: int = OVERLAP,
    starts: Sequence[int] = (0,),
    step: int = 1,
) -> Iterator[Row]:
    """Synthetic reports below `count` of a split; shard k of n has `starts` (k,) and `step` n.

    ValueError for a split that is none of `SPLITS`, and where the stream draws from another seed than the split's own.
    """
    grammar_seed(split, seed, 0)
    for start in starts:
        samples = synthesize(seed, count, split=split, start=start, step=step)
        for index, sample in zip(range(start, count, step), samples, strict=True):
            if sample.seed != grammar_seed(split, seed, index):
                raise ValueError(
                    f"report {index} was drawn from {sample.seed!r}, which is no seed of the split {split!r}"
                )
            example = example_of(sample.seed, sample.organ, sample.layout, sample.edition, sample.text, sample.spans)
            place = (split, f"organ:{organ_key(sample.organ)}", NO_FOLD)
            yield _row(example, "synthetic", place, (window, overlap), sample.operators)


def gold_rows(
    gold: Sequence[Path],
    texts: Sequence[Path],
    split: str | None = None,
    window: int = WINDOW,
    overlap: int = OVERLAP,
) -> Iterator[Row]:
    """Hand-annotated reports whose text is there; `split` "train" or "test" keeps that part, None gives all."""
    if split not in (None, "train", "test"):
        raise ValueError(f"gold has no split {split!r}; known are train, test")
    # Over all of the gold: a report must not change its part because another one's text is missing.
    found = places(load_gold(gold_files(gold)))
    for report, example in gold_reports(gold, texts):
        place = found[report.id]
        if split in (None, place.part):
            origin: Origin = "own" if is_own(report) else "real"
            yield _row(example, origin, (place.part, place.group, place.fold), (window, overlap), report.mess)


def label_rows(files: Iterable[Path], split: str, window: int = WINDOW, overlap: int = OVERLAP) -> Iterator[Row]:
    """Reports of label files, all of one split, which is the caller's to know."""
    for path in files:
        for example in read_labels(path):
            group = f"organ:{organ_key(example.organ)}" if example.organ else f"file:{path.name}"
            yield _row(example, "labels", (split, group, NO_FOLD), (window, overlap), ())


def _row(
    example: Example, origin: Origin, place: tuple[str, str, int], shape: tuple[int, int], operators: Sequence[str]
) -> Row:
    text = example.text
    windows = char_windows(len(text.clean), *shape)
    split, group, fold = place
    return Row(
        id=example.id,
        origin=origin,
        organ=example.organ,
        edition=example.edition,
        layout=example.layout,
        split=split,
        group=group,
        fold=fold,
        operators=list(operators),
        source_sha256=hashlib.sha256(text.source.encode("utf-8")).hexdigest(),
        text=text.clean,
        tags=example.tags,
        offsets=list(text.origin),
        windows=[w._asdict() for w in windows],
        owner=owners(windows),
    )
