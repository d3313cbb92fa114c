"""Damage to whole tables and rows before printing: lost, doubled, added, in another shape."""

from __future__ import annotations

import random

from training.synthesize.damage.boxes import body, cells, chosen, grids, label, labels, reprint
from training.synthesize.damage.operator import document_operator
from training.synthesize.document import Block, Box, Document, Grid, Line
from training.synthesize.layouts.printing import mark_of, words
from training.synthesize.tracked import Mark, Run

IN_PLACE = ("", "", "捕获2.PNG", "image.png", "无", "详见附件。", "（表格略）", "本年度无相关数据。")
ADDED_ROWS = ("行政检查", "行政确认", "行政给付", "行政奖励", "其他职权")
GROUPS = (("行政复议", "review"), ("未经复议直接起诉", "litigation_direct"), ("复议后起诉", "litigation_after_review"))
HEADS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


@document_operator(12, weight=3)
def drop_tables(document: Document, rng: random.Random) -> Document:
    """One table or all of them are lost: nothing, a picture's name, or a sentence stands there."""
    every = rng.random() < 0.3
    lost = grids(document) if every else chosen(rng, grids(document))
    text = rng.choice(IN_PLACE)
    blocks: list[Block] = []
    for block in document.blocks:
        if not any(block is grid for grid in lost):
            blocks.append(block)
        elif text:
            blocks.append(Line("paragraph", [(text, None)]))
    document.blocks = blocks
    return document


@document_operator(10, 12, weight=2)
def drop_rows(document: Document, rng: random.Random) -> Document:
    """One to three rows of the applications are lost with their figures, as at a page's end."""
    for grid in grids(document, "applications"):
        for _ in range(rng.randrange(1, 4)):
            rows = [r for r in body(grid) if cells(r) and r[0].kind == "rowhead"]
            if len(rows) > 6:
                _remove(grid, rng.choice(rows))
    return document


def _remove(grid: Grid, row: list[Box]) -> None:
    """Take a row out; what is merged over it from above shrinks."""
    at = next(i for i, r in enumerate(grid.rows) if r is row)
    for number, above in enumerate(grid.rows[:at]):
        for box in above:
            if number + box.down > at:
                box.down -= 1
    del grid.rows[at]


@document_operator(13, 15, weight=2)
def lose_row_label(document: Document, rng: random.Random) -> Document:
    """A numbered row's label is lost, its figures are left: the rows round it tell which it was."""
    for grid in grids(document, "applications"):
        rows = [r for r in body(grid) if cells(r) and r[0].kind == "rowhead" and words(r[0])[:1] in "23456"]
        for row in rows and [rng.choice(rows)]:
            row[0].runs = []
    return document


@document_operator(13, 15, weight=1)
def lose_group_labels(document: Document, rng: random.Random) -> Document:
    """The side labels of groups are lost."""
    for grid in grids(document, "applications"):
        share = rng.choice((0.3, 1.0))
        for box in labels(grid, "side"):
            if rng.random() < share:
                box.runs = []
    return document


@document_operator(15, weight=2)
def added_rows(document: Document, rng: random.Random) -> Document:
    """Rows of a province's own, which the form has no address for."""
    for grid in chosen(rng, grids(document, "art20_5", "art20_6", "art20_1")):
        rows = [r for r in body(grid) if cells(r)]
        for name in rng.sample(ADDED_ROWS, rng.randrange(1, 3)) if rows else ():
            own = [
                Box("cell", [(str(rng.choice((0, 0, rng.randrange(90)))), Mark("CELL"))], b.across)
                for b in cells(rows[-1])
            ]
            at = rng.randrange(grid.header_rows + 1, len(grid.rows) + 1)
            grid.rows.insert(at, [label("rowhead", name), *own])
    return document


@document_operator(13, weight=1)
def repeated_block(document: Document, rng: random.Random) -> Document:
    """A table stands twice with the same figures."""
    for grid in chosen(rng, grids(document)):
        again = Grid(grid.id, [[_again(box) for box in row] for row in grid.rows], grid.header_rows)
        at = next(i for i, block in enumerate(document.blocks) if block is grid)
        document.blocks.insert(at + 1, again)
    return document


def _again(box: Box) -> Box:
    marks = {id(m): Mark(m.label, m.address, m.value, m.status, m.unit) for _, m in box.runs if m}
    runs: list[Run] = [(text, marks[id(m)] if m else None) for text, m in box.runs]
    return Box(box.kind, runs, box.across, box.down)


@document_operator(13, weight=1)
def two_reports(document: Document, rng: random.Random) -> Document:
    """Another report of the same form behind this one: cells told twice in two ways have no one value."""
    from training.synthesize.grammar import make_document

    if document.edition != "narrative":
        other = make_document(rng, document.edition)
        document.blocks += other.blocks
    return document


@document_operator(11, weight=4)
def disputes_otherwise(document: Document, rng: random.Random) -> Document:
    """Section four not as one line: a row a group, three tables, or with the first five lost or left empty."""
    for grid in grids(document, "disputes"):
        values = [b for row in grid.rows for b in cells(row)]
        if len(values) != 15:
            continue
        shape = rng.choice(("rows", "tables", "empty first", "labelled lines"))
        at = next(i for i, block in enumerate(document.blocks) if block is grid)
        if shape == "empty first":
            for box in values[:5]:
                mark = mark_of(box)
                if mark is not None and mark.status != "ambiguous":
                    mark.status, mark.value = "blank", None
                    reprint(box, "")
            continue
        document.blocks[at : at + 1] = _shaped(shape, values)
    return document


def _shaped(shape: str, values: list[Box]) -> list[Block]:
    groups = [(name, values[i * 5 : i * 5 + 5]) for i, (name, _) in enumerate(GROUPS)]
    heads = [label("colhead", head) for head in HEADS]
    if shape == "rows":
        rows = [[label("rowhead", name), *boxes] for name, boxes in groups]
        return [Grid("disputes", [[label("colhead", "类型"), *heads], *rows])]
    out: list[Block] = []
    for name, boxes in groups:
        own = [label("colhead", head) for head in HEADS]
        if shape == "tables":
            out.append(Grid("disputes", [[label("rowhead", name, 5)], own, boxes], 2))
        else:
            out.append(Grid("disputes", [[label("rowhead", name), *own], [Box("rowhead", []), *boxes]]))
    return out
