"""A row whose own sum fails is for review, and neither settles nor unsettles how other rows' runs of digits are split."""

from __future__ import annotations

import pytest

from ie.pipeline import extract_text
from tests.rebuild.applications import COLUMNS, FIGURES, TITLE, printed

ZERO = [0] * 7
PRINTED = {row: ZERO for row in FIGURES} | {
    "received": [11, 0, 0, 0, 0, 0, 11],
    "granted": [10, 0, 0, 0, 0, 0, 10],
    "unavailable_not_held": [1, 0, 0, 0, 0, 0, 1],
    "outcome_total": [11, 0, 0, 0, 0, 0, 11],
}


def given(total: list[int], between: str) -> dict[str, list[tuple[int | None, bool]]]:
    """Each row's values and marks; only the row of totals has `between` between its figures, the others are run together."""
    figures = PRINTED | {"outcome_total": total}
    run = "".join(map(str, total))
    text = printed("", figures=figures)
    assert text.count(run) > 0
    at = text.rindex(run)
    text = text[:at] + between.join(map(str, total)) + text[at + len(run) :]
    table = next(t for t in extract_text(TITLE + text).tables if t.id == "applications")
    return {
        row: [(None if (c := table.cells[row, column]).value is None else int(c.value), c.review) for column in COLUMNS]
        for row in FIGURES
    }


@pytest.mark.parametrize("row", ["received", "granted", "unavailable_not_held"])
@pytest.mark.parametrize("total", [[2, 0, 0, 0, 0, 0, 11], [11, 0, 0, 0, 0, 0, 12]])
def test_other_rows_are_split_as_without_it(row: str, total: list[int]) -> None:
    found = given(total, " ")
    assert found[row] == [(value, False) for value in PRINTED[row]]
    assert all(review for _, review in found["outcome_total"])


def test_a_row_that_holds_and_contradicts_their_columns_puts_them_in_doubt() -> None:
    found = given([12, 0, 0, 0, 0, 0, 12], " ")
    assert all(review for _, review in found["granted"])
