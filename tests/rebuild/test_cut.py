"""A text that ends within a row: its last figure may be cut, and is withheld and said to be in doubt; the others are whole."""

from __future__ import annotations

import pytest

from ie.pipeline import extract_text
from tests.rebuild.applications import COLUMNS, HEADS, SECTION, TITLE, labels_of_row
from tests.rebuild.sections import ISSUED, PROACTIVE, Want, issued, lines, wrong

ROW = "行政规范性文件"
RECEIVED = [f"applications.received.{c}" for c in COLUMNS]


def table(*figures: str) -> str:
    return TITLE + PROACTIVE + lines(*ISSUED, "规章", *"000", ROW) + "\n".join(figures)


def received(*figures: str) -> str:
    return TITLE + SECTION + lines(*HEADS, *labels_of_row(0)) + "\n".join(figures)


def seven(*values: int | None) -> Want:
    return dict(zip(RECEIVED, values, strict=False))


LAST = "art20_1.normative_documents.in_force"
CASES: dict[str, tuple[str, Want, str | None]] = {
    # the text, the figures given, the cell in doubt
    "at the last figure": (table("5", "4", "46"), issued(0, 0, 0, 5, 4, None), LAST),
    "behind the last figure's line end": (table("5", "4", "46", ""), issued(0, 0, 0, 5, 4, 46), None),
    "at a zero, which no digit can follow": (table("5", "4", "0"), issued(0, 0, 0, 5, 4, 0), None),
    "at an earlier figure": (table("5", "4"), issued(0, 0, 0, 5, None, None), LAST.replace("in_force", "repealed")),
    "at an earlier zero": (table("5", "0"), issued(0, 0, 0, 5, 0, None), None),
    "behind an earlier figure's line end": (table("5", "4", ""), issued(0, 0, 0, 5, 4, None), None),
    "at the first figure": (table("5"), issued(0, 0, 0, None, None, None), LAST.replace("in_force", "issued")),
    "at a total that comes out": (received("5", "1", "0", "0", "0", "2", "8"), seven(5, 1, 0, 0, 0, 2, 8), None),
    "at a total that does not": (received("5", "10", "0", "0", "0", "2", "1"), seven(5, 10, 0, 0, 0, 2, None), RECEIVED[6]),
    "before the total": (received("5", "1", "0", "0", "0", "2"), seven(5, 1, 0, 0, 0, None, None), RECEIVED[5]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_text_ends(name: str) -> None:
    text, want, doubtful = CASES[name]
    report = extract_text(text)
    assert wrong(report, want) == []
    cells = {f"{t.id}.{r}.{c}": cell for t in report.tables for (r, c), cell in t.cells.items()}
    in_doubt = [a for a in want if cells[a].review]
    assert in_doubt == ([doubtful] if doubtful else [])
