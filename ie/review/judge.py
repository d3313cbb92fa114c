"""Adjudication: reports that two or more annotators have finished, their agreement, and the places where they differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ie.records import Record, document_name
from ie.review.agreement import cohen_kappa, krippendorff_alpha, span_counts
from ie.review.disputes import Annotation, Dispute, annotations_of, decisions, disputes_of, gold_cell
from ie.review.events import Answer, Refusal
from ie.review.names import label_of
from ie.review.numbers import typed_cell
from ie.review.pool import Pool
from ie.review.state import CellState, State
from ie.review.store import Store
from ie.review.team import team_of
from ie.show.text import visible

AROUND = 90
"""Characters shown on either side: about a row of a table, since nothing else of the report is on the page."""
MAX_ROW = 400
"""Characters of a row that is shown for a cell without a place of its own; a longer one is no row."""
Places = dict[str, tuple[int, int]]


class Judge:
    """One adjudicator over a store; the pool gives the texts."""

    def __init__(self, pool: Pool, store: Store, name: str) -> None:
        self.pool, self.store, self.name = pool, store, name

    def keys(self) -> set[str]:
        """Reports finished by two annotators or more, and in the pool."""
        return set(self.finished())

    def finished(self) -> dict[str, list[Annotation]]:
        """The finished annotations of each such report."""
        done = {report: [a for a in given if a.state.done] for report, given in self.annotations().items()}
        return {report: given for report, given in done.items() if len(given) > 1}

    def annotations(self) -> dict[str, list[Annotation]]:
        """All annotations of the pool's reports, finished or not."""
        return {r: annotations_of(self.store, r) for r in self.store.reports() if r in self.pool.by_key}

    def disputes(self, report: str) -> list[Dispute]:
        """Where the annotators of a report differ, with what was decided."""
        done = [a for a in annotations_of(self.store, report) if a.state.done]
        return disputes_of(done, decisions(self.store, report).decided)

    def list_view(self) -> dict[str, Any]:
        """The reports with their disagreements, and the agreement over all of them."""
        every = self.annotations()
        finished = {r: done for r, given in every.items() if len(done := [a for a in given if a.state.done]) > 1}
        rows = []
        for report, done in finished.items():
            disputes, record = self.disputes(report), done[0].record
            rows.append(
                {
                    "key": report,
                    "name": visible(document_name(record["source"], record["part"])),
                    "organ": visible(self.pool.by_key[report].organ),
                    "annotators": [a.annotator for a in done],
                    "disputes": len(disputes),
                    "open": sum(not d.decided for d in disputes),
                }
            )
        rows.sort(key=lambda row: not row["open"])
        team = team_of(list(every.values()), self.pool.by_key)
        return {"rows": rows, "agreement": agreement_of(list(finished.values())), "team": team}

    def report_view(self, report: str) -> dict[str, Any]:
        """The disagreements of one report."""
        opened = self.pool.open(report)
        finished = self.finished()
        disputes, keys = self.disputes(report), list(finished)
        places = _places([one.state for one in finished[report]])
        return {
            "key": report,
            "name": visible(opened.entry.name),
            "organ": visible(opened.entry.organ or opened.entry.name),
            "open": sum(not d.decided for d in disputes),
            "rows": [self._row(d, opened.record, opened.text, places) for d in disputes],
            "next": keys[(keys.index(report) + 1) % len(keys)],
        }

    def _row(self, dispute: Dispute, record: Record, text: str | None, places: Places) -> dict[str, Any]:
        name = dispute.target.split(":", 1)[1]
        versions: list[Any] = []
        choices: list[dict[str, Any]] = []
        for annotator, version in dispute.versions.items():
            if version not in versions:
                versions.append(version)
                chosen = dispute.decided and dispute.decision == version
                choices.append({**_shown(dispute.kind, version, text), "by": [], "chosen": chosen})
            choices[versions.index(version)]["by"].append(visible(annotator))
        other = dispute.decided and not any(c["chosen"] for c in choices)
        return {
            "target": dispute.target,
            "kind": dispute.kind,
            "label": label_of(record["edition"], name) if dispute.kind == "cell" else name,
            "context": context_of(dispute, places, text),
            "choices": choices,
            "decided": dispute.decided,
            "other": _shown(dispute.kind, dispute.decision, text)["shown"] if other else "",
        }

    def act(self, report: str, wish: Mapping[str, Any]) -> dict[str, Any]:
        """Take a decision: `choice` counts in the page's order, or `words` for another value of a cell."""
        action = wish.get("action")
        if not isinstance(action, str) or not 8 <= len(action) <= 64:
            raise Refusal("no_unknown")
        with self.store.writing():
            first = annotations_of(self.store, report)[0]
            if not self.store.knows(action):
                answers = self._answers(report, wish)
                if answers:
                    reading = first.events[0].reading
                    self.store.append(first.record, reading, self.name, answers, action=action, role="adjudicate")
        view = self.report_view(report)
        return {"rows": view["rows"], "open": view["open"]}

    def _answers(self, report: str, wish: Mapping[str, Any]) -> list[Answer]:
        do = wish.get("do")
        if do in ("undo", "redo"):
            state = decisions(self.store, report)
            stack = state.undoable if do == "undo" else state.redoable
            return [Answer("undo" if do == "undo" else "redo", stack[-1], None, None)] if stack else []
        dispute = next((d for d in self.disputes(report) if d.target == wish.get("target")), None)
        if do != "decide" or dispute is None:
            raise Refusal("no_dispute")
        chosen = self._chosen(dispute, wish)
        before = dispute.decision if dispute.decided else None
        return [Answer("decide", dispute.target, before, {"as": chosen, "of": dispute.digest})]

    def _chosen(self, dispute: Dispute, wish: Mapping[str, Any]) -> Any:
        versions: list[Any] = []
        for version in dispute.versions.values():
            if version not in versions:
                versions.append(version)
        choice, said = wish.get("choice"), wish.get("words")
        if isinstance(choice, int) and not isinstance(choice, bool) and 0 <= choice < len(versions):
            return versions[choice]
        if dispute.kind == "cell" and isinstance(said, str):
            value, status, unit = typed_cell(said)
            return gold_cell(CellState(value, status, unit))  # type: ignore[arg-type]
        raise Refusal("no_choice")


