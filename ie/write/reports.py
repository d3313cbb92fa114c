"""Records → `reports.csv`: one row a report, to see at a glance what was found, what fails and what needs a look."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from ie.write.csvfile import CsvFile
from ie.write.text import Record, organ_of

JOIN = "; "

COLUMNS = (
    "source", "part", "status", "organ", "year", "edition", "edition_by",
    "tables_complete", "tables_partial", "tables_absent",
    "cells_read", "cells_blank", "cells_inferred", "cells_absent", "cells_in_review",
    "checks_hold", "checks_fail", "checks_unknown", "failing_checks",
    "review_needed", "review_reasons", "warnings", "id", "url",
)  # fmt: skip


def report_row(record: Record) -> dict[str, object]:
    """The report's line as a dict in the order of `COLUMNS`; counts are integers, lists are joined by "; ".

    A failing check is named `id/where`, or `id` alone where it is not about one row or column.
    """
    tables = Counter(table["status"] for table in record["tables"])
    cells = [cell for table in record["tables"] for cell in table["cells"].values()]
    statuses = Counter(cell["status"] for cell in cells)
    checks = Counter(check["status"] for check in record["checks"])
    failing = [_check_name(check) for check in record["checks"] if check["status"] == "fails"]
    values: tuple[object, ...] = (
        record["source"], record["part"], record["status"], organ_of(record), record["year"], record["edition"],
        record["edition_by"],
        tables["complete"], tables["partial"], tables["absent"],
        statuses["read"], statuses["blank"], statuses["inferred"], statuses["absent"],
        sum(bool(cell["review"]) for cell in cells),
        checks["holds"], checks["fails"], checks["unknown"], JOIN.join(failing),
        record["review"]["needed"], JOIN.join(record["review"]["reasons"]), JOIN.join(record["warnings"]),
        record.get("id"), record.get("url"),
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def _check_name(check: Record) -> str:
    return f"{check['id']}/{check['where']}" if check["where"] else str(check["id"])


class ReportsFile(CsvFile):
    """The growing `reports.csv`."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, COLUMNS)

    def add(self, record: Record) -> None:
        self.row(report_row(record).values())
