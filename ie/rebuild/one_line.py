"""The table of section four: three groups of five figures printed side by side on one line, or as groups with labels of their own."""

from __future__ import annotations

from decimal import Decimal

from ie.editions import Identity, TableForm
from ie.editions.finding import Found
from ie.rebuild.extent import between
from ie.rebuild.fields import LEADING_ZERO, MARK_AND_FIGURE, Strip, read_strip
from ie.rebuild.header_order import one_line_order
from ie.rebuild.items import Item
from ie.rebuild.line_fields import line_ends, separated_line, window_of, without_stray, without_words
from ie.rebuild.line_region import by_groups, cell_of, read_groups, region_of
from ie.rebuild.readings import split_groups
from ie.rebuild.row_cells import STRANGER, adds_up
from ie.report import Cell, Span

TWO_LINES = "the section stands in this text more than once, with figures"
EDGE = "an empty field at the line's end may be the row's end, and a field may be lost"
OUT_OF_ORDER = "the text ends in this line and a group's sum fails, so that a field may hold two figures"
AMONG_HEADERS = "figures stand among the headers as well: the groups may stand one below another"
TWO_IN_FIELD = "a field of the line holds a printed blank and a figure, which are two cells"


def read_one_line(
    form: TableForm, identities: tuple[Identity, ...], clean: str, found: list[Found], cells: list[Span]
) -> dict[tuple[str, str], Cell]:
    """Cells of the one-line table, or none where the text does not print it."""
    region = region_of(form, clean, found)
    if region is None:
        return {}
    out = _read_region(form, identities, clean, found, cells, region)
    why = TWO_LINES if _printed_twice(form, found, cells) else one_line_order(form, clean, found, region[0], region[2])
    if why is None and any(LEADING_ZERO.match(c.raw or "") for c in out.values()):
        why = STRANGER
    return {a: c.doubted(why) if why and c.value is not None else c for a, c in out.items()}


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
        values = without_stray(form, values, row_sum)
    if len(values) == total:
        out = {a: cell_of(i, why) for a, i in zip(addresses, values, strict=True)}
        if strip.touching and values[-1].raw != "0":
            out[addresses[-1]] = Cell("absent", review=True, why="the text ends at this figure, which may be cut")
        return out
    grouped = read_groups(form, clean, found, cells, limit)
    if grouped:
        return grouped
    line = separated_line(clean, begin, limit, cells, total)
    all_fields = without_words(strip)
    fields = line if line is not None else window_of(form, all_fields, strip.style, row_sum, total)
    if len(fields) == total and values:
        out = {a: cell_of(i, why) for a, i in zip(addresses, fields, strict=True)}
        among_headers = line is None and 0 < len(between(cells, region[0], begin)) < total
        doubt = _doubt_fields(strip, fields, line is None and len(all_fields) == total, among_headers)
        if doubt:
            out = {a: c.doubted(doubt) if c.value is not None else c for a, c in out.items()}
        return out
    if not values:
        if strip.style == "pipes" and len(fields) >= total:
            return {a: cell_of(i, why) for a, i in zip(addresses, fields, strict=False)}
        return {}
    if (
        strip.cut
        and strip.style != "open"  # without separators, blanks may be dropped as well
        and len(values) < total
        and not by_groups(form, found, cells, region)
        and not line_ends(clean, values)
        and all(i.kind == "value" for i in fields)
    ):
        out = {a: cell_of(i, why) for a, i in zip(addresses, values, strict=False)}
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
            return {a: c.doubted(f"{c.why}; {OUT_OF_ORDER}") for a, c in cells.items()}
    return cells


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
