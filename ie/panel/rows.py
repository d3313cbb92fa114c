"""Organs with their reports → rows of the panel: for every indicator a value, what it is worth, and where it stands.

A value is given only where it can be relied on.  Figures in doubt, blanks, amounts without a unit and reports that disagree give
no value, and the status says which of these it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ie.check.years import Organ, check_years, entry_of, organs_of
from ie.check.years.organs import Names
from ie.panel.crosswalk import Crosswalk, Indicator
from ie.records import Record, table_cells
from ie.settle import Ledger, cases_of

STATUSES = {
    "read": "a figure of the report's table",
    "inferred": "not printed, the only value the table's sums allow",
    "derived": "the sum of figures of the table, or an amount turned from 元 into 万元",
    "stated": "told in the report's sentences; its table was not found",
    "in_doubt": "a figure that can be placed in more than one way or whose sum fails; no value is given",
    "blank": "the cell is there and holds no exact number; it is not a zero",
    "absent": "the report has no such cell",
    "no_unit": "an amount whose unit is not printed; no value is given",
    "conflict": "two reports for this year, or two sentences, say different things; no value is given",
    "not_asked": "this edition of the form does not ask for it, or for something else",
}
"""What stands in an indicator's status column."""

_TO_WAN = {"万元": Decimal(1), "元": Decimal("0.0001"), "亿元": Decimal(10_000)}


@dataclass(frozen=True)
class Value:
    """One indicator of one report: no value unless the status is read, inferred, derived or stated."""

    value: Decimal | None
    status: str
    evidence: str = ""


@dataclass(frozen=True)
class PanelRow:
    """One organ in one year."""

    organ: str
    organ_printed: str
    year: int
    edition: str
    reports: int
    source: str
    review_needed: bool
    checks_failing: int
    checks_settled: int
    years_failing: int
    values: dict[str, Value]


def panel_of(
    records: Iterable[Record], crosswalk: Crosswalk, names: Names, ledger: Ledger, doubtful: bool = False
) -> tuple[list[PanelRow], int]:
    """The rows by organ and year, and how many reports have no place among them for want of an organ or a year."""
    read: dict[str, Record] = {}
    entries = []
    for record in records:
        if record["status"] == "ok":
            entry = entry_of(record)
            entries.append(entry)
            read[entry.name] = _digested(record, crosswalk, ledger, doubtful)
    organs, homeless = organs_of(entries, names)
    return [row for organ in organs for row in _rows(organ, read)], len(homeless)


def _digested(record: Record, crosswalk: Crosswalk, ledger: Ledger, doubtful: bool) -> Record:
    """What a row needs of a report, so that whole records need not be kept."""
    cases = list(cases_of(record))
    cells = table_cells(record)
    return {
        "edition": record["edition"],
        "review": record["review"]["needed"],
        "failing": len(cases),
        "settled": sum(ledger.decision(case) is not None for case in cases),
        "values": {i.id: _value(record, i, cells, doubtful) for i in crosswalk.indicators},
    }


def _rows(organ: Organ, read: dict[str, Record]) -> Iterator[PanelRow]:
    breaks: dict[int, int] = {}
    for check in check_years(organ):
        if check.status == "fails":
            breaks[check.years[1]] = breaks.get(check.years[1], 0) + 1
    for year, entries in organ.by_year().items():
        found = [read[entry.name] for entry in entries]
        yield PanelRow(
            organ=organ.name,
            organ_printed=entries[0].organ or "",
            year=year,
            edition=" / ".join(sorted({str(f["edition"] or "") for f in found})),
            reports=len(entries),
            source=" ; ".join(entry.name for entry in entries),
            review_needed=any(f["review"] for f in found),
            checks_failing=sum(f["failing"] for f in found),
            checks_settled=sum(f["settled"] for f in found),
            years_failing=breaks.get(year, 0),
            values={name: _one([f["values"][name] for f in found]) for name in found[0]["values"]},
        )


def _one(values: list[Value]) -> Value:
    """What several reports of one year say together: the first, if all say the same."""
    first = values[0]
    if all(v.value == first.value and v.status == first.status for v in values):
        return first
    return Value(None, "conflict", " ; ".join(v.evidence for v in values if v.evidence))


def _value(record: Record, indicator: Indicator, cells: dict[str, Record], doubtful: bool) -> Value:
    addresses = indicator.cells_of(record["edition"])
    if addresses is None:
        told = _stated(record, indicator)
        return told or Value(None, "not_asked" if indicator.asked_nowhere(record["edition"]) else "absent")
    found = [(address, cells.get(address)) for address in addresses]
    if all(c is None or (c["status"] == "absent" and not c["review"]) for _, c in found):
        return _stated(record, indicator) or Value(None, "absent")
    parts = [_part(address, cell, indicator.unit) for address, cell in found]
    evidence = " + ".join(part.evidence for part in parts if part.evidence)
    worst = next((s for s in ("in_doubt", "no_unit", "blank", "absent") if any(p.status == s for p in parts)), None)
    complete = all(p.value is not None for p in parts)
    total = sum((p.value or Decimal(0) for p in parts), Decimal(0)) if complete else None
    if worst is not None:
        return Value(total if doubtful and worst == "in_doubt" else None, worst, evidence)
    return Value(total, parts[0].status if len(parts) == 1 else "derived", evidence)


def _part(address: str, cell: Record | None, unit: str) -> Value:
    if cell is None:
        return Value(None, "absent")
    at = f"[{cell['start']}:{cell['end']}]" if cell["start"] is not None else ""
    evidence = f"{address}{at}={cell['raw'] or ''}"
    value = None if cell["value"] is None else Decimal(str(cell["value"]))
    if cell["review"]:
        return Value(_scaled(value, cell["unit"], unit), "in_doubt", evidence)
    if value is None:
        return Value(None, str(cell["status"]), evidence)
    scaled = _scaled(value, cell["unit"], unit)
    if scaled is None:
        return Value(None, "no_unit", evidence)
    turned = unit == "万元" and cell["unit"] not in (None, unit) and value != 0
    return Value(scaled, "derived" if turned else str(cell["status"]), evidence)


def _scaled(value: Decimal | None, printed: str | None, wanted: str) -> Decimal | None:
    """An amount in 万元; a zero is a zero in any unit, any other amount without its unit is none."""
    if value is None or wanted != "万元" or value == 0:
        return value
    factor = _TO_WAN.get(printed or "")
    return None if factor is None else value * factor


def _stated(record: Record, indicator: Indicator) -> Value | None:
    """What the sentences say of it, for the organ itself and this year, where they say one thing only."""
    addresses = {a[0] for a in indicator.cells.values() if len(a) == 1}
    told = [
        s for s in record["statements"]
        if s["indicator"] in addresses and s["scope"] != "area" and s["period"] in (None, record["year"])
    ]  # fmt: skip
    if not told:
        return None
    evidence = " ; ".join(f"{s['indicator']}[{s['start']}:{s['end']}]" for s in told)
    values = {_scaled(Decimal(str(s["value"])), s["unit"], indicator.unit) for s in told}
    if len(values) > 1:
        return Value(None, "conflict", evidence)
    (value,) = values
    return Value(value, "stated" if value is not None else "no_unit", evidence)
