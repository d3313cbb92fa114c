"""The form's sums over tables built by hand: holds, fails, unknown, and rows that stand for others."""

from decimal import Decimal

import pytest

from ie.check import check_identities
from ie.editions import load_edition
from ie.report import ABSENT, Cell, Check, Table

PARTS = ("other_not_corrected_in_time", "other_fee_not_paid", "other_other")
COLUMN = "natural_person"
Rows = dict[str, int | None]


def tables(edition: str, **given: dict[tuple[str, str], Cell]) -> tuple[Table, ...]:
    """The edition's tables with those cells; a table without any is absent."""
    out = []
    for form in load_edition(edition).tables:
        own = given.get(form.id, {})
        cells = {(r.id, c.id): own.get((r.id, c.id), ABSENT) for r, c in form.addresses()}
        assert set(own) <= set(cells), form.id
        out.append(Table(form.id, "partial" if own else "absent", cells))
    return tuple(out)


def cell(value: int | str | None) -> Cell:
    return Cell("blank") if value is None else Cell("read", Decimal(value))


def applications(edition: str, rows: Rows) -> list[Check]:
    """All checks over one column of the applications table."""
    given = {(row, COLUMN): cell(value) for row, value in rows.items()}
    checks = check_identities(load_edition(edition), tables(edition, applications=given))
    return [c for c in checks if c.where == COLUMN]


def zeros(edition: str, *without: str) -> Rows:
    rows = load_edition(edition).table("applications").rows
    return {r.id: 0 for r in rows if r.id not in without}


def one(checks: list[Check], id_: str) -> Check:
    [check] = [c for c in checks if c.id == id_]
    return check


@pytest.mark.parametrize(
    ("values", "status", "left", "right"),
    [
        ((3, 1, 0, 2, 6), "holds", 6, 6),
        ((0, 0, 0, 0, 0), "holds", 0, 0),
        ((3, 1, 0, 2, 7), "fails", 6, 7),
        ((3, -3, 0, 0, 0), "holds", 0, 0),
        ((3, None, 0, 2, 6), "unknown", None, None),
        ((3, 1, 0, 2, None), "unknown", None, None),
    ],
)
def test_a_row_s_sum(values: tuple[int | None, ...], status: str, left: int | None, right: int | None) -> None:
    columns = ("upheld", "corrected", "other", "pending", "total")
    given = {("review", c): cell(v) for c, v in zip(columns, values, strict=True)}
    [check] = check_identities(load_edition("2021"), tables("2021", disputes=given))
    assert (check.kind, check.id, check.where) == ("identity", "disputes_sum", "review")
    assert (check.status, check.left, check.right) == (status, left, right)
    assert check.cells == tuple(f"disputes.review.{c}" for c in columns)


def test_decimals_are_added_exactly() -> None:
    given = {
        ("staff", "value"): cell("0.3"),
        ("staff_full_time", "value"): cell("0.1"),
        ("staff_part_time", "value"): cell("0.2"),
    }
    checks = check_identities(load_edition("2014"), tables("2014", statistics=given))
    check = one(list(checks), "staff_sum")
    assert (check.where, check.status, check.left) == (None, "holds", Decimal("0.3"))
    assert {c.status for c in checks if c.id != "staff_sum"} == {"unknown"}


def test_an_absent_table_has_no_checks_and_an_unprinted_row_none() -> None:
    assert check_identities(load_edition("2019"), tables("2019")) == ()
    given = {("review", "total"): cell(0)}
    checks = check_identities(load_edition("2019"), tables("2019", disputes=given))
    assert [(c.id, c.where, c.status) for c in checks] == [("disputes_sum", "review", "unknown")]


def test_a_row_in_doubt_is_a_printed_row() -> None:
    given = {("review", "total"): Cell("absent", review=True)}
    [check] = check_identities(load_edition("2021"), tables("2021", disputes=given))
    assert (check.where, check.status) == ("review", "unknown")


@pytest.mark.parametrize(
    ("changed", "status", "left", "right"),
    [
        ({}, "holds", 0, 0),
        ({"received": 7, "carried_in": 2, "outcome_total": 8, "carried_out": 1}, "holds", 9, 9),
        ({"received": 7, "carried_in": 2, "outcome_total": 8}, "fails", 9, 8),
        ({"carried_in": None}, "unknown", None, None),
    ],
)
def test_the_flow(changed: Rows, status: str, left: int | None, right: int | None) -> None:
    check = one(applications("2021", zeros("2021", "other_handling") | changed), "flow")
    assert (check.status, check.left, check.right) == (status, left, right)


STANDS_FOR = [
    # edition, rows not printed, figures, rows that take part, status, left
    ("2019", PARTS, {"other_handling": 4, "granted": 1, "outcome_total": 5}, ["other_handling"], "holds", 5),
    ("2019", ("other_handling",), {PARTS[0]: 1, PARTS[2]: 3, "outcome_total": 4}, list(PARTS), "holds", 4),
    ("2019", (), {"other_handling": 4, PARTS[0]: 1, PARTS[2]: 3, "outcome_total": 4}, list(PARTS), "holds", 4),
    ("2019", (), {"other_handling": 9, PARTS[0]: 1, "outcome_total": 1}, list(PARTS), "holds", 1),
    ("2019", ("other_handling", PARTS[1]), {PARTS[0]: 2, "outcome_total": 2}, [PARTS[0], PARTS[2]], "holds", 2),
    ("2019", PARTS, {"other_handling": 4, "outcome_total": 5}, ["other_handling"], "fails", 4),
    ("2019", ("other_handling", *PARTS), {}, ["other_handling"], "unknown", None),
    ("2021", ("other_handling",), {PARTS[1]: 2, "outcome_total": 2}, list(PARTS), "holds", 2),
    ("2021", PARTS, {"other_handling": 2, "outcome_total": 2}, ["other_handling"], "holds", 2),
    ("2021", (), {"other_handling": 2, PARTS[1]: 2, "outcome_total": 2}, list(PARTS), "holds", 2),
    ("2021", ("other_handling", *PARTS), {}, list(PARTS), "unknown", None),
    ("2021", ("other_handling", PARTS[1]), {}, list(PARTS), "unknown", None),
]


@pytest.mark.parametrize("case", STANDS_FOR, ids=lambda case: f"{case[0]} without {len(case[1])}, {case[4]} {case[5]}")
def test_a_row_that_stands_for_others(case: tuple) -> None:
    edition, without, figures, take_part, status, left = case
    check = one(applications(edition, zeros(edition, *without) | figures), "outcomes_sum")
    others = [c.split(".")[1] for c in check.cells if c.split(".")[1] in (*PARTS, "other_handling")]
    assert (others, check.status, check.left) == (take_part, status, left)
    assert check.cells[-1] == f"applications.outcome_total.{COLUMN}"
    assert len(check.cells) == 19 + len(take_part)


def test_a_row_is_held_against_the_rows_it_stands_for() -> None:
    checks = applications("2019", zeros("2019") | {"other_handling": 9, PARTS[0]: 1, "outcome_total": 1, "received": 1})
    assert "fails" in {c.status for c in checks}
