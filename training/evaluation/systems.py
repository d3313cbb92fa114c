"""Every system by name: what it is, which sets it reads, and how to load it.

A system reads one file into a record and spans, as `ie extract` would write them.  `ie`'s taggers and everything that only tags
go through the whole of `ie.pipeline`; the rivals that give cells themselves go through nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ie.batch.work import work_source
from ie.read import Source, Unread, read_file
from ie.record import record_of_unread
from ie.report import Tagger
from ie.tag import TAGGERS, load_tagger

Read = tuple[dict[str, Any], dict[str, Any] | None]
Reader = Callable[[Path], Read]
TEXTS = ("own", "real", "mixed", "layouts", "converters", "damage")
SOME = ("own", "real", "mixed")
"""The sets of what is slow, or says nothing new on the others."""
DEFAULT = "default"


@dataclass(frozen=True)
class System:
    """`what` is one line for the report; `load` is given the folder of cached models."""

    name: str
    kind: Literal["ours", "runtime", "rival"]
    what: str
    sets: tuple[str, ...]
    load: Callable[[Path], Reader]


def systems() -> dict[str, System]:
    """In the order of the report, `ie` as it reads by default first."""
    ours = [n for n in dict.fromkeys((*TAGGERS, "jieba-linear", "transformer", "pattern"))]
    found = [
        System(DEFAULT, "ours", "ie extract without --tagger", (*TEXTS, "html"), lambda _: _tagged(load_tagger())),
        *(System(n, "ours", f"--tagger {n} alone", (*TEXTS, "html"), lambda _, n=n: _tagged(load_tagger(n))) for n in ours),
        System("transformer-torch", "runtime", "transformer by torch instead of ONNX Runtime", SOME, _torch),
        System("transformers-pipeline", "rival", "transformers' own pipeline over the shipped model, then ie's rebuild", SOME, _pipeline),
        System("crfsuite-200", "rival", "python-crfsuite, features and 200 of the reports of jieba-linear, then ie's rebuild", SOME, _crf),
        System("jieba-linear-200", "rival", "jieba-linear trained on those 200 reports too, then ie's rebuild", SOME, _linear),
        System("number-order", "rival", "sections by exact title, numbers in order, form of 2021, no checks", SOME, _number_order),
        System("pandas.read_html", "rival", "rows by their labels in pandas' tables, no checks", ("html",), _read_html),
    ]  # fmt: skip
    return {system.name: system for system in found}


def _tagged(tagger: Tagger) -> Reader:
    def read(path: Path) -> Read:
        source = read_file(path)
        if isinstance(source, Unread):
            return record_of_unread(source), None
        outcome = work_source(source, tagger)
        return outcome.record, outcome.spans

    return read


def _torch(_: Path) -> Reader:
    import torch

    from ie.tag.shipped import shipped_model
    from ie.tag.transformer import TransformerTagger

    torch.set_num_threads(1)
    return _tagged(TransformerTagger.from_folder(shipped_model("transformer"), runtime="torch"))


def _pipeline(_: Path) -> Reader:
    from ie.tag.shipped import shipped_model
    from training.evaluation.others.hf_pipeline import PipelineTagger

    return _tagged(PipelineTagger(shipped_model("transformer")))


def _crf(models: Path) -> Reader:
    from training.evaluation.others.crf import crf_tagger

    return _tagged(crf_tagger(models))


def _linear(models: Path) -> Reader:
    from training.evaluation.others.crf import linear_tagger

    return _tagged(linear_tagger(models))


def _number_order(_: Path) -> Reader:
    from training.evaluation.others import number_order

    def read(path: Path) -> Read:
        source = read_file(path)
        if isinstance(source, Unread):
            return record_of_unread(source), None
        return _record(source, number_order.NAME, number_order.read(source.text)), None

    return read


def _read_html(_: Path) -> Reader:
    from training.evaluation.others import html_tables

    def read(path: Path) -> Read:
        source = read_file(path)
        if isinstance(source, Unread):
            return record_of_unread(source), None
        return _record(source, html_tables.NAME, html_tables.read(path.read_bytes())), None

    return read


def _record(source: Source, name: str, tables: dict[str, dict[str, dict[str, Any]]]) -> dict[str, Any]:
    """Cells as a record, as far as the scorer looks."""
    return {
        "source": source.name,
        "part": source.part,
        "status": "ok",
        "sha256": source.sha256,
        "text_sha256": source.text_sha256,
        "edition": None,
        "tables": [{"id": id, "status": "partial", "cells": cells} for id, cells in tables.items()],
        "figures": [],
        "checks": [],
        "tagger": {"name": name, "version": "1"},
    }
