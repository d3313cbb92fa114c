"""Documents out of the invented forms of `tests.rebuild.forms`, merged as the national form merges its cells."""

from __future__ import annotations

from ie.editions import TableForm, load_edition
from tests.rebuild.forms import NOT_PRINTED, YEARS, Figures, make_form
from training.synthesize.document import Box, Document, Grid, Line
from training.synthesize.tracked import Mark


def stub_document(edition: str, seed: int) -> Document:
    """A report of every table of the edition, with a title, headings, a figure in prose and a note."""
    figures = make_form(edition, seed).figures
    form = load_edition(edition)
    document = Document(edition=edition, year=YEARS[edition], organ="云杉县水文局", level="county")  # type: ignore[arg-type]
    title = f"云杉县水文局{YEARS[edition]}年政府信息公开工作年度报告"
    document.blocks.append(Line("title", [(title, Mark("TITLE"))]))
    for section in form.sections:
        document.blocks.append(Line("heading", [(f"{section.number}、{section.title}", Mark("HEAD1"))]))
        prose = (
            ("本局全年主动公开信息", None),
            ("1,208", Mark("FIGURE")),
            ("条，占*全部*的", None),
            ("99.5%", Mark("FIGURE")),
        )
        document.blocks.append(Line("paragraph", [*prose, ("。各股室照章办事，下一年接着把目录理顺。" * 3, None)]))
        document.blocks += [_grid(t, edition, figures) for t in form.tables if t.section == section.id]
    return document


def _box(kind: str, label: str, text: str, across: int = 1, down: int = 1) -> Box:
    return Box(kind, [(text, Mark(label))] if text else [], across, down)  # type: ignore[arg-type]


def _cell(table: TableForm, row: str, column: str, figures: Figures) -> Box:
    value = figures[table.id, row, column]
    return Box("cell", [(f"{value:f}", Mark("CELL", (table.id, row, column), value))])


def _grid(table: TableForm, edition: str, figures: Figures) -> Grid:
    rows = [r for r in table.rows if r.id not in NOT_PRINTED[edition]]
    if table.one_line:
        heads = [_box("colhead", "COLHEAD", c.label) for c in table.columns]
        cells = [_cell(table, r.id, c.id, figures) for r, c in table.addresses()]
        top = [_box("colhead", "COLHEAD", "行政复议", 5), _box("colhead", "COLHEAD", "行政诉讼", len(cells) - 5)]
        return Grid(
            table.id,
            [top, [*heads, *(_box("colhead", "COLHEAD", c.label) for c in table.columns)][: len(cells)], cells],
            2,
        )
    depth = max(len(r.under) for r in rows) + 1
    head = [_box("caption", "CAPTION", table.caption or "", depth)]
    head += [_box("colhead", "COLHEAD", c.label) for c in table.columns]
    lines, above = [head], ()
    for number, row in enumerate(rows):
        boxes = []
        for at, label in enumerate(row.under):
            if above[: at + 1] != row.under[: at + 1]:
                down = 1
                while number + down < len(rows) and rows[number + down].under[: at + 1] == row.under[: at + 1]:
                    down += 1
                boxes.append(_box("side", "ROWHEAD", label, 1, down))
        above = row.under
        boxes.append(_box("rowhead", "ROWHEAD", row.label, depth - len(row.under)))
        lines.append([*boxes, *(_cell(table, row.id, c.id, figures) for c in table.columns)])
    return Grid(table.id, lines)
