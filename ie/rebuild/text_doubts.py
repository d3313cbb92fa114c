"""What one table shows of the whole text: a layout or a loss that puts the other tables' figures in doubt as well."""

from __future__ import annotations

from dataclasses import replace

from ie.editions import Edition
from ie.editions.finding import Found
from ie.editions.vocabulary import bare
from ie.rebuild.doubts import REPEATS_REMOVED, WITHOUT_ROW
from ie.rebuild.headers import FOREIGN_HEADER
from ie.rebuild.row_cells import ONLY_SPLIT
from ie.rebuild.twice import Twice
from ie.report import Table

PRINTED_TWICE = "this row is printed more than once, with different figures"
DISPLACED = "figures stand above their labels in this text: each may be another row's"
MIN_DISPLACED = 2
"""Tables with figures before their first label from which on the layout prints figures above labels everywhere."""
LABELS_FIRST = "the labels of several rows come first, then their figures in order"
MIN_ONCE = 2
"""Headers shared by several tables and printed once each from which on this is no chance."""


def doubt_text(edition: Edition, tables: tuple[Table, ...], found: list[Found], twice: Twice) -> tuple[Table, ...]:
    """The tables with everything marked that some of them show to be uncertain in all."""
    if _headers_once(edition, tables, found):
        tables = tuple(_doubted(t, REPEATS_REMOVED) for t in tables)
    told = _told(tables)
    for why in (DISPLACED, LABELS_FIRST, REPEATS_REMOVED):
        if why in told:
            tables = tuple(_doubted(t, why) for t in tables)
            told = _told(tables)
    without = [t for t in tables if WITHOUT_ROW in t.notes]
    if len(without) >= MIN_DISPLACED or any(_is_empty(t) for t in without):
        tables = tuple(_doubted(t, DISPLACED) for t in tables)
    tables = _doubt_runs(edition, _doubt_edition(edition, tables))
    return _doubt_doubled(tables) if twice.holds_two_reports else tables


def _is_empty(table: Table) -> bool:
    return all(c.value is None for c in table.cells.values())


def _headers_once(edition: Edition, tables: tuple[Table, ...], found: list[Found]) -> bool:
    """Whether headers that several printed tables share stand in the text once, and none for each table: lines were removed."""
    printed = {t.id for t in tables if t.places}
    shared: dict[str, set[str]] = {}
    for form in edition.tables:
        if form.id in printed:
            for label in (form.stub, *(c.label for c in form.columns)):
                shared.setdefault(bare(label or ""), set()).add(form.id)
    wanted = {letters: len(tables_of) for letters, tables_of in shared.items() if letters and len(tables_of) > 1}
    places: dict[str, set[int]] = {}
    for item in found:
        if item.label.kind in ("column", "stub") and item.label.letters in wanted:
            places.setdefault(item.label.letters, set()).add(item.first)
    once = sum(len(at) == 1 for at in places.values())
    return once >= MIN_ONCE and all(len(at) < wanted[letters] for letters, at in places.items())


def _told(tables: tuple[Table, ...]) -> set[str]:
    """Everything that is said of the tables and their cells."""
    return {c.why for t in tables for c in t.cells.values()}.union(*(t.notes for t in tables))


def _doubt_edition(edition: Edition, tables: tuple[Table, ...]) -> tuple[Table, ...]:
    """Headers of two editions in one section: which of them the rows follow is not known, so none of them is certain."""
    section = {t.id: t.section for t in edition.tables}
    mixed = {section[t.id] for t in tables if any(FOREIGN_HEADER in n for n in t.notes)}
    why = "the headers of this section are of different editions"
    return tuple(_doubted(t, why) if section[t.id] in mixed else t for t in tables)


def _doubted(table: Table, why: str) -> Table:
    cells = {k: c.doubted(why) if c.value is not None else c for k, c in table.cells.items()}
    return replace(table, cells=cells)


def _doubt_runs(edition: Edition, tables: tuple[Table, ...]) -> tuple[Table, ...]:
    """Runs of digits in tables without a row sum, where other rows of the text print nothing: blanks may be dropped here too."""
    needed = {(t.id, r.id) for t in edition.tables for r in t.rows if not r.optional and not r.stands_for}
    held = {(t.id, row) for t in tables for (row, _), c in t.cells.items() if c.status != "absent" or c.review}
    empty = needed - held
    dropped = any((t.id, place.row) in empty for t in tables for place in t.places)
    if not dropped:
        return tables
    summed = {i.table for i in edition.identities if i.each == "row"}
    why = "figures run together, and other rows of this text have lost their blanks"
    out = []
    for table in tables:
        if table.id not in summed:
            cells = {k: c.doubted(why) if c.why == ONLY_SPLIT else c for k, c in table.cells.items()}
            table = replace(table, cells=cells)
        out.append(table)
    return tuple(out)


def _doubt_doubled(tables: tuple[Table, ...]) -> tuple[Table, ...]:
    """Two reports in one text: nothing in it is certain."""
    why = "the text seems to hold two reports; part it and read each by itself"
    first, *rest = (_doubted(t, why) for t in tables)
    return (replace(first, notes=(*first.notes, why)), *rest)
