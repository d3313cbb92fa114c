"""Several annotators' states of one report → where they differ, and what an adjudicator has decided there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ie.records import Record
from ie.review.events import Event
from ie.review.state import CellState, SpanRow, State, state_of
from ie.review.store import Store

SAID_FACTS = ("organ", "year", "edition")
"""Facts that annotators can differ on; layout and notes are remarks."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """What one annotator says of one report, and the reading it began with."""

    annotator: str
    record: Record
    spans: list[list[Any]]
    events: list[Event]
    state: State


@dataclass(frozen=True, slots=True)
class Dispute:
    """One place where annotators differ: `versions` by annotator, `decision` the one chosen, None while open."""

    kind: str
    target: str
    versions: Mapping[str, Any]
    decision: Any = None
    decided: bool = False

    @property
    def digest(self) -> str:
        """What a decision was taken on: it falls when an annotator changes an answer."""
        text = json.dumps(self.versions, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def annotations_of(store: Store, report: str) -> list[Annotation]:
    """Every annotator's annotation of a report, in the order they began."""
    out = []
    for name in store.annotators(report):
        events = store.events(report, name, "annotate")
        record, spans = store.load_reading(events[0].reading)
        out.append(Annotation(name, record, spans, events, state_of(record, spans, events)))
    return out


def gold_cell(cell: CellState) -> dict[str, Any]:
    """The cell as gold says it: a value that was only inferred is not in the text, so the cell is absent."""
    status = "absent" if cell.status in ("inferred", "unasked") else cell.status
    if status == "read" and cell.value is None:
        status = "ambiguous"
    told: dict[str, Any] = {"value": cell.value if status == "read" else None, "status": status}
    if cell.unit is not None and status == "read":
        told["unit"] = cell.unit
    return told


def disputes_of(annotations: list[Annotation], decided: Mapping[str, Any]) -> list[Dispute]:
    """Where finished annotations differ, in the order facts, cells, spans."""
    states = {a.annotator: a.state for a in annotations}
    found = [*_facts(states), *_cells(states), *_spans(states)]
    return [_with_decision(dispute, decided.get(dispute.target)) for dispute in found]


def decisions(store: Store, report: str) -> State:
    """What adjudicators have decided of a report, with their undo and redo."""
    empty: Record = {"organ": None, "year": None, "edition": None, "tables": []}
    return state_of(empty, [], store.events(report, role="adjudicate"))


def _with_decision(dispute: Dispute, decided: Any) -> Dispute:
    if decided is None or decided["of"] != dispute.digest:
        return dispute
    return Dispute(dispute.kind, dispute.target, dispute.versions, decided["as"], True)


def _facts(states: Mapping[str, State]) -> list[Dispute]:
    found = []
    for name in SAID_FACTS:
        versions = {a: s.facts[name] for a, s in states.items()}
        if _differ(versions):
            found.append(Dispute("fact", f"fact:{name}", versions))
    return found


def _cells(states: Mapping[str, State]) -> list[Dispute]:
    found = []
    for address in dict.fromkeys(a for s in states.values() for a in s.cells):
        versions = {a: gold_cell(s.cells.get(address, CellState(None, "absent"))) for a, s in states.items()}
        if _differ(versions):
            found.append(Dispute("cell", f"cell:{address}", versions))
    return found


def _spans(states: Mapping[str, State]) -> list[Dispute]:
    """Stretches that are labelled otherwise, each as wide as the spans that hang together there."""
    sets = {a: set(s.spans) for a, s in states.items()}
    if not sets:
        return []
    every = list(sets.values())
    odd = sorted(every[0].union(*every[1:]) - every[0].intersection(*every[1:]))
    stretches: list[tuple[int, int]] = []
    for start, end, _ in odd:
        if stretches and start < stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
        else:
            stretches.append((start, end))
    return [
        Dispute(
            "span",
            f"span:{start}-{end}",
            {a: [list(s) for s in within(s_.spans, start, end)] for a, s_ in states.items()},
        )
        for start, end in stretches
    ]


def within(spans: list[SpanRow], start: int, end: int) -> list[SpanRow]:
    """The spans inside [start, end)."""
    return [s for s in spans if s[0] >= start and s[1] <= end]


def _differ(versions: Mapping[str, Any]) -> bool:
    return len({json.dumps(v, sort_keys=True) for v in versions.values()}) > 1
