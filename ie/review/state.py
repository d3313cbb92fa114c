"""A reading and one person's events → what that person says the report holds, at this moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from ie.records import Record, table_cells
from ie.report import LABELS
from ie.review.events import Event

CellWord = Literal["read", "blank", "inferred", "absent", "ambiguous", "unasked"]
"""The record's statuses, what gold has beside them (`ambiguous`), and `unasked`: hidden from a blind annotator."""
STATUSES = ("read", "blank", "inferred", "absent", "unasked")
"""What a reading's cell may be."""
SpanRow = tuple[int, int, str]
DOING = ("cell", "label", "fact", "check", "table", "decide", "done")
"""Kinds that can be undone."""


@dataclass(slots=True)
class CellState:
    """One cell as it stands; `answered` once a person has said so, `review` while the record's doubt is open."""

    value: int | float | None
    status: CellWord
    unit: str | None = None
    start: int | None = None
    end: int | None = None
    review: bool = False
    answered: bool = False

    def facts(self) -> dict[str, Any]:
        """What an event keeps as before and after."""
        return {"value": self.value, "status": self.status, "unit": self.unit, "start": self.start, "end": self.end}


@dataclass(slots=True)
class State:
    """Everything one annotator says of a report."""

    cells: dict[str, CellState]
    spans: list[SpanRow]
    facts: dict[str, Any]
    confirmed: dict[str, Any] = field(default_factory=dict)
    """Checks and tables confirmed, by target, with what they were when confirmed."""
    decided: dict[str, Any] = field(default_factory=dict)
    done: bool = False
    version: int = 0
    """The last event counted; it grows with every answer."""
    undoable: list[str] = field(default_factory=list)
    redoable: list[str] = field(default_factory=list)


def blinded(record: Record) -> Record:
    """The record as a blind annotator is shown it: the form, and nothing that the model read."""
    blank = {"value": None, "raw": None, "unit": None, "status": "unasked", "start": None, "end": None,
             "confidence": 0.0, "review": False}  # fmt: skip
    tables = [{**t, "status": "partial", "cells": dict.fromkeys(t["cells"], blank)} for t in record["tables"]]
    nothing: list[Any] = []
    return {**record, "title": None, "organ": None, "year": None, "tables": tables, "sections": nothing, "figures": nothing,
            "statements": nothing, "checks": nothing, "review": {"needed": True, "reasons": nothing}}  # fmt: skip


def base_state(record: Record, spans: Sequence[Sequence[Any]]) -> State:
    """The reading itself, before any answer."""
    cells = {address: _cell(c) for address, c in table_cells(record).items()}
    facts = {
        "organ": record["organ"]["text"] if record["organ"] else None,
        "year": record["year"],
        "edition": record["edition"],
        "layout": "unknown",
        "notes": "",
    }
    return State(cells, _apart(spans), facts)


def _cell(cell: Record) -> CellState:
    """A record's cell; one of a foreign record that makes no sense is in doubt, not believed."""
    value, start, end = cell["value"], cell["start"], cell["end"]
    known = cell["status"] in STATUSES and (value is None or type(value) in (int, float))
    placed = type(start) is int and type(end) is int and 0 <= start <= end
    unit = str(cell["unit"]) if cell["unit"] is not None else None
    return CellState(
        value if known else None,
        cell["status"] if known else "absent",
        unit,
        start if placed else None,
        end if placed else None,
        bool(cell["review"]) or not known,
    )


def state_of(record: Record, spans: Sequence[Sequence[Any]], events: Iterable[Event]) -> State:
    """The reading with the events applied in their order, leaving out what was undone."""
    state, events = base_state(record, spans), list(events)
    undone = _undone(events, state)
    for event in events:
        if event.action not in undone:
            _apply(state, event)
    state.done = bool(events) and state.done and events[-1].kind == "done"
    state.version = events[-1].id if events else 0
    return state


def _undone(events: Sequence[Event], state: State) -> set[str]:
    """Actions that do not count, and the two stacks that undo and redo take from."""
    for event in events:
        if event.kind == "undo":
            if event.target in state.undoable:
                state.undoable.remove(event.target)
                state.redoable.append(event.target)
        elif event.kind == "redo":
            if event.target in state.redoable:
                state.redoable.remove(event.target)
                state.undoable.append(event.target)
        elif event.action not in state.undoable:
            state.undoable.append(event.action)
            state.redoable.clear()
    # A new answer empties the way forward, but what was undone before stays undone.
    return {e.action for e in events if e.kind in DOING} - set(state.undoable)


def _apply(state: State, event: Event) -> None:
    if event.kind == "cell":
        after = event.after
        state.cells[event.target] = CellState(
            after["value"], after["status"], after.get("unit"), after.get("start"), after.get("end"), answered=True
        )
    elif event.kind == "label":
        start, end = map(int, event.target.split("-"))
        kept = [s for s in state.spans if s[1] <= start or s[0] >= end]
        state.spans = sorted([*kept, *((int(s), int(e), str(label)) for s, e, label in event.after["spans"])])
    elif event.kind == "fact":
        state.facts[event.target] = event.after
    elif event.kind in ("check", "table"):
        state.confirmed[event.target] = event.after
    elif event.kind == "decide":
        state.decided[event.target] = event.after
    state.done = event.kind == "done"


def _apart(spans: Iterable[Sequence[Any]]) -> list[SpanRow]:
    """A tagger's spans without those that begin inside another one, which gold does not allow."""
    out: list[SpanRow] = []
    for start, end, label, *_ in sorted(spans, key=lambda s: (s[0], -s[1])):
        if label in LABELS and start < end and (not out or start >= out[-1][1]):
            out.append((int(start), int(end), str(label)))
    return out


def overlapping(spans: Iterable[SpanRow], start: int, end: int) -> list[SpanRow]:
    """The spans that share a character with [start, end)."""
    return [s for s in spans if s[0] < end and s[1] > start]


def cells_json(cells: Mapping[str, CellState]) -> dict[str, Any]:
    """Cells as the page takes them."""
    return {a: {**c.facts(), "review": c.review, "answered": c.answered} for a, c in cells.items()}
