"""What speaks against figures split from a run of digits: other rows, which show that blanks leave no mark, or sums that fail."""

from __future__ import annotations

from collections.abc import Iterable

from ie.editions import Edition, Identity, TableForm
from ie.rebuild.anchors import Anchor
from ie.rebuild.doubts import MIN_FULLER, Cells, fails
from ie.rebuild.fields import Strip
from ie.rebuild.row_cells import ONLY_SPLIT, contradicts_itself
from ie.report import Cell

SHORT_RUNS = (
    "figures run together, and other rows of the table have lost their blanks: a cell of this row may be lost as well"
)


def short_runs(form: TableForm, own: list[Anchor], strips: dict[str, Strip]) -> bool:
    """Whether several rows of run-together digits have fewer digits than the form has columns: a column is blank there."""
    runs = (s for a in own if (s := strips[a.row]).values and s.style == "open" and not s.cut and not s.parted)
    return sum(sum(map(str.isdigit, "".join(v.raw for v in s.values))) < len(form.columns) for s in runs) >= MIN_FULLER


UNPROVEN_SPLIT = "figures run together, split by the row's sum alone, and the sum down a column fails"


def unproven_splits(
    form: TableForm, identities: tuple[Identity, ...], row_sum: Identity | None, out: Cells
) -> set[str]:
    """Rows split from a run with figures of several digits, in a table of which a column's sum fails: a digit may be lost.

    A row that contradicts itself says nothing of the columns.
    """
    split = {row for (row, _), cell in out.items() if cell.why == ONLY_SPLIT and len(cell.raw or "") > 1}
    if not split:
        return set()
    rows: dict[str, dict[str, Cell]] = {}
    for (row, column), cell in out.items():
        rows.setdefault(row, {})[column] = cell
    witnesses = {r for r, cells in rows.items() if row_sum is None or not contradicts_itself(cells, row_sum)}
    held = {key: cell for key, cell in out.items() if key[0] in witnesses}
    columns = ((i, c.id) for i in identities if i.table == form.id and i.each == "column" for c in form.columns)
    return split if any(fails(identity, form, column, held) for identity, column in columns) else set()


def blanks_lost(edition: Edition, printed: Iterable[tuple[Anchor, Strip]]) -> bool:
    """Whether a row of run-together digits has fewer of them than its table, which has no row sums, has columns.

    An empty cell leaves no mark in such a text, and `356` may be two figures as well as three.
    """
    columns = _without_sums(edition)
    return any(_is_run(strip) and len(_digits(strip)) < columns.get(anchor.table, 0) for anchor, strip in printed)


def doubted_runs(own: Iterable[Anchor], strips: dict[str, Strip]) -> set[str]:
    """Rows that are one run of digits and not zeros alone: what is split from them where blanks are lost may be split otherwise."""
    return {a.row for a in own if _is_run(strips[a.row]) and _digits(strips[a.row]).strip("0")}


def _without_sums(edition: Edition) -> dict[str, int]:
    """Columns of each table of several that has no row sums."""
    summed = {i.table for i in edition.identities if i.each == "row"}
    return {
        f.id: len(f.columns) for f in edition.tables if len(f.columns) > 1 and f.id not in summed and not f.one_line
    }


def _is_run(strip: Strip) -> bool:
    """Whether a row is one run of digits that touches its label, whole and without another letter."""
    values = strip.values
    if not values or not strip.glued or strip.style != "open" or strip.cut or strip.parted or strip.strange:
        return False
    return _digits(strip).isdecimal() and len(_digits(strip)) == values[-1].end - values[0].start


def _digits(strip: Strip) -> str:
    return "".join(value.raw for value in strip.values)
