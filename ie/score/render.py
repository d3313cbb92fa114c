"""Scores as plain text tables, aligned also where names hold wide characters; every percentage with its counts."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from ie.score.counts import Counts, Share
from ie.score.group import Group

Row = TypeVar("Row")

PERCENT_DIGITS = 2
COLUMN_GAP = "  "
NOTHING = "-"

CELL_COLUMNS: Mapping[str, Callable[[Group], str]] = {
    "reports": lambda group: str(group.count("reports")),
    "exact": lambda group: percent(group.exact),
    "right": lambda group: percent(group.right),
    "right, not 0": lambda group: percent(group.right_nonzero),
    "sure": lambda group: percent(group.sure),
    "sure, not 0": lambda group: percent(group.sure_nonzero),
}
ERROR_COLUMNS: Mapping[str, Callable[[Group], str]] = {
    "silent error": lambda group: percent(group.silent_error),
    "of unmarked": lambda group: percent(group.silent_error_of_unmarked),
    "wrong": lambda group: str(group.count("wrong")),
    "wrong unit": lambda group: str(group.count("wrong_unit")),
    "missed": lambda group: str(group.count("missed")),
    "inferred, no gold": lambda group: str(group.count("inferred_without_gold")),
    "no record": lambda group: str(group.count("without_record")),
}
COUNT_COLUMNS: Mapping[str, Callable[[Counts], str]] = {
    "precision": lambda counts: percent(counts.precision),
    "recall": lambda counts: percent(counts.recall),
    "F1": lambda counts: NOTHING if counts.f1 is None else _rounded(counts.f1),
}


def render_scoreboard(total: Group, groups: Mapping[str, Mapping[str, Group]]) -> str:
    rows = {"all": total}
    rows |= {f"{by} {name}": group for by, found in groups.items() for name, group in found.items()}
    counts = {f"{name}: {what}": _counts_of(group)[what] for name, group in rows.items() for what in _counts_of(group)}
    labels = {f"spans: {label}": found for label, found in total.spans_by_label.items()}
    labels = {"spans: micro": total.spans, **labels} if labels else {}
    tables = [
        _table("cells", CELL_COLUMNS, rows),
        _table("errors", ERROR_COLUMNS, rows),
        _table("alarms, spans, prose figures", COUNT_COLUMNS, counts),
        _table("spans by label", COUNT_COLUMNS, labels),
    ]
    return "\n\n".join(table for table in tables if table) + "\n"


def percent(share: Share) -> str:
    """A share with its counts; 100 % only where it is all, 0 % only where it is none.

    >>> percent(Share(2, 3)), percent(Share(99999, 100000)), percent(Share(1, 100000)), percent(Share(0, 0))
    ('66.67% 2/3', '99.99% 99999/100000', '0.01% 1/100000', '- 0/0')
    """
    return f"{NOTHING if share.value is None else _rounded(share.value)} {share.count}/{share.of}"


def width(text: str) -> int:
    """Columns a text takes in a terminal.

    >>> width("ab"), width("年报"), width("e\\u0301")
    (2, 4, 1)
    """
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def align(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines: the first column to the left, the others to the right, by width and not by length."""
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = []
    for first, *others in rows:
        cells = [first + " " * (widths[0] - width(first))]
        cells += [" " * (wide - width(cell)) + cell for cell, wide in zip(others, widths[1:], strict=True)]
        lines.append(COLUMN_GAP.join(cells).rstrip())
    return lines


def _rounded(value: float) -> str:
    least = 10**-PERCENT_DIGITS
    shown = value * 100 if value in (0.0, 1.0) else min(max(value * 100, least), 100 - least)
    return f"{shown:.{PERCENT_DIGITS}f}%"


def _counts_of(group: Group) -> dict[str, Counts]:
    """The counts of a group that count anything."""
    found = {"alarms": group.alarms, "spans": group.spans, "prose": group.prose}
    return {what: counts for what, counts in found.items() if counts.given or counts.gold}


def _table(title: str, columns: Mapping[str, Callable[[Row], str]], rows: Mapping[str, Row]) -> str:
    if not rows:
        return ""
    body = [[name, *(show(row) for show in columns.values())] for name, row in rows.items()]
    return "\n".join(align([[title, *columns], *body]))
