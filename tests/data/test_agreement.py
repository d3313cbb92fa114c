"""The two annotators: what annotations/AGREEMENT.md quotes is what the file gives, and gold keeps what both of them set."""

from pathlib import Path

import pytest

from ie.score import load_gold
from training.data.agreement import Twice, agreement_line, agreement_table, load_twice

ANNOTATIONS = Path(__file__).parents[2] / "annotations"
TWICE = load_twice()
PAGE = (ANNOTATIONS / "AGREEMENT.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("sample", ["drawn", "prose"])
def test_the_page_quotes_the_file(sample: str) -> None:
    reports = [report for report in TWICE if report.sample == sample]
    assert f"`{sample}`: {len(reports)} reports" in PAGE
    assert agreement_table(reports) in PAGE
    assert agreement_line(reports) in PAGE


def test_gold_keeps_what_both_annotators_set() -> None:
    golds = {gold.id: gold for gold in load_gold([ANNOTATIONS / "real"])}
    for report in TWICE:
        gold = {(span.start, span.end, span.label) for span in golds[report.id].spans or ()}
        assert set(report.both) <= gold, report.id


def test_disagreement_is_counted_by_character() -> None:
    report = Twice("a", "drawn", 2, ((0, 2, "ORGAN"),), ((4, 5, "CELL"),), ((4, 6, "FIGURE"),))
    labels = [
        ("CELL", "FIGURE"),
        ("ORGAN", "ORGAN"),
        ("ORGAN", "ORGAN"),
        ("none", "FIGURE"),
        ("none", "none"),
        ("none", "none"),
    ]
    assert sorted(report.pairs()) == labels
    # Four of six agree; by chance (2·2 + 1·0 + 3·2 + 0·2)/36 would: (24 - 10)/26.
    assert agreement_line([report]).startswith("6 characters, 2 labelled otherwise: kappa 0.538, alpha ")
    assert agreement_line([]) == "0 characters, 0 labelled otherwise: kappa and alpha have no value."
