"""The one-line table → the stretch of text it is in, and its groups where each has a label of its own."""

from __future__ import annotations

import re

from ie.editions import TableForm
from ie.editions.finding import Found
from ie.rebuild.extent import between
from ie.rebuild.fields import read_strip
from ie.rebuild.items import Item
from ie.rebuild.row_cells import blank_cell
from ie.report import Cell, Span

REGION = 3000
"""Characters behind the section's heading in which its table stands."""
_VERTICAL = re.compile(r"[结果维持纠正其他尚未审总计]")


def by_groups(form: TableForm, found: list[Found], cells: list[Span], region: tuple[int, int, int]) -> bool:
    """Whether the groups stand one below another: figures, or a result's name, before the last group's name."""
    first, begin, limit = region
    if between(cells, first, begin):
        return True
    columns, rows = ({part.id for part in parts} for parts in (form.columns, form.rows))
    heads = [f for f in found if f.label.kind == "column" and f.label.table == form.id and first <= f.start < limit]
    results = [f.start for f in heads if f.label.id in columns]
    groups = [f.start for f in heads if f.label.id in rows]
    return bool(results and groups) and min(results) < max(groups)


def region_of(form: TableForm, clean: str, found: list[Found]) -> tuple[int, int, int] | None:
    """Where the section or its headers begin, the end of its last header, and the next section's heading."""
    heads = [f for f in found if f.label.kind == "column" and f.label.table == form.id]
    section_starts = sorted(f.start for f in found if f.label.kind == "section" and f.label.id != form.section)
    own = [f for f in found if f.label.kind == "section" and f.label.id == form.section]
    if own:
        begin = own[-1].end
        heads = [f for f in heads if begin <= f.start < begin + REGION]
    elif len({f.label.letters for f in heads}) < 3:
        return None
    else:
        begin = heads[0].start
    limit = next((s for s in section_starts if s > begin), None)
    if limit is None:
        nxt = re.compile(r"\n\s*(?:五|六)\s*[、.]").search(clean, begin)
        limit = nxt.start() if nxt else min(len(clean), begin + REGION)
    heads = [f for f in heads if f.start < limit]
    if heads:
        return begin, heads[-1].end, limit
    stretch = clean[begin:limit]
    letters = re.findall(r"[\u4e00-\u9fff]", stretch)
    if letters and len(_VERTICAL.findall(stretch)) >= 20 and len(_VERTICAL.findall(stretch)) / len(letters) > 0.5:
        return begin, begin + max(m.end() for m in _VERTICAL.finditer(stretch)), limit
    return None


def read_groups(
    form: TableForm, clean: str, found: list[Found], cells: list[Span], limit: int
) -> dict[tuple[str, str], Cell]:
    """The three groups one below another, each with its own label: right only if every group has all its figures."""
    own = [f for f in found if f.label.kind == "section" and f.label.id == form.section]
    begin = own[-1].end if own else 0
    at: dict[str, int] = {}
    for item in found:
        if item.label.table == form.id and item.label.id in {r.id for r in form.rows} and begin <= item.start < limit:
            at[item.label.id or ""] = item.end
    if set(at) != {r.id for r in form.rows}:
        return {}
    order = [at[r.id] for r in form.rows]
    if order != sorted(order):
        return {}
    out: dict[tuple[str, str], Cell] = {}
    for row, start, end in zip(form.rows, order, [*order[1:], limit], strict=True):
        values = [c for c in cells if start <= c.start < end]
        items = [read_strip(clean, [c], c.start, c.end, c.end).items[0] for c in values]
        if len(items) != len(form.columns):
            return {}
        for column, held in zip(form.columns, items, strict=True):
            out[row.id, column.id] = cell_of(held, "the group's own label, five figures behind it")
    return out


def cell_of(item: Item, why: str) -> Cell:
    if item.value is None:
        return blank_cell(item)
    odd = item.value.odd or item.value.value < 0
    return Cell("read", item.value.value, item.raw, item.value.unit, item.start, item.end, 0.95, odd, why)
