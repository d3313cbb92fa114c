"""One table's labels and strips → its rows' cells: each row by itself, what rows say of each other, the sums down the columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from ie.editions import Identity, TableForm
from ie.editions.finding import Found
from ie.rebuild.anchors import Anchor
from ie.rebuild.before_first import orphans
from ie.rebuild.blocks import read_blocks
from ie.rebuild.columns import choose
from ie.rebuild.doubts import NAMESAKE, SHIFTED, misplaced_namesakes, shifted_rows
from ie.rebuild.fields import Strip
from ie.rebuild.frames import Frame, frames_of, with_last_fields
from ie.rebuild.relatives import FOREIGN_ROW, Shape, next_number, year_strip
from ie.rebuild.row_cells import RowResult, contradicts_itself, doubtful
from ie.rebuild.rows import read_row, settle_run
from ie.rebuild.text_doubts import PRINTED_TWICE
from ie.rebuild.twice import Twice
from ie.report import Cell, Span

STRAY = "a number stands before the row's label, which may be one of its figures"
LABEL_LOST = (
    "the next row's label is not printed and rows have lost their blanks: some of these figures may be that row's"
)
SURPLUS_AMONG_LOST = "one figure too many, and other rows of the table have lost their blanks"
CUT_AMONG_LOST = "the text ends within this row, and other rows of the table have lost their blanks"
BLANK_AMONG_LOST = (
    "a printed blank closes the row, and another row of the table has fewer cells than columns: it may stand for more"
)
RUN_AMONG_LOST = (
    "another row of the table has fewer digits than columns: blanks have vanished from these runs of digits"
)
ANOTHER_COLUMN = "rows of the table hold a printed blank and a figure, so that another column is printed, which may run together with this"
CELL_TOO_MANY = "as many figures as columns, and a cell without one among them: one may be a page's number"
_TWO_CELLS = re.compile(r"[^\d\n|]{0,6}[/／] ?\d")
"""Behind a row's label, a unit between or none: a printed blank and a figure."""


@dataclass(frozen=True)
class Scope:
    """What one table is read from: its form and sums, the text, its labels and the cells found, its own rows' places."""

    form: TableForm
    identities: tuple[Identity, ...]
    clean: str
    labels: list[Found]
    cells: list[Span]
    own: list[Anchor]
    row_sum: Identity | None
    raw: dict[str, Strip]
    """What stands behind each row's label."""
    shape: Shape | None
    """The columns of a relative of the form."""
    twice: Twice
    """Rows that the text prints in two places."""

    @cached_property
    def before_lost(self) -> set[str]:
        """Rows of which the one that the form has behind them is not printed, though a later one is."""
        printed = {a.row for a in self.own}
        out: set[str] = set()
        following: str | None = None
        later = False
        for row in reversed(self.form.rows):
            if following is not None and following not in printed and later:
                out.add(row.id)
            if not row.optional and not row.stands_for:
                following = row.id
            later = later or row.id in printed
        return out


def read_rows(scope: Scope) -> dict[tuple[str, str], Cell]:
    """Each row by itself, then what rows say of each other, then the sums down the columns."""
    strips = _strips(scope)
    plain = {r: s for r, (s, _) in strips.items()}
    columns = scope.form.columns
    depths = {r.id: len(r.under) for r in scope.form.rows}
    frames = frames_of(((depths[r], s) for r, s in plain.items()), len(columns))
    results = {a.row: _row(scope, a, strips, frames.get(depths[a.row])) for a in scope.own}
    for row_id in shifted_rows(scope.form, scope.own, plain):
        cells_of_row = results[row_id].cells or doubtful(columns, SHIFTED)
        results[row_id] = RowResult(_marked(cells_of_row, SHIFTED))
    for row_id in misplaced_namesakes(scope.form, scope.labels, scope.own):
        results[row_id] = RowResult(_marked(results[row_id].cells, NAMESAKE) or doubtful(columns, NAMESAKE))
    for row_id, settled in read_blocks(scope.form, scope.own, plain, scope.row_sum).items():
        results[row_id] = RowResult(settled)
    if _other_column(scope):
        results = {r: replace(result, cells=_marked(result.cells, ANOTHER_COLUMN)) for r, result in results.items()}
    return _with_orphans(scope, _chosen(scope, results), results)


def _strips(scope: Scope) -> dict[str, tuple[Strip, bool]]:
    """Each row's strip, of a relative of the form the year's part of it; False where that part is not known."""
    out: dict[str, tuple[Strip, bool]] = {}
    for anchor in scope.own:
        strip = scope.raw[anchor.row]
        years = year_strip(scope.shape, strip, anchor is scope.own[-1]) if scope.shape else strip
        if scope.shape and scope.shape.serial and any(v.start < anchor.end for v in strip.values):
            years = None  # the label is wrapped round its figures, and its own serial number may be among them
        if scope.shape and scope.shape.serial and years and next_number(scope.clean, anchor, years):
            years = None
        out[anchor.row] = (years or strip, years is not None)
    return with_last_fields(out) if len(scope.form.columns) > 1 else out


