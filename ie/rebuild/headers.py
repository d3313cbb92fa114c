"""What the header of a table says: the unit of its amounts, and whether it is another edition's."""

from __future__ import annotations

import re

from ie.editions import Column, Edition, TableForm, known_editions, load_edition
from ie.editions.finding import SHORT, Found
from ie.editions.vocabulary import labels_of
from ie.rebuild.anchors import Anchor
from ie.rebuild.extent import between
from ie.rebuild.foreign_columns import added_column, glued_column, replaced_column
from ie.rebuild.header_order import OTHER_ORDER, out_of_order, total_first
from ie.report import Cell, Span

HEADER = 300
"""Characters before a table's first label in which its header stands."""
MOST_COLUMNS = 3
"""Tables of so few columns have no sum that would show a column more."""
FOREIGN_HEADER = "the header printed over these rows is"


def header_unit(column: Column, form: TableForm, clean: str, found: list[Found]) -> str | None:
    """The unit a column's header prints, in its label or in the bracket behind it."""
    for item in found:
        if item.label.kind == "column" and item.label.table == form.id and item.label.id == column.id:
            behind = clean[item.at[0] : item.end + 24]
            match = re.search(r"(?:单位\s*[::]?\s*|[(])\s*(万元|亿元|元)", behind)
            if match:
                return match.group(1)
    return None


def with_unit(cell: Cell, unit: str | None) -> Cell:
    """The cell with the unit its header prints; for review where its row's label prints another and the cell none."""
    if cell.value is None or unit is None or cell.unit == unit:
        return cell
    if cell.unit is None:
        return cell._replace(unit=unit)
    if cell.unit in (cell.raw or ""):
        return cell
    return cell.doubted(f"the row's label says {cell.unit}, its column's header {unit}")


def header_doubt(
    form: TableForm,
    clean: str,
    found: list[Found],
    cells: list[Span],
    own: list[Anchor],
    out: dict[tuple[str, str], Cell],
) -> str | None:
    """Why the header's columns may not be the form's: another order, or a column that the form lacks."""
    if not own or form.one_line:
        return None
    first = own[0].start
    before = [f for f in found if f.end <= first]
    above = [
        f
        for f in before
        if f.label.kind in ("row", "section", "caption", "stub")
        if f.numbered or len(f.label.letters) > SHORT  # `总计` is a header as well
    ]
    last = max(above, key=lambda f: f.end, default=None)
    begin = max(first - HEADER, last.end if last else 0)
    heads = [
        f for f in before if f.start >= begin and f.label.kind == "column" and f.label.table == form.id and f.label.id
    ]
    if out_of_order(form, clean, heads) or (total_first(clean, heads, form.columns) and not _proven(form, out)):
        return OTHER_ORDER
    named = [f for f in heads if len(f.label.letters) > SHORT]
    foreign = None
    if len({f.label.id for f in named}) == len(form.columns) <= MOST_COLUMNS:
        foreign = added_column(clean, named, _first_figure(cells, named[0].end, first), first)
    elif form.section:
        opened = last is not None and last.end == begin and last.label.kind in ("caption", "stub")
        start = begin if opened else heads[0].start if 2 * len(heads) >= len(form.columns) else first
        foreign = replaced_column(form, clean, found, heads, start, first, _first_figure(cells, start, first))
    if foreign is None and len(form.columns) <= MOST_COLUMNS:
        foreign = glued_column(form, clean, begin, first)
    return f"the header prints a column the form lacks ({foreign}): figures may belong to it" if foreign else None


def _first_figure(cells: list[Span], start: int, end: int) -> int:
    held = between(cells, start, end)
    return held[0].start if held else -1


def _proven(form: TableForm, out: dict[tuple[str, str], Cell]) -> bool:
    """Whether some row adds up in the form's order and would not with its total first, or no row has figures but zeros."""
    nothing = True
    for row in form.rows:
        values = [cell.value if (cell := out.get((row.id, c.id))) else None for c in form.columns]
        held = [v for v in values if v is not None]
        if len(held) < len(values) or not any(held):
            continue
        nothing = False
        if sum(held[:-1]) == held[-1] and held[0] != sum(held[1:]):
            return True
    return nothing


def foreign_header(form: TableForm, edition: Edition, clean: str, found: list[Found], own: list[Anchor]) -> str | None:
    """The header of another edition over this table's rows: its figures are not this edition's quantities."""
    if not own or len(form.columns) < 2 or form.one_line:
        return None
    first = own[0].start
    mine = {f.label.id for f in found if f.label.kind == "column" and f.label.table == form.id and f.label.id}
    if mine:
        return None
    known = {x.letters for x in labels_of(edition.id) if x.kind == "column" and x.table == form.id}
    for other in known_editions():
        if other == edition.id or form.id not in load_edition(other).by_id:
            continue
        theirs = [x for x in labels_of(other) if x.kind == "column" and x.table == form.id and x.id]
        labels = [x for x in theirs if x.letters not in known]
        if any(x.letters in re.sub(r"\s|\|", "", clean[max(0, first - 120) : first]) for x in labels):
            return f"{FOREIGN_HEADER} the {other} form's"
    return None
