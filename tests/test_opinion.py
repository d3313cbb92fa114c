"""The second opinion: asked only in doubt, kept only where it proves more, and never silent about a contradiction."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import pytest

from ie.opinion import better, contradicted, in_doubt
from ie.pipeline import extract_text
from ie.read import read_text
from ie.record import record_of
from ie.report import Span, Text
from ie.tag import PatternTagger
from ie.tag.committee import Committee

SAMPLE = Path("annotations/own/05_qingshiling_transport_md.txt")
"""A row of it does not add up, so a reading of it is always in doubt."""


@dataclass
class Blind:
    """Sees nothing, or only what it is told to see; counts how often it was asked."""

    name: str = "blind"
    version: str = "0"
    asked: list[int] = field(default_factory=list)

    def tag(self, text: Text) -> list[Span]:
        self.asked.append(len(text.clean))
        return []


def source(path: Path) -> str:
    return read_text(path).text


def test_the_reading_that_proves_more_is_kept_and_both_are_recorded() -> None:
    read = read_text(SAMPLE)
    alone = extract_text(read.text)
    for first, second in ((Blind(), PatternTagger()), (PatternTagger(), Blind())):
        report = extract_text(read.text, Committee(first, second))
        assert report.tagger[0] == "pattern"
        assert report.tables == alone.tables
        record = record_of(read, report)
        assert [t["name"] for t in record["taggers"]] == [first.name, second.name]


def test_nobody_is_asked_where_nothing_is_in_doubt() -> None:
    texts = [source(p) for p in sorted(Path("annotations/own").glob("*.txt"))]
    sure = [t for t in texts if not in_doubt(extract_text(t))]
    assert sure, "no sample is read without doubt"
    for text in sure:
        second = Blind()
        report = extract_text(text, Committee(PatternTagger(), second))
        assert second.asked == []
        assert report.taggers == ()


def test_a_contradiction_is_for_review() -> None:
    report = extract_text(source(SAMPLE))
    table = report.tables[0]
    key, cell = next((k, c) for k, c in table.cells.items() if c.value is not None and not c.review)
    wrong = replace(table, cells=table.cells | {key: cell._replace(value=cell.value + Decimal(1))})
    other = replace(report, tables=(wrong, *report.tables[1:]), tagger=("other", "1"))
    kept = contradicted(*better(report, other))
    assert kept.tagger == report.tagger
    marked = [
        (t.id, k)
        for t in kept.tables
        for k, c in t.cells.items()
        if c != {t.id: t for t in report.tables}[t.id].cells[k]
    ]
    assert marked == [(table.id, key)]
    assert kept.tables[0].cells[key].review
    assert kept.tables[0].cells[key].value == cell.value


@pytest.mark.parametrize("warning", ["the model is damaged"])
def test_why_a_better_tagger_is_missing_stands_in_the_record(warning: str) -> None:
    read = read_text(SAMPLE)
    record = record_of(read, extract_text(read.text, Committee(PatternTagger(), None, (warning,))))
    assert warning in record["warnings"]
    assert warning in record["review"]["reasons"]
