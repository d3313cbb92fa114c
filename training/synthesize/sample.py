"""A finished report: the text, its labelled spans, and the cells that a careful person would write down for it.

Tracked → Sample.  The rules are those of annotations/GUIDELINES.md: spans end at line breaks and have no blanks at their ends;
a cell whose characters are all gone is absent; a blank is listed where its place is visible.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from ie.check import check_identities
from ie.editions import EDITIONS, Edition, load_edition
from ie.report import ABSENT, Cell, Table
from training.synthesize.document import Document
from training.synthesize.tracked import Address, Mark, Tracked

Span = tuple[int, int, str]
LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
NO_PLACE = " \t\r\n\u3000|\xa0│｜"
"""Characters that show a cell's place but print nothing in it."""


class SampleCell(NamedTuple):
    """A cell as gold has it; `value` is given exactly where `status` is `read`."""

    value: Decimal | None
    status: Literal["read", "blank", "ambiguous"]
    unit: str | None


@dataclass(slots=True)
class Sample:
    """One synthetic report.  Offsets are half-open and in characters of `text`; cells not listed are absent."""

    text: str
    spans: list[Span]
    cells: dict[Address, SampleCell]
    figures: list[tuple[int, int, Decimal | None, str | None]]
    edition: str
    year: int
    organ: str
    layout: str
    operators: tuple[str, ...]
    seed: str
    printed: dict[Address, Decimal]
    """What stands printed in cells that no reader can place or split: for telling a lucky value from an invented one."""
    marks: list[tuple[Mark, str]]
    places: list[tuple[int, int, Address]]
    """Spans of value cells whose place in the form a reader can tell, with that place."""

    @property
    def failing(self) -> list[str]:
        """Identities of the form that the cells as printed break, as `id` or `id/where`."""
        if self.edition not in EDITIONS:
            return []
        form = load_edition(self.edition)
        checks = check_identities(form, tuple(self._tables(form)))
        return sorted({f"{c.id}/{c.where}" if c.where else c.id for c in checks if c.status == "fails"})

    def _tables(self, form: Edition) -> Iterator[Table]:
        for table in form.tables:
            cells = {}
            for row, column in table.addresses():
                found = self.cells.get((table.id, row.id, column.id))
                if found is None:
                    cells[row.id, column.id] = ABSENT
                elif found.status == "read":
                    cells[row.id, column.id] = Cell("read", found.value)
                else:
                    cells[row.id, column.id] = Cell("blank")
            yield Table(table.id, "partial", cells)

    def gold(self, name: str = "synthetic") -> dict[str, Any]:
        """The report as a gold file has it (annotations/GUIDELINES.md, section 1); its text is `name`.txt in UTF-8."""
        digest = hashlib.sha256(self.text.encode("utf-8")).hexdigest()
        return {
            "id": name,
            "source": f"{name}.txt",
            "sha256": digest,
            "text_sha256": digest,
            "edition": self.edition,
            "year": self.year,
            "organ": self.organ,
            "layout": self.layout,
            "mess": list(self.operators),
            "cells": self._gold_cells(),
            "failing": self.failing,
            "spans": [list(span) for span in self.spans],
            "figures": [[s, e, _json(v), u] for s, e, v, u in self.figures if v is not None],
            "notes": f"synthetic, seed {self.seed}",
        }

    def _gold_cells(self) -> dict[str, dict[str, Any]]:
        out: dict[str, dict[str, Any]] = {}
        if self.edition not in EDITIONS:
            return out
        for table in load_edition(self.edition).tables:
            for row, column in table.addresses():
                cell = self.cells.get((table.id, row.id, column.id))
                if cell is None and not row.optional:
                    out[f"{table.id}.{row.id}.{column.id}"] = {"value": None, "status": "absent"}
                if cell is not None:
                    found: dict[str, Any] = {"value": _json(cell.value), "status": cell.status}
                    if cell.unit and cell.status == "read" and (column.decimal or row.decimal):
                        found["unit"] = cell.unit
                    out[f"{table.id}.{row.id}.{column.id}"] = found
        return out


def sample_of(tracked: Tracked, document: Document, layout: str, operators: Sequence[str], seed: str) -> Sample:
    """The sample that a printed and damaged report makes."""
    pieces = tracked.stretches()
    spans = _spans(tracked.text, pieces)
    marks = _words(tracked.text, pieces)
    cells, printed = _cells(marks)
    return Sample(
        text=tracked.text,
        spans=[(start, end, mark.label) for start, end, mark in spans],
        cells=cells,
        figures=[(start, end, mark.value, mark.unit) for start, end, mark in spans if mark.label == "FIGURE"],
        edition=document.edition,
        year=document.year,
        organ=document.organ,
        layout=layout,
        operators=tuple(operators),
        seed=seed,
        printed=printed,
        marks=marks,
        places=[
            (start, end, mark.address)
            for start, end, mark in spans
            if mark.label == "CELL" and mark.address is not None and mark.status != "ambiguous"
        ],
    )


def _spans(text: str, pieces: list[tuple[int, int, Mark]]) -> list[tuple[int, int, Mark]]:
    out: list[tuple[int, int, Mark]] = []
    for start, end, mark in pieces:
        for line in LINE.finditer(text, start, end):
            words = line.group()
            left = line.start() + len(words) - len(words.lstrip())
            right = line.end() - len(words) + len(words.rstrip())
            if left >= right or (mark.label == "CELL" and not text[left:right].strip(NO_PLACE)):
                continue
            above = out[-1] if out else None
            if above and above[1] == left and _one_run(above[2], mark):
                out[-1] = (above[0], right, mark)
            else:
                out.append((left, right, mark))
    return out


def _one_run(above: Mark, mark: Mark) -> bool:
    """A run that no sum splits is one span over the whole run."""
    return above.label == mark.label == "CELL" and above.status == mark.status == "ambiguous"


def _words(text: str, pieces: list[tuple[int, int, Mark]]) -> list[tuple[Mark, str]]:
    """Each mark that still has characters, and what is left of it, in the order of the text."""
    found: dict[int, tuple[Mark, str]] = {}
    for start, end, mark in pieces:
        above = found.get(id(mark))
        found[id(mark)] = (mark, (above[1] if above else "") + text[start:end])
    return list(found.values())


def _cells(marks: list[tuple[Mark, str]]) -> tuple[dict[Address, SampleCell], dict[Address, Decimal]]:
    """Cells by address; an address printed twice with two values has none that could be called its value."""
    cells: dict[Address, SampleCell] = {}
    printed: dict[Address, Decimal] = {}
    for mark, words in marks:
        if mark.address is None:
            continue
        cell = _cell(mark, words)
        above = cells.get(mark.address)
        if above is not None and above[:2] != cell[:2]:
            cell = SampleCell(None, "ambiguous", None)
        cells[mark.address] = cell
        if mark.value is not None and words.strip(NO_PLACE):
            printed[mark.address] = mark.value
    return cells, printed


def _cell(mark: Mark, words: str) -> SampleCell:
    if not words.strip(NO_PLACE) or mark.status == "blank":
        return SampleCell(None, "blank", None)
    if mark.status == "ambiguous" or mark.value is None:
        return SampleCell(None, "ambiguous", None)
    return SampleCell(mark.value, "read", mark.unit)


def _json(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
