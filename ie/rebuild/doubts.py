"""What speaks against a whole table or row as read: nothing is changed, what may be displaced is marked for review."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from ie.editions import Identity, TableForm
from ie.editions.finding import Found
from ie.editions.vocabulary import bare
from ie.rebuild.anchors import Anchor
from ie.rebuild.extent import between, row_end
from ie.rebuild.fields import Strip
from ie.rebuild.relatives import Shape
from ie.report import Cell, Span

Cells = dict[tuple[str, str], Cell]
MIN_FAILING_COLUMNS = 3
"""A wrong figure in the source breaks its own column and the total's; rows read in the wrong place break most columns that
hold figures at all."""
MIN_FAILING_SUMS = 2
"""One failing sum is a slip of the source; more than one, and most of them, is a shift."""
MIN_ROWS = 6
"""Fewer rows than this may well have figures that all differ."""
HEADER = 150
"""Characters before a table's first label in which its header stands."""
WITHOUT_ROW = "figures stand behind a heading that has none of its own: the labels may be displaced"
REPEATS_REMOVED = (
    "no figure stands twice in this text: repeated lines were removed, and what is left may be another row's"
)
_FIGURE_LINE = re.compile(r"(?m)^[ \u3000]*[+\-]?\d[\d,.]*[ \u3000]*\|?[ \u3000]*$")
_YEAR_FIELD = re.compile(r"(?<![^\n|\t \u3000])(20[0-3]\d)年?度?(?:末|底)?(?![^\n|\t \u3000])")
"""A year alone in its field."""
_FOREIGN_COLUMN = re.compile(r"代码|序号|上年数|上年同期|历年累计|本年累计|本月累计|本期实际|同比")


def table_doubt(
    form: TableForm,
    identities: tuple[Identity, ...],
    clean: str,
    found: list[Found],
    cells: list[Span],
    own: list[Anchor],
    out: Cells,
    relative: Shape | None = None,
) -> str | None:
    """One sentence on why the figures of this table may stand in the wrong place; None where nothing says so."""
    if repeats_removed(clean, cells, own):
        return REPEATS_REMOVED
    if _sums_mostly_fail(form, identities, out):
        return "most of the table's sums fail: rows may be read in the wrong place"
    if own:
        header = clean[max(0, own[0].start - HEADER) : own[0].start]
        strange = _FOREIGN_COLUMN.search(header)
        if strange and not relative:
            return f"the header prints a column the form lacks ({strange.group()}): figures may belong to it"
        if len(set(_YEAR_FIELD.findall(header))) > 1 and not relative:
            return "the header prints columns of two years: a lone figure may be the other year's"
        codes = relative.columns.count("code") + ("序号" in header) if relative else 0
        if _figures_without_row(form, clean, found, cells, own, codes):
            return WITHOUT_ROW
    failing = {
        c.id
        for i in identities
        if i.table == form.id and i.each == "column"
        for c in form.columns
        if fails(i, form, c.id, out)
    }
    filled = {column for (_, column), cell in out.items() if cell.value}
    if len(failing) >= MIN_FAILING_COLUMNS and 2 * len(failing) > len(filled):
        return f"the sums fail in {len(failing)} columns: rows may be read in the wrong place"
    return None


GLUED_COLUMNS = "several rows hold a figure that begins with a zero: the figures of two columns run together"
MORE_FIGURES = "several rows hold a figure more than the form has columns: a lone figure may be another column's"
MIN_FULLER = 3
"""Rows with a figure too many from which on a column is printed that the form lacks, not a page's number beside a row."""


def glued_columns(form: TableForm, own: list[Anchor], strips: dict[str, Strip]) -> bool:
    """Whether a table of one column prints figures with a leading zero in several rows: two columns run together."""
    return len(form.columns) == 1 and sum(strips[a.row].zero_led for a in own) >= MIN_FULLER


def fuller_rows(form: TableForm, own: list[Anchor], strips: dict[str, Strip]) -> bool:
    """Whether a table of one column prints two figures in several rows, without a header that says why."""
    return len(form.columns) == 1 and sum(len(strips[a.row].values) > 1 for a in own) >= MIN_FULLER


NAMESAKE = "a row of the same words stands in another group, and this one stands behind that group's rows"


def misplaced_namesakes(form: TableForm, found: list[Found], own: list[Anchor]) -> set[str]:
    """Rows whose words stand in several groups of the form, and here behind another group's rows than their own."""
    names = {r.id: bare(r.label) for r in form.rows}
    times = Counter(names.values())
    doubtful = [a for a in own if times[names[a.row]] > 1]
    if not doubtful:
        return set()
    index = {r.id: i for i, r in enumerate(form.rows)}
    plain = [
        (f.first, index[f.label.id or ""])
        for f in found
        if f.label.kind == "row" and f.label.table == form.id and times[names[f.label.id or ""]] == 1
    ]
    out: set[str] = set()
    for anchor in doubtful:
        at = bisect_left(plain, (anchor.start, 0))
        before = plain[at - 1][1] if at else -1
        skipped = form.rows[before + 1 : index[anchor.row]]
        if before > index[anchor.row] or any(times[names[r.id]] == 1 and not r.optional for r in skipped):
            out.add(anchor.row)
    return out


