"""A plain report made of the invented forms of tests/rebuild, with marks: what layouts and damage are tested on."""

from __future__ import annotations

import random
from decimal import Decimal

from ie.editions import TableForm, load_edition
from tests.rebuild.forms import YEARS, make_form
from training.synthesize.document import Box, Document, Grid, Line
from training.synthesize.tracked import Mark

NUMBERS = "一二三四五六"


def stub_document(edition: str, seed: int, blanks: float = 0.0) -> Document:
    """One report of the edition; a share of its value cells is printed empty."""
    form, invented = load_edition(edition), make_form(edition, seed)
    rng = random.Random(seed)
    year = YEARS[edition]
    document = Document(edition, year, "云杉县水文局", "county")  # type: ignore[arg-type]
    document.blocks.append(Line("title", [(f"云杉县水文局{year}年政府信息公开工作年度报告", Mark("TITLE"))]))
    figure = Mark("FIGURE", value=Decimal(217), unit="条")
    document.blocks.append(Line("paragraph", [("全年主动公开", None), ("217", figure), ("条，办法照旧。", None)]))
    for section in form.sections:
        document.blocks.append(Line("heading", [(f"{section.number}、{section.title}", Mark("HEAD1"))]))
        for table in form.tables:
            if table.section == section.id:
                printed = {a[1:]: v for a, v in invented.figures.items() if a[0] == table.id}
                document.blocks.append(_grid(table, printed, rng, blanks))
    return document


def _grid(table: TableForm, printed: dict[tuple[str, str], Decimal], rng: random.Random, blanks: float) -> Grid:
    if table.one_line:
        return _one_line(table, printed, rng, blanks)
    width = len(table.columns)
    stub = max(len(row.under) for row in table.rows) + 1
    rows: list[list[Box]] = [[Box("caption", [(table.caption or "", Mark("CAPTION"))], across=width + stub)]]
    rows.append(
        [
            Box("colhead", [(table.stub or "项目", Mark("COLHEAD"))], across=stub),
            *(Box("colhead", [(c.label, Mark("COLHEAD"))]) for c in table.columns),
        ]
    )
    shown: list[Box] = []
    above: tuple[str, ...] = ()
    for row in table.rows:
        if (row.id, table.columns[0].id) not in printed:
            continue
        line = []
        for depth, label in enumerate(row.under):
            if above[: depth + 1] != row.under[: depth + 1]:
                side = Box("side", [(label, Mark("ROWHEAD"))], down=0)
                shown[depth:] = [side]
                line.append(side)
            shown[depth].down += 1
        above = row.under
        line.append(Box("rowhead", [(row.label, Mark("ROWHEAD"))], across=stub - len(row.under)))
        line += [_cell(table, row.id, c.id, printed[row.id, c.id], rng, blanks) for c in table.columns]
        rows.append(line)
    return Grid(table.id, rows, header_rows=2)


def _one_line(table: TableForm, printed: dict[tuple[str, str], Decimal], rng: random.Random, blanks: float) -> Grid:
    heads = [Box("colhead", [(row.label, Mark("COLHEAD"))], across=5) for row in table.rows]
    below = [Box("colhead", [(c.label, Mark("COLHEAD"))]) for _ in table.rows for c in table.columns]
    cells = [_cell(table, r.id, c.id, printed[r.id, c.id], rng, blanks) for r, c in table.addresses()]
    return Grid(table.id, [heads, below, cells], header_rows=2)


def _cell(table: TableForm, row: str, column: str, value: Decimal, rng: random.Random, blanks: float) -> Box:
    empty = rng.random() < blanks
    mark = Mark("CELL", (table.id, row, column), None if empty else value, "blank" if empty else "read")
    return Box("cell", [("" if empty else f"{value:f}", mark)])
