"""Rows → Hugging Face datasets, materialised (Arrow on disk, memory-mapped) or streaming (made while read).

    from training.data.builders import synthetic_dataset, synthetic_stream, gold_dataset
    train = synthetic_dataset(20, 4800, "train")
    for row in synthetic_stream(20, 4800, "train", shards=2): ...

`datasets` is in the extra `train`.  What was made is kept outside the repository and made anew when the code that makes it, an
annotation or an annotated text changes.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ie.score.gold import load_gold
from ie.tag.tagset import TAGS
from training.data.gold import gold_files, text_path
from training.data.rows import Row, gold_rows, synthetic_rows
from training.data.windows import OVERLAP, WINDOW

try:
    import datasets
    import pyarrow as pa
    import pyarrow.parquet as pq
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        f"{error.name} is not installed; run: pip install 'nianbao-ie[train]'", name=error.name
    ) from error

if TYPE_CHECKING:
    from datasets import Dataset, Features, IterableDataset

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("ie", "training/data", "training/synthesize")
"""Folders whose code and data decide what a report's text and tags are."""
BATCH = 200
"""Reports held at a time while a file is written."""


def features() -> Features:
    """The columns of every dataset made here (see `rows`)."""
    text, whole = datasets.Value("string"), datasets.Value("int32")
    return datasets.Features(
        {
            "id": text,
            "origin": text,
            "organ": text,
            "edition": text,
            "layout": text,
            "split": text,
            "group": text,
            "fold": datasets.Value("int8"),
            "operators": datasets.List(text),
            "source_sha256": text,
            "text": text,
            "tags": datasets.List(datasets.ClassLabel(names=list(TAGS))),
            "offsets": datasets.List(whole),
            "windows": datasets.List(dict.fromkeys(("start", "end", "first", "last"), whole)),
            "owner": datasets.List(whole),
        }
    )


def synthetic_dataset(
    seed: int, count: int, split: str = "train", window: int = WINDOW, overlap: int = OVERLAP, cache: Path | None = None
) -> Dataset:
    """`count` synthetic reports of a split, in the order of the stream."""
    arguments = {"seed": seed, "count": count, "split": split, "window": window, "overlap": overlap}
    return _materialised(synthetic_rows, arguments, "synthetic", (), split, cache)


def synthetic_stream(
    seed: int, count: int, split: str = "train", window: int = WINDOW, overlap: int = OVERLAP, shards: int = 1
) -> IterableDataset:
    """The same reports, made while they are read.  A loader's workers share the shards; shard k holds reports k, k + shards, …"""
    arguments = {"seed": seed, "count": count, "split": split, "window": window, "overlap": overlap}
    starts = list(range(shards))
    return _streaming(synthetic_rows, {**arguments, "starts": starts, "step": shards}, split)


def gold_dataset(
    gold: Sequence[Path],
    texts: Sequence[Path],
    split: str | None = None,
    window: int = WINDOW,
    overlap: int = OVERLAP,
    cache: Path | None = None,
) -> Dataset:
    """The annotated reports whose text is in one of the folders `texts`; `split` keeps one part of the fixed split by organ."""
    arguments = {"gold": list(gold), "texts": list(texts), "split": split, "window": window, "overlap": overlap}
    return _materialised(gold_rows, arguments, "gold", _gold_inputs(gold, texts), split or "gold", cache)


def gold_stream(
    gold: Sequence[Path],
    texts: Sequence[Path],
    split: str | None = None,
    window: int = WINDOW,
    overlap: int = OVERLAP,
) -> IterableDataset:
    """The same reports, read while they are asked for."""
    # A list would be taken for shards, and each worker would split the gold by what it alone has seen.
    arguments = {"gold": tuple(gold), "texts": tuple(texts), "split": split, "window": window, "overlap": overlap}
    return _streaming(gold_rows, arguments, split or "gold")


def cache_folder(given: Path | None = None) -> Path:
    """Where made datasets are kept: as given, or `nianbao-ie/datasets` in the user's cache.  ValueError inside the repository."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = (given or base / "nianbao-ie" / "datasets").expanduser().resolve()
    if folder.is_relative_to(ROOT):
        raise ValueError(f"{folder} lies in the repository; take a cache folder outside {ROOT}")
    return folder


def _materialised(
    rows: Callable[..., Iterator[Row]],
    arguments: dict[str, Any],
    kind: str,
    inputs: Iterable[Path],
    split: str,
    cache: Path | None,
) -> Dataset:
    folder = cache_folder(cache)
    made_of = hashlib.sha256(json.dumps([kind, arguments], default=str, sort_keys=True).encode())
    for path in (*_sources(), *inputs):
        made_of.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    try:
        return datasets.Dataset.from_generator(
            _Rows(rows, arguments),
            features=features(),
            cache_dir=str(folder),
            split=datasets.NamedSplit(split),
            fingerprint=made_of.hexdigest()[:32],
        )
    except datasets.exceptions.DatasetGenerationError as error:
        # Which file is wrong, where and why is said by the cause; "an error occurred" by what is wrapped around it.
        if isinstance(error.__cause__, ValueError):
            raise error.__cause__ from None
        raise


def _streaming(rows: Callable[..., Iterator[Row]], arguments: dict[str, Any], split: str) -> IterableDataset:
    name = datasets.NamedSplit(split)
    return datasets.IterableDataset.from_generator(rows, features=features(), gen_kwargs=arguments, split=name)


class _Rows:
    """The generator with its arguments bound, so that `datasets` does not take a list of folders for shards."""

    def __init__(self, rows: Callable[..., Iterator[Row]], arguments: dict[str, Any]) -> None:
        self._rows, self._arguments = rows, arguments

    def __call__(self) -> Iterator[Row]:
        return self._rows(**self._arguments)


def _sources() -> Iterator[Path]:
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".py", ".toml"):
                yield path


def _gold_inputs(gold: Sequence[Path], texts: Sequence[Path]) -> Iterator[Path]:
    files = gold_files(gold)
    yield from files
    for report in load_gold(files):
        if (path := text_path(report, (Path("."), *texts))) is not None:
            yield path


def write_parquet(rows: Iterable[Row], path: Path) -> None:
    """Rows to one Parquet file, with the feature types that `datasets.load_dataset("parquet", …)` finds again; in batches."""
    schema = features().arrow_schema
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for table in _tables(rows, schema):
            writer.write_table(table)


def write_arrow(rows: Iterable[Row], folder: Path) -> None:
    """Rows to a folder that `datasets.load_from_disk` reads; held in memory while written."""
    columns = features()
    tables = list(_tables(rows, columns.arrow_schema))
    table = pa.concat_tables(tables) if tables else columns.arrow_schema.empty_table()
    datasets.Dataset(datasets.table.InMemoryTable(table)).save_to_disk(str(folder))


def _tables(rows: Iterable[Row], schema: pa.Schema) -> Iterator[pa.Table]:
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield pa.Table.from_pylist([dict(row) for row in batch], schema=schema)
