"""The tables of the 2019 and 2021 forms as grids: article twenty, applications; values in, boxes with marks out."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal

from ie.editions import Column, Row, TableForm, load_edition
from training.synthesize.document import Box, Grid
from training.synthesize.grammar.cells import amount_words, cell_box, change_words, count_words, label_box
from training.synthesize.grammar.draw import chance, pick, whole
from training.synthesize.grammar.lexicon import load
from training.synthesize.grammar.style import FormStyle
from training.synthesize.grammar.values import Values
from training.synthesize.tracked import Mark


@dataclass(slots=True)
class FormPrinter:
    """Prints one report's form: the generator, the edition, what is in the cells, and the report's habits."""

    rng: random.Random
    edition_id: str
    values: Values
    style: FormStyle
    rows: set[str]
    """Optional rows and rows of （六） that this report prints."""
    blank: frozenset[tuple[str, str]] = frozenset()
    """Rows and columns left blank, as (table, row or column)."""

    def form(self, table: str) -> TableForm:
        """The table as the edition has it."""
        return load_edition(self.edition_id).table(table)

    def cell(self, table: str, row: Row, column: Column, across: int = 1) -> Box:
        """The box of one cell."""
        address = (table, row.id, column.id)
        value = self.values[address]
        if self.blank and ((table, row.id) in self.blank or (table, column.id) in self.blank):
            return cell_box(address, self.style.zero if self.style.zero != "0" else "", None, None, across)
        if column.signed:
            words, seen = change_words(self.rng, value, self.style)
            return cell_box(address, words, seen, None, across)
        if column.decimal:
            words, seen, unit = amount_words(self.rng, value, self.style)
            if unit is None and seen is not None:
                unit = column.unit or self.style.header_unit
            return cell_box(address, words, seen, unit, across)
        words, seen = count_words(self.rng, value, self.style, column.unit)
        if table == "art20_1" and chance(self.rng, 0.02):
            words, seen = self._note(row, words, seen)
        return cell_box(address, words, seen, None, across)

    def _note(self, row: Row, words: str, seen: Decimal | None) -> tuple[str, Decimal | None]:
        """A note in the cell, or words instead of a figure."""
        if seen:
            return (
                f"{words}（其中{pick(self.rng, ('修订', '废止', '新增', '联合发文'))}{whole(self.rng, 1, int(seen))}件）",
                seen,
            )
        if words in ("0", ""):
            return pick(self.rng, ("未制定", f"本单位无{row.label}", "本机关不制发", "无此项")), None
        return words, seen

    def article20(self, table: str) -> Grid:
        """One table of article twenty: caption, header, rows."""
        form = self.form(table)
        width = len(form.columns)
        full = 3 if self.style.wide else width
        spans = _spans(width, full)
        caption = self.style.words(form.caption or "")
        if chance(self.rng, 0.06):
            caption = caption.replace("第二十条", "第二十条 ")
        header = [label_box("colhead", form.stub or "")]
        for column, span in zip(form.columns, spans, strict=True):
            header.append(label_box("colhead", self.header(column), span))
        grid = Grid(table, [[label_box("caption", caption, full + 1)], header], 2)
        for row in form.rows:
            if row.optional and row.id not in self.rows:
                continue
            boxes = [label_box("rowhead", self.style.words(row.label))]
            for column, span in zip(form.columns, spans, strict=True):
                boxes.append(self.cell(table, row, column, span))
            grid.rows.append(boxes)
        if chance(self.rng, 0.025):
            grid.rows.append(self._added_row(form, spans))
        return grid

    def _added_row(self, form: TableForm, spans: list[int]) -> list[Box]:
        """A row a province added: its figures are cells, but no edition has an address for them."""
        boxes = [label_box("rowhead", pick(self.rng, load("labels")["added"][form.id]))]
        for span in spans:
            value = Decimal(whole(self.rng, 1, 400) if chance(self.rng, 0.6) else 0)
            boxes.append(Box("cell", [(str(value), Mark("CELL", None, value, "read"))], span))
        return boxes

    def header(self, column: Column) -> str:
        """A column's header; an amount without a unit in the form may get one."""
        label = self.style.words(column.label)
        if column.decimal and column.unit is None and self.style.header_unit:
            open_, close = "()" if self.style.half_width else "（）"
            label += open_ + pick(self.rng, ("", "单位：")) + self.style.header_unit + close
        return label

    def applications(self) -> Grid:
        """The applications table: three columns of labels, seven of figures."""
        form = self.form("applications")
        rows = self._application_header(form)
        top = len(rows)
        printed = [r for r in form.rows if self._printed(r)]
        sides: dict[tuple[str, ...], Box] = {}
        for row in printed:
            boxes: list[Box] = []
            for depth in range(1, len(row.under) + 1):
                path = row.under[:depth]
                if path in sides:
                    sides[path].down += 1
                else:
                    sides[path] = label_box("side", self.style.words(path[-1]))
                    boxes.append(sides[path])
            boxes.append(label_box("rowhead", self.style.words(row.label), 3 - len(row.under)))
            boxes += [self.cell("applications", row, column) for column in form.columns]
            rows.append(boxes)
        return Grid("applications", rows, top)

    def _application_header(self, form: TableForm) -> list[list[Box]]:
        caption = label_box("caption", self.style.words(form.caption or ""), 3, 3)
        names = [self.style.words(c.label) for c in form.columns]
        first = [caption, label_box("colhead", "申请人情况", 7)]
        second = [label_box("colhead", names[0], 1, 2), label_box("colhead", "法人或其他组织", 5)]
        second.append(label_box("colhead", names[-1], 1, 2))
        return [first, second, [label_box("colhead", name) for name in names[1:-1]]]

    def _printed(self, row: Row) -> bool:
        if row.id == "other_handling" or "（六）其他处理" in row.under:
            return row.id in self.rows
        return not row.optional or row.id in self.rows


def _spans(width: int, full: int) -> list[int]:
    """How many of `full` columns each of `width` columns covers; the last one takes what is left over."""
    return [1] * (width - 1) + [full - width + 1]
