"""The store → gold files in the format of `annotations/`: what people answered, and the reading they left as it was.

    export_gold(Path("review.sqlite"), Path("gold"))

A report is exported when an annotator has finished it; where several have, when they agree or an adjudicator has decided.  With
`unfinished` the others come too: what nobody answered is `ambiguous` there, and the notes say so.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from ie.editions import form_of
from ie.records import document_name
from ie.review.checks import checks_of
from ie.review.disputes import Annotation, Dispute, annotations_of, decisions, disputes_of, gold_cell, within
from ie.review.doubts import by_table, doubts_of
from ie.review.state import CellState, SpanRow, State
from ie.review.store import Store


@dataclass(slots=True)
class Exported:
    """The files written, and the reports that were not, each with why."""

    paths: list[Path] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


def export_gold(store_path: Path, folder: Path, *, unfinished: bool = False) -> list[Path]:
    """Write a gold file for every finished report of a store and return their paths; `ie.score.load_gold` reads them."""
    return export_store(store_path, folder, unfinished=unfinished).paths


def export_store(store_path: Path, folder: Path, *, unfinished: bool = False) -> Exported:
    """The same, telling what was left out."""
    store, out = Store(store_path), Exported()
    folder.mkdir(parents=True, exist_ok=True)
    taken: dict[str, str] = {}
    try:
        for report in store.reports():
            _export_report(store, report, folder, unfinished, taken, out)
    finally:
        store.close()
    return out


def _export_report(
    store: Store, report: str, folder: Path, unfinished: bool, taken: dict[str, str], out: Exported
) -> None:
    all_ = annotations_of(store, report)
    if not all_:
        return
    record = all_[0].record
    name = document_name(record["source"], record["part"])
    finished = [a for a in all_ if a.state.done]
    if not finished and not unfinished:
        out.left_out.append((name, f"not finished by {', '.join(a.annotator for a in all_)}"))
        return
    used = finished or all_[:1]
    disputes = disputes_of(used, decisions(store, report).decided)
    open_ = [d for d in disputes if not d.decided]
    if open_ and not unfinished:
        out.left_out.append((name, f"{len(open_)} disagreements are not decided; run ie review --adjudicate"))
        return
    sha = str(record["sha256"])
    if sha in taken:
        out.left_out.append(
            (name, f"its file holds {taken[sha]} too, and gold knows a file's report by the file's hash")
        )
        return
    taken[sha] = name
    gold = _gold(used, disputes, report, [e.annotator for e in store.events(report, role="adjudicate")])
    path = folder / f"{gold['id']}.json"
    part = folder / f".{path.name}.part"
    part.write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", errors="backslashreplace")
    part.replace(path)
    out.paths.append(path)


def _gold(used: list[Annotation], disputes: list[Dispute], report: str, judges: list[str]) -> dict[str, Any]:
    first = used[0]
    record, state = first.record, _decided(first.state, disputes)
    unanswered = [] if first.state.done else [d for d in doubts_of(record, first.state) if d.kind == "cell"]
    for doubt in unanswered:
        state.cells[doubt.target] = CellState(None, "ambiguous")
    cells = _cells(state)
    spans = state.spans if first.spans or any(e.kind == "label" for a in used for e in a.events) else None
    layouts = [a.state.facts["layout"] for a in used if a.state.facts["layout"] != "unknown"]
    return {
        "id": _id(record, report),
        "source": safe_source(record["source"]),
        "sha256": record["sha256"],
        "text_sha256": record["text_sha256"],
        "edition": state.facts["edition"],
        "year": state.facts["year"],
        "organ": state.facts["organ"],
        "layout": layouts[0] if layouts else "unknown",
        "mess": [],
        "cells": {address: gold_cell(cell) for address, cell in cells.items()},
        "failing": sorted({c["name"] for c in checks_of(state.facts["edition"], cells) if c["status"] == "fails"}),
        "spans": None if spans is None else [list(s) for s in spans],
        "figures": None if spans is None else _figures(used, spans),
        "notes": _notes(used, disputes, judges, len(unanswered)),
    }


def _decided(state: State, disputes: list[Dispute]) -> State:
    """The first annotator's state with every dispute decided; one that is open says that it cannot be known."""
    for dispute in disputes:
        name = dispute.target.split(":", 1)[1]
        if dispute.kind == "cell":
            told: dict[str, Any] = dispute.decision if dispute.decided else {"value": None, "status": "ambiguous"}
            state.cells[name] = CellState(told["value"], told["status"], told.get("unit"), answered=True)
        elif dispute.kind == "fact":
            state.facts[name] = dispute.decision if dispute.decided else None
        else:
            start, end = map(int, name.split("-"))
            mine = within(state.spans, start, end)
            kept = [s for s in state.spans if s not in mine]
            chosen = [(s[0], s[1], s[2]) for s in dispute.decision] if dispute.decided else []
            state.spans = sorted([*kept, *chosen])
    return state


def _cells(state: State) -> dict[str, CellState]:
    """Every cell of the form, but for the optional rows that are not printed."""
    form = form_of(state.facts["edition"])
    out: dict[str, CellState] = {}
    for table, cells in by_table(state).items():
        optional = {row.id for row in form.table(table).rows if row.optional} if form else set()
        printed = {a.split(".")[1] for a, c in cells.items() if gold_cell(c)["status"] != "absent"}
        for address, cell in cells.items():
            row = address.split(".")[1]
            if row not in optional or row in printed:
                told: dict[str, Any] = gold_cell(cell)
                doubtful = told["status"] == "ambiguous"
                out[address] = CellState(told["value"], told["status"], told.get("unit"), review=doubtful)
    return out


def _figures(used: list[Annotation], spans: list[SpanRow]) -> list[list[Any]]:
    """Value and unit of every FIGURE span, from the record or from the answer that labelled it."""
    known: dict[tuple[int, int], list[Any]] = {}
    for annotation in used:
        for figure in annotation.record["figures"]:
            known[figure["start"], figure["end"]] = [figure["value"], figure["unit"]]
        for event in annotation.events:
            if event.kind == "label":
                known.update({(s, e): [value, unit] for s, e, value, unit in event.after.get("figures", ())})
    return [[s, e, *known[s, e]] for s, e, label in spans if label == "FIGURE" and (s, e) in known]


def _notes(used: list[Annotation], disputes: list[Dispute], judges: list[str], unanswered: int) -> str:
    told = [f"annotated by {', '.join(a.annotator for a in used)}"]
    open_ = sum(not d.decided for d in disputes)
    if disputes:
        told.append(f"{len(disputes) - open_} disagreements decided by {', '.join(dict.fromkeys(judges)) or 'nobody'}")
    if not used[0].state.done:
        told.append(f"UNFINISHED: {unanswered} doubtful cells without an answer are given as ambiguous")
    if open_:
        told.append(f"UNFINISHED: {open_} disagreements are not decided")
    return "; ".join([*told, *(str(a.state.facts["notes"]) for a in used if a.state.facts["notes"])])


def _id(record: dict[str, Any], report: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "_", PurePosixPath(record["source"]).stem.lower()).strip("_")
    return f"{slug[:60] or 'report'}_{report[:10]}"


def safe_source(source: str) -> str:
    """A record's source as gold may name it: a path inside a folder of texts.

    >>> safe_source("/a/../b.txt"), safe_source("texts/b.txt")
    ('b.txt', 'texts/b.txt')
    """
    plain = source.replace("\\", "/")
    if plain.startswith("/") or ".." in plain.split("/") or re.match(r"[A-Za-z]:", plain):
        plain = PurePosixPath(plain).name
    return plain or "report"
