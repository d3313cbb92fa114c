"""Hugging Face `datasets`: a folder that `datasets.load_from_disk` reads, or a Parquet file; one row a text.

`tags` has one class a character, for token classification; `spans` the same with offsets.  `datasets` is in the extra `train` and imported
when a function here is called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from ie.interchange.labelled import FACTS, InterchangeError, Labelled, Place, checked, facts_at, label_at, text_at
from ie.report import LABELS, Span
from ie.tag.tagset import TAGS, tags_of

NEEDED = ("id", "text", "spans", "labelled_by")


def _datasets() -> Any:
    try:
        return import_module("datasets")
    except ImportError as error:
        raise ModuleNotFoundError(
            "the format datasets needs the package datasets, which is not installed; run: pip install 'nianbao-ie[train]'"
        ) from error


def dataset(items: Iterable[Labelled]) -> Any:
    """A `datasets.Dataset` of the texts, each with the person's spans or else the tagger's."""
    hf = _datasets()
    text = hf.Value("string")
    span = {"start": hf.Value("int32"), "end": hf.Value("int32"), "label": hf.ClassLabel(names=list(LABELS))}
    columns = {
        **dict.fromkeys(("id", "text", "labelled_by", *FACTS), text),
        "tags": hf.List(hf.ClassLabel(names=list(TAGS))),
        "spans": hf.List({**span, "score": hf.Value("float64")}),
    }
    return hf.Dataset.from_list([_row(item) for item in items], features=hf.Features(columns))


def _row(item: Labelled) -> dict[str, Any]:
    return {
        "id": item.id,
        "text": item.text,
        "labelled_by": item.labelled_by,
        **{key: item.facts.get(key, "") for key in FACTS},
        "tags": tags_of(item.best, len(item.text)),
        "spans": [
            {"start": s.start, "end": s.end, "label": LABELS.index(s.label), "score": s.score} for s in item.best
        ],
    }


def write_dataset(items: Iterable[Labelled], out: Path) -> None:
    """Write a folder, or one Parquet file where the name ends so."""
    made = dataset(items)
    if out.suffix == ".parquet":
        made.to_parquet(str(out))
    else:
        made.save_to_disk(str(out))


def read_dataset(path: Path) -> Iterator[Labelled]:
    """The texts of a folder or Parquet file that was written here."""
    hf = _datasets()
    try:
        found = hf.Dataset.from_parquet(str(path)) if path.suffix == ".parquet" else hf.load_from_disk(str(path))
    except Exception as error:
        raise InterchangeError(path, "the dataset", f"cannot be opened ({type(error).__name__}: {error})") from error
    columns = getattr(found, "column_names", None)
    missing = [key for key in NEEDED if not isinstance(columns, list) or key not in columns]
    if missing:
        raise InterchangeError(path, "the dataset", f"has no column {missing[0]!r}; needed are {', '.join(NEEDED)}")
    yield from labelled_rows(found, path)


def labelled_rows(found: Any, path: Path) -> Iterator[Labelled]:
    """The texts of a `datasets.Dataset`; `path` names it in errors."""
    for number, row in enumerate(found):
        place = Place(path, f"row {number}")
        text = text_at(place, row, "text")
        spans = [
            Span(s["start"], s["end"], label_at(place, LABELS[s["label"]]), s["score"]) for s in row["spans"] or ()
        ]
        found_spans = checked(place, spans, text)
        by, facts = row["labelled_by"], facts_at(row)
        if by == "person":
            yield Labelled(row["id"], text, found_spans, facts=facts)
        else:
            yield Labelled(row["id"], text, None, found_spans if by else None, by or "", facts)
