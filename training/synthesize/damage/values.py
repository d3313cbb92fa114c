"""Damage to what cells print, before printing: sums that do not come out, blanks, words, notes, separators."""

from __future__ import annotations

import random
from decimal import Decimal

from training.synthesize.damage.boxes import blank, body, cells, chosen, grids, is_number, reprint
from training.synthesize.damage.operator import document_operator
from training.synthesize.document import Box, Document, Grid
from training.synthesize.layouts.printing import mark_of, words

SENTENCES = ("本单位未制作规章", "本机关无此项职权", "不涉及", "无此类事项", "未开展")


def _numbers(document: Document, *tables: str) -> list[Box]:
    return [box for grid in grids(document, *tables) for row in body(grid) for box in cells(row) if is_number(box)]


def _print_value(box: Box, value: int) -> None:
    mark = mark_of(box)
    if mark is not None:
        mark.value = Decimal(value)
        reprint(box, str(value))


@document_operator(20, weight=4)
def wrong_sum(document: Document, rng: random.Random) -> Document:
    """The source itself errs: one to three figures are printed that break the form's sums."""
    boxes = _numbers(document, "applications", "disputes", "statistics")
    for box in rng.sample(boxes, min(len(boxes), rng.choice((1, 1, 1, 2, 3)))):
        value = int(words(box))
        near = (value + 1, value + 10, max(0, value - 1), value * 10, value // 10)
        _print_value(box, rng.choice(near))
    return document


@document_operator(20, weight=2)
def quiet_year(document: Document, rng: random.Random) -> Document:
    """Few asked and little was done: some tables hold zeros alone, applications come from natural persons alone."""
    share = rng.choice((0.3, 0.6, 0.9))
    for grid in grids(document):
        if not grid.id or grid.id.startswith("statistics"):
            continue
        if rng.random() < share:
            _all_zero(grid)
        elif grid.id == "applications":
            _natural_persons_only(grid)
    return document


def _all_zero(grid: Grid) -> None:
    for row in body(grid):
        for box in cells(row):
            mark = mark_of(box)
            if mark is not None and mark.status == "read" and mark.value is not None:
                mark.unit = None
                _print_value(box, 0)


def _natural_persons_only(grid: Grid) -> None:
    """Each row's parts move to its first column, so that the sums of rows and columns say what they said."""
    rows = [cells(row) for row in body(grid) if cells(row)]
    if any(len(row) != 7 or not all(map(is_number, row)) for row in rows):
        return
    for row in rows:
        _print_value(row[0], sum(int(words(box)) for box in row[:6]))
        for box in row[1:6]:
            _print_value(box, 0)


@document_operator(20, weight=1)
def lost_digit(document: Document, rng: random.Random) -> Document:
    """A figure of several digits has lost one; what is left is what the cell prints."""
    boxes = [box for box in _numbers(document) if len(words(box)) > 1]
    for box in rng.sample(boxes, min(len(boxes), 2)):
        text = words(box)
        at = rng.randrange(len(text))
        left = text[:at] + text[at + 1 :]
        _print_value(box, int(left))
    return document


@document_operator(18, weight=2)
def blank_rows(document: Document, rng: random.Random) -> Document:
    """Whole rows are empty, or hold a dash in every cell."""
    for grid in grids(document):
        text = rng.choice(("", "", "/", "—", "无"))
        for row in body(grid):
            if cells(row) and rng.random() < 0.12:
                for box in cells(row):
                    blank(box, text)
    return document


@document_operator(18, weight=1)
def blank_table(document: Document, rng: random.Random) -> Document:
    """A whole table is empty."""
    for grid in chosen(rng, grids(document)):
        for row in body(grid):
            for box in cells(row):
                blank(box)
    return document


@document_operator(18, weight=1)
def blank_totals(document: Document, rng: random.Random) -> Document:
    """The column of totals is empty."""
    for grid in grids(document, "applications"):
        for row in body(grid):
            if cells(row):
                blank(cells(row)[-1])
    return document


@document_operator(18, weight=2)
def blank_zeros(document: Document, rng: random.Random) -> Document:
    """Zeros are left empty, in all tables or some of the cells."""
    share = rng.choice((0.1, 0.5, 1.0))
    for box in _numbers(document):
        if words(box) == "0" and rng.random() < share:
            blank(box)
    return document


@document_operator(18, weight=1)
def sentence_in_cell(document: Document, rng: random.Random) -> Document:
    """A sentence stands where a figure should."""
    boxes = _numbers(document, "art20_1", "art20_5", "art20_6", "art20_8", "art20_9")
    for box in rng.sample(boxes, min(len(boxes), 2)):
        blank(box, rng.choice(SENTENCES))
    return document


@document_operator(19, weight=1)
def notes_in_cells(document: Document, rng: random.Random) -> Document:
    """`22（其中修订16件）`: a note behind the figure does not change it."""
    boxes = [box for box in _numbers(document, "art20_1", "art20_5", "art20_6") if int(words(box)) > 1]
    for box in rng.sample(boxes, min(len(boxes), 2)):
        part = rng.randrange(1, int(words(box)))
        reprint(box, f"{words(box)}（其中{rng.choice(('修订', '新增', '联合'))}{part}{rng.choice(('件', ''))}）")
    return document


@document_operator(19, weight=1)
def thousands_separators(document: Document, rng: random.Random) -> Document:
    """Counts of four digits and more with commas."""
    for box in _numbers(document):
        if len(words(box)) > 3:
            reprint(box, f"{int(words(box)):,}")
    return document


@document_operator(18, weight=1)
def doubled_sign(document: Document, rng: random.Random) -> Document:
    """`--253` in a column of changes."""
    for grid in grids(document, "art20_5", "art20_6", "art20_8"):
        for row in body(grid):
            for box in cells(row):
                mark = mark_of(box)
                if mark and mark.value is not None and mark.value < 0 and mark.address and mark.address[2] == "change":
                    reprint(box, f"--{-mark.value:f}")
    return document
