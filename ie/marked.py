"""What a document itself says of stretches of its text, kept against the tagger's opinion: page furniture, merged cells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from ie.read.source import Mark
from ie.report import Span, Table, Text

MERGED = "this figure stands in a cell merged over several columns or rows"


def mark_furniture(text: Text, spans: list[Span], marks: Sequence[Mark]) -> list[Span]:
    """The spans with one of FURNITURE for each marked stretch, and without what the tagger saw inside it."""
    stretches = [_to_clean(text, m) for m in marks if m.kind == "furniture"]
    if not stretches:
        return spans
    kept = [s for s in spans if not any(a < s.end and s.start < b for a, b in stretches)]
    return sorted(kept + [Span(a, b, "FURNITURE") for a, b in stretches if a < b])


def doubt_merged(text: Text, tables: tuple[Table, ...], marks: Sequence[Mark]) -> tuple[Table, ...]:
    """The tables with every figure of a merged cell for review: which column or row it belongs to is not known."""
    stretches = [_to_clean(text, m) for m in marks if m.kind == "merged"]
    if not stretches:
        return tables
    out = []
    for table in tables:
        cells = dict(table.cells)
        for key, cell in table.cells.items():
            start, end = cell.start, cell.end
            if cell.value is not None and start is not None and end is not None:
                if any(a < end and start < b for a, b in stretches):
                    cells[key] = cell.doubted(MERGED)
        out.append(replace(table, cells=cells))
    return tuple(out)


def _to_clean(text: Text, mark: Mark) -> tuple[int, int]:
    """A stretch of the source in offsets of the clean text."""
    return bisect_left(text.origin, mark.start), bisect_left(text.origin, mark.end)
