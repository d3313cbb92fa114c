"""The table of section four: three groups of five figures printed side by side on one line, or as groups with labels of their own."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from ie.editions import Identity, TableForm
from ie.editions.finding import Found
from ie.rebuild.extent import between
from ie.rebuild.fields import LEADING_ZERO, MARK_AND_FIGURE, Item, Strip, read_strip
from ie.rebuild.header_order import one_line_order
from ie.rebuild.readings import split_groups
from ie.rebuild.row_cells import STRANGER, adds_up, blank_cell
from ie.report import Cell, Span

REGION = 3000
"""Characters behind the section's heading in which its table stands."""
TWO_LINES = "the section stands in this text more than once, with figures"
EDGE = "an empty field at the line's end may be the row's end, and a field may be lost"
OUT_OF_ORDER = "the text ends in this line and a group's sum fails, so that a field may hold two figures"
AMONG_HEADERS = "figures stand among the headers as well: the groups may stand one below another"
TWO_IN_FIELD = "a field of the line holds a printed blank and a figure, which are two cells"
_VERTICAL = re.compile(r"[结果维持纠正其他尚未审总计]")


def read_one_line(
    form: TableForm, identities: tuple[Identity, ...], clean: str, found: list[Found], cells: list[Span]
) -> dict[tuple[str, str], Cell]:
    """Cells of the one-line table, or none where the text does not print it."""
    region = _region(form, clean, found)
    if region is None:
        return {}
    out = _read_region(form, identities, clean, found, cells, region)
    why = TWO_LINES if _printed_twice(form, found, cells) else one_line_order(form, clean, found, region[0], region[2])
    if why is None and any(LEADING_ZERO.match(c.raw or "") for c in out.values()):
        why = STRANGER
    return {a: replace(c, review=True, why=why) if why and c.value is not None else c for a, c in out.items()}


def _printed_twice(form: TableForm, found: list[Found], cells: list[Span]) -> bool:
    """Whether a column's header stands more often than the form has groups, or the section's heading again behind headers,
    with figures between."""
    heads = [f for f in found if f.label.kind == "column" and f.label.table == form.id]
    named = [f for f in heads if f.label.id == form.columns[0].id]
    if len(named) > len(form.rows) and between(cells, named[0].end, named[-1].start):
        return True
    # Groups one below another may share one header.
    own = [f for f in found if f.label.kind == "section" and f.label.id == form.section]
    before = [f for f in heads if own and own[0].end <= f.start < own[-1].start]
    return bool(before) and bool(between(cells, before[0].end, own[-1].start))


def _read_region(
    form: TableForm,
    identities: tuple[Identity, ...],
    clean: str,
    found: list[Found],
    cells: list[Span],
    region: tuple[int, int, int],
) -> dict[tuple[str, str], Cell]:
    """The cells of the region between the section's beginning, its last header's end, and the next section."""
    _, begin, limit = region
    columns = form.columns
    total = len(form.rows) * len(columns)
    row_sum = next((i for i in identities if i.table == form.id and i.each == "row"), None)
    strip = read_strip(clean, cells, begin, limit, begin)
    addresses = form.keys
    values = strip.values
    why = "the form's one line of figures, read in its order"
    if len(values) == 1 and len(values[0].raw) >= total and values[0].raw.isdigit():
        return _run(form, values[0], row_sum, addresses)
    if strip.style == "open" and not strip.lettered and len(values) == total + 1:
        values = _without_stray(form, values, row_sum)
    if len(values) == total:
        out = {a: _cell(i, why) for a, i in zip(addresses, values, strict=True)}
        if strip.touching and values[-1].raw != "0":
            out[addresses[-1]] = Cell("absent", review=True, why="the text ends at this figure, which may be cut")
        return out
    grouped = _groups(form, clean, found, cells, limit)
    if grouped:
        return grouped
    line = _separated_line(clean, begin, limit, cells, total)
    all_fields = _without_words(strip)
    fields = line if line is not None else _window(form, all_fields, strip.style, row_sum, total)
    if len(fields) == total and values:
        out = {a: _cell(i, why) for a, i in zip(addresses, fields, strict=True)}
        among_headers = line is None and 0 < len(between(cells, region[0], begin)) < total
        doubt = _doubt_fields(strip, fields, line is None and len(all_fields) == total, among_headers)
        if doubt:
            out = {a: replace(c, review=True, why=doubt) if c.value is not None else c for a, c in out.items()}
        return out
    if not values:
        if strip.style == "pipes" and len(fields) >= total:
            return {a: _cell(i, why) for a, i in zip(addresses, fields, strict=False)}
        return {}
    if (
        strip.cut
        and strip.style != "open"  # without separators, blanks may be dropped as well
        and len(values) < total
        and not _by_groups(form, found, cells, region)
        and not _line_ends(clean, values)
        and all(i.kind == "value" for i in fields)
    ):
        out = {a: _cell(i, why) for a, i in zip(addresses, values, strict=False)}
        last = addresses[len(values) - 1]
        if values[-1].raw != "0":
            out[last] = Cell("absent", review=True, why="the text ends at this figure, which may be cut")
        return _doubt_order(form, out, row_sum)
    unknown = Cell(
        "absent", review=True, why=f"{len(values)} figures for {total} cells, and nothing shows which are empty"
    )
    return dict.fromkeys(addresses, unknown)


