"""What the header of a table says: the unit of its amounts, and whether it is another edition's."""

from __future__ import annotations

import re
from itertools import pairwise

from ie.editions import EDITIONS, Column, Edition, TableForm, load_edition
from ie.editions.finding import SHORT, Found
from ie.editions.vocabulary import labels_of
from ie.rebuild.anchors import Anchor
from ie.rebuild.extent import between
from ie.report import Cell, Span

HEADER = 300
"""Characters before a table's first label in which its header stands."""
MOST_COLUMNS = 3
"""Tables of so few columns have no sum that would show a column more."""
OTHER_ORDER = "the header prints the columns in another order than the form"
_LETTER = re.compile(r"[\u4e00-\u9fff]")
_NOTE = re.compile(r"[(][^()]*[)]?")
_WORDS = re.compile(r"[\u4e00-\u9fff]{2,}")
_NO_COLUMN = re.compile(r"单位|备注|说明|信息内容|万元|亿元|人次|[一二三四五六七八九十第条项]+")
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


def header_doubt(
    form: TableForm,
    clean: str,
    found: list[Found],
    cells: list[Span],
    own: list[Anchor],
    out: dict[tuple[str, str], Cell],
) -> str | None:
    """Why the header's columns may not be the form's: another order, or one column more."""
    if not own or form.one_line:
        return None
    first = own[0].start
    heads = [f for f in found if f.label.kind == "column" and f.label.table == form.id and f.label.id]
    above = (
        f.end
        for f in found
        if f.label.kind in ("row", "section", "caption", "stub") and f.end <= first
        if f.numbered or len(f.label.letters) > SHORT  # `总计` is a header as well
    )
    begin = max((first - HEADER, *above))
    heads = [f for f in heads if begin <= f.start and f.end <= first]
    order = {c.id: i for i, c in enumerate(form.columns)}
    named = [f for f in heads if len(f.label.letters) > SHORT]
    places = list(dict.fromkeys(order[f.label.id or ""] for f in named))
    if places != sorted(places) or (_total_first(clean, heads) and not _proven(form, out)):
        return OTHER_ORDER
    if len(places) < len(form.columns) or len(form.columns) > MOST_COLUMNS:
        return None
    extra = _words_among(clean, named, between(cells, named[0].end, first), first)
    return f"the header prints a column the form lacks ({extra[0]}): figures may belong to it" if extra else None


def _total_first(clean: str, heads: list[Found]) -> bool:
    """Whether 总计 stands right before the first applicants' column."""
    return any(
        a.label.id == "total" and b.label.id == "natural_person" and not _LETTER.search(clean, a.end, b.start)
        for a, b in pairwise(heads)
    )


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


def _words_among(clean: str, named: list[Found], figures: list[Span], limit: int) -> list[str]:
    """Words behind the first column's label that are no label, note or unit; the last before a figure is a row's label."""
    end = figures[0].start if figures else limit
    chars = list(clean[named[0].start : end])
    for item in named:
        for at in range(item.start - named[0].start, min(item.end - named[0].start, len(chars))):
            chars[at] = " "
    words = [w for w in _WORDS.findall(_NOTE.sub(" ", "".join(chars))) if not _NO_COLUMN.fullmatch(w)]
    return words[:-1] if figures else words


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
