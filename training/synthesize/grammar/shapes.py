"""Section four in the shapes real reports draw it: one line of fifteen figures, groups at the left, or three tables."""

from __future__ import annotations

from ie.editions import TableForm
from training.synthesize.document import Box, Grid
from training.synthesize.grammar.cells import label_box
from training.synthesize.grammar.draw import weighted
from training.synthesize.grammar.grids import FormPrinter


def disputes(printer: FormPrinter) -> list[Grid]:
    """The grids of section four, in one of its shapes."""
    form = printer.form("disputes")
    shape = weighted(printer.rng, ((_one_line, 0.8), (_groups_left, 0.1), (_three_tables, 0.1)))
    return shape(printer, form)


def _line(printer: FormPrinter, form: TableForm, rows: tuple[int, ...]) -> list[Box]:
    return [printer.cell("disputes", form.rows[at], column) for at in rows for column in form.columns]


def _one_line(printer: FormPrinter, form: TableForm) -> list[Grid]:
    names = [printer.style.words(c.label) for c in form.columns]
    first = [label_box("colhead", "行政复议", 5, 2), label_box("colhead", "行政诉讼", 10)]
    second = [label_box("colhead", "未经复议直接起诉", 5), label_box("colhead", "复议后起诉", 5)]
    third = [label_box("colhead", name) for name in names * 3]
    return [Grid("disputes", [first, second, third, _line(printer, form, (0, 1, 2))], 3)]


def _groups_left(printer: FormPrinter, form: TableForm) -> list[Grid]:
    rows = [[label_box("colhead", "", 2), *(label_box("colhead", printer.style.words(c.label)) for c in form.columns)]]
    rows.append([label_box("rowhead", "行政复议", 2), *_line(printer, form, (0,))])
    side = label_box("side", "行政诉讼", 1, 2)
    rows.append([side, label_box("rowhead", "未经复议直接起诉"), *_line(printer, form, (1,))])
    rows.append([label_box("rowhead", "复议后起诉"), *_line(printer, form, (2,))])
    return [Grid("disputes", rows, 1)]


def _three_tables(printer: FormPrinter, form: TableForm) -> list[Grid]:
    out = []
    for at, name in enumerate(("行政复议", "未经复议直接起诉", "复议后起诉")):
        rows = [
            [label_box("rowhead", name, 5)],
            [label_box("colhead", printer.style.words(c.label)) for c in form.columns],
        ]
        rows.append(_line(printer, form, (at,)))
        out.append(Grid("disputes", rows, 2))
    return out
