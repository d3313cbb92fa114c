"""The second opinion: when a reading is in doubt, which of two readings proves more, and what they contradict each other in.

Stands behind the steps of `ie.pipeline`: two reports of the same text go in, read by different taggers, one comes out.
"""

from __future__ import annotations

from dataclasses import replace

from ie.report import Cell, Report, Table

CONTRADICTED = "another tagger's reading of the same text gives another value"


def in_doubt(report: Report) -> bool:
    """Whether anything in the report asks for another look: a failing sum, a table not whole, no edition.

    A marked cell alone asks for none: another reading changed nothing in the 55 of 1,000 synthetic reports that had no other doubt.
    """
    if report.status != "ok":
        return report.status == "not_a_report"
    return (
        report.edition is None
        or any(c.status == "fails" and c.kind == "identity" for c in report.checks)
        or any(t.status != "complete" for t in report.tables)
    )


def better(first: Report, second: Report) -> tuple[Report, Report]:
    """The reading that proves more, the first where they prove alike, and the other; the former names both taggers.

    Proof is sums that hold less sums that fail, then cells that nothing puts in doubt.
    """
    kept, other = (second, first) if _proof(second) > _proof(first) else (first, second)
    return replace(kept, taggers=(first.tagger, second.tagger)), other


def contradicted(kept: Report, other: Report) -> Report:
    """The reading kept, cells for review where the other one of the same edition gives another value."""
    if kept.edition != other.edition:
        return kept
    given = {t.id: t.cells for t in other.tables}
    return replace(kept, tables=tuple(_contradicted(t, given.get(t.id, {})) for t in kept.tables))


def _proof(report: Report) -> tuple[bool, bool, int, int]:
    sums = [c.status for c in report.checks if c.kind == "identity"]
    sure = sum(c.status != "absent" and not c.review for t in report.tables for c in t.cells.values())
    return report.status == "ok", report.edition is not None, sums.count("holds") - sums.count("fails"), sure


def _contradicted(table: Table, given: dict[tuple[str, str], Cell]) -> Table:
    cells = dict(table.cells)
    for key, cell in table.cells.items():
        other = given.get(key)
        if other is None or cell.review or other.review or cell.value is None or other.value in (None, cell.value):
            continue
        cells[key] = cell.doubted(f"{cell.why}; {CONTRADICTED}: {other.value}")
    return replace(table, cells=cells)
