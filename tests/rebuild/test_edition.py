"""The labels printed decide on the edition; the year only where no table's label is printed, or the labels are several editions'."""

from __future__ import annotations

import pytest

from ie.editions import EDITIONS, load_edition
from ie.editions.finding import Found
from ie.editions.vocabulary import Label, labels_of
from ie.pipeline import extract_text
from ie.rebuild.edition import edition_of

TABLE = ("row", "column", "caption", "side")


def found(label: Label) -> Found:
    return Found(label, 0, len(label.letters), tuple(range(len(label.letters))), False)


def letters_of(edition: str) -> set[str]:
    return {label.letters for label in labels_of(edition) if label.kind in TABLE}


def labels(editions: set[str], count: int | None = None) -> list[Found]:
    """Labels that just these editions print; as many as asked for, of each edition."""
    shared = set.intersection(*map(letters_of, editions))
    rest = set().union(*(letters_of(e) for e in EDITIONS if e not in editions))
    words = sorted(shared - rest)[:count]
    assert words
    return [
        found(label)
        for e in sorted(editions)
        for label in labels_of(e)
        if label.kind in TABLE and label.letters in words
    ]


@pytest.mark.parametrize(
    ("year", "edition"),
    [(2008, "narrative"), (2014, "narrative"), (2018, "narrative"), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2025, "2021")],
)  # fmt: skip
def test_the_year_alone(year: int, edition: str) -> None:
    assert edition_of([], year) == (edition, "year")


def test_neither_labels_nor_year() -> None:
    assert edition_of([], None) == (None, None)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("year", [None, 2015, 2019, 2023])
def test_labels_decide_against_the_year(edition: str, year: int | None) -> None:
    """Some organs use an old form later."""
    assert edition_of(labels({edition}), year) == (edition, "labels")


@pytest.mark.parametrize(("year", "edition"), [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2024, "2021")])
def test_labels_of_two_editions_leave_it_to_the_year(year: int, edition: str) -> None:
    assert edition_of(labels({"2019", "2021"}), year) == (edition, "labels")


@pytest.mark.parametrize(("year", "edition"), [(2016, "narrative"), (2020, "2019"), (2022, "2021")])
def test_a_single_label_is_a_word_of_a_sentence(year: int, edition: str) -> None:
    assert edition_of(labels({"2019", "2021"}, 1), year) == (edition, "year")
    assert edition_of([], year) == (edition, "year")


def test_most_of_the_labels_decide() -> None:
    """A few of the old form's among the new one's: a sentence, or a row carried over."""
    mixed = [*labels({"2021"}), *labels({"2014"}, 1)]
    assert edition_of(mixed, 2016) == ("2021", "labels")


@pytest.mark.parametrize(("year", "edition"), [(2015, "2014"), (2018, "2014"), (2021, "2021"), (2023, "2021")])
def test_as_many_labels_of_one_as_of_the_other_leave_it_to_the_year(year: int, edition: str) -> None:
    own = [{f.label.letters: f for f in labels({e})} for e in ("2014", "2021")]
    mixed = [f for kinds in own for f in list(kinds.values())[:4]]
    assert edition_of(mixed, year) == (edition, "labels")
    assert edition_of(mixed[::-1], year) == (edition, "labels")


@pytest.mark.parametrize("kind", TABLE)
def test_every_kind_of_a_table_s_label_counts(kind: str) -> None:
    every = [label for label in labels_of("2021") if label.kind == kind]
    if len({label.letters for label in every}) > 1:
        assert edition_of([found(label) for label in every], 2016)[1] == "labels"


def test_a_section_s_heading_is_no_label_of_a_table() -> None:
    headings = [found(label) for label in labels_of("2021") if label.kind == "section"]
    assert edition_of(headings, 2016) == ("narrative", "year")


@pytest.mark.parametrize("name", ["规范性文件", "行政规范性文件"])
@pytest.mark.parametrize("year", [2019, 2021])
def test_a_row_called_as_the_next_form_calls_it_is_read_by_its_own_header(name: str, year: int) -> None:
    """`行政规范性文件` is the form of 2021's word, and reports by that of 2019 print it too."""
    rows = [
        ["信息内容", *(c.label for c in load_edition("2019").table("art20_1").columns)],
        ["规章", "0", "0", "0"],
        [name, "1", "5", "0"],
    ]
    table = "".join(" | ".join(row) + " |\n" for row in rows)
    report = extract_text(
        f"云杉县水文局{year}年政府信息公开工作年度报告\n二、主动公开政府信息情况\n第二十条第（一）项\n{table}"
    )
    cells = {t.id: t.cells for t in report.tables}["art20_1"]
    given = [cells["normative_documents", c].value for c in ("newly_made", "newly_disclosed", "disclosed_total")]
    assert (report.edition, given) == ("2019", [1, 5, 0])
