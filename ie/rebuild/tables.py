"""Spans → Tables of one edition.  Works from spans alone, so that every tagger is rebuilt alike."""

from __future__ import annotations

import re
from dataclasses import replace

from ie.editions import Column, Edition, Identity, TableForm
from ie.editions.finding import Found, find_labels
from ie.editions.vocabulary import Letters, labels_of
from ie.rebuild.anchors import Anchor, align_rows
from ie.rebuild.columns import choose
from ie.rebuild.fields import Strip, read_strip
from ie.rebuild.one_line import read_one_line
from ie.rebuild.rows import RowResult, doubtful, read_row, settle_run
from ie.report import ABSENT, Cell, Span, Table, TableStatus, Text

LABEL_KINDS = ("ROWHEAD", "COLHEAD", "CAPTION", "HEAD1")


def found_in(text: Text, spans: list[Span], edition_ids: tuple[str, ...]) -> list[Found]:
    """The form's labels within the tagged spans: letters outside of label spans do not exist for the rebuild."""
    at = [
        i
        for s in spans
        if s.label in LABEL_KINDS
        for i in range(s.start, s.end)
        if "\u4e00" <= text.clean[i] <= "\u9fff"
    ]
    stream = Letters("".join(text.clean[i] for i in at), tuple(at))
    return find_labels(text.clean, [label for e in edition_ids for label in labels_of(e)], stream)


def rebuild(text: Text, spans: list[Span], edition: Edition) -> tuple[Table, ...]:
    """The edition's tables as far as the spans give them."""
    clean = _without_furniture(text.clean, spans)
    found = found_in(text, spans, (edition.id,))
    cells = [s for s in spans if s.label == "CELL"]
    anchors = align_rows(edition, found, [c.start for c in cells], len(clean))
    return tuple(_table(form, edition, clean, found, cells, anchors) for form in edition.tables)


def _without_furniture(clean: str, spans: list[Span]) -> str:
    chars = list(clean)
    for span in spans:
        if span.label == "FURNITURE":
            for i in range(span.start, span.end):
                chars[i] = " " if chars[i] != "\n" else "\n"
    return "".join(chars)


def _table(
    form: TableForm, edition: Edition, clean: str, found: list[Found], cells: list[Span], anchors: list[Anchor]
) -> Table:
    notes: list[str] = []
    out: dict[tuple[str, str], Cell] = {}
    own = [a for a in anchors if a.table == form.id]
    row_sum = next((i for i in edition.identities if i.table == form.id and i.each == "row"), None)
    if form.one_line:
        out = read_one_line(form, edition.identities, clean, found, cells)
    else:
        out = _rows(form, edition.identities, clean, cells, own, row_sum)
    units = {c.id: _header_unit(c, form, clean, found) for c in form.columns if c.decimal}
    for key, cell in list(out.items()):
        if cell.value is not None and cell.unit is None and units.get(key[1]):
            out[key] = replace(cell, unit=units[key[1]])
    foreign = _foreign_header(form, edition, clean, found, own)
    if foreign:
        notes.append(foreign)
        out = {k: Cell("absent", review=True, why=foreign) if c.value is not None else c for k, c in out.items()}
    full = {(r.id, c.id): out.get((r.id, c.id), ABSENT) for r, c in form.addresses()}
    return Table(form.id, _status(form, full), full, tuple(notes))


def _rows(
    form: TableForm,
    identities: tuple[Identity, ...],
    clean: str,
    cells: list[Span],
    own: list[Anchor],
    row_sum: Identity | None,
) -> dict[tuple[str, str], Cell]:
    rows = {r.id: r for r in form.rows}
    results: dict[str, RowResult] = {}
    strips: dict[str, Strip] = {}
    for anchor in own:
        label_end = anchor.end
        note = re.compile(r"[ \u3000]*[(][^()\n]*[)]").match(clean, label_end, anchor.limit)
        if note:
            label_end = note.end()
        strip = read_strip(clean, cells, anchor.at[0], anchor.limit, label_end)
        strips[anchor.row] = strip
        results[anchor.row] = read_row(rows[anchor.row], form.columns, strip, row_sum)
    readings = {
        row: result.readings or [tuple(result.cells[c.id].value if c.id in result.cells else None for c in form.columns)]
        for row, result in results.items()
        if result.readings or result.cells
    }
    readings = {r: v for r, v in readings.items() if v and any(x is not None for x in v[0])}
    chosen = choose(form, identities, readings)
    out: dict[tuple[str, str], Cell] = {}
    for row, result in results.items():
        settled = settle_run(result, form.columns, chosen[row]) if result.run is not None else result.cells
        for column_id, cell in settled.items():
            out[row, column_id] = cell
    return out


def _header_unit(column: Column, form: TableForm, clean: str, found: list[Found]) -> str | None:
    """The unit a column's header prints, in its label or in the bracket behind it."""
    for item in found:
        if item.label.kind == "column" and item.label.table == form.id and item.label.id == column.id:
            behind = clean[item.at[0] : item.end + 24]
            match = re.search(r"(?:单位\s*[::]?\s*|[(])\s*(万元|亿元|元)", behind)
            if match:
                return match.group(1)
    return None


def _foreign_header(form: TableForm, edition: Edition, clean: str, found: list[Found], own: list[Anchor]) -> str | None:
    """The header of another edition over this table's rows: its figures are not this edition's quantities."""
    if not own or len(form.columns) < 2 or form.id == "applications" or form.one_line:
        return None
    first = own[0].start
    mine = {f.label.id for f in found if f.label.kind == "column" and f.label.table == form.id and f.label.id}
    if mine:
        return None
    from ie.editions import EDITIONS, load_edition

    for other in EDITIONS:
        if other == edition.id or form.id not in load_edition(other).by_id:
            continue
        labels = [x for x in labels_of(other) if x.kind == "column" and x.table == form.id and x.id]
        if any(x.letters in re.sub(r"\s|\|", "", clean[max(0, first - 120) : first]) for x in labels):
            return f"the header printed over these rows is the {other} form's"
    return None


def _status(form: TableForm, cells: dict[tuple[str, str], Cell]) -> TableStatus:
    if all(c.status == "absent" and not c.review for c in cells.values()):
        return "absent"
    optional = {r.id for r in form.rows if r.optional}
    for row in form.rows:
        if row.stands_for and any(cells[row.id, c.id].status != "absent" for c in form.columns):
            optional |= set(row.stands_for)
    needed = [c for (row, _), c in cells.items() if row not in optional]
    return "complete" if all(c.status in ("read", "blank") for c in needed) else "partial"


__all__ = ["doubtful", "found_in", "rebuild"]
