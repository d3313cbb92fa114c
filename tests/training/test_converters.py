"""Each converter that runs here keeps every label on its characters; those that cannot run say what to install."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from decimal import Decimal

import pytest

from tests.training.stub_documents import stub_document
from training.synthesize.converters import CONVERTERS, UnalignedError, available
from training.synthesize.converters.registry import KEEP_BLANKS
from training.synthesize.document import Box, Document, Grid, Line
from training.synthesize.tracked import Mark, Tracked

ESCAPE = re.compile(r"\\(?=[^\w\s])|\s")
REPEATS = {"read-html", "docx-python"}
"""Converters that print a merged cell once for each place it covers."""


def _solid(text: str) -> str:
    return ESCAPE.sub("", text)


def _printed(tracked: Tracked) -> dict[int, str]:
    out: dict[int, str] = defaultdict(str)
    for text, mark in tracked.runs():
        if mark is not None:
            out[id(mark)] += text
    return out


def _marked(document: Document) -> list[tuple[str, Mark]]:
    runs = []
    for block in document.blocks:
        boxes = [block] if isinstance(block, Line) else [box for row in block.rows for box in row]
        runs += [(text, mark) for box in boxes for text, mark in box.runs if mark is not None]
    return runs


def _need(name: str) -> None:
    if available()[name]:
        pytest.skip(f"{name} cannot run here: {available()[name]}")


@pytest.mark.parametrize("name", available())
@pytest.mark.parametrize(("edition", "seed"), [("2019", 1), ("2019", 2), ("2021", 3), ("2021", 4), ("2021", 5)])
def test_marks_keep_their_characters(name: str, edition: str, seed: int) -> None:
    """Fragments of a label joined are the label; a cell's characters are its value."""
    _need(name)
    document = stub_document(edition, seed)
    tracked = CONVERTERS[name](document, random.Random(seed))
    assert len(tracked.owners) == len(tracked.text)
    printed = _printed(tracked)
    for text, mark in _marked(document):
        found = _solid(printed[id(mark)])
        times = max(1, len(found) // len(_solid(text)))
        assert found == _solid(text) * times
        assert times == 1 or name in REPEATS or mark.label != "CELL"
        if mark.label == "CELL":
            assert Decimal(found[: len(found) // times]) == mark.value


@pytest.mark.parametrize("name", available())
def test_no_code_is_left_in_the_text(name: str) -> None:
    _need(name)
    text = CONVERTERS[name](stub_document("2021", 7), random.Random(7)).text
    assert not re.search(r"[\u3400-\u4dbf\u1400-\u167f\u13a0-\u13ff\u16a0-\u16ff]", text)


@pytest.mark.parametrize("name", ["html2text", "pdfplumber", "w3m"])
def test_the_same_state_gives_the_same_text(name: str) -> None:
    _need(name)
    texts = {CONVERTERS[name](stub_document("2019", 3), random.Random(9)).text for _ in range(2)}
    assert len(texts) == 1


def _row_with_a_blank() -> tuple[Document, list[Mark]]:
    marks = [
        Mark("CELL", ("art20_1", "regulations", c), v, s)
        for c, v, s in (  # type: ignore[arg-type]
            ("issued", Decimal(31), "read"),
            ("repealed", None, "blank"),
            ("in_force", Decimal(42), "read"),
        )
    ]
    row = [
        Box("rowhead", [("规章", Mark("ROWHEAD"))]),
        *(Box("cell", [(t, m)]) for t, m in zip(("31", "", "42"), marks, strict=True)),
    ]
    head = [
        Box("colhead", [(t, Mark("COLHEAD"))]) for t in ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
    ]
    paragraph = Line("paragraph", [("全年工作情况如下。", None)])
    return Document("2021", 2022, "云杉县水文局", "county", [paragraph, Grid("art20_1", [head, row])]), marks


@pytest.mark.parametrize("name", available())
def test_figures_whose_place_is_lost_are_in_doubt(name: str) -> None:
    """Where the converter drops the blank cell, nobody can say which column 42 stands in."""
    _need(name)
    for seed in range(4):
        document, marks = _row_with_a_blank()
        CONVERTERS[name](document, random.Random(seed))
        wanted = "read" if name in KEEP_BLANKS else "ambiguous"
        assert [marks[0].status, marks[1].status, marks[2].status] == [wanted, "blank", wanted]


def test_a_blank_field_between_bars_belongs_to_its_cell() -> None:
    _need("html2text")
    document, marks = _row_with_a_blank()
    tracked = CONVERTERS["html2text"](document, random.Random(0))
    at = [n for n, mark in enumerate(tracked.owners) if mark is marks[1]]
    assert at and not tracked.text[at[0] : at[-1] + 1].strip()
    assert tracked.text[: at[0]].rstrip(" ").endswith("|") and tracked.text[at[-1] + 1] == "|"


def test_a_title_too_long_for_the_codes_is_refused() -> None:
    _need("text-content")
    document = Document("2021", 2022, "云杉县水文局", "county")
    document.blocks = [Line("paragraph", [(str(n), Mark("FIGURE"))]) for n in range(1200)]
    with pytest.raises(UnalignedError, match="more narrow runs"):
        CONVERTERS["text-content"](document, random.Random(0))
