"""Section four where its fifteen figures are not just fifteen numbers: groups one below another, blanks, strays, runs."""

from __future__ import annotations

import pytest

from ie.pipeline import extract_text
from ie.report import Cell, Report
from tests.rebuild.applications import TITLE
from tests.rebuild.sections import DISPUTES, FIFTEEN, ONE_LINE, REST, RESULTS, Want, disputes, fifteen, lines, wrong

GROUPS = ["行政复议", "未经复议直接起诉", "复议后起诉"]
PRINTED = [str(v) for v in FIFTEEN]
ADDRESSES = list(fifteen())


def without(*places: int) -> Want:
    return {a: None if i in places else v for i, (a, v) in enumerate(fifteen().items())}


NOTHING = without(*range(15))


def with_(changes: dict[int, str]) -> list[str]:
    return [changes.get(i, v) for i, v in enumerate(PRINTED)]


def grouped(values: list[str], between: str = "\n", order: tuple[int, ...] = (0, 1, 2)) -> str:
    """Each group's name, then its five figures."""
    rows = [between.join([GROUPS[g], *values[5 * g : 5 * g + 5]]) for g in order]
    return DISPUTES + lines(*RESULTS) + lines(*rows) + REST


def piped(values: list[str], border: bool = True) -> str:
    head, row = (" | ".join(cells) + (" |\n" if border else "\n") for cells in (ONE_LINE, values))
    return DISPUTES + head + row + REST


def headed(*groups: str) -> str:
    """Each group under its own header, a field a line."""
    return DISPUTES + "".join(
        " |\n".join([name, *RESULTS, *values, ""]) for name, values in zip(GROUPS, groups, strict=True)
    )


CASES: dict[str, tuple[str, Want]] = {
    # Groups one below another.
    "a header and empty fields a group, a page's borders behind": (
        headed("   00", "00  0", "0    ") + "\n|||||||||||||||\n||||||||||||||\n" + REST,
        {a: None for a in ADDRESSES if "total" not in a and "pending" not in a},
    ),
    "groups": (grouped(PRINTED), fifteen()),
    "groups, a dash for a figure": (grouped(with_({1: "—"})), without(1)),
    "groups, a dash in each": (grouped(with_({1: "—", 5: "/", 10: "无"})), without(1, 5, 10)),
    "groups, a figure lost": (grouped([*PRINTED[:6], *PRINTED[7:10], "", *PRINTED[10:]]), NOTHING),
    "groups in another order, a dash in one": (grouped(with_({1: "—"}), order=(0, 2, 1)), NOTHING),
    # One line, its cells apart.
    "a line of pipes": (piped(PRINTED), fifteen()),
    "a line of pipes, two empty": (piped(with_({1: "", 13: ""})), without(1, 13)),
    "a line of pipes, two dashes": (piped(with_({1: "—", 13: "/"})), without(1, 13)),
    "a line of pipes, the last one empty": (piped(with_({14: ""})), without(*range(10, 15))),
    "a line of pipes, no border, one empty": (piped(with_({7: ""}), border=False), without(7)),
    "a line of tabs, two empty": (
        DISPUTES + "\t".join(ONE_LINE) + "\n" + "\t".join(with_({1: "", 13: ""})) + "\n" + REST,
        without(1, 13),
    ),
    "a line of pipes, all dashes": (piped(["/"] * 15), NOTHING),
    "a pipe a line, one empty": (DISPUTES + " |\n".join([*ONE_LINE, *with_({1: ""})]) + " |\n" + REST, without(1)),
    "a pipe a line, the last one empty, which may be the row's end": (
        DISPUTES + " |\n".join([*ONE_LINE, *with_({14: ""})]) + " |\n" + REST,
        NOTHING,
    ),
    "a line of pipes, a field too many, all empty": (piped([" "] * 16), NOTHING),
    "a section behind that is not the form's": (
        disputes(PRINTED).replace(REST, "五、意见和建议\n窗口\n7\n8\n"),
        fifteen(),
    ),
    "a header of a letter a line": (DISPUTES + lines(*"".join(RESULTS * 3)) + lines(*PRINTED) + REST, fifteen()),
    # Twice in one text.
    "two sections": (disputes(PRINTED) + disputes(["0"] * 15), NOTHING),
    "two sections, each with its groups": (grouped(PRINTED) + grouped(["0"] * 15), NOTHING),
    # Nothing between the cells but line ends.
    "a cell a line": (disputes(PRINTED), fifteen()),
    "a cell a line, a figure lost": (disputes([*PRINTED[:3], *PRINTED[4:]]), NOTHING),
    "a page's number behind": (disputes([*PRINTED, "7"]), fifteen()),
    "a page's number before": (disputes(["7", *PRINTED]), fifteen()),
    "a second line of figures": (disputes([*PRINTED, *PRINTED]), NOTHING),
    # Run together.
    "one run, as many digits as cells": (disputes("".join(PRINTED), ""), fifteen()),
    "one run, a figure of two digits": (
        disputes("".join(with_({0: "12", 4: "12"})), ""),
        {**fifteen(), ADDRESSES[0]: 12, ADDRESSES[4]: 12},
    ),
    "one run, no sum of which comes out": (disputes("2" + "".join(PRINTED)[1:] + "1", ""), NOTHING),
    # The text ends.
    "cut at a figure": (disputes(PRINTED).removesuffix("\n" + REST), without(14)),
    "cut at a zero, which no digit can follow": (
        disputes([*PRINTED[:10], *"00000"]).removesuffix("\n" + REST),
        {**fifteen(), **dict.fromkeys(ADDRESSES[10:], 0)},
    ),
    "a line of pipes, cut at a figure": (
        DISPUTES + " | ".join(ONE_LINE) + " |\n" + " | ".join([*PRINTED[:9], "3"]),
        without(*range(9, 15)),
    ),
    "a line of pipes, cut at a zero": (
        DISPUTES + " | ".join(ONE_LINE) + " |\n" + " | ".join(PRINTED[:8]),
        without(*range(8, 15)),
    ),
    "cut within the line": (DISPUTES + lines(*ONE_LINE) + "\n".join(PRINTED[:9]), NOTHING),
}


