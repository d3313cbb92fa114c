"""`ie check`: the failing checks of records, settled or open; with `--years`, one year held against the next."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from ie.check.years import (
    Change,
    NamesError,
    Organ,
    YearCheck,
    changes_of,
    check_years,
    entry_of,
    load_names,
    organs_of,
)
from ie.check.years.organs import Names
from ie.records import RecordsError, document_name, read_records
from ie.settle import Case, Ledger, case_of_year, cases_of

MAX_HOMELESS = 5
"""Reports without organ or year that are named one by one; the rest are counted."""


def run_check(records: Path, years: bool, names: str | None, write_names: str | None, out: str | None) -> int:
    """Print failing checks; 0 none is open, 1 some are, 2 wrong use."""
    try:
        told = load_names(Path(names)) if names else Names()
        if not years:
            return _check_records(records, out)
        return _check_years(records, told, write_names, out)
    except (RecordsError, NamesError) as error:
        print(f"ie: {error}", file=sys.stderr)
    except OSError as error:
        print(f"ie: {error.filename!r} cannot be used: {error.strerror}; check the path", file=sys.stderr)
    return 2


def _check_records(records: Path, out: str | None) -> int:
    ledger = _ledger(records)
    counts: Counter[str] = Counter()
    cases: list[Case] = []
    for record in read_records(records):
        counts["reports"] += 1
        counts.update(check["status"] for check in record["checks"])
        cases.extend(cases_of(record))
    unsettled = [case for case in cases if ledger.decision(case) is None]
    for case in cases:
        _print_case(case, ledger)
    print(
        f"{counts['reports']} reports: {counts['holds']} checks hold, {counts['unknown']} cannot be told, "
        f"{len(cases)} fail, {len(cases) - len(unsettled)} of them settled"
    )
    _settle_hint(records, unsettled)
    if out:
        _write(Path(out), [_case_json(case, ledger) for case in cases])
    return 1 if unsettled else 0


def _check_years(records: Path, names: Names, write_names: str | None, out: str | None) -> int:
    ledger = _ledger(records)
    organs, homeless = organs_of((entry_of(r) for r in read_records(records)), names)
    _print_matching(organs)
    span = [year for organ in organs for year in organ.by_year()]
    first, last = (min(span), max(span)) if span else (0, 0)
    checks = [check for organ in organs for check in check_years(organ)]
    failing = [(check, case_of_year(check)) for check in checks if check.status == "fails"]
    for check, case in failing:
        _print_year(check, case, ledger)
    changes = [change for organ in organs for change in changes_of(organ, first, last)]
    _print_changes(changes)
    for entry in homeless[:MAX_HOMELESS]:
        print(f"no place  {entry.name}: {'no organ' if entry.organ is None else 'no year'} was found in it")
    if len(homeless) > MAX_HOMELESS:
        print(f"no place  … and {len(homeless) - MAX_HOMELESS} more; give them an organ by source in a names file")
    unsettled = [case for _, case in failing if ledger.decision(case) is None]
    counts = Counter(check.status for check in checks)
    print(
        f"{len(organs)} organs, {first}–{last}: {counts['holds']} year checks hold, {counts['unknown']} cannot be told, "
        f"{len(failing)} fail, {len(failing) - len(unsettled)} of them settled"
    )
    _settle_hint(records, unsettled)
    if write_names:
        Path(write_names).write_text(names_toml(organs), encoding="utf-8")
        print(f"written: {write_names}")
    if out:
        _write(Path(out), [_year_json(check, ledger) for check in checks])
    return 1 if unsettled else 0


def _ledger(records: Path) -> Ledger:
    ledger = Ledger.beside(records)
    for warning in ledger.warnings:
        print(f"ie: {warning}", file=sys.stderr)
    return ledger


def _print_case(case: Case, ledger: Ledger) -> None:
    source, part, _ = case.documents[0]
    print(f"{case.handle}  {document_name(source, part)}  {case.kind} {case.name}: {case.left} against {case.right}")
    _print_decision(case, ledger)


def _print_year(check: YearCheck, case: Case, ledger: Ledger) -> None:
    print(
        f"{case.handle}  {check.organ} {check.years[0]}→{check.years[1]}  {case.name}: {case.left} against {case.right}"
    )
    for place in check.places:
        at = f"[{place.start}, {place.end})" if place.start is not None else "not printed"
        print(
            f"            {place.year}  {place.address} = {place.value}  {document_name(place.source, place.part)} {at}"
        )
    _print_decision(case, ledger)


def _print_decision(case: Case, ledger: Ledger) -> None:
    decision = ledger.decision(case)
    if decision is not None:
        by = f" by {decision.by}" if decision.by else ""
        print(f"            settled: {decision.verdict}{by}, {decision.at}: {decision.note}")


def _print_matching(organs: Iterable[Organ]) -> None:
    for organ in organs:
        for join in organ.joins:
            print(f"one organ {organ.name}: {join}")
        for doubt in organ.doubts:
            print(f"apart     {doubt}")


def _print_changes(changes: list[Change]) -> None:
    for change in changes:
        print(f"{change.kind:<9} {change.organ} {change.year}: {change.what}")


def _settle_hint(records: Path, unsettled: list[Case]) -> None:
    if unsettled:
        print(f'to settle one: ie settle {records} {unsettled[0].handle} --confirm|--dismiss --note "why"')


def _case_json(case: Case, ledger: Ledger) -> dict[str, object]:
    return {**case.__dict__, "check": case.handle, "settled": _settled(case, ledger)}


def _year_json(check: YearCheck, ledger: Ledger) -> dict[str, object]:
    case = case_of_year(check)
    return {**check.to_json(), "check": case.handle, "settled": _settled(case, ledger)}


def _settled(case: Case, ledger: Ledger) -> str | None:
    decision = ledger.decision(case)
    return None if decision is None else decision.verdict


def _write(path: Path, lines: list[dict[str, object]]) -> None:
    from ie.write.jsonl import record_line

    path.write_bytes(b"".join(map(record_line, lines)))
    print(f"written: {path}")


def names_toml(organs: Iterable[Organ]) -> str:
    """The matching as a names file that `--names` reads, to be changed by hand."""
    lines = ["# Which printed names are one organ; change it and give it to ie check --years --names.\n"]
    for organ in organs:
        spellings = ", ".join(_quoted(name) for name in organ.spellings() if name != "–")
        lines.append(f"[[organ]]\nname = {_quoted(organ.name)}\nspellings = [{spellings}]\n")
    return "\n".join(lines)


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
