"""The package's functions for other programs; they give what `ie extract` writes to `reports.jsonl`, record for record."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ie.report import Tagger
    from ie.tag import RuntimeName

Record = dict[str, Any]


def extract(
    report: str | os.PathLike[str],
    tagger: str | None = None,
    runtime: RuntimeName = "onnx",
    *,
    editions: str | os.PathLike[str] | None = None,
) -> Record:
    """The record of one report, in this process and without budgets of time and memory.

    A path object, or a string that names a file, is read as `ie extract` reads it; any other string is the
    report's text.  `tagger` is that of `--tagger` or `--model`, `runtime` that of `--runtime`; `editions` is a folder of
    editions of your own (default: that of IE_EDITIONS, if it is set).  Never raises for what the report is: its `status`
    tells.  TaggerError where the tagger cannot be had, EditionError where the folder cannot be used.

    >>> extract("云杉县水文局2022年政府信息公开工作年度报告")["year"]
    2022
    """
    from ie.batch.work import work_item, work_source
    from ie.read import Limits, Source
    from ie.read.items import file_item
    from ie.read.remote import as_input
    from ie.read.source import bytes_to_sha256, text_to_sha256

    with _using(editions):
        loaded = _tagger(tagger, runtime)
        if not isinstance(report, str) or _is_file(report):
            return work_item(file_item(as_input(report)), Limits(), loaded).record
        sha256 = bytes_to_sha256(report.encode("utf-8", "surrogatepass"))
        return work_source(Source("", None, report, sha256, text_to_sha256(report), None), loaded).record


def extract_many(
    paths: Iterable[str | os.PathLike[str]],
    workers: int | None = None,
    tagger: str | None = None,
    runtime: RuntimeName = "onnx",
    *,
    editions: str | os.PathLike[str] | None = None,
) -> Iterator[Record]:
    """The records of files, URLs, folders, archives and crawls, in order, each report in a process with its budgets.

    Nothing is written and nothing is kept: memory does not grow with the number of reports.  `tagger`, `runtime` and
    `editions` as in `extract`.
    """
    from ie.batch.engine import open_engine
    from ie.batch.work import unpack_outcome
    from ie.read import Limits
    from ie.read.items import Columns, expand
    from ie.read.remote import as_input

    limits = Limits()
    with _using(editions):
        engine = open_engine("local", limits, tagger=tagger, workers=workers, runtime=runtime)
    with engine as pool:
        items = expand([as_input(p) for p in paths], Columns(), limits)
        for _, packed, _ in pool.run((item, None) for item in items):
            yield unpack_outcome(packed).record


def _using(editions: str | os.PathLike[str] | None) -> AbstractContextManager[None]:
    from ie.editions import read_editions, using_editions

    return nullcontext() if editions is None else using_editions(read_editions(editions))


@cache
def _tagger(name: str | None, runtime: RuntimeName) -> Tagger:
    """The tagger, loaded once."""
    from ie.tag import load_tagger

    return load_tagger(name, runtime)


def _is_file(words: str) -> bool:
    try:
        return "\n" not in words and os.path.isfile(words)
    except ValueError:
        return False
