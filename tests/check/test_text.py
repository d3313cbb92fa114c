"""What a sentence says against the table: both sides are shown, and only what is surely the same quantity can fail."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ie.check import check_text
from ie.pipeline import extract_text
from ie.report import Cell, Statement, Table
from tests.rebuild.applications import FIGURES, TITLE, printed

OVERVIEW = "一、总体情况\n2023年，{}\n"
RECEIVED, GRANTED = "applications.received.total", "applications.granted.total"
CARRIED_IN, ANSWERED = "applications.carried_in.total", "applications.outcome_total.total"
Said = tuple[str, str, str, str | None, str | None, tuple[str, ...]]
DOUBTFUL = FIGURES | {"received": [5, 1, 0, 0, 0, 2, 9]}
"""Its parts come to 8: none of the row is certain."""

# The table: 8 received, 1 carried in, 3 granted, 8 answered.
CASES: dict[str, tuple[str, list[Said]]] = {
    "the same": ("我局收到政府信息公开申请8件。", [("received", "total", "holds", "8", "8", (RECEIVED,))]),
    "with last year's": (
        "我局收到政府信息公开申请9件。",
        [("received", "total", "holds", "9", "9", (RECEIVED, CARRIED_IN))],
    ),
    "another figure, held against the plainest sum": (
        "我局收到政府信息公开申请13件。",
        [("received", "total", "fails", "13", "8", (RECEIVED,))],
    ),
    "none at all": ("我局未收到政府信息公开申请。", [("received", "total", "fails", "0", "8", (RECEIVED,))]),
    "the whole county's": (
        "全县共收到政府信息公开申请88件。",
        [("received", "total", "unknown", "88", "8", (RECEIVED,))],
    ),
    "the whole county's, and the same": (
        "全县共收到政府信息公开申请8件。",
        [("received", "total", "holds", "8", "8", (RECEIVED,))],
    ),
    "last year's own": ("与2022年收到政府信息公开申请13件相比没有减少。", []),
    "about": ("我局收到政府信息公开申请10余件。", []),
    "two of a name, one of which agrees": (
        "我局收到政府信息公开申请8件。办公室收到政府信息公开申请3件。",
        [
            ("received", "total", "holds", "8", "8", (RECEIVED,)),
            ("received", "total", "unknown", "3", "8", (RECEIVED,)),
        ],
    ),
    "two of a name, neither of which does": (
        "我局收到政府信息公开申请12件。办公室收到政府信息公开申请3件。",
        [
            ("received", "total", "fails", "12", "8", (RECEIVED,)),
            ("received", "total", "fails", "3", "8", (RECEIVED,)),
        ],
    ),
}
SHARES: dict[str, tuple[str, str, str, str, tuple[str, ...]]] = {
    # share, status, the share said, the share reckoned, the whole
    "to the digit": ("37.5%", "holds", "37.5", "37.5", (RECEIVED,)),
    "cut off": ("37%", "holds", "37", "37.5", (RECEIVED,)),
    "rounded": ("38%", "holds", "38", "37.5", (RECEIVED,)),
    "of those carried in as well": ("33.3%", "holds", "33.3", "33.33", (RECEIVED, CARRIED_IN)),
    "a whole one off": ("36%", "fails", "36", "37.5", (RECEIVED,)),
    "a tenth off": ("37.6%", "fails", "37.6", "37.5", (RECEIVED,)),
    "another": ("50%", "fails", "50", "37.5", (RECEIVED,)),
}


def text_checks(words: str, figures: dict[str, list[int]] = FIGURES) -> list[Said]:
    report = extract_text(TITLE + OVERVIEW.format(words) + printed(figures=figures))
    return [
        (
            c.id,
            c.where or "",
            c.status,
            *(None if v is None else f"{v.normalize():f}" for v in (c.left, c.right)),
            c.cells,
        )
        for c in report.checks
        if c.kind == "text"
    ]


@pytest.mark.parametrize("name", CASES)
def test_a_sentence(name: str) -> None:
    words, wanted = CASES[name]
    assert text_checks(words) == wanted


def test_a_cell_in_doubt_cannot_fail() -> None:
    [check] = text_checks("我局收到政府信息公开申请13件。", DOUBTFUL)
    assert check[:4] == ("received", "total", "unknown", "13")


@pytest.mark.parametrize("name", SHARES)
def test_a_share(name: str) -> None:
    words, status, said, reckoned, cells = SHARES[name]
    checks = text_checks(f"我局收到政府信息公开申请8件，其中予以公开3件，占{words}。")
    [share] = [c for c in checks if c[0] == "share"]
    assert share == ("share", GRANTED, status, said, reckoned, cells)


def test_a_share_that_is_right_does_not_excuse_another() -> None:
    checks = text_checks("我局收到政府信息公开申请8件，其中予以公开3件，占37.5%。共予以公开3件，占50%。")
    assert [c[2:4] for c in checks if c[0] == "share"] == [("holds", "37.5"), ("fails", "50")]


def test_a_share_of_what_the_text_states() -> None:
    """Of 12, which no cell says."""
    checks = text_checks("我局答复申请12件，其中予以公开3件，占25%。")
    assert [c[2:5] for c in checks if c[0] == "share"] == [("holds", "25", "25")]


@pytest.mark.parametrize(("said", "status"), [(2, "holds"), (3, "fails")])
def test_lawsuits_of_the_statistics_form_are_one_row_of_it(said: int, status: str) -> None:
    """Of the forms with section four they are two."""
    statement = Statement("statistics.litigation.value", Decimal(said), "件", 0, 4, None, "own", 2016, 0.9)
    held = Table("statistics", "partial", {("litigation", "value"): Cell("read", Decimal(2))})
    (check,) = check_text("", (statement,), (), (held,), 2016)
    assert (check.id, check.where, check.status, check.left, check.right) == ("litigation", "value", status, said, 2)


@pytest.mark.parametrize(("said", "status"), [("2", "holds"), ("20000", "fails")])
def test_amounts_are_compared_in_one_unit(said: str, status: str) -> None:
    statement = Statement("statistics.fees.value", Decimal(said), "万元", 0, 4, None, "own", 2016, 0.9)
    held = Table("statistics", "partial", {("fees", "value"): Cell("read", Decimal(20_000), unit="元")})
    (check,) = check_text("", (statement,), (), (held,), 2016)
    assert (check.status, check.right) == (status, 20_000)
    other = Table("statistics", "partial", {("fees", "value"): Cell("read", Decimal(2), unit="万元")})
    (check,) = check_text("", (statement,), (), (other,), 2016)
    assert (check.status, check.right) == (status, 20_000)
