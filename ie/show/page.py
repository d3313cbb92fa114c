"""Records with their texts → the page.  No script, and a Content-Security-Policy that would let none run."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ie.check.years import YearCheck
from ie.records import Record, document_name, table_cells
from ie.settle import Case, Decision, Ledger, case_of_check, case_of_year
from ie.show.charts import bars, stacked_bars
from ie.show.grid import table_grid
from ie.show.text import text_lines, visible
from ie.version import __version__
from ie.write.text import edition_of, encodable, organ_of

MAX_DETAILED = 200
"""Reports of a batch shown whole; a page that holds more is slow to open, and the others stand in the list."""
STATUSES = ("read", "inferred", "blank", "absent", "review")
TABLE_NAMES = {"statistics": "政府信息公开情况统计表"}
"""Tables that stand in no section of their form."""
CHECK_NAMES = {
    "applicants_sum": "各类申请人之和 = 总计",
    "outcomes_sum": "各项办理结果之和 = 总计",
    "flow": "新收 + 上年结转 = 办理总计 + 结转下年",
    "disputes_sum": "各项结果之和 = 总计",
    "carried": "上年“结转下年度” = 本年“上年结转”",
    "in_force": "上年现行有效 + 制发 − 废止 = 现行有效",
}


@dataclass(frozen=True)
class Shown:
    """One report to show: its record, its text and spans, or why there is no text."""

    record: Record
    text: str | None
    spans: list[list[Any]] = field(default_factory=list)
    no_text: str = ""


def render(reports: Sequence[Shown], ledger: Ledger, years: Sequence[YearCheck] = ()) -> str:
    """The whole page: one report, or a list with plots and every report behind it."""
    views = [_view(n, shown, ledger) for n, shown in enumerate(reports[:MAX_DETAILED])]
    css = (resources.files("ie.show") / "page.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    environment = Environment(
        loader=PackageLoader("ie.show", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("page.html.j2").render(
        css=Markup(css),
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        reports=views,
        single=len(reports) == 1,
        index=None if len(reports) == 1 else _index(reports, views, years, ledger),
        version=__version__,
        statuses=STATUSES,
    )
    return encodable(page)


def _view(n: int, shown: Shown, ledger: Ledger) -> dict[str, Any]:
    record, prefix = shown.record, f"r{n}-"
    cells = table_cells(record)
    checks = [_check(i, record, check, cells, ledger, prefix) for i, check in enumerate(record["checks"])]
    form = edition_of(record)
    lines = None if shown.text is None else text_lines(record, shown.text, shown.spans, prefix)
    placed = {piece["id"] for line in lines or () for piece in line}
    tables = []
    for table in record["tables"]:
        if form is not None and table["id"] in form.by_id:
            own = [c for c in checks if any(p["address"].startswith(table["id"] + ".") for p in c["cells"])]
            tables.append(table_grid(form.table(table["id"]), table, own, prefix, placed))
    titles = {s.id: s.title for s in form.sections} if form else {}
    for view in tables:
        view["section"] = (
            titles.get(form.table(view["id"]).section or "", TABLE_NAMES.get(view["id"], "")) if form else ""
        )
    counts: Counter[str] = Counter()
    for view in tables:
        counts.update(view["counts"])
    fails = [c for c in checks if c["status"] == "fails"]
    return {
        "id": f"r{n}",
        "prefix": prefix,
        "name": visible(document_name(record["source"], record["part"])),
        "organ": visible(organ_of(record) or "（机关不详）"),
        "title": visible(record["title"]["text"] if record["title"] else ""),
        "year": record["year"],
        "edition": record["edition"],
        "status": record["status"],
        "sha256": record["text_sha256"] or "",
        "reasons": [visible(r) for r in record["review"]["reasons"]],
        "needed": record["review"]["needed"],
        "tables": tables,
        "counts": counts,
        "checks": sorted(checks, key=lambda c: ("fails", "unknown", "holds").index(c["status"])),
        "fails": len(fails),
        "open": sum(not c["settled"] for c in fails),
        "holds": sum(c["status"] == "holds" for c in checks),
        "unknown": sum(c["status"] == "unknown" for c in checks),
        "statements": [_told(s, f"s{i}", prefix, placed) for i, s in enumerate(record["statements"])],
        "figures": [_told(f, f"f{i}", prefix, placed) for i, f in enumerate(record["figures"])],
        "lines": lines,
        "no_text": visible(shown.no_text),
    }


def _check(
    n: int, record: Record, check: Record, cells: dict[str, Record], ledger: Ledger, prefix: str
) -> dict[str, Any]:
    case = case_of_check(record, check, cells)
    return {
        **check,
        "anchor": f"{prefix}k{n}",
        "name": case.name,
        "words": CHECK_NAMES.get(check["id"], ""),
        "handle": case.handle,
        "settled": _settled(ledger.decision(case)),
        "cells": [
            {"address": a, "href": f"#{prefix}c-{a}", "value": cells[a]["value"] if a in cells else None}
            for a in check["cells"]
        ],
    }


def _settled(decision: Decision | None) -> dict[str, str] | None:
    if decision is None:
        return None
    return {
        "verdict": decision.verdict,
        "note": visible(decision.note),
        "by": visible(decision.by or ""),
        "at": decision.at,
    }


def _told(item: Record, name: str, prefix: str, placed: set[str]) -> dict[str, Any]:
    at = f"{prefix}t-{name}"
    return {**item, "id": f"{prefix}{name}", "href": f"#{at}" if at in placed else ""}


def _index(
    reports: Sequence[Shown], views: list[dict[str, Any]], years: Sequence[YearCheck], ledger: Ledger
) -> dict[str, Any]:
    shares: dict[str, Counter[str]] = {}
    failing: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for shown in reports:
        record = shown.record
        share = shares.setdefault(str(record["edition"] or "–"), Counter())
        for cell in table_cells(record).values():
            share["review" if cell["review"] else cell["status"]] += 1
        failing.update(c["id"] for c in record["checks"] if c["status"] == "fails")
        lost[str(record["year"] or "–")] += sum(t["status"] == "absent" for t in record["tables"])
    known = {document_name(s.record["source"], s.record["part"]): n for n, s in enumerate(reports[:MAX_DETAILED])}
    told = {name: share for name, share in sorted(shares.items()) if share}
    return {
        "total": len(reports),
        "left_out": len(reports) - len(views),
        "review": sum(bool(s.record["review"]["needed"]) for s in reports),
        "open": sum(v["open"] for v in views),
        "settled": sum(v["fails"] - v["open"] for v in views),
        "statuses": stacked_bars(told, STATUSES),
        "failing": bars(dict(failing.most_common()), "fails") if failing else None,
        "lost": bars(dict(sorted(lost.items())), "absent") if any(lost.values()) else None,
        "years": [_year(check, case_of_year(check), known, ledger) for check in years if check.status == "fails"],
        "years_held": sum(check.status == "holds" for check in years),
        "years_unknown": sum(check.status == "unknown" for check in years),
    }


def _year(check: YearCheck, case: Case, known: dict[str, int], ledger: Ledger) -> dict[str, Any]:
    places = []
    for place in check.places:
        n = known.get(document_name(place.source, place.part))
        href = "" if n is None else f"#r{n}-c-{place.address}"
        places.append({"year": place.year, "address": place.address, "value": place.value, "href": href})
    return {
        "organ": visible(check.organ), "name": case.name, "words": CHECK_NAMES.get(check.id, ""), "years": check.years,
        "left": case.left, "right": case.right, "handle": case.handle, "places": places,
        "settled": _settled(ledger.decision(case)),
    }  # fmt: skip