SHIFTED = "a row before or behind this one holds two rows' figures and another none: the labels may be displaced"


def shifted_rows(form: TableForm, own: list[Anchor], strips: dict[str, Strip]) -> list[str]:
    """Rows between one that holds two rows' figures and one that holds none: their figures may stand one label off."""
    n = len(form.columns)
    counts = [len(strips[a.row].values) for a in own]
    out: set[int] = set()
    for at, count in enumerate(counts):
        if count < 2 * n:
            continue
        for step in (1, -1):
            place = at + step
            while 0 <= place < len(counts) and 0 < counts[place] < 2 * n:
                place += step
            if 0 <= place < len(counts) and counts[place] == 0:
                out.update(range(min(at, place) + 1, max(at, place)))
    return [own[i].row for i in sorted(out)]


def repeats_removed(clean: str, cells: list[Span], own: list[Anchor]) -> bool:
    """Whether a crawler has taken out repeated lines: many rows, a figure a line, fewer figures than rows, each once."""
    if len(own) < MIN_ROWS:
        return False
    figures = [line.strip() for line in _FIGURE_LINE.findall(clean[own[0].start : own[-1].limit])]
    if not 0 < len(figures) < len(own) or len(set(figures)) < len(figures):
        return False
    printed = sum(clean[c.start : c.end].isdigit() for c in between(cells, own[0].start, own[-1].limit))
    return 2 * len(figures) >= printed  # a lone number in a table of pipes is a page's


def _sums_mostly_fail(form: TableForm, identities: tuple[Identity, ...], out: Cells) -> bool:
    """For a table of one column: at least two of its sums fail, and more than half of those with figures."""
    failing = filled = 0
    for identity in identities:
        if identity.table != form.id or identity.each is not None:
            continue
        cells = [out.get((r, form.columns[0].id)) for r in (*identity.left, *identity.right)]
        if any(c is not None and c.value for c in cells):
            filled += 1
            failing += fails(identity, form, form.columns[0].id, out)
    return failing >= MIN_FAILING_SUMS and 2 * failing > filled


def doubt_rows(form: TableForm, row_sum: Identity | None, out: Cells) -> Cells:
    """Rows whose own sum fails are for review, blanks counting as nothing: a figure may be lost, torn or another column's."""
    if row_sum is None:
        return out
    marked = dict(out)
    for row in form.rows:
        cells = {c.id: out.get((row.id, c.id)) for c in form.columns}
        present = [c for c in cells.values() if c is not None and c.status != "absent"]
        if len(present) < len(form.columns) or not any(c.value for c in present):
            continue
        total = cells[row_sum.right[0]]
        if total is None or (total.value is None and not form.one_line):
            continue
        parts = sum((c.value or Decimal(0) for i in row_sum.left if (c := cells[i]) is not None), Decimal(0))
        if parts != total.value:
            says = "is blank" if total.value is None else f"says {total.value}"
            why = f"the row's parts add up to {parts}, its total {says}"
            for column_id, cell in cells.items():
                if cell is not None and cell.value is not None:
                    marked[row.id, column_id] = cell.doubted(f"{cell.why}; {why}")
    return marked


def _figures_without_row(
    form: TableForm, clean: str, found: list[Found], cells: list[Span], own: list[Anchor], codes: int
) -> bool:
    """More figures than codes behind a side label, or for a table of one column behind its header, before the next label.

    One row's figures behind a side label are that of its first row, where this one's label is lost.
    """
    printed = {a.row for a in own}
    labels = [f for f in found if f.label.table == form.id]
    row_letters = {f.label.letters for f in labels if f.label.kind == "row"}
    starts: list[int] = []
    for item in labels:
        side = item.label.kind == "side" and item.label.letters not in row_letters
        head = item.label.kind == "column" and len(form.columns) == 1 and item.label.id is not None
        if not (side or head) or item.start > own[-1].start:
            continue
        starts = starts or sorted({f.start for f in found})  # most tables have no such label
        at = bisect_left(starts, item.end)
        if at == len(starts):
            continue
        figures = len(between(cells, item.end, row_end(clean, cells, item.end, starts[at])))
        if figures <= codes:
            continue
        opens = next((r for r in form.rows if item.label.letters in map(bare, r.under)), None)
        if opens is None or opens.id in printed or figures > len(form.columns):
            return True
    return False


def fails(identity: Identity, form: TableForm, column: str, out: Cells) -> bool:
    left = set(identity.left)
    for row in form.stand_ins:
        if row.optional and (row.id, column) in out and out[row.id, column].value is not None:
            left = (left - set(row.stands_for)) | {row.id}
        if not row.optional and any((r, column) in out for r in row.stands_for):
            left = (left - {row.id}) | {r for r in row.stands_for if (r, column) in out}
    parts, total = _total(left, column, out), _total(identity.right, column, out)
    return parts is not None and total is not None and parts != total


def _total(rows: Iterable[str], column: str, out: Cells) -> Decimal | None:
    """What these rows' cells in a column come to; None where one has no value."""
    total = Decimal(0)
    for row in rows:
        cell = out.get((row, column))
        if cell is None or cell.value is None:
            return None
        total += cell.value
    return total
