"""Spans → Tables of one edition.  Works from spans alone, so that every tagger is rebuilt alike."""

from __future__ import annotations

from ie.editions import Edition, TableForm
from ie.editions.finding import Found
from ie.editions.vocabulary import Letters
from ie.rebuild.anchors import align_rows
from ie.rebuild.before_first import displaced, items_before_first
from ie.rebuild.blocks import few_of_many
from ie.rebuild.doubts import (
    GLUED_COLUMNS,
    MORE_FIGURES,
    doubt_rows,
    fuller_rows,
    glued_columns,
    table_doubt,
)
from ie.rebuild.ground import Ground, ground_of, tagged_letters
from ie.rebuild.headers import foreign_header, header_doubt, header_unit, with_unit
from ie.rebuild.one_line import read_one_line
from ie.rebuild.one_more import with_column_more
from ie.rebuild.relatives import shape_of
from ie.rebuild.row_cells import ONLY_SPLIT
from ie.rebuild.run_doubts import SHORT_RUNS, UNPROVEN_SPLIT, blanks_lost, doubted_runs, short_runs, unproven_splits
from ie.rebuild.strips import row_strip
from ie.rebuild.table_rows import Scope, read_rows
from ie.rebuild.text_doubts import DISPLACED, LABELS_FIRST, doubt_text
from ie.rebuild.twice import Printed, Twice, rows_twice
from ie.report import ABSENT, Cell, RowPlace, Span, Table, TableStatus, Text

Readings = list[tuple[Ground, tuple[Table, ...]]]
"""The tables built of one text so far, each with what they stand on."""


def rebuild(
    text: Text, spans: list[Span], edition: Edition, letters: Letters | None = None, readings: Readings | None = None
) -> tuple[Table, ...]:
    """The edition's tables as far as the spans give them.

    `letters` are the tagged ones, where they have been taken out already; `readings` are those of other taggers, and takes in this one.
    """
    ground = ground_of(text, spans, edition, letters or tagged_letters(text, spans))
    for other, tables in readings or ():
        if ground.same_as(other):
            return tables
    clean, found, cells = ground.clean, ground.found, ground.cells
    anchors = align_rows(edition, found, [c.start for c in cells], len(clean))
    printed = [(a, row_strip(clean, cells, a.at[0], a.end, a.limit)) for a in anchors]
    twice = rows_twice(clean, found, cells, printed)
    lost = blanks_lost(edition, printed)
    tables = tuple(_table(form, edition, clean, found, cells, printed, twice, lost) for form in edition.tables)
    tables = doubt_text(edition, tables, found, twice)
    if readings is not None:
        readings.append((ground, tables))
    return tables


def _table(
    form: TableForm,
    edition: Edition,
    clean: str,
    found: list[Found],
    cells: list[Span],
    printed: list[Printed],
    twice: Twice,
    lost: bool,
) -> Table:
    notes: list[str] = []
    out: dict[tuple[str, str], Cell] = {}
    own = [a for a, _ in printed if a.table == form.id]
    labels = [f for f in found if f.label.table == form.id]
    row_sum = next((i for i in edition.identities if i.table == form.id and i.each == "row"), None)
    raw = {a.row: strip for a, strip in printed if a.table == form.id}
    shape = shape_of(clean, own, raw) if len(form.columns) == 1 and not form.one_line else None
    if form.one_line:
        out = read_one_line(form, edition.identities, clean, found, cells)
    else:
        out = read_rows(Scope(form, edition.identities, clean, labels, cells, own, row_sum, raw, shape, twice))
    units = {c.id: header_unit(c, form, clean, labels) for c in form.columns if c.decimal}
    if any(units.values()):
        out = {key: with_unit(cell, units.get(key[1])) for key, cell in out.items()}
    foreign = foreign_header(form, edition, clean, labels, own)
    if foreign:
        notes.append(foreign)
        out = {k: Cell("absent", review=True, why=foreign) if c.value is not None else c for k, c in out.items()}
    # A relative of the form whose columns are understood: its added columns are no doubt then.
    relative = shape if shape is not None and shape.chosen is not None else None
    doubts = (
        header_doubt(form, clean, found, cells, own, out),
        MORE_FIGURES if relative is None and fuller_rows(form, own, raw) else None,
        GLUED_COLUMNS if relative is None and glued_columns(form, own, raw) else None,
        table_doubt(form, edition.identities, clean, found, cells, own, out, relative),
    )
    if row_sum is not None and short_runs(form, own, raw):
        out = {k: c.doubted(SHORT_RUNS) if c.why == ONLY_SPLIT else c for k, c in out.items()}
    if row_sum is None and lost and len(form.columns) > 1:
        runs = doubted_runs(own, raw)
        out = {k: c.doubted(SHORT_RUNS) if k[0] in runs and c.value is not None else c for k, c in out.items()}
    unproven = unproven_splits(form, edition.identities, row_sum, out)
    if unproven:
        out = {k: c.doubted(UNPROVEN_SPLIT) if k[0] in unproven else c for k, c in out.items()}
    for why in filter(None, doubts):
        notes.append(why)
        out = {k: c.doubted(why) if c.value is not None else c for k, c in out.items()}
    if own and not form.one_line:
        last = raw[own[-1].row]
        # The fast question first: most tables have figures behind their last label.
        if not last.values and displaced(items_before_first(form, clean, labels, cells, own), last):
            notes.append(DISPLACED)
        if few_of_many(form, own, raw):
            notes.append(LABELS_FIRST)
    out = doubt_rows(form, row_sum, out)
    out = with_column_more(form.columns, row_sum, raw.values(), out, notes)
    full = {key: out.get(key, ABSENT) for key in form.keys}
    places = tuple(
        RowPlace(a.row, a.start, a.end, a.score, a.margin, a.rivals[0][0].start if a.rivals else None) for a in own
    )
    return Table(form.id, _status(form, full), full, tuple(notes), places)


def _status(form: TableForm, cells: dict[tuple[str, str], Cell]) -> TableStatus:
    if all(c.status == "absent" and not c.review for c in cells.values()):
        return "absent"
    optional = {r.id for r in form.rows if r.optional}
    for row in form.stand_ins:
        if any(cells[row.id, c.id].status != "absent" for c in form.columns):
            optional |= set(row.stands_for)
    needed = [c for (row, _), c in cells.items() if row not in optional]
    return "complete" if all(c.status in ("read", "blank") for c in needed) else "partial"
