"""What the templates are given: plain dicts, every text of a report made visible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ie.editions import NARRATIVE, TableForm, form_of, known_editions
from ie.report import LABELS
from ie.review.desk import Desk, Sheet
from ie.review.doubts import CAUSES, Doubt
from ie.review.events import LAYOUTS
from ie.review.names import label_of, sum_places, told_texts
from ie.review.pool import Entry
from ie.show.grid import header_lines, side_labels
from ie.show.page import TABLE_NAMES
from ie.show.text import visible
from ie.write.layout import table_layout

PAGE = 100
"""Rows of a page of the queue or of a cause; more are slow to draw and nobody scrolls through them."""
CONTEXT = 28
"""Characters shown on either side of a figure."""
FILTER_STATES = ("open", "new", "begun", "done")
View = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which reports of the queue are shown: words of their name or organ, how far they are, a cause they have doubts of."""

    words: str = ""
    state: str = ""
    cause: str = ""

    def takes(self, entry: Entry, state: str, open_: int) -> bool:
        """Whether a report is shown; `open` are all that are not done."""
        if self.state and state != self.state and not (self.state == "open" and state != "done"):
            return False
        # What causes are left of a report that was begun is known only once it is opened.
        if self.cause and (not open_ or all(group.partition(":")[0] != self.cause for group in entry.groups)):
            return False
        told = f"{entry.organ} {entry.name} {entry.year or ''} {entry.edition or ''} {entry.why}".lower()
        return all(word in told for word in self.words.lower().split())


