"""There and back: no format moves an offset, changes a character or loses who labelled what it has room for.

IE_ROUND_TRIPS=10000 (`make soak`) generates as many texts in all; a quick test fewer.
"""

from __future__ import annotations

import json
import os
import random
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from ie.interchange import FORMATS, InterchangeError, Labelled, detect, read, write
from ie.interchange.formats import Options
from ie.interchange.label_studio import read_tasks, tasks
from ie.interchange.offsets import COUNTINGS, UNITS, Counting, ruler
from tests.interchange.generated import labelled

ROUND_TRIPS = int(os.environ.get("IE_ROUND_TRIPS", "2000"))
NAMES = {"label-studio": "x.json", "conll": "x.conll", "datasets": "x"}
EACH = ROUND_TRIPS // (len(FORMATS) + 2) + 1
needs_datasets = pytest.mark.skipif(not find_spec("datasets"), reason="datasets is not installed")


def _texts(seed: int, count: int) -> list[Labelled]:
    rng = random.Random(seed)
    return [labelled(rng, number) for number in range(count)]


def _kept(item: Labelled, form: str) -> Labelled | None:
    """What a format has room for."""
    plain = tuple(span._replace(score=1.0) for span in item.best)
    if form == "label-studio":
        return item
    if form == "labels":
        return None if item.spans is None else replace(item, predicted=None, tagger="")
    if form == "doccano":
        return replace(item, spans=plain, predicted=None, tagger="")
    if item.spans is not None:
        return replace(item, predicted=None, tagger="")
    return replace(item, predicted=plain) if form == "conll" and item.predicted is not None else item


@pytest.mark.parametrize("form", [pytest.param(f, marks=needs_datasets if f == "datasets" else ()) for f in FORMATS])
def test_every_format(form: str, tmp_path: Path) -> None:
    items = _texts(FORMATS.index(form), EACH)
    path = tmp_path / NAMES.get(form, "x.jsonl")
    write(items, form, path)
    found = list(read([path], form))
    assert found == [kept for item in items if (kept := _kept(item, form)) is not None]


@pytest.mark.parametrize("counting", COUNTINGS)
def test_label_studio_tells_how_it_counts_or_is_refused(counting: Counting, tmp_path: Path) -> None:
    """A file that does not say how it counts is read rightly, or refused: never a span elsewhere."""
    right = refused = 0
    for item in _texts(91 + COUNTINGS.index(counting), EACH // 2):
        if item.spans is None:
            continue
        path = tmp_path / "x.json"
        path.write_text(json.dumps([_counted(item, counting)]), encoding="utf-8")
        try:
            (found,) = read_tasks(path)
        except InterchangeError as error:
            # Ambiguous, or a span that the counting cannot tell (half a CRLF).
            assert "--offsets" in str(error) or counting.crlf_is_one, error
            refused += 1
            continue
        ends = {(s.start, s.end, s.label) for s in item.spans}
        assert counting.crlf_is_one or {(s.start, s.end, s.label) for s in found.spans or ()} == ends
        words = [item.text[s.start : s.end].split() for s in item.spans]
        assert [item.text[s.start : s.end].split() for s in found.spans or ()] == words
        right += 1
    assert right > refused


def _counted(item: Labelled, counting: Counting) -> dict[str, Any]:
    """A task as a Label Studio that counts so would export it."""
    task: dict[str, Any] = next(tasks([replace(item, predicted=None)]))
    del task["data"]["offsets"]
    marks = ruler(item.text, counting).marks
    for result, span in zip(task["annotations"][0]["result"], item.spans or (), strict=True):
        result["value"] |= {"start": marks[span.start], "end": marks[span.end]}
    return task


@pytest.mark.parametrize("unit", UNITS)
def test_label_studio_in_a_unit_that_is_said(unit: str, tmp_path: Path) -> None:
    items = _texts(95, EACH)
    path = tmp_path / "x.json"
    write(items, "label-studio", path, unit)
    assert list(read([path], None, Options(offsets=None))) == items


def test_a_written_file_tells_its_format(tmp_path: Path) -> None:
    items = [item for item in _texts(96, 40) if item.spans]
    for form in FORMATS:
        if form == "datasets" and not find_spec("datasets"):
            continue
        path = tmp_path / f"{form}-{NAMES.get(form, 'x.jsonl')}"
        write(items, form, path)
        assert detect(path) == form


def test_formats_one_after_the_other(tmp_path: Path) -> None:
    """Through every format in turn, and the spans are those of the first."""
    items = [replace(item, predicted=None, tagger="") for item in _texts(97, 60) if item.spans is not None]
    found = items
    for form in ("label-studio", "doccano", "prodigy", "conll", "labels", "doccano", "label-studio"):
        path = tmp_path / f"{form}-{NAMES.get(form, 'x.jsonl')}"
        write(found, form, path)
        found = list(read([path]))
    assert found == items
