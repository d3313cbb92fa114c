"""A table under a header that is not this edition's: its figures are another quantity's."""

from __future__ import annotations

import pytest

from ie.editions import load_edition
from ie.pipeline import extract_text
from tests.rebuild.applications import TITLE, printed
from tests.rebuild.sections import HANDLED, ISSUED, PROACTIVE, issued, lines, wrong

BODY = ["规章", "1", "0", "3", "行政规范性文件", "5", "4", "46"]
OLD = [c.label for c in load_edition("2019").table("art20_1").columns]


@pytest.mark.parametrize("between", ["\n", " | "])
@pytest.mark.parametrize(
    ("header", "given"),
    [
        (ISSUED[2:], True),
        (OLD[:2], False),
        (OLD[2:], False),
        # Cut away with the page above it: nothing says that it was another's.
        ([], True),
    ],
)
def test_the_header_of_another_edition(header: list[str], given: bool, between: str) -> None:
    rows = [[*ISSUED[:2], *header], BODY[:4], BODY[4:]]
    table = lines(*(w for r in rows for w in r)) if between == "\n" else "".join(" | ".join(r) + " |\n" for r in rows)
    # So much of this edition's own that the header does not make it the other's.
    handled = lines(*HANDLED, "行政处罚", "12", "行政强制", "3")
    report = extract_text(TITLE + PROACTIVE + table + handled + printed())
    assert report.edition == "2021"
    assert wrong(report, issued(1, 0, 3, 5, 4, 46) if given else issued(*[None] * 6)) == []
    if not given:
        cells = {t.id: t.cells for t in report.tables}["art20_1"]
        held = [cells[r, c] for r in ("regulations", "normative_documents") for c in ("issued", "repealed", "in_force")]
        assert all(c.value is None and c.review and "2019" in c.why for c in held)


def test_words_before_a_header_are_no_column_of_it() -> None:
    table = "上述文件逐一核对\n" + " | ".join(["本年制发件数", "本年废上牛数", "现行有效件数"]) + " |\n"
    table += "规章 | 0 | 0 | 0 |\n行政规范性文件 | 5 | 3 | 4 |\n"
    assert wrong(extract_text(TITLE + PROACTIVE + table + printed()), issued(0, 0, 0, 5, 3, 4)) == []


def test_a_header_that_both_forms_have_is_nobody_elses() -> None:
    """The applications table has one header in both: behind a slip in its own labels it is not taken for the other form's."""
    columns = {e: [c.label for c in load_edition(e).table("applications").columns] for e in ("2019", "2021")}
    assert columns["2019"] == columns["2021"]
    text = TITLE + printed().replace("自然人", "自燃人").replace("总计\n", "总 汁\n", 1)
    [table] = [t for t in extract_text(text).tables if t.id == "applications"]
    assert any(c.value is not None for c in table.cells.values())
    assert not any("form's" in note for note in table.notes)
