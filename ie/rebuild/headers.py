"""What the header of a table says: the unit of its amounts, and whether it is another edition's."""

from __future__ import annotations

import re

from ie.editions import EDITIONS, Column, Edition, TableForm, load_edition
from ie.editions.finding import Found
from ie.editions.vocabulary import labels_of
from ie.rebuild.anchors import Anchor

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


def foreign_header(form: TableForm, edition: Edition, clean: str, found: list[Found], own: list[Anchor]) -> str | None:
    """The header of another edition over this table's rows: its figures are not this edition's quantities."""
    if not own or len(form.columns) < 2 or form.id == "applications" or form.one_line:
        return None
    first = own[0].start
    mine = {f.label.id for f in found if f.label.kind == "column" and f.label.table == form.id and f.label.id}
    if mine:
        return None
    for other in EDITIONS:
        if other == edition.id or form.id not in load_edition(other).by_id:
            continue
        labels = [x for x in labels_of(other) if x.kind == "column" and x.table == form.id and x.id]
        if any(x.letters in re.sub(r"\s|\|", "", clean[max(0, first - 120) : first]) for x in labels):
            return f"{FOREIGN_HEADER} the {other} form's"
    return None
