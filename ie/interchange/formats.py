"""Formats by name: which reader and writer each has, and which one a file is in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ie.interchange import conll, doccano, gold, hf_datasets, label_studio, labels, prodigy
from ie.interchange.labelled import InterchangeError, Labelled
from ie.interchange.lines import dump
from ie.interchange.offsets import CHARACTERS

FORMATS: tuple[str, ...] = ("label-studio", "doccano", "prodigy", "conll", "datasets", "labels")
"""What is written and read."""
SOURCES: tuple[str, ...] = (*FORMATS, "gold", "run")
"""What is read."""

_LINES: dict[str, Callable[[Iterable[Labelled]], Iterator[str]]] = {
    "doccano": doccano.lines,
    "prodigy": prodigy.lines,
    "conll": conll.lines,
    "labels": labels.lines,
}


@dataclass(frozen=True)
class Options:
    """How files are read: folders of texts for gold and runs, the unit of offsets where a file cannot say it, whom to tell."""

    texts: Sequence[Path] = ()
    offsets: str | None = None
    told: gold.Told = print


def read(paths: Sequence[Path], form: str | None = None, options: Options | None = None) -> Iterator[Labelled]:
    """The labelled texts of files of one format; without `form` each file's own is found out (see `detect`)."""
    options = options or Options()
    for path in paths:
        yield from _read(path, form or detect(path), options)


def _read(path: Path, form: str, options: Options) -> Iterator[Labelled]:
    if form == "gold":
        return gold.read_gold([path], options.texts, options.told)
    if form == "run":
        return gold.read_run(path, options.texts, options.told)
    if form == "label-studio":
        return label_studio.read_tasks(path, options.offsets)
    if form == "doccano":
        return doccano.read_lines(path, options.offsets)
    if form == "datasets":
        return hf_datasets.read_dataset(path)
    readers = {"prodigy": prodigy.read_lines, "conll": conll.read_lines, "labels": labels.read_lines}
    if form not in readers:
        raise ValueError(f"there is no format {form!r}; there are {', '.join(SOURCES)}")
    return readers[form](path)


def write(items: Iterable[Labelled], form: str, out: Path, offsets: str = CHARACTERS) -> list[Path]:
    """Write the texts in a format; what was written.  Nothing is left half-written, and nothing is written over by datasets.

    Label Studio's labelling configuration is written beside its tasks, as `NAME.config.xml`.
    """
    if form == "datasets":
        if out.exists():
            raise InterchangeError(out, "the output", "is there already; remove it or give another name with -o")
        hf_datasets.write_dataset(items, out)
        return [out]
    if form == "label-studio":
        beside = out.with_suffix(".config.xml")
        _whole(out, _json_list(label_studio.tasks(items, offsets)))
        _whole(beside, label_studio.config().splitlines())
        return [out, beside]
    if form not in _LINES:
        raise ValueError(f"{form!r} cannot be written; there are {', '.join(FORMATS)}")
    _whole(out, _LINES[form](items))
    return [out]


def _json_list(values: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield "["
    ahead = None
    for value in values:
        if ahead is not None:
            yield f"{ahead},"
        ahead = dump(value)
    if ahead is not None:
        yield ahead
    yield "]"


def _whole(path: Path, rows: Iterable[str]) -> None:
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{row}\n" for row in rows)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def detect(path: Path) -> str:
    """The format of a file or folder, told by what it holds.  InterchangeError where it is none that is known."""
    if path.is_dir():
        if (path / gold.RUN).is_file():
            return "run"
        return "datasets" if (path / "dataset_info.json").is_file() else "gold"
    if path.name == gold.RUN:
        return "run"
    if path.suffix in (".parquet", ".conll"):
        return "datasets" if path.suffix == ".parquet" else "conll"
    try:
        with path.open(encoding="utf-8") as file:
            head = file.readline()
    except (OSError, UnicodeDecodeError) as error:
        raise InterchangeError(path, "the file", f"cannot be read ({error})") from None
    if path.suffix != ".jsonl" and not head.startswith("{"):
        form = (
            "label-studio"
            if head.lstrip("\ufeff").startswith("[")
            else "conll"
            if "\t" in head or head[:2] == "# "
            else None
        )
    else:
        form = _of_keys(head) if path.suffix == ".jsonl" else "gold"
    if form is None:
        raise InterchangeError(
            path, "the file", f"is in no format that is known by its looks; name it with --from ({', '.join(SOURCES)})"
        )
    return form


def _of_keys(head: str) -> str | None:
    try:
        row = json.loads(head)
    except json.JSONDecodeError:
        return None
    if not isinstance(row, dict):
        return None
    if {"label", "labels", "entities"} & row.keys():
        return "doccano"
    spans = row.get("spans")
    if {"answer", "_input_hash", "meta", "tokens"} & row.keys() or (
        isinstance(spans, list) and spans and isinstance(spans[0], dict)
    ):
        return "prodigy"
    return "labels" if {"id", "text", "spans"} <= row.keys() else None
