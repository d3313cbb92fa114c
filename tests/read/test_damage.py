"""Tables whose structure the page itself has wrong: a figure is lost, or marked, but never another one."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest

from ie.pipeline import extract_text
from ie.read import Source, read_bytes
from tests.read.printed import as_html
from tests.rebuild.forms import make_form
from tests.rebuild.test_layouts import wrong_unmarked

CELL = re.compile(r'<td rowspan="(\d+)" colspan="(\d+)">.*?</td>\n', re.DOTALL)
FIGURE = re.compile(r"<span>-?[\d.]+</span>")
ONE: dict[str, Callable[[str], str]] = {
    "a figure's cell lost": lambda cell: "",
    "an empty cell too many": lambda cell: f"{cell}<td></td>\n",
    "a figure lost": lambda cell: FIGURE.sub("", cell),
    "a cell over two columns": lambda cell: cell.replace('colspan="1"', 'colspan="2"'),
    "a cell over two rows": lambda cell: cell.replace('rowspan="1"', 'rowspan="2"'),
}
ALL: dict[str, Callable[[str], str]] = {
    "an empty cell behind every row": lambda page: page.replace("</tr>", "<td></td></tr>"),
    "no column spans": lambda page: re.sub(r'colspan="[23]"', 'colspan="1"', page),
    "no row spans": lambda page: re.sub(r'rowspan="\d+"', 'rowspan="1"', page),
}
LEAST_KEPT = 0.9
"""One damaged cell may cost its row and what its sums support, not its table."""


def unmarked(edition: str, seed: int, change: Callable[[str], str]) -> tuple[list[str], float]:
    """Wrong figures that nothing marks, and the share of the form's figures that are given."""
    form = make_form(edition, seed)
    source = read_bytes("a.html", None, change(as_html(form).decode("gb18030")).encode("gb18030"))
    assert isinstance(source, Source)
    report = extract_text(source.text, marks=source.marks)
    given = sum(c.value is not None and not c.review for t in report.tables for c in t.cells.values())
    return wrong_unmarked(form, report), given / len(form.figures)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("damage", ONE)
def test_one_wrong_cell_makes_no_other_figure(damage: str, edition: str, seed: int) -> None:
    rng = random.Random(f"{damage}/{edition}/{seed}")

    def change(page: str) -> str:
        cell = rng.choice([m for m in CELL.finditer(page) if FIGURE.search(m.group())])
        return page[: cell.start()] + ONE[damage](cell.group()) + page[cell.end() :]

    wrong, kept = unmarked(edition, seed, change)
    assert wrong == []
    assert kept >= LEAST_KEPT


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("damage", ALL)
def test_spans_that_the_page_lost_cost_nothing(damage: str, edition: str) -> None:
    assert unmarked(edition, 1, ALL[damage]) == ([], 1.0)
