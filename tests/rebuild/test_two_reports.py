"""A form printed twice: two reports in one text leave no figure certain, the same report twice leaves all of them."""

from __future__ import annotations

import re

import pytest

from ie.pipeline import extract_text
from tests.rebuild.applications import FIGURES, TITLE, printed, wanted
from tests.rebuild.sections import HANDLED, ISSUED, PIPES, PROACTIVE, REST, Want, handled, issued, wrong

DETACHED = "详见附件。\n"
OF_ANOTHER = TITLE.replace("青禾县气象局", "青禾县水利局")
ADDED_COLUMN = [*ISSUED[:3], "其中联合发文数", ISSUED[4]]
TWO_MORE = {"received": [7, 1, 0, 0, 0, 2, 10], "carried_out": [2, 0, 0, 0, 0, 1, 3]}


def pipes(*rows: list[str]) -> str:
    return "".join(PIPES.join(row) + " |\n" for row in rows)


def body(regulations: str = "000", penalties: str = "0", header: list[str] = ISSUED, applications: str = "") -> str:
    """Two tables of section two and that of section three."""
    first = pipes(header, ["规章", *regulations], ["行政规范性文件", *"534"])
    return (
        PROACTIVE
        + first
        + pipes(HANDLED, ["行政处罚", penalties], ["行政强制", "3"])
        + (applications or printed())
        + REST
    )


def empty(text: str) -> str:
    """The same form with nothing in its cells."""
    return re.sub(r"(?<=[|] )\d+(?= [|])", "", text)


def given(penalties: int | None = 0) -> Want:
    """Every figure of `body`."""
    return {**issued(0, 0, 0, 5, 3, 4), **handled(penalties, 3), **wanted()}


def nothing(of: Want) -> Want:
    return dict.fromkeys(of)


CASES: dict[str, tuple[str, Want]] = {
    "the same report twice": (body() + OF_ANOTHER + body(), given()),
    "the same report three times": ((body() + TITLE) * 2 + body(), given()),
    "a report by itself": (body(penalties="12"), given(12)),
    "one row differs, the others are alike": (body() + OF_ANOTHER + body(penalties="12"), nothing(given())),
    "one row differs among the zeros": (body() + OF_ANOTHER + body("100"), nothing(given())),
    "two rows differ": (body() + OF_ANOTHER + body("010", "12"), nothing(given())),
    "the rows that differ are in doubt for their header as well": (
        body(header=ADDED_COLUMN) + OF_ANOTHER + PROACTIVE + pipes(ADDED_COLUMN, ["规章", *"100"], ["行政规范性文件", *"671"]),
        {**nothing(issued(0, 0, 0, 5, 3, 4)), **nothing(handled(0, 3)), **nothing(wanted())},
    ),
    "the rows that differ are in doubt for their sums as well": (
        body(applications=printed(figures={**FIGURES, "granted": [9, 1, 0, 0, 0, 0, 10]}))
        + OF_ANOTHER
        + printed(figures={**FIGURES, **TWO_MORE}),
        nothing(given()),
    ),
    "an empty form before the full one": (empty(body()) + OF_ANOTHER + body(), nothing(given())),
    "an empty form behind the full one": (body() + OF_ANOTHER + empty(body()), nothing(given())),
    "one table again in an annex, a row of it corrected": (
        body() + "附件：更正表\n" + pipes(HANDLED, ["行政处罚", "12"], ["行政强制", "3"]),
        {**given(), **handled(None, 3)},
    ),
    "another report behind, its tables detached": (
        body() + OF_ANOTHER + PROACTIVE + DETACHED + REST,
        given(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_form_printed_twice(name: str) -> None:
    text, want = CASES[name]
    assert wrong(extract_text(TITLE + text), want) == []


def test_the_reason_tells_what_to_do() -> None:
    text, _ = CASES["one row differs, the others are alike"]
    told = "the text seems to hold two reports; part it and read each by itself"
    assert told in extract_text(TITLE + text).reasons
    assert told not in extract_text(TITLE + CASES["the same report twice"][0]).reasons
