"""The same invented report as text, HTML, DOCX, XLSX and PDF gives the same figures, each leading back to its place."""

from decimal import Decimal

import pytest

from ie.pipeline import extract_text
from ie.read import Source, read_bytes
from ie.report import Cell
from tests.read.printed import DOCUMENTS
from tests.rebuild.forms import YEARS, make_form
from tests.rebuild.layouts import pipe_rows

SEEDS = range(4)


def source_of(name: str, data: bytes) -> Source:
    source = read_bytes(name, None, data)
    assert isinstance(source, Source), source
    return source


def given(source: Source) -> dict[tuple[str, str, str], Cell]:
    report = extract_text(source.text)
    return {(t.id, r, c): cell for t in report.tables for (r, c), cell in t.cells.items()}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_document_gives_the_figures_of_the_text(kind: str, edition: str, seed: int) -> None:
    form = make_form(edition, seed)
    source = source_of(f"report.{kind}", DOCUMENTS[kind](form))
    assert source.kind == kind
    report = extract_text(source.text)
    assert (report.edition, report.edition_by, report.year) == (edition, "labels", YEARS[edition])
    cells = given(source)
    bad = {
        key: (cell.status, cell.value, cell.review, cell.why)
        for key, cell in cells.items()
        if (cell.status, cell.value, cell.review)
        != (("read", form.figures[key], False) if key in form.figures else ("absent", None, False))
    }
    assert bad == {}
    from_text = given(source_of("report.txt", pipe_rows(form).encode()))
    assert {k: c.value for k, c in cells.items()} == {k: c.value for k, c in from_text.items()}


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_every_figure_leads_back_to_its_cell(kind: str) -> None:
    form = make_form("2021", 1)
    source = source_of(f"report.{kind}", DOCUMENTS[kind](form))
    starts = {p.start: p for p in source.places}
    seen: set[str] = set()
    for key, cell in given(source).items():
        if cell.start is None or cell.status != "read":
            continue
        place = starts[cell.start]
        assert Decimal(source.text[place.start : place.end]) == form.figures[key]
        seen.add(place.where)
    assert len(seen) == len(form.figures)
