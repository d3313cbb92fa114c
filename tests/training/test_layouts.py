"""Every layout prints each figure of a report once, and its spans keep the rules of the guidelines."""

import random
from collections import Counter
from decimal import Decimal

import pytest

from ie.normalise import normalise
from ie.values import parse_value
from tests.training.stub import stub_document
from training.synthesize.document import Grid
from training.synthesize.layouts import LAYOUTS, WEIGHTS
from training.synthesize.layouts.printing import laid_out
from training.synthesize.sample import Sample, sample_of
from training.synthesize.settle import Glued, settle
from training.synthesize.tracked import Mark

LOSSY = {
    "run-together", "fullwidth-spaces", "wide-blanks", "single-blanks", "bare-lines", "paragraphs", "pdf-wrapped",
    "figures-above", "figures-below", "labels-first", "side-labels",
}  # fmt: skip
"""Layouts that may lose where an empty cell stood."""


def printed(layout: str, edition: str, seed: int, blanks: float = 0.0) -> Sample:
    document = stub_document(edition, seed, blanks)
    return sample_of(LAYOUTS[layout](document, random.Random(seed)), document, layout, (), str(seed))


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_figure_is_printed_once_and_reads_as_its_value(layout: str, edition: str) -> None:
    for seed in range(3):
        document = stub_document(edition, seed)
        wanted = {m.address: m.value for b in document.blocks if isinstance(b, Grid) for m in marks(b)}
        sample = sample_of(LAYOUTS[layout](document, random.Random(seed)), document, layout, (), "x")
        for mark, words in sample.marks:
            if mark.address:
                assert parse_value(words).value == wanted.pop(mark.address)  # type: ignore[union-attr]
        assert wanted == {}


def marks(grid: Grid) -> list[Mark]:
    return [m for row in grid.rows for box in row for _, m in box.runs if m is not None and m.address]


@pytest.mark.parametrize("layout", sorted(set(LAYOUTS) - {"run-together"}))
def test_a_full_table_leaves_nothing_in_doubt(layout: str) -> None:
    assert {cell.status for cell in printed(layout, "2021", 4).cells.values()} == {"read"}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_empty_cell_is_blank_where_it_shows_and_never_a_figure(layout: str) -> None:
    for seed in range(4):
        full, holed = printed(layout, "2021", seed), printed(layout, "2021", seed, blanks=0.2)
        empty = {
            m.address
            for b in stub_document("2021", seed, 0.2).blocks
            if isinstance(b, Grid)
            for m in marks(b)
            if m.value is None
        }
        assert empty
        for address in empty:
            assert address not in holed.cells or holed.cells[address].status == "blank"
        if layout not in LOSSY:
            assert {a for a, c in holed.cells.items() if c.status == "blank"} == empty
            assert len(holed.cells) == len(full.cells)


@pytest.mark.parametrize("layout", LOSSY - {"bare-lines"})
def test_a_lost_blank_puts_its_row_in_doubt(layout: str) -> None:
    document = stub_document("2021", 7)
    grid = next(b for b in document.blocks if isinstance(b, Grid) and b.id == "applications")
    row = grid.rows[-1]
    row[-2].runs = [("", Mark("CELL", ("applications", "carried_out", "other"), None, "blank"))]
    sample = sample_of(LAYOUTS[layout](document, random.Random(1)), document, layout, (), "x")
    left = {a[2]: c.status for a, c in sample.cells.items() if a[:2] == ("applications", "carried_out")}
    assert len(left) == 6
    assert set(left.values()) == {"ambiguous"}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_spans_end_at_line_breaks_and_have_no_blanks_at_their_ends(layout: str) -> None:
    sample = printed(layout, "2019", 5)
    ends = 0
    for start, end, _ in sample.spans:
        words = sample.text[start:end]
        assert words and words == words.strip()
        assert not set(words) & set("\r\n|│+")
        assert start >= ends
        ends = end


def test_zeros_run_together_are_spans_of_their_own() -> None:
    sample = printed("run-together", "2021", 3)
    zeros = [a for a, c in sample.cells.items() if c.status == "read" and c.value == 0]
    spans = Counter(sample.text[s:e] for s, e, label in sample.spans if label == "CELL")
    assert spans["0"] == len(zeros) > 10


@pytest.mark.parametrize(
    ("texts", "doubtful"),
    [
        # Six parts and their sum: one split only.
        (["69", "3", "0", "0", "2", "1", "75"], []),
        (["0", "0", "0", "0", "0", "0", "0"], []),
        # One stands before or behind the zeros; the sum is the second one.
        (["1", "0", "0", "0", "0", "0", "1"], []),
        # 11 1 0 0 0 0 12, 1 11 0 0 0 0 12 and 1 1 10 0 0 0 12 all add up.
        (["11", "1", "0", "0", "0", "0", "12"], [0, 1, 2]),
    ],
)
def test_a_run_is_split_where_its_sum_leaves_one_way(texts: list[str], doubtful: list[int]) -> None:
    columns = ("natural_person", "commercial", "research", "public_interest", "legal_services", "other", "total")
    row = [Mark("CELL", ("applications", "granted", c), Decimal(t)) for c, t in zip(columns, texts, strict=True)]
    settle([Glued(row, texts, [True] * 6)])
    assert [i for i, mark in enumerate(row) if mark.status == "ambiguous"] == doubtful


@pytest.mark.parametrize(
    ("texts", "doubtful"),
    [(["3", "1", "25"], [0, 1, 2]), (["1", "10", "0"], [0, 1]), (["0", "0", "7"], []), (["8", "1", "1"], [])],
)
def test_a_run_without_a_sum_is_split_only_where_every_reading_agrees(texts: list[str], doubtful: list[int]) -> None:
    row = [Mark("CELL", ("art20_1", "regulations", c), Decimal(t)) for c, t in zip("abc", texts, strict=True)]
    settle([Glued(row, texts, [True, True])])
    assert [i for i, mark in enumerate(row) if mark.status == "ambiguous"] == doubtful


def test_merged_boxes_leave_a_full_rectangle() -> None:
    for block in stub_document("2019", 2).blocks:
        if isinstance(block, Grid) and block.id == "applications":
            assert {len(line) for line in laid_out(block)} == {10}


def test_every_layout_has_a_weight() -> None:
    assert set(WEIGHTS) == set(LAYOUTS)
    assert all(normalise(printed(name, "2021", 1).text).clean for name in LAYOUTS)