def _doubt_fields(strip: Strip, fields: list[Item], alone: bool, among_headers: bool) -> str | None:
    """Why as many fields as cells may not be the cells; None where nothing says so.  `alone`: the line has no other fields."""
    if any(i.kind != "value" and MARK_AND_FIGURE.fullmatch(i.raw) for i in strip.items):
        return TWO_IN_FIELD
    if among_headers:
        return AMONG_HEADERS
    edge = any(i.kind == "blank" and not i.marked for i in (fields[0], fields[-1]))
    return EDGE if edge and alone else None


def _doubt_order(
    form: TableForm, cells: dict[tuple[str, str], Cell], row_sum: Identity | None
) -> dict[tuple[str, str], Cell]:
    """The cells of a line that the text ends in, all for review where a whole group's sum fails: one field may hold two figures."""
    for row in form.rows:
        group = {c.id: cells[row.id, c.id] for c in form.columns if (row.id, c.id) in cells}
        whole = len(group) == len(form.columns) and all(c.value is not None for c in group.values())
        if whole and row_sum is not None and not adds_up(group, row_sum):
            return {a: replace(c, review=True, why=f"{c.why}; {OUT_OF_ORDER}") for a, c in cells.items()}
    return cells


def _by_groups(form: TableForm, found: list[Found], cells: list[Span], region: tuple[int, int, int]) -> bool:
    """Whether the groups stand one below another: figures, or a result's name, before the last group's name."""
    first, begin, limit = region
    if between(cells, first, begin):
        return True
    columns, rows = ({part.id for part in parts} for parts in (form.columns, form.rows))
    heads = [f for f in found if f.label.kind == "column" and f.label.table == form.id and first <= f.start < limit]
    results = [f.start for f in heads if f.label.id in columns]
    groups = [f.start for f in heads if f.label.id in rows]
    return bool(results and groups) and min(results) < max(groups)


def _line_ends(clean: str, values: tuple[Item, ...]) -> bool:
    """Whether the figures stand on one line and its end is printed: that line is not cut, whatever it lacks."""
    return "\n" not in clean[values[0].start : values[-1].end] and "\n" in clean[values[-1].end :]


def _without_stray(form: TableForm, values: tuple[Item, ...], row_sum: Identity | None) -> tuple[Item, ...]:
    """One figure too many before or behind the line, a page's number: left out where every group adds up without it alone."""
    fits = [kept for kept in (values[:-1], values[1:]) if row_sum and _adds_up(form, list(kept), row_sum)]
    alike = {tuple(i.value.value for i in kept if i.value) for kept in fits}
    return fits[0] if len(alike) == 1 else values


def _without_words(strip: Strip) -> list[Item]:
    """The fields without the header's remains before the first figure and what follows behind the last."""
    items = list(strip.items)
    if strip.style == "open":
        return items
    shown = [k for k, i in enumerate(items) if i.kind == "value" or i.marked]
    words = [k for k, i in enumerate(items) if i.kind == "words" and not i.marked]
    if not shown:
        return items
    begin = max((k + 1 for k in words if k < shown[0]), default=0)
    return items[begin : min((k for k in words if k > shown[-1]), default=len(items))]


