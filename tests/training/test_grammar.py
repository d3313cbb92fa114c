"""The grammar's documents against the form's own sums, the guidelines and the values' parser; seeds are the cases."""

from __future__ import annotations

import random
from decimal import Decimal
from functools import cache

import pytest

from ie.check import check_identities
from ie.editions import load_edition
from ie.report import LABELS, Cell, Table
from ie.values import parse_value
from training.synthesize.document import Document, Grid, Line
from training.synthesize.grammar import make_document
from training.synthesize.grammar.cells import label_box
from training.synthesize.grammar.labels import Labels
from training.synthesize.grammar.notes import NOTED, draw_notes
from training.synthesize.tracked import Mark, Run

SEEDS = range(300)
FEWER = range(100)
FORMS = ("2014", "2019", "2021")


@cache
def document(seed: int, edition: str | None = None) -> Document:
    return make_document(random.Random(seed), edition)


def runs(report: Document) -> list[Run]:
    out: list[Run] = []
    for block in report.blocks:
        if isinstance(block, Line):
            out += block.runs
        else:
            out += [run for row in block.rows for box in row for run in box.runs]
    return out


def cells(report: Document) -> dict[tuple[str, str, str], Mark]:
    return {m.address: m for _, m in runs(report) if m is not None and m.address is not None}


def broken(report: Document) -> list[str]:
    """The identities that fail, as the shipped checker finds them in the printed cells."""
    edition = load_edition(report.edition)
    printed = cells(report)
    tables = []
    for form in edition.tables:
        found = {}
        for row, column in form.addresses():
            mark = printed.get((form.id, row.id, column.id))
            status = "absent" if mark is None else "read" if mark.value is not None else "blank"
            found[row.id, column.id] = Cell(status, mark.value if mark else None)
        absent = all(c.status == "absent" for c in found.values())
        tables.append(Table(form.id, "absent" if absent else "partial", found))
    checks = check_identities(edition, tuple(tables))
    return sorted(f"{c.id}/{c.where}" if c.where else c.id for c in checks if c.status == "fails")


@pytest.mark.parametrize("edition", FORMS)
def test_identities_hold_unless_listed(edition: str) -> None:
    wrong = {s: (broken(d), d.failing) for s in SEEDS if broken(d := document(s, edition)) != sorted(d.failing)}
    assert not wrong


@pytest.mark.parametrize("edition", FORMS)
def test_errors_are_planted(edition: str) -> None:
    assert any(document(s, edition).failing for s in SEEDS)
    assert sum(not document(s, edition).failing for s in SEEDS) > len(SEEDS) // 2


@pytest.mark.parametrize("edition", FORMS)
def test_a_printed_row_has_all_its_addresses_once(edition: str) -> None:
    for seed in FEWER:
        report = document(seed, edition)
        marks = [m for _, m in runs(report) if m is not None and m.address is not None]
        assert len({m.address for m in marks}) == len(marks), seed
        printed = {(m.address[0], m.address[1]) for m in marks if m.address}
        for table in load_edition(edition).tables:
            for row in table.rows:
                if (table.id, row.id) in printed:
                    assert all((table.id, row.id, c.id) in cells(report) for c in table.columns), (seed, row.id)


def test_rows_that_are_not_optional_are_printed_where_their_table_is() -> None:
    for seed in FEWER:
        report = document(seed)
        if report.edition == "narrative":
            continue
        for grid in (b for b in report.blocks if isinstance(b, Grid) and b.id and b.id != "disputes"):
            have = {m.address[1] for r in grid.rows for b in r for _, m in b.runs if m is not None and m.address}
            want = {r.id for r in load_edition(report.edition).table(grid.id).rows if not r.optional}
            group = {"other_handling", "other_not_corrected_in_time", "other_fee_not_paid", "other_other"}
            assert want - group <= have, seed
            assert have & group or not want & group, seed


def test_labels_and_the_values_of_marks() -> None:
    for seed in FEWER:
        for text, mark in runs(document(seed)):
            if mark is None:
                continue
            assert mark.label in LABELS
            assert "\n" not in text
            assert text == text.strip(), (seed, text)
            assert bool(text) or (mark.label == "CELL" and mark.status == "blank"), (seed, mark)
            if mark.label == "FIGURE":
                assert mark.value is not None
                if "万" not in text and (parsed := parse_value(text)) is not None:
                    assert parsed.value == mark.value, (seed, text)
            if (
                mark.label == "CELL"
                and mark.value is not None
                and (parsed := parse_value(text.replace("＋", "+").replace("－", "-")))
            ):
                assert parsed.value == mark.value, (seed, text)


def test_figures_in_ten_thousands() -> None:
    texts = [(t, m) for s in FEWER for t, m in runs(document(s)) if m is not None and m.label == "FIGURE" and "万" in t]
    assert texts
    assert all(Decimal(t.removesuffix("万")) * 10_000 == m.value for t, m in texts)


def test_digits_outside_marks_are_no_quantities_before_a_measure_word() -> None:
    """An unmarked digit directly before 件 or 篇 would teach that a quantity is none."""
    for seed in FEWER:
        for block in document(seed).blocks:
            if isinstance(block, Line):
                for (text, mark), (behind, _) in zip(block.runs, [*block.runs[1:], ("", None)], strict=True):
                    if mark is None and (text + behind[:1])[-2:-1].isdigit():
                        assert (text + behind[:1])[-1] not in "件篇宗", (seed, text)


def test_headings_open_the_line_or_stand_alone() -> None:
    for seed in FEWER:
        for block in document(seed).blocks:
            if isinstance(block, Line) and block.kind == "heading":
                text, mark = next(run for run in block.runs if run[0].strip("#* "))
                assert mark is not None, (seed, text)
                assert mark.label.startswith("HEAD")


def test_the_same_seed_gives_the_same_document() -> None:
    for seed in range(40):
        again = make_document(random.Random(seed))
        assert [(t, m and (m.label, m.value, m.address)) for t, m in runs(again)] == [
            (t, m and (m.label, m.value, m.address)) for t, m in runs(document(seed))
        ]


@pytest.mark.parametrize("level", ["province", "city", "county", "town", "department"])
def test_every_level_and_edition_can_be_asked_for(level: str) -> None:
    for edition in (*FORMS, "narrative"):
        report = make_document(random.Random(1), edition, level)
        assert (report.edition, report.level) == (edition, level)


def test_foreign_prose_fills_sections() -> None:
    texts = {
        t for s in range(30) for t, m in runs(make_document(random.Random(s), None, None, ["甲乙丙丁。"])) if m is None
    }
    assert "甲乙丙丁。" in texts


def test_a_note_belongs_to_its_label_and_its_figures_to_nothing() -> None:
    """`规章（指…，如-8）` is one label whatever stands in it; a note that lost its mark would teach that -8 is a cell."""
    noted = 0
    for seed in SEEDS:
        notes = draw_notes(random.Random(seed))
        if not notes:
            continue
        noted += 1
        labels = Labels(notes=notes)
        for label, note in notes.items():
            printed = labels(label)
            assert printed.endswith(note) and printed.startswith(label)
            box = label_box("rowhead", printed)
            assert [(mark.label, mark.address) for _, mark in box.runs if mark] == [("ROWHEAD", None)]
            assert "".join(words for words, _ in box.runs) == printed
    assert 0.5 * NOTED < noted / len(SEEDS) < 2 * NOTED


def test_an_organs_wording_with_a_note_of_its_own_gets_no_second_one() -> None:
    assert Labels({"规章": "规章（件）"}, {"规章": "（指甲）"})("规章") == "规章（指甲）"
