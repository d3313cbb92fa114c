"""The table of section four: three groups of five figures printed side by side on one line, or as groups with labels of their own."""

from __future__ import annotations

import re
from decimal import Decimal

from ie.editions import Identity, TableForm
from ie.editions.finding import Found
from ie.rebuild.fields import Item, read_strip
from ie.rebuild.readings import split_run
from ie.report import Cell, Span

REGION = 3000
"""Characters behind the section's heading in which its table stands."""
_VERTICAL = re.compile(r"[结果维持纠正其他尚未审总计]")


def read_one_line(
    form: TableForm, identities: tuple[Identity, ...], clean: str, found: list[Found], cells: list[Span]
) -> dict[tuple[str, str], Cell]:
    """Cells of the one-line table, or none where the text does not print it."""
    region = _region(form, clean, found)
    if region is None:
        return {}
    begin, limit = region
    columns = form.columns
    total = len(form.rows) * len(columns)
    row_sum = next((i for i in identities if i.table == form.id and i.each == "row"), None)
    strip = read_strip(clean, cells, begin, limit, begin)
    addresses = [(r.id, c.id) for r, c in form.addresses()]
    values = strip.values
    why = "the form's one line of figures, read in its order"
    if len(values) == 1 and len(values[0].raw) >= total and values[0].raw.isdigit():
        return _run(form, values[0], row_sum, addresses)
    if len(values) == total:
        return {a: _cell(i, why) for a, i in zip(addresses, values, strict=True)}
    fields = list(strip.items)
    if strip.style == "pipes" and len(fields) > total:
        while len(fields) > total and fields[-1].kind == "blank" and not fields[-1].marked:
            fields.pop()
    line = _tab_line(clean, begin, limit, cells)
    if line is not None and len(line) == total:
        fields = line
    if len(fields) == total and values:
        return {a: _cell(i, why) for a, i in zip(addresses, fields, strict=True)}
    if not values:
        if strip.style == "pipes" and len(fields) >= total:
            return {a: _cell(i, why) for a, i in zip(addresses, fields, strict=False)}
        return {}
    if limit >= len(clean) and len(values) < total and all(i.kind == "value" for i in fields):
        out = {a: _cell(i, why) for a, i in zip(addresses, values, strict=False)}
        last = addresses[len(values) - 1]
        if values[-1].raw != "0":
            out[last] = Cell("absent", review=True, why="the text ends at this figure, which may be cut")
        return out
    doubt = Cell("absent", review=True, why=f"{len(values)} figures for {total} cells, and nothing shows which are empty")
    return dict.fromkeys(addresses, doubt)


def _region(form: TableForm, clean: str, found: list[Found]) -> tuple[int, int] | None:
    """From behind the last header of the table to the next section's heading."""
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
        return heads[-1].end, limit
    stretch = clean[begin:limit]
    letters = re.findall(r"[\u4e00-\u9fff]", stretch)
    if letters and len(_VERTICAL.findall(stretch)) >= 20 and len(_VERTICAL.findall(stretch)) / len(letters) > 0.5:
        return begin + max(m.end() for m in _VERTICAL.finditer(stretch)), limit
    return None


def _tab_line(clean: str, begin: int, limit: int, cells: list[Span]) -> list[Item] | None:
    """A line of tab-separated fields, empties in their place."""
    at = begin
    for line in clean[begin:limit].split("\n"):
        if line.count("\t") >= 10 and re.search(r"\d", line) and not re.search(r"[\u4e00-\u9fff]{2}", line):
            out = []
            place = at
            for words in line.split("\t"):
                held = [c for c in cells if place <= c.start < place + len(words)]
                out.append(
                    read_strip(clean, held, held[0].start, held[0].end, held[0].start).items[0]
                    if held
                    else Item("blank", place, place, "")
                )
                place += len(words) + 1
            return out
        at += len(line) + 1
    return None


def _cell(item: Item, why: str) -> Cell:
    if item.value is None:
        return Cell("blank", None, item.raw or None, None, item.start, item.end, 0.9, why="the cell is there and holds no number")
    odd = item.value.value < 0
    return Cell("read", item.value.value, item.raw, item.value.unit, item.start, item.end, 0.95, odd, why)


def _run(
    form: TableForm, item: Item, row_sum: Identity | None, addresses: list[tuple[str, str]]
) -> dict[tuple[str, str], Cell]:
    """A run of digits: unique only when it has as many digits as cells, or when the groups' sums leave one split."""
    digits, width = item.raw, len(form.columns)
    ids = tuple(c.id for c in form.columns)
    solutions: set[tuple[str, ...]] = set()

    def extend(at: int, groups: int, parts: tuple[str, ...]) -> None:
        if len(solutions) > 1:
            return
        if groups == 0:
            if at == len(digits):
                solutions.add(parts)
            return
        for size in range(width, len(digits) - at - width * (groups - 1) + 1):
            for split in split_run(digits[at : at + size], width, row_sum, ids):
                extend(at + size, groups - 1, parts + split)

    if len(digits) == len(addresses):
        solutions.add(tuple(digits))
    else:
        extend(0, len(form.rows), ())
    if len(solutions) != 1:
        doubt = Cell("absent", review=True, why=f"{digits} can be split in several ways")
        return dict.fromkeys(addresses, doubt)
    out: dict[tuple[str, str], Cell] = {}
    at = item.start
    for address, part in zip(addresses, solutions.pop(), strict=True):
        out[address] = Cell("read", Decimal(part), part, None, at, at + len(part), 0.9, why="the only split the sums admit")
        at += len(part)
    return out