def _window(form: TableForm, fields: list[Item], style: str, row_sum: Identity | None, total: int) -> list[Item]:
    """The form's number of fields among those found: what is left over must be empty, and only one place may add up.

    The fields as they are where no such window is certain.
    """
    marked = [i for i in fields if i.kind == "value" or i.marked]
    if style == "open" or len(marked) == total:
        return marked if style != "open" else fields
    places = []
    for at in range(len(fields) - total + 1):
        outside = (*fields[:at], *fields[at + total :])
        if all(i.kind == "blank" and not i.marked for i in outside) and _adds_up(
            form, fields[at : at + total], row_sum
        ):
            places.append(at)
    return fields[places[0] : places[0] + total] if len(places) == 1 else fields


def _adds_up(form: TableForm, fields: list[Item], row_sum: Identity | None) -> bool:
    """Whether every group's figures come to its total, an empty one counting as nothing."""
    if row_sum is None:
        return True
    ids = [c.id for c in form.columns]
    for at in range(0, len(fields), len(ids)):
        group = dict(zip(ids, fields[at : at + len(ids)], strict=True))
        value = {k: i.value.value if i.value else Decimal(0) for k, i in group.items()}
        if sum(value[i] for i in row_sum.left) != sum(value[i] for i in row_sum.right):
            return False
    return True


def _region(form: TableForm, clean: str, found: list[Found]) -> tuple[int, int, int] | None:
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


def _groups(
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
            out[row.id, column.id] = _cell(held, "the group's own label, five figures behind it")
    return out


def _separated_line(clean: str, begin: int, limit: int, cells: list[Span], total: int) -> list[Item] | None:
    """One line of tab- or pipe-separated fields that keeps its empties in their place and has exactly the form's number."""
    at = begin
    for line in clean[begin:limit].split("\n"):
        mark = "\t" if line.count("\t") >= total - 1 else "|" if line.count("|") >= total - 1 else ""
        if mark and re.search(r"\d", line) and not re.search(r"[\u4e00-\u9fff]{2}", line):
            body = line
            place = at
            if mark == "|":
                place += len(body) - len(body.lstrip())
                body = body.strip()
                if body.startswith("|"):
                    # Without its other border the line is cut, or begins with an empty field: which, nothing shows.
                    place, body = place + 1, body[1:-1] if body.endswith("|") else ""
            parts = body.split(mark)
            if mark == "|" and len(parts) == total + 1 and not parts[-1].strip():
                parts.pop()
            if len(parts) == total:
                out = []
                for words in parts:
                    held = [c for c in cells if place <= c.start < place + len(words)]
                    blank = Item("blank", place, place, "")
                    out.append(
                        read_strip(clean, held, held[0].start, held[0].end, held[0].end).items[0] if held else blank
                    )
                    place += len(words) + len(mark)
                return out
        at += len(line) + 1
    return None


def _cell(item: Item, why: str) -> Cell:
    if item.value is None:
        return blank_cell(item)
    odd = item.value.odd or item.value.value < 0
    return Cell("read", item.value.value, item.raw, item.value.unit, item.start, item.end, 0.95, odd, why)


def _run(
    form: TableForm, item: Item, row_sum: Identity | None, addresses: tuple[tuple[str, str], ...]
) -> dict[tuple[str, str], Cell]:
    """A run of digits: unique only when it has as many digits as cells, or when the groups' sums leave one split."""
    digits, width = item.raw, len(form.columns)
    if len(digits) == len(addresses):
        solutions = [tuple(digits)]
    else:
        solutions = split_groups(digits, len(form.rows), width, row_sum, tuple(c.id for c in form.columns))
    if len(solutions) != 1:
        doubt = Cell("absent", review=True, why=f"{digits} can be split in several ways")
        return dict.fromkeys(addresses, doubt)
    out: dict[tuple[str, str], Cell] = {}
    at = item.start
    for address, part in zip(addresses, solutions[0], strict=True):
        out[address] = Cell(
            "read", Decimal(part), part, None, at, at + len(part), 0.9, why="the only split the sums admit"
        )
        at += len(part)
    return out
