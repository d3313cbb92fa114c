"""Report → record: the JSON contract, with offsets of the source and numbers that JSON knows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ie import __version__
from ie.read import Source, Unread
from ie.report import Cell, Report, Span, Text

Record = dict[str, Any]


def number(value: Decimal | None) -> int | float | None:
    """Integers as integers, the rest as floats with the digits printed."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def record_of(source: Source, report: Report) -> Record:
    """The record of one report that was read."""
    text = report.text

    def at(start: int, end: int) -> tuple[int, int]:
        return text.to_source(start, end)

    def named(span: Span | None) -> dict[str, Any] | None:
        if span is None:
            return None
        start, end = at(span.start, span.end)
        return {"text": text.source[start:end], "start": start, "end": end}

    tagger = {"name": report.tagger[0], "version": report.tagger[1]}
    sections = []
    for s in report.sections:
        start, end = at(s.start, s.end)
        body_end = text.to_source(s.body_end, s.body_end)[0]
        heading = text.source[start:end]
        sections.append(
            {
                "id": s.id,
                "level": s.level,
                "heading": heading,
                "start": start,
                "end": end,
                "body_end": max(body_end, end),
            }
        )
    figures = []
    for f in report.figures:
        start, end = at(f.start, f.end)
        figures.append(
            {
                "value": number(f.value),
                "raw": text.source[start:end],
                "unit": f.unit,
                "start": start,
                "end": end,
                "confidence": f.confidence,
            }
        )
    warnings = [*source.warnings, *report.warnings]
    if report.status == "not_a_report":
        warnings.append(
            "no label of the form and hardly a word on disclosure was found: this looks like another kind of document"
        )
    return {
        "source": source.name,
        "part": source.part,
        "status": report.status,
        "warnings": warnings,
        "sha256": source.sha256,
        "text_sha256": source.text_sha256,
        "encoding": source.encoding,
        "title": named(report.title),
        "organ": named(report.organ),
        "year": report.year,
        "edition": report.edition,
        "edition_by": report.edition_by,
        "sections": sections,
        "tables": [
            {
                "id": t.id,
                "status": t.status,
                "cells": {f"{r}.{c}": _cell(text, cell) for (r, c), cell in t.cells.items()},
            }
            for t in report.tables
        ],
        "figures": figures,
        "statements": [],
        "checks": [
            {
                "kind": c.kind,
                "id": c.id,
                "where": c.where,
                "status": c.status,
                "left": number(c.left),
                "right": number(c.right),
                "cells": list(c.cells),
            }
            for c in report.checks
        ],
        "review": {"needed": bool(report.reasons), "reasons": list(report.reasons)},
        "tagger": tagger,
        "taggers": [tagger],
        "ie_version": __version__,
    }


def _cell(text: Text, cell: Cell) -> dict[str, Any]:
    start = end = raw = None
    if cell.start is not None and cell.end is not None:
        start, end = text.to_source(cell.start, cell.end)
        raw = text.source[start:end] if cell.raw else None
    return {
        "value": number(cell.value),
        "raw": raw,
        "unit": cell.unit,
        "status": cell.status,
        "start": start,
        "end": end,
        "confidence": cell.confidence,
        "review": cell.review,
    }


def record_of_unread(unread: Unread) -> Record:
    """The record of an input that could not be read: its status, and one sentence on what to do."""
    return {
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
    return {
        "sha256": source.sha256,
        "spans": [[*report.text.to_source(s.start, s.end), s.label, s.score] for s in report.spans],
    }
