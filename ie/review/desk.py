"""One annotator at work: a report opened, an answer taken, and what the page must know afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ie.review.answers import ANSWERS
from ie.review.checks import checks_of
from ie.review.doubts import Doubt, doubts_of
from ie.review.events import Answer, Refusal
from ie.review.numbers import typed_cell
from ie.review.pool import Opened, Pool
from ie.review.state import CellState, State, base_state, blinded, cells_json, state_of
from ie.review.store import Store
from ie.review.textview import TextView
from ie.review.words import Lang


@dataclass(slots=True)
class Sheet:
    """A report as one annotator has it before them."""

    opened: Opened
    record: dict[str, Any]
    spans: list[list[Any]]
    reading: int | None
    """Which reading of the store this is; None until the first answer."""
    state: State
    other_reading: bool
    """The records hold another reading by now; the annotator goes on with the one begun with."""

    @property
    def doubts(self) -> list[Doubt]:
        """What is still to be answered."""
        return doubts_of(self.record, self.state)


class Desk:
    """The pool, the store and who is sitting there."""

    def __init__(self, pool: Pool, store: Store, annotator: str, blind: bool = False) -> None:
        self.pool, self.store, self.annotator, self.blind = pool, store, annotator, blind
        self._views: dict[str, TextView] = {}

    def sheet(self, key: str) -> Sheet:
        """The report with this annotator's answers; nobody else's are looked at."""
        opened = self.pool.open(key)
        record, spans = (blinded(opened.record), []) if self.blind else (opened.record, opened.spans)
        events = self.store.events(key, self.annotator, "annotate")
        if not events:
            return Sheet(opened, record, spans, None, base_state(record, spans), False)
        kept, kept_spans = self.store.load_reading(events[0].reading)
        state = state_of(kept, kept_spans, events)
        return Sheet(opened, kept, kept_spans, events[0].reading, state, not self.blind and kept != record)

    def view(self, sheet: Sheet) -> TextView | None:
        """The report's text in lines; None where there is no text."""
        if sheet.opened.text is None:
            return None
        key = sheet.opened.entry.key
        if key not in self._views:
            self._views.clear()
            self._views[key] = TextView(sheet.opened.text)
        return self._views[key]

    def act(self, key: str, wish: Mapping[str, Any]) -> dict[str, Any]:
        """Take one answer, store it, and say what has changed.  Refusal where it cannot be taken; nothing is stored then."""
        do, action = wish.get("do"), wish.get("action")
        answer: Callable[[Sheet, TextView | None, Mapping[str, Any]], list[Answer]] | None = ANSWERS.get(str(do))
        if answer is None or not (isinstance(action, str) and 8 <= len(action) <= 64):
            raise Refusal("no_unknown")
        with self.store.writing():
            before = self.sheet(key)
            view = self.view(before)
            if self.store.knows(action):
                base = replace(before, state=base_state(before.record, before.spans))
                return self.delta(base, before, view, [])
            answers = answer(before, view, wish)
            if not answers:
                return self.delta(before, before, view, [])
            reading = before.reading or self.store.reading(before.record, before.spans)
            self.store.append(before.record, reading, self.annotator, answers, action=action)
            for given in answers:
                if given.kind == "cell":
                    self.store.save_draft(key, self.annotator, given.target, None)
        after = self.sheet(key)
        return self.delta(before, after, view, [a.target for a in answers])

    def delta(self, before: Sheet, after: Sheet, view: TextView | None, targets: list[str]) -> dict[str, Any]:
        """What the page has to redraw."""
        old, new = before.state, after.state
        changed = {a: c for a, c in new.cells.items() if old.cells.get(a) != c}
        stretches = {s[:2] for s in set(old.spans) ^ set(new.spans)}
        for address in changed:
            for cell in (old.cells.get(address), new.cells[address]):
                if cell is not None and cell.start is not None and cell.end is not None:
                    stretches.add((cell.start, cell.end))
        lines: dict[int, Any] = {}
        if view is not None:
            touched = {i for s, e in stretches for i in range(view.line_of(s), view.line_of(max(s, e - 1)) + 1)}
            lines = view.some_lines(sorted(touched), new.spans, new.cells)
        return {**self.standing(after), "cells": cells_json(changed), "lines": lines, "targets": targets}

    def standing(self, sheet: Sheet) -> dict[str, Any]:
        """Checks, doubts, facts and the rest that is sent whole each time."""
        state = sheet.state
        checks = checks_of(state.facts["edition"], state.cells)
        return {
            "checks": checks,
            "doubts": [
                {"kind": d.kind, "target": d.target, "cause": d.cause, "detail": d.detail}
                for d in doubts_of(sheet.record, state, checks)
            ],
            "facts": state.facts,
            "confirmed": sorted(state.confirmed),
            "done": state.done,
            "version": state.version,
            "undo": len(state.undoable),
            "redo": len(state.redoable),
        }

    def draft(self, key: str, address: str, words: str | None, lang: Lang = "en") -> dict[str, Any]:
        """Keep what is being typed, and say how the sums would stand with it."""
        sheet = self.sheet(key)
        if address not in sheet.state.cells and not address.startswith("fact:"):
            raise Refusal("no_cell", address=repr(address[:80]))
        self.store.save_draft(key, self.annotator, address, words)
        cells = dict(sheet.state.cells)
        problem = ""
        if words and address in cells:
            try:
                value, status, unit = typed_cell(words)
                cells[address] = CellState(value, status, unit, answered=True)  # type: ignore[arg-type]
            except Refusal as error:
                problem = error.told(lang)
                cells[address] = CellState(None, "ambiguous", review=True)
        return {"checks": checks_of(sheet.state.facts["edition"], cells), "problem": problem}

    def done_reports(self) -> set[str]:
        """The reports of this pool that this annotator has finished."""
        return {key for key, state in self.states().items() if state.done}

    def states(self) -> dict[str, State]:
        """This annotator's state of every report they have begun."""
        events = self.store.events(annotator=self.annotator, role="annotate")
        return {
            key: self.sheet(key).state for key in dict.fromkeys(e.report for e in events) if key in self.pool.by_key
        }

    def next_report(self, key: str) -> str | None:
        """The next report in the queue that is not finished, from the one behind `key` on and round; None when all are."""
        keys = [entry.key for entry in self.pool.entries]
        at = keys.index(key) if key in keys else -1
        done = self.done_reports()
        return next((k for k in (*keys[at + 1 :], *keys[: at + 1]) if k not in done), None)
