"""One organ's reports → what is new, missing or lost from year to year, beside the sums that break."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ie.check.years.organs import Organ
from ie.editions import known_editions


@dataclass(frozen=True)
class Change:
    """Something that differs from the year before.

    `kind`: `new` (first report, later than the records' first year), `missing` (no report for a year between two others),
    `ended` (no report from the next year on), `doubled` (two different reports for a year), `renamed` (another name is printed
    than the year before), `edition` (another form is followed), `table_lost` (a table that both years' form has, gone).
    """

    organ: str
    kind: str
    year: int
    what: str


def changes_of(organ: Organ, first: int, last: int) -> Iterator[Change]:
    """Changes in the order of the years; `first` and `last` are the years that all the records span."""
    by_year = organ.by_year()
    years = sorted(by_year)
    if not years:
        return
    if years[0] > first:
        yield Change(organ.name, "new", years[0], f"first report {years[0]}; the records begin in {first}")
    for year in range(years[0], years[-1] + 1):
        if year not in by_year:
            yield Change(organ.name, "missing", year, f"no report for {year}")
            continue
        texts = {entry.text_sha256 for entry in by_year[year]}
        if len(texts) > 1:
            yield Change(organ.name, "doubled", year, " and ".join(e.name for e in by_year[year]))
        if year - 1 in by_year:
            yield from _against(organ, year)
    if years[-1] < last:
        yield Change(organ.name, "ended", years[-1] + 1, f"last report {years[-1]}; the records run to {last}")


def _against(organ: Organ, year: int) -> Iterator[Change]:
    by_year = organ.by_year()
    before, now = by_year[year - 1][0], by_year[year][0]
    if before.organ and now.organ and before.organ != now.organ:
        yield Change(organ.name, "renamed", year, f"{before.organ} → {now.organ}")
    if before.edition != now.edition:
        yield Change(organ.name, "edition", year, f"{before.edition or 'none'} → {now.edition or 'none'}")
    elif now.edition in known_editions():
        had = {table for table, status in before.tables if status != "absent"}
        for table, status in now.tables:
            if status == "absent" and table in had:
                yield Change(organ.name, "table_lost", year, table)