def queue_view(desk: Desk, order: str, page: int, wanted: Filter = Filter()) -> View:
    """The reports with their doubts, and how far this annotator has come."""
    states = desk.states()
    rows = []
    for entry in desk.pool.entries:
        state = states.get(entry.key)
        open_ = len(desk.sheet(entry.key).doubts) if state is not None or desk.blind else entry.doubts
        rows.append((entry, "new" if state is None else "done" if state.done else "begun", open_))
    if order == "doubts":
        rows.sort(key=lambda row: (row[1] == "done", -row[2]))
    elif not any(entry.why for entry in desk.pool.entries):
        rows.sort(key=lambda row: row[0].at)
    found = [row for row in rows if wanted.takes(*row)]
    pages = max(1, -(-len(found) // PAGE))
    page = min(page, pages)
    return {
        "total": len(rows),
        "finished": sum(row[1] == "done" for row in rows),
        "begun": sum(row[1] == "begun" for row in rows),
        "doubts": sum(row[2] for row in rows),
        "found": len(found),
        "wanted": wanted,
        "states": FILTER_STATES,
        "causes": [c for c in CAUSES if any(g.partition(":")[0] == c for row in rows for g in row[0].groups)],
        "page": page,
        "pages": pages,
        "order": order,
        "any_why": any(entry.why for entry, _, _ in rows),
        "left_out": len(desk.pool.left_out),
        "rows": [_row(entry, state, open_) for entry, state, open_ in found[(page - 1) * PAGE : page * PAGE]],
    }


def _row(entry: Entry, state: str, open_: int) -> View:
    causes: dict[str, int] = {}
    for group, number in entry.groups.items():
        cause = group.split(":")[0]
        causes[cause] = causes.get(cause, 0) + number
    return {
        "key": entry.key,
        "name": visible(entry.name),
        "organ": visible(entry.organ),
        "year": entry.year,
        "edition": entry.edition,
        "why": visible(entry.why),
        "state": state,
        "open": open_,
        "causes": [(c, causes[c]) for c in CAUSES if c in causes] if state == "new" else [],
    }


def report_view(desk: Desk, sheet: Sheet) -> View:
    """The report page: the form as printed, and `data`, which the page's scripts work on."""
    entry, state, view = sheet.opened.entry, sheet.state, desk.view(sheet)
    doubts = desk.standing(sheet)  # makes sure that every cell of the form is there
    from ie.review.state import cells_json

    keys = [e.key for e in desk.pool.entries]
    return {
        "key": entry.key,
        "name": visible(entry.name),
        "why": visible(entry.why),
        "organ": visible(str(state.facts["organ"] or "")),
        "at": keys.index(entry.key) + 1,
        "of": len(keys),
        "tables": tables_view(state.facts["edition"]),
        "labels": {a: label_of(state.facts["edition"], a) for a in state.cells},
        "has_text": view is not None,
        "other_reading": sheet.other_reading,
        "layouts": LAYOUTS,
        "editions": (*known_editions(), NARRATIVE),
        "data": {
            "key": entry.key,
            "cells": cells_json(state.cells),
            "labels": list(LABELS),
            "sums": sum_places(state.facts["edition"]),
            "texts": told_texts(sheet.record),
            "bounds": [] if view is None else view.bounds,
            "lines": [] if view is None else view.lines(state.spans, state.cells),
            "drafts": desk.store.drafts(entry.key, desk.annotator),
            **doubts,
        },
    }


def tables_view(edition: str | None) -> list[View]:
    """Every table of an edition in its printed layout, optional rows included."""
    form = form_of(edition)
    if form is None:
        return []
    titles = {s.id: f"{s.number}、{s.title}" for s in form.sections}
    each = {(i.table, i.each) for i in form.identities}
    return [
        {
            **_grid(table),
            "section": titles.get(table.section or "", TABLE_NAMES.get(table.id, table.id)),
            "margin": (table.id, "row") in each or (table.id, None) in each,
            "foot": (table.id, "column") in each,
        }
        for table in form.tables
    ]


def _grid(table: TableForm) -> View:
    layout = table_layout(table)
    lines = list(layout.lines)
    rows = {row.id: row for row in table.rows}
    return {
        "id": table.id,
        "caption": table.caption or "",
        "header": header_lines(layout),
        "first": layout.first_value,
        "wide": table.one_line,
        "columns": [c.id for c in table.columns],
        "rows": [
            {
                "id": line.addresses[0].split(".")[0],
                "side": side_labels(lines, i, layout.side),
                "unit": (line.unit or "") if layout.units else None,
                "optional": rows[line.addresses[0].split(".")[0]].optional and not table.one_line,
                "cells": [f"{table.id}.{a}" for a in line.addresses],
            }
            for i, line in enumerate(lines)
        ],
    }


def causes_view(desk: Desk) -> list[View]:
    """Groups of doubts over all reports, the largest first, as far as they are still open."""
    counts: dict[tuple[str, str], list[int]] = {}
    states = desk.states()
    for entry in desk.pool.entries:
        groups = entry.groups
        if entry.key in states or desk.blind:
            groups = {}
            for doubt in desk.sheet(entry.key).doubts:
                groups[doubt.group] = groups.get(doubt.group, 0) + 1
        for group, number in groups.items():
            cause, _, detail = group.partition(":")
            count = counts.setdefault((cause, detail), [0, 0])
            count[0] += number
            count[1] += 1
    found = [{"cause": c, "detail": d, "doubts": n, "reports": r} for (c, d), (n, r) in counts.items()]
    return sorted(found, key=lambda g: (-int(g["doubts"]), CAUSES.index(str(g["cause"])), str(g["detail"])))


def cause_view(desk: Desk, cause: str, detail: str) -> View:
    """The open doubts of one group, with the characters around each, up to a page of them."""
    rows: list[View] = []
    more = 0
    for entry in desk.pool.entries:
        if (
            f"{cause}:{detail}" not in entry.groups
            and not desk.blind
            and not desk.store.events(entry.key, desk.annotator)
        ):
            continue
        sheet = desk.sheet(entry.key)
        own = [d for d in sheet.doubts if d.group == f"{cause}:{detail}"]
        more += max(0, len(rows) + len(own) - PAGE)
        rows += [_doubt_row(sheet, doubt) for doubt in own[: PAGE - len(rows)]]
    return {"cause": cause, "detail": detail, "rows": rows, "more": more}


def _doubt_row(sheet: Sheet, doubt: Doubt) -> View:
    cell, text = sheet.state.cells.get(doubt.target), sheet.opened.text
    before = here = after = ""
    if cell is not None and cell.start is not None and cell.end is not None and text is not None:
        before, here = text[max(0, cell.start - CONTEXT) : cell.start], text[cell.start : cell.end]
        after = text[cell.end : cell.end + CONTEXT]
    return {
        "key": sheet.opened.entry.key,
        "name": visible(sheet.opened.entry.name),
        "organ": visible(sheet.opened.entry.organ or sheet.opened.entry.name),
        "year": sheet.state.facts["year"],
        "target": doubt.target,
        "kind": doubt.kind,
        "label": label_of(sheet.state.facts["edition"], doubt.target),
        "value": None if cell is None else cell.value,
        "status": "" if cell is None else cell.status,
        "before": _one_line(before),
        "here": _one_line(here),
        "after": _one_line(after),
    }


def _one_line(words: str) -> str:
    return visible("⏎".join(part.strip("\r") for part in words.split("\n")))
