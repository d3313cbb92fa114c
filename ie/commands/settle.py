"""`ie settle`: confirm or dismiss a failing check, with a note, so that it is not asked again."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from ie.check.years import NamesError, check_years, entry_of, load_names, organs_of
from ie.check.years.organs import Names
from ie.records import RecordsError, document_name, read_records
from ie.settle import Case, Ledger, LedgerError, case_of_year, cases_of
from ie.settle.ledger import Verdict

MAX_SHOWN = 8
"""Candidates named in a message; more would hide what to do."""


def run_settle(
    records: Path, check: str, verdict: Verdict, note: str, by: str | None, names: str | None, source: str | None
) -> int:
    """Settle one failing check, named by its handle or as id/where; 0 done, 2 wrong use."""
    try:
        found = [case for case in _failing(records, names) if _is(case, check, source)]
        if len(found) != 1:
            print(f"ie: {_why_not_one(check, found)}", file=sys.stderr)
            return 2
        ledger = Ledger.beside(records)
        decision = ledger.settle(found[0], verdict, note, by)
    except (RecordsError, NamesError, LedgerError) as error:
        print(f"ie: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"ie: {error.filename!r} cannot be used: {error.strerror}; check the path", file=sys.stderr)
        return 2
    print(f"{found[0].handle} {found[0].name} is {decision.verdict}: {decision.note}")
    print(f"written: {ledger.path}")
    return 0


def _failing(records: Path, names: str | None) -> Iterator[Case]:
    entries = []
    for record in read_records(records):
        yield from cases_of(record)
        entries.append(entry_of(record))
    told = load_names(Path(names)) if names else Names()
    for organ in organs_of(entries, told)[0]:
        yield from (case_of_year(c) for c in check_years(organ) if c.status == "fails")


def _is(case: Case, check: str, source: str | None) -> bool:
    if source is not None and source not in {document_name(s, p) for s, p, _ in case.documents}:
        return False
    return check in (case.handle, case.name)


def _why_not_one(check: str, found: list[Case]) -> str:
    if not found:
        return f"no failing check {check!r} is in these records; ie check RECORDS lists them with their names"
    shown = ", ".join(f"{c.handle} ({document_name(*c.documents[0][:2])})" for c in found[:MAX_SHOWN])
    more = f" and {len(found) - MAX_SHOWN} more" if len(found) > MAX_SHOWN else ""
    return f"{check!r} names {len(found)} failing checks: {shown}{more}; give one of these short names"