def _row(scope: Scope, anchor: Anchor, strips: dict[str, tuple[Strip, bool]], frame: Frame | None) -> RowResult:
    columns = scope.form.columns
    strip, known = strips[anchor.row]
    if not known:
        return RowResult(doubtful(columns, FOREIGN_ROW))
    row = scope.form.by_id[anchor.row]
    result = read_row(row, columns, strip, scope.row_sum, frame)
    cut = strip.cut and (strip.style == "open" or len(strip.items) < len(columns))
    why = CUT_AMONG_LOST if cut else LABEL_LOST if anchor.row in scope.before_lost else None
    if len(strip.values) == len(columns) + 1:
        why = why or SURPLUS_AMONG_LOST
    if why and _lost_blanks(strips, len(columns)):
        result = replace(result, cells=_marked(result.cells, why))
    if (
        result.run is not None
        and result.run.raw.strip("0")
        and scope.row_sum is None
        and _short_run(strips, len(columns))
    ):
        result = RowResult(doubtful(columns, RUN_AMONG_LOST))
    if strip.style == "open" and len(strip.values) == len(columns) > 1 and _cell_more(strip):
        result = replace(result, cells=_marked(result.cells, CELL_TOO_MANY))
    if strip.style == "open" and strip.values and strip.items[-1].marked and _fewer_cells(strips, len(columns)):
        result = replace(result, cells=_marked(result.cells, BLANK_AMONG_LOST))
    if (anchor.table, anchor.row) in scope.twice.differing:
        result = RowResult(_marked(result.cells, PRINTED_TWICE) or doubtful(columns, PRINTED_TWICE))
    return result


def _other_column(scope: Scope) -> bool:
    """Whether several rows of a table of one column hold two cells each, a printed blank and a figure: `/0`."""
    return len(scope.form.columns) == 1 and sum(bool(_TWO_CELLS.match(scope.clean, a.end)) for a in scope.own) > 1


def _short_run(strips: dict[str, tuple[Strip, bool]], columns: int) -> bool:
    """Whether a row is a run of fewer digits than columns: some of its cells were blank and have left nothing."""
    runs = [s.values[0].raw for s, _ in strips.values() if s.glued and len(s.values) == 1]
    return any(run.isdigit() and len(run) < columns for run in runs)


def _marked(cells: dict[str, Cell], why: str) -> dict[str, Cell]:
    return {k: c.doubted(why) for k, c in cells.items()}


def _chosen(scope: Scope, results: dict[str, RowResult]) -> dict[tuple[str, str], Cell]:
    """The rows' cells once the sums down the columns have chosen between their readings."""
    columns = scope.form.columns
    if all(result.run is None for result in results.values()):
        return {(row, column): cell for row, result in results.items() for column, cell in result.cells.items()}
    readings = {
        row: result.readings or [tuple(result.cells[c.id].value if c.id in result.cells else None for c in columns)]
        for row, result in results.items()
        if result.readings or result.cells
    }
    readings = {r: v for r, v in readings.items() if v and any(x is not None for x in v[0])}
    if scope.row_sum is not None:
        readings = {r: v for r, v in readings.items() if not contradicts_itself(results[r].cells, scope.row_sum)}
    chosen = choose(scope.form, scope.identities, readings)
    out: dict[tuple[str, str], Cell] = {}
    for row, result in results.items():
        settled = settle_run(result, columns, chosen[row]) if result.run is not None else result.cells
        for column_id, cell in settled.items():
            out[row, column_id] = cell
    return out


def _with_orphans(
    scope: Scope, out: dict[tuple[str, str], Cell], results: dict[str, RowResult]
) -> dict[tuple[str, str], Cell]:
    """Figures before the first label: the first row's where it has none and they are as many as columns; else a doubt."""
    form = scope.form
    found_before = orphans(form, scope.clean, scope.labels, scope.cells, scope.own)
    if not found_before:
        return out
    first = next((r for r in form.rows if not r.optional), form.rows[0])
    stray = len(found_before) == 1 < len(form.columns) - 1 and scope.raw[scope.own[-1].row].values
    if (
        first.id in results and stray
    ):  # a page's or a row's number: labels behind their figures leave the last one without
        return out | {(first.id, k): c for k, c in _marked(results[first.id].cells, STRAY).items()}
    if first.id in results or len(found_before) != len(form.columns):
        why = "figures stand before the first row's label: the labels may be displaced"
        return {k: c.doubted(why) if c.value is not None else c for k, c in out.items()}
    cells = read_row(first, form.columns, Strip(found_before, "open", False, False, None), scope.row_sum).cells
    why = "its label is lost; read by its place before the next row"
    return out | {(first.id, k): c for k, c in _marked(cells, why).items()}


def _lost_blanks(strips: dict[str, tuple[Strip, bool]], columns: int) -> bool:
    """Whether rows of this table that are not cut have fewer figures, or fields, than the form has columns."""
    counts = (len(s.values if s.style == "open" else s.items) for s, _ in strips.values() if not s.cut)
    return any(0 < count < columns for count in counts)


def _cell_more(strip: Strip) -> bool:
    """Whether a cell without a figure stands among or beside a row's figures; a lone letter on a later line is a side label's."""
    last = strip.values[-1]
    return any(
        i.kind == "blank" or (i.kind == "words" and (i.start < last.start or i.line == last.line)) for i in strip.items
    )


def _fewer_cells(strips: dict[str, tuple[Strip, bool]], columns: int) -> bool:
    """Whether a row of this table that is not cut shows fewer cells, with figures or printed blanks, than the form has columns."""
    return any(s.style == "open" and not s.cut and 0 < len(s.items) < columns for s, _ in strips.values())
