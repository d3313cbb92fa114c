"""Report → record: the JSON contract, with offsets of the source and numbers that JSON knows."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Any

from ie.editions import form_of
from ie.read import Source, Unread
from ie.report import Cell, Check, Figure, Report, Section, Span, Statement, Table, Text
from ie.version import __version__

Record = dict[str, Any]


def text_of(source: Source) -> Record | None:
    """The rendering that a document's offsets point into, with the way back; None for a text file, which is its own."""
    if source.kind == "text":
        return None
    return {
        "source": source.name,
        "part": source.part,
        "sha256": source.sha256,
        "text_sha256": source.text_sha256,
        "kind": source.kind,
        "text": source.text,
        "places": [[p.start, p.end, p.where] for p in source.places],
        "marks": [[m.start, m.end, m.kind] for m in source.marks],
    }


@lru_cache(maxsize=1024)
def number(value: Decimal | None) -> int | float | None:
    """Integers as integers, the rest as floats with the digits printed."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def record_of(source: Source, report: Report) -> Record:
    """The record of one report that was read."""
    text = report.text
    tagger = {"name": report.tagger[0], "version": report.tagger[1]}
    warnings = [*source.warnings, *report.warnings]
    if report.status == "not_a_report":
        warnings.append(NOT_A_REPORT)
    return {
        **_own_names(source),
        "source": source.name,
        "part": source.part,
        "status": report.status,
        "warnings": warnings,
        "sha256": source.sha256,
        "text_sha256": source.text_sha256,
        "encoding": source.encoding,
        "title": _named(text, report.title),
        "organ": _named(text, report.organ),
        "year": report.year,
        "edition": report.edition,
        **_own_edition(report.edition),
        "edition_by": report.edition_by,
        "sections": [_section(text, s) for s in report.sections],
        "tables": [_table(text, t) for t in report.tables],
        "figures": [_figure(text, f) for f in report.figures],
        "statements": [_statement(text, s) for s in report.statements],
        "checks": [_check(c) for c in report.checks],
        "review": {"needed": bool(report.reasons), "reasons": list(report.reasons)},
        "tagger": tagger,
        "taggers": [{"name": n, "version": v} for n, v in report.taggers or (report.tagger,)],
        "ie_version": __version__,
    }


NOT_A_REPORT = (
    "no label of the form and hardly a word on disclosure was found, so this looks like another kind of document; "
    "leave it out, or check whether the report is in a file beside it"
)


def _own_names(read: Source | Unread) -> Record:
    """The user's own id and URL of a report, where the input carries them."""
    return {key: value for key, value in (("id", read.id), ("url", read.url)) if value is not None}


def _own_edition(edition: str | None) -> Record:
    """Which content the user's own edition had; nothing for those shipped, whose content goes with the version."""
    form = form_of(edition)
    return {} if form is None or form.sha256 is None else {"edition_sha256": form.sha256}


def _named(text: Text, span: Span | None) -> dict[str, Any] | None:
    if span is None:
        return None
    start, end = text.to_source(span.start, span.end)
    return {"text": text.source[start:end], "start": start, "end": end}


def _section(text: Text, section: Section) -> dict[str, Any]:
    start, end = text.to_source(section.start, section.end)
    body_end = max(text.to_source(section.body_end, section.body_end)[0], end)
    heading = text.source[start:end]
    return {
        "id": section.id,
        "level": section.level,
        "heading": heading,
        "start": start,
        "end": end,
        "body_end": body_end,
    }


def _table(text: Text, table: Table) -> dict[str, Any]:
    cells = {f"{row}.{column}": _cell(text, cell) for (row, column), cell in table.cells.items()}
    return {"id": table.id, "status": table.status, "cells": cells}


def _figure(text: Text, figure: Figure) -> dict[str, Any]:
    start, end = text.to_source(figure.start, figure.end)
    return {
        "value": number(figure.value),
        "raw": text.source[start:end],
        "unit": figure.unit,
        "start": start,
        "end": end,
        "confidence": figure.confidence,
    }


def _statement(text: Text, statement: Statement) -> dict[str, Any]:
    start, end = text.to_source(statement.start, statement.end)
    return {
        "indicator": statement.indicator,
        "value": number(statement.value),
        "unit": statement.unit,
        "start": start,
        "end": end,
        "figure": statement.figure,
        "scope": statement.scope,
        "period": statement.period,
        "confidence": statement.confidence,
    }


def _check(check: Check) -> dict[str, Any]:
    return {
        "kind": check.kind,
        "id": check.id,
        "where": check.where,
        "status": check.status,
        "left": number(check.left),
        "right": number(check.right),
        "cells": list(check.cells),
        "statements": list(check.statements),
    }


def _cell(text: Text, cell: Cell) -> dict[str, Any]:
    status, value, raw, unit, start, end, confidence, review, _ = cell
    if start is None or end is None:
        start = end = raw = None
    else:
        start, end = text.to_source(start, end)
        raw = text.source[start:end] if raw else None
    return {
        "value": number(value),
        "raw": raw,
        "unit": unit,
        "status": status,
        "start": start,
        "end": end,
        "confidence": confidence,
        "review": review,
    }


def record_of_unread(unread: Unread) -> Record:
    """The record of an input that could not be read: its status, and one sentence on what to do."""
    return {
        **_own_names(unread),
        "source": unread.name,
        "part": unread.part,
        "status": unread.status,
        "warnings": [unread.reason],
        "sha256": unread.sha256,
        "text_sha256": None,
        "encoding": None,
        "title": None,
        "organ": None,
        "year": None,
        "edition": None,
        "edition_by": None,
        "sections": [],
        "tables": [],
        "figures": [],
        "statements": [],
        "checks": [],
        "review": {"needed": True, "reasons": [unread.reason]},
        "tagger": None,
        "taggers": [],
        "ie_version": __version__,
    }


def spans_of(source: Source, report: Report) -> dict[str, Any]:
    """The tagger's spans in source offsets, for scoring and for explaining."""
    to_source = report.text.to_source
    return {
        "sha256": source.sha256,
        "spans": [[*to_source(start, end), label, score] for start, end, label, score in report.spans],
    }
