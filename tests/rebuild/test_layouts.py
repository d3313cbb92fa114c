"""The same invented form in every layout: the figures come back, and no wrong one comes back unmarked."""

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

import pytest

from ie.editions import load_edition
from ie.pipeline import extract_text
from ie.report import Cell, Report
from tests.rebuild.forms import NOT_PRINTED, YEARS, Form, make_form
from tests.rebuild.layouts import AMBIGUOUS, EXACT, SIMPLIFIED, TRADITIONAL

SEEDS = range(8)
EDITIONS = ("2019", "2021")
LEAST_RIGHT = 0.6
"""Share of the figures that a layout without separators must still give: most rows have one split that adds up."""
Layout = Callable[[Form], str]


def name(layout: Layout) -> str:
    return layout.__name__


def cells_of(report: Report) -> dict[tuple[str, str, str], Cell]:
    return {(t.id, r, c): cell for t in report.tables for (r, c), cell in t.cells.items()}


def wrong_unmarked(form: Form, report: Report) -> list[str]:
    """The law: a figure given without `review` is the figure printed."""
    return [
        f"{'.'.join(key)}: {cell.value} for {form.figures.get(key)} ({cell.why})"
        for key, cell in cells_of(report).items()
        if cell.value is not None and not cell.review and cell.value != form.figures.get(key)
    ]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_invented_form_adds_up(edition: str, seed: int) -> None:
    figures = make_form(edition, seed).figures
    form = load_edition(edition)
    for identity in form.identities:
        table = form.table(identity.table)
        rows = [r.id for r in table.rows if r.id not in NOT_PRINTED[edition]]
        for where in rows if identity.each == "row" else [c.id for c in table.columns]:
            key = (lambda p, w=where: (w, p)) if identity.each == "row" else (lambda p, w=where: (p, w))
            left, right = (
                sum((figures[table.id, *key(p)] for p in side if (table.id, *key(p)) in figures), Decimal(0))
                for side in (identity.left, identity.right)
            )
            assert left == right, (identity.id, where)
    assert len(set(figures.values())) > 20
    assert all(v >= 0 for (_, _, column), v in figures.items() if column != "change")


def test_the_traditional_table_pairs_each_character_with_one() -> None:
    assert len(SIMPLIFIED) == len(TRADITIONAL)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("layout", EXACT, ids=name)
def test_every_figure_comes_back(layout: Layout, edition: str, seed: int) -> None:
    form = make_form(edition, seed)
    report = extract_text(layout(form))
    assert wrong_unmarked(form, report) == []
    assert (report.edition, report.edition_by, report.year) == (edition, "labels", YEARS[edition])
    bad = [
        f"{'.'.join(key)}: {cell.status} {cell.value}{' review' if cell.review else ''} for {form.figures.get(key)}"
        for key, cell in cells_of(report).items()
        if (cell.status, cell.value, cell.review)
        != (("read", form.figures[key], False) if key in form.figures else ("absent", None, False))
    ]
    assert bad == []
    assert {c.status for c in report.checks} == {"holds"}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("layout", AMBIGUOUS, ids=name)
def test_what_comes_back_is_right(layout: Layout, edition: str, seed: int) -> None:
    form = make_form(edition, seed)
    report = extract_text(layout(form))
    assert report.edition == edition
    assert wrong_unmarked(form, report) == []
    given = [key for key, cell in cells_of(report).items() if cell.value is not None and not cell.review]
    assert len(given) >= LEAST_RIGHT * len(form.figures)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("layout", (*EXACT, *AMBIGUOUS), ids=name)
def test_a_figure_points_to_its_own_digits(layout: Layout, edition: str, seed: int) -> None:
    form = make_form(edition, seed)
    report = extract_text(layout(form))
    places: list[tuple[int, int]] = []
    for cell in cells_of(report).values():
        if cell.status != "read" or cell.review or cell.start is None or cell.end is None:
            continue
        printed = report.text.clean[cell.start : cell.end]
        assert printed == cell.raw
        if cell.value is not None and Decimal(cell.raw or "") == cell.value:
            places.append((cell.start, cell.end))
    places.sort()
    assert all(a[1] <= b[0] for a, b in pairwise(places))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("layout", (*EXACT, *AMBIGUOUS), ids=name)
def test_a_text_cut_anywhere_gives_no_wrong_figure(layout: Layout, edition: str, seed: int) -> None:
    form = make_form(edition, seed)
    text = layout(form)
    for share in (0.3, 0.55, 0.7, 0.8, 0.9, 0.97):
        assert wrong_unmarked(form, extract_text(text[: int(len(text) * share)])) == [], share
