"""The facts that sentences are held against tables by: every cell they name is one of the form's, and every indicator has its sums."""

import tomllib
from fnmatch import fnmatchcase
from importlib import resources

import pytest

from ie.check.told import shares_of, sums_of
from ie.editions import known_editions, load_edition

FACTS = tomllib.loads((resources.files("ie.check") / "told.toml").read_text("utf-8"))
CELLS = {f"{t.id}.{r.id}.{c.id}" for e in known_editions() for t in load_edition(e).tables for r, c in t.addresses()}
COLUMNS = sorted({c.id for t in load_edition("2019").tables if t.id == "disputes" for c in t.columns})
SUMS = [text.replace("{column}", c) for texts in FACTS["sums"].values() for text in texts for c in COLUMNS]
WHOLES = [text for entry in FACTS["shares"] for text in entry["wholes"]]
NAMED = sorted({part for text in (*SUMS, *WHOLES) for part in text.split(" + ")})


@pytest.mark.parametrize("cell", NAMED)
def test_every_cell_is_one_of_the_forms(cell: str) -> None:
    assert any(fnmatchcase(c, cell) for c in CELLS)


CASES = [
    ("applications.received.total", [1, 2]),
    ("applications.outcome_total.total", [1, 1, 2]),
    ("prose.litigation.upheld", [2, 1, 1]),
    ("prose.received.organisations", [5]),
    ("art20_5.licences.decisions", [1]),
    ("prose.nothing.total", []),
]


@pytest.mark.parametrize(("indicator", "sizes"), CASES)
def test_the_plainest_sum_stands_first(indicator: str, sizes: list[int]) -> None:
    sums = sums_of(indicator, CELLS)
    assert [len(s) for s in sums] == sizes
    assert all(set(s) <= CELLS for s in sums)


def test_what_prose_counts_together_is_every_row_of_its_group() -> None:
    [refused] = sums_of("prose.refused.total", CELLS)
    assert len(refused) > 5
    assert all(c.startswith("applications.refused_") and c.endswith(".total") for c in refused)


def test_a_sum_with_a_cell_that_the_edition_lacks_is_none() -> None:
    only = {"applications.received.total"}
    assert sums_of("applications.received.total", only) == [("applications.received.total",)]


@pytest.mark.parametrize(
    ("indicator", "whole", "told"),
    [
        ("applications.granted.total", "applications.received.total", True),
        ("statistics.via_website.value", "statistics.disclosed.value", False),
        ("statistics.answered_granted.value", "statistics.answered.value", True),
    ],
)
def test_what_a_share_may_be_of(indicator: str, whole: str, told: bool) -> None:
    shares = shares_of(indicator)
    assert (whole,) in shares.wholes
    assert "statistics.received.value".startswith(shares.told) is told


def test_a_share_of_something_else_has_no_whole_in_the_tables() -> None:
    assert shares_of("art20_5.licences.decisions").wholes == ()
