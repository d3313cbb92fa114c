"""Damage in any chain keeps characters and marks in step, and never leaves a cell with another figure than is printed."""

import random
import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ie.normalise import normalise
from ie.values import is_blank, parse_value
from tests.training.stub import stub_document
from training.synthesize.damage import OPERATORS
from training.synthesize.damage.kinds import LAYOUT_KINDS, covering
from training.synthesize.document import Document
from training.synthesize.layouts import LAYOUTS
from training.synthesize.sample import NO_PLACE, Sample, sample_of
from training.synthesize.tracked import Mark, Tracked

BREAKS = set("\r\n\x0b\x0c\x85\u2028\u2029")
NEEDS_GRAMMAR = {"two_reports"}
ALONE = sorted(set(OPERATORS) - NEEDS_GRAMMAR)


def damaged(document: Document, layout: str, chain: list[str], seed: int) -> tuple[Tracked, Sample]:
    operators = [OPERATORS[name] for name in chain]
    for operator in operators:
        if operator.document:
            document = operator.document(document, random.Random(seed))
    tracked = LAYOUTS[layout](document, random.Random(seed))
    for operator in operators:
        if operator.text:
            tracked = operator.text(tracked, random.Random(seed))
    return tracked, sample_of(tracked, document, layout, chain, str(seed))


def check(tracked: Tracked, sample: Sample) -> None:
    assert len(tracked.text) == len(tracked.owners)
    above = 0
    for start, end, _ in sample.spans:
        words = sample.text[start:end]
        assert start >= above
        above = end
        assert words and words == words.strip() and not BREAKS & set(words)
    for mark, words in sample.marks:
        if mark.label == "CELL" and mark.address:
            check_cell(mark, words)


def check_cell(mark: Mark, words: str) -> None:
    """The characters that are left say what the mark says."""
    shown = re.sub(r"\s", "", normalise(words).clean)
    if mark.status == "ambiguous":
        return
    if mark.status == "blank" or not words.strip(NO_PLACE):
        assert mark.value is None and (is_blank(shown.strip("|")) or parse_value(shown) is None)
        return
    value = parse_value(shown)
    assert value is not None, words
    assert value.value == mark.value


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["2019", "2021"]),
    st.sampled_from(sorted(LAYOUTS)),
    st.lists(st.sampled_from(ALONE), max_size=4, unique=True),
    st.integers(0, 10_000),
    st.sampled_from([0.0, 0.15]),
)
def test_any_chain_keeps_the_labels_exact(
    edition: str, layout: str, chain: list[str], seed: int, blanks: float
) -> None:
    check(*damaged(stub_document(edition, seed % 20, blanks), layout, chain, seed))


@pytest.mark.parametrize("name", ALONE)
def test_each_operator_damages_something(name: str) -> None:
    for seed in range(8):
        for layout, edition in (("pipe-rows", "2019"), ("cell-a-line", "2021"), ("paragraphs", "2019")):
            before, _ = damaged(stub_document(edition, seed, 0.1), layout, [], seed)
            after, sample = damaged(stub_document(edition, seed, 0.1), layout, [name], seed)
            check(after, sample)
            if before.text != after.text:
                return
    pytest.fail(f"{name} changed none of 24 texts")


@pytest.mark.parametrize("kind", range(1, 26))
def test_every_kind_of_mess_is_made_somewhere(kind: int) -> None:
    assert covering(kind)


def test_the_table_of_kinds_names_layouts_that_exist() -> None:
    assert {name for names in LAYOUT_KINDS.values() for name in names} <= set(LAYOUTS)


def test_figures_that_a_person_cannot_read_are_in_doubt() -> None:
    doubtful = 0
    for seed in range(10):
        tracked, _ = damaged(stub_document("2021", seed), "pipe-rows", ["ocr_slips_in_figures"], seed)
        for start, end, mark in tracked.stretches():
            if mark.address and parse_value(tracked.text[start:end]) is None:
                assert mark.status == "ambiguous"
                doubtful += 1
    assert doubtful > 0


def test_a_table_told_twice_in_two_ways_has_no_value() -> None:
    address = ("art20_1", "regulations", "issued")
    document = Document("2021", 2022, "云杉县水文局", "county")
    tracked = Tracked([("3", Mark("CELL", address, Decimal(3))), (" ", None), ("4", Mark("CELL", address, Decimal(4)))])
    assert sample_of(tracked, document, "x", (), "x").cells[address].status == "ambiguous"


def test_deduplicated_lines_of_cells_place_no_figure() -> None:
    _, sample = damaged(stub_document("2021", 2), "bare-lines", ["deduplicate_lines"], 2)
    left = [cell.status for address, cell in sample.cells.items() if address[0] == "applications"]
    assert left and set(left) == {"ambiguous"}


@pytest.mark.parametrize("seed", range(5))
def test_glued_figures_stay_only_where_the_row_can_be_split_in_one_way(seed: int) -> None:
    _, sample = damaged(stub_document("2021", seed), "single-blanks", ["glue_cells"], seed)
    printed = [sample.text[start:end] for start, end, label in sample.spans if label == "CELL"]
    assert printed
    assert [words for words in printed if not re.fullmatch(r"0|[1-9]\d*|\d+\.\d+", words)] == []


def test_a_source_error_is_reported_where_the_printed_figures_break_a_sum() -> None:
    clean = damaged(stub_document("2019", 3), "pipe-rows", [], 3)[1]
    wrong = [damaged(stub_document("2019", 3), "pipe-rows", ["wrong_sum"], seed)[1] for seed in range(5)]
    assert clean.failing == []
    assert all(sample.failing for sample in wrong)
