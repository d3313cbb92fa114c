import pytest

from ie.editions import EDITIONS, edition_text, load_edition
from ie.editions.vocabulary import labels_of, split_number

# table: (rows, columns), as the national form prints it, rows met in only some reports included.
SHAPES = {
    "2014": {"statistics": (58, 1)},
    "2019": {
        "art20_1": (3, 3),
        "art20_5": (2, 3),
        "art20_6": (2, 3),
        "art20_8": (1, 2),
        "art20_9": (1, 2),
        "applications": (26, 7),
        "disputes": (3, 5),
    },
    "2021": {
        "art20_1": (3, 3),
        "art20_5": (1, 1),
        "art20_6": (2, 1),
        "art20_8": (1, 1),
        "applications": (26, 7),
        "disputes": (3, 5),
    },
}
CELLS = {"2014": 58, "2019": 222, "2021": 210}
OPTIONAL = {
    "2014": set(),
    "2019": {"other_documents", "other_not_corrected_in_time", "other_fee_not_paid", "other_other"},
    "2021": {"other_documents", "other_handling"},
}
IDENTITIES = {
    "2014": [
        "received_sum",
        "concluded_sum",
        "answered_sum",
        "refused_sum",
        "review_sum",
        "litigation_sum",
        "staff_sum",
    ],
    "2019": ["applicants_sum", "outcomes_sum", "flow", "disputes_sum"],
    "2021": ["applicants_sum", "outcomes_sum", "flow", "disputes_sum"],
}
YEARS = {"2014": (2014, 2018), "2019": (2019, 2020), "2021": (2021, None)}


def test_all_editions_are_counted_here() -> None:
    assert tuple(SHAPES) == EDITIONS


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_edition_s_file_has_its_name(edition: str) -> None:
    assert f'edition = "{edition}"' in edition_text(edition)


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_form_has_its_size(edition: str) -> None:
    form = load_edition(edition)
    assert {t.id: (len(t.rows), len(t.columns)) for t in form.tables} == SHAPES[edition]
    assert sum(1 for t in form.tables for _ in t.addresses()) == CELLS[edition]
    assert {r.id for t in form.tables for r in t.rows if r.optional} == OPTIONAL[edition]
    assert (form.id, form.first_year, form.last_year) == (edition, *YEARS[edition])
    assert [s.number for s in form.sections] == ([] if edition == "2014" else list("一二三四五六"))


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_identity_is_about_cells_that_exist(edition: str) -> None:
    form = load_edition(edition)
    assert [i.id for i in form.identities] == IDENTITIES[edition]
    for identity in form.identities:
        table = form.table(identity.table)
        known = [c.id for c in table.columns] if identity.each == "row" else [r.id for r in table.rows]
        parts = (*identity.left, *identity.right)
        assert set(parts) <= set(known), identity.id
        assert len(parts) == len(set(parts)), identity.id
        if identity.each is None:
            assert len(table.columns) == 1, identity.id
        if identity.each == "row":
            assert set(parts) == set(known), identity.id


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_every_row_of_the_applications_takes_part_in_a_sum(edition: str) -> None:
    form = load_edition(edition)
    in_sums = {p for i in form.identities if i.each == "column" for p in (*i.left, *i.right)}
    for row in form.table("applications").rows:
        stood_for = any(row.id in r.stands_for for r in form.table("applications").rows)
        assert row.id in in_sums or row.stands_for or stood_for, row.id


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_row_and_column_has_a_label_that_can_be_looked_for(edition: str) -> None:
    form = load_edition(edition)
    named = {(label.table, label.id) for label in labels_of(edition) if label.id}
    for table in form.tables:
        for part in (*table.rows, *table.columns):
            assert (table.id, part.id) in named, f"{table.id}.{part.id}"


@pytest.mark.parametrize(
    ("label", "parts"),
    [
        ("一、本年新收", ("一、", "本年新收")),
        ("（七）总计", ("（七）", "总计")),
        ("10.其他", ("10.", "其他")),
        ("规章", ("", "规章")),
    ],
)
def test_a_label_s_number(label: str, parts: tuple[str, str]) -> None:
    assert split_number(label) == parts
