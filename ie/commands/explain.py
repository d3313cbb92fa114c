"""`ie explain`: step by step, why a cell holds what it holds.  Colour in a terminal, plain text in a pipe."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ie.report import Cell, Check, Report, RowPlace, Table

WIDTH = 60
"""Characters of the source shown on each side of a span."""


def add_parser(commands: Any) -> None:
    """Add the command to the parser's."""
    explain = commands.add_parser("explain", help="say step by step why a cell holds what it holds")
    explain.add_argument("file", metavar="FILE", help="one report")
    explain.add_argument("address", nargs="?", metavar="ADDRESS", help="table.row.column, or the beginning of one")
    explain.set_defaults(run=lambda args: run_explain(Path(args.file), args.address))


def run_explain(path: Path, address: str | None) -> int:
    """Explain one cell, all cells under an address's beginning, or the report as a whole."""
    from ie.pipeline import extract_text
    from ie.read import Unread, read_file
    from ie.tag import load_tagger

    read = read_file(path)
    if isinstance(read, Unread):
        print(f"ie: {read.reason}", file=sys.stderr)
        return 1
    report = extract_text(read.text, load_tagger(), read.marks)
    colour = sys.stdout.isatty()
    if address is None:
        _overview(report)
        return 0
    hits = [
        (t, f"{t.id}.{r}.{c}", cell)
        for t in report.tables
        for (r, c), cell in t.cells.items()
        if f"{t.id}.{r}.{c}" == address or f"{t.id}.{r}.{c}".startswith(address + ".")
    ]
    if not hits:
        known = ", ".join(t.id for t in report.tables) or "none, since no table of a form was found"
        print(
            f"ie: no cell {address!r} in this report's edition ({report.edition}); its tables are {known}",
            file=sys.stderr,
        )
        return 2
    for table, name, cell in hits:
        _cell(report, table, name, cell, colour)
    return 0


def _overview(report: Report) -> None:
    print(f"edition  {report.edition} (by {report.edition_by})   year {report.year}   status {report.status}")
    for table in report.tables:
        counts = {s: sum(c.status == s for c in table.cells.values()) for s in ("read", "blank", "inferred", "absent")}
        doubt = sum(c.review for c in table.cells.values())
        print(
            f"table    {table.id}: {table.status}; "
            + ", ".join(f"{n} {s}" for s, n in counts.items())
            + f"; {doubt} in doubt"
        )
    for statement in report.statements:
        start, end = report.text.to_source(statement.start, statement.end)
        words = "".join(report.text.source[start:end].split())
        when = statement.period or "since the start"
        print(f"states   {statement.indicator} = {statement.value}, {when}: {words[:WIDTH]}  [{start}, {end})")
    for check in report.checks:
        if check.status == "fails":
            print(f"fails    {_sum(check)}")
            for index in check.statements:
                said = report.text.to_source(report.statements[index].start, report.statements[index].end)
                print(
                    f"         the text at [{said[0]}, {said[1]}) against {' + '.join(check.cells) or 'the text itself'}"
                )
    for reason in report.reasons:
        print(f"review   {reason}")


def _runner_up(report: Report, place: RowPlace) -> str:
    if place.margin is None:
        return "no other place for this row"
    at = ""
    if place.runner_up is not None:
        at = f" with figures behind it at {report.text.to_source(place.runner_up, place.runner_up + 1)[0]}"
    return f"the next best alignment{at} scores {place.margin:.1f} less"


def _sum(check: Check) -> str:
    where = f"/{check.where}" if check.where else ""
    sides = f": {check.left} against {check.right}" if check.left is not None else ""
    return f"{check.id}{where} {check.status}{sides}"


def _cell(report: Report, table: Table, name: str, cell: Cell, colour: bool) -> None:
    print(
        f"{name}: {cell.status}"
        + (f" {cell.value}" if cell.value is not None else "")
        + (" (review)" if cell.review else "")
    )
    print(f"  why     {cell.why}")
    if cell.start is not None and cell.end is not None:
        start, end = report.text.to_source(cell.start, cell.end)
        source = report.text.source
        mark = ("\x1b[7m", "\x1b[0m") if colour else ("⟦", "⟧")
        before = source[max(0, start - WIDTH) : start].replace("\n", "⏎")
        after = source[end : end + WIDTH].replace("\n", "⏎")
        print(f"  source  …{before}{mark[0]}{source[start:end]}{mark[1]}{after}…  [{start}, {end})")
    row = name.split(".")[1]
    for place in table.places:
        if place.row == row:
            start, end = report.text.to_source(place.start, place.end)
            print(
                f"  label   {report.text.source[start:end]!r} [{start}, {end}), score {place.score:.1f}; {_runner_up(report, place)}"
            )
    for note in table.notes:
        print(f"  table   {note}")
    for check in report.checks:
        if name in check.cells:
            print(f"  sum     {_sum(check)}")