EMPTY = (
    "a line of pipes, all dashes",
    "a line of pipes, a field too many, all empty",
)


@pytest.mark.parametrize("name", CASES)
def test_section_four(name: str) -> None:
    text, want = CASES[name]
    report = extract_text(TITLE + text)
    assert wrong(report, want) == []
    if want == NOTHING and name not in EMPTY:  # figures that are not given are said to be in doubt
        assert [a for a, c in cells_of(report).items() if a in NOTHING and c.status != "blank" and not c.review] == []


def cells_of(report: Report) -> dict[str, Cell]:
    return {f"{t.id}.{r}.{c}": cell for t in report.tables for (r, c), cell in t.cells.items()}


def test_a_group_that_does_not_add_up_is_for_review_and_the_others_are_not() -> None:
    report = extract_text(TITLE + disputes(with_({4: "2"})))
    cells = cells_of(report)
    assert [cells[a].review for a in ADDRESSES] == [True] * 5 + [False] * 10


def test_a_blank_says_what_stands_there_and_a_figure_why_it_is_one() -> None:
    cells = cells_of(extract_text(TITLE + grouped(with_({1: "—"}))))
    assert [cells[a].raw for a in ADDRESSES] == with_({1: "—"})
    assert all(cells[a].why and 0 < cells[a].confidence <= 1 for a in ADDRESSES)


def test_the_figure_that_a_line_of_pipes_is_cut_at_is_in_doubt() -> None:
    cells = cells_of(extract_text(TITLE + DISPUTES + " | ".join(ONE_LINE) + " |\n" + " | ".join([*PRINTED[:9], "3"])))
    assert [cells[a].review for a in ADDRESSES[:10]] == [False] * 9 + [True]