def _shown(kind: str, version: Any, text: str | None) -> dict[str, Any]:
    """An answer for the page: in words, or label by label with the characters of each."""
    if kind == "cell":
        unit = version.get("unit") or ""
        return {"shown": f"{version['value']:,}{unit}" if version["value"] is not None else str(version["status"])}
    if kind == "fact":
        return {"shown": visible(str(version)) if version is not None else "–"}
    parts = [[label, visible(text[s:e] if text is not None else f"[{s}, {e})")] for s, e, label in version]
    return {"shown": "" if parts else "–", "parts": parts}


def _places(states: list[State]) -> Places:
    """Where each cell's characters are, by whoever knows it."""
    known = [(a, c.start, c.end) for state in reversed(states) for a, c in state.cells.items()]
    return {address: (start, end) for address, start, end in known if start is not None and end is not None}


def context_of(dispute: Dispute, places: Places, text: str | None) -> list[str]:
    """The characters in dispute with what stands around them: those of its row for a cell that has none, else nothing."""
    name = dispute.target.split(":", 1)[1]
    if text is None or dispute.kind == "fact":
        return []
    if dispute.kind == "span":
        start, end = map(int, name.split("-"))
    elif name in places:
        start, end = places[name]
    else:
        row = [place for address, place in places.items() if address.rpartition(".")[0] == name.rpartition(".")[0]]
        begin, stop = min((s for s, _ in row), default=0), max((e for _, e in row), default=0)
        if not 0 < stop - begin <= MAX_ROW:
            return []
        return [_one_line(text[max(0, begin - AROUND) : stop + AROUND]), "", ""]
    return [
        _one_line(part) for part in (text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND])
    ]


def _one_line(words: str) -> str:
    return visible(words.replace("\r", "").replace("\n", "⏎"))


def agreement_of(reports: list[list[Annotation]]) -> dict[str, Any] | None:
    """Kappa of each pair of annotators, alpha over all, and span F1, on reports that several have finished."""
    if not reports:
        return None
    units: list[tuple[bool, dict[str, Any]]] = []
    for done in reports:
        for address in dict.fromkeys(a for x in done for a in x.state.cells):
            own = {x.annotator: x.state.cells.get(address, CellState(None, "absent")) for x in done}
            words = {name: str(sorted(gold_cell(cell).items(), key=str)) for name, cell in own.items()}
            units.append((any(cell.answered for cell in own.values()), words))
    names = sorted({x.annotator for done in reports for x in done})
    pairs = []
    for i, one in enumerate(names):
        for two in names[i + 1 :]:
            both = [(touched, u[one], u[two]) for touched, u in units if one in u and two in u]
            spans = [
                (x.state.spans, y.state.spans)
                for done in reports
                for x in done
                for y in done
                if (x.annotator, y.annotator) == (one, two)
            ]
            if both or spans:
                pairs.append(
                    {
                        "names": (one, two),
                        "kappa": cohen_kappa([(a, b) for _, a, b in both]),
                        "kappa_answered": cohen_kappa([(a, b) for touched, a, b in both if touched]),
                        "cells": len(both),
                        "answered": sum(touched for touched, _, _ in both),
                        "span_f1": span_counts(spans).f1,
                    }
                )
    return {
        "pairs": pairs,
        "alpha": krippendorff_alpha([tuple(u.values()) for _, u in units]),
        "alpha_answered": krippendorff_alpha([tuple(u.values()) for touched, u in units if touched]),
        "reports": len(reports),
    }
