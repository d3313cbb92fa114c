"""Damage to headers and labels before printing: lost, doubled, cut, wrong, shortened, lengthened, of another form."""

from __future__ import annotations

import random

from training.synthesize.damage.boxes import body, cells, chosen, grids, label, labels, lines, reprint
from training.synthesize.damage.operator import document_operator
from training.synthesize.document import Box, Document, Grid
from training.synthesize.layouts.printing import mark_of, words
from training.synthesize.tracked import Mark

LOOK_ALIKES = str.maketrans("决已未没制现废项构额提纠", "绝己末设制观度顷沟颂堤纠")
SHORTENED = {"逾期不补正": "1.逾期不补正", "逾期未按收费": "2.逾期不缴费", "缴纳费用": "2.逾期不缴费"}
OTHER_HEADERS = {
    "2019": ("本年制发件数", "本年废止件数", "现行有效件数"),
    "2021": ("本年新制作数量", "本年新公开数量", "对外公开总数量"),
}
NOTES = ("（以正式印发为准）", "（含与其他单位联合印发的）", "（不含转发的）", "（含下属单位）")


def _doubt(grid: Grid) -> None:
    for row in grid.rows:
        for box in cells(row):
            mark = mark_of(box)
            if mark is not None and mark.status == "read":
                mark.status = "ambiguous"


@document_operator(14, 7, weight=2)
def drop_header(document: Document, rng: random.Random) -> Document:
    """The column heads of a table are lost; its columns stand in the form's order."""
    for grid in chosen(rng, [g for g in grids(document) if g.header_rows and g.id]):
        sizes = {len(cells(row)) for row in body(grid) if cells(row)}
        if len(sizes) > 1 or sizes - {3, 7, 15, 1, 2}:
            continue
        kept = [row for row in grid.rows[: grid.header_rows] if row and row[0].kind == "caption"][:1]
        kept = [[box for box in row if box.kind == "caption"] for row in kept]
        for row in kept:
            row[0].down = 1
        grid.rows[: grid.header_rows] = kept
        grid.header_rows = len(kept)
    return document


@document_operator(14, weight=2)
def double_header(document: Document, rng: random.Random) -> Document:
    """A header row stands twice."""
    for grid in chosen(rng, [g for g in grids(document) if g.header_rows]):
        at = grid.header_rows - 1
        again = [_copy(box) for box in grid.rows[at]]
        grid.rows.insert(at, again)
        grid.header_rows += 1
    return document


def _copy(box: Box) -> Box:
    runs = [(text, Mark(mark.label) if mark else None) for text, mark in box.runs]
    return Box(box.kind, runs, box.across, box.down)


@document_operator(14, weight=2)
def cut_headers(document: Document, rng: random.Random) -> Document:
    """Column heads cut after a few characters, as behind a line break."""
    for grid in chosen(rng, [g for g in grids(document) if g.header_rows]):
        size = rng.choice((2, 3, 4))
        for box in labels(grid, "colhead"):
            if len(words(box)) > size + 1 and rng.random() < 0.8:
                reprint(box, words(box)[:size])
    return document


@document_operator(14, 21, weight=4)
def wrong_labels(document: Document, rng: random.Random) -> Document:
    """Slips in labels: a character lost, doubled, swapped, or one that looks like it."""
    share = rng.choice((0.05, 0.15, 0.4))
    for grid in grids(document):
        for box in labels(grid, "colhead", "rowhead", "side"):
            if rng.random() < share and len(words(box)) > 4:
                reprint(box, _slip(words(box), rng))
    return document


def _slip(text: str, rng: random.Random) -> str:
    # The number that opens a label stays: without it one label can become another.
    at = rng.randrange(min(3, len(text) - 2), len(text) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at] + text[at:]
    if kind == 2:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text.translate(LOOK_ALIKES)


@document_operator(15, weight=1)
def shorten_labels(document: Document, rng: random.Random) -> Document:
    """The long labels under （六） in a few words."""
    for grid in grids(document, "applications"):
        for box in labels(grid, "rowhead"):
            for long, short in SHORTENED.items():
                if long in words(box) and len(words(box)) > 14:
                    reprint(box, short)
    return document


@document_operator(15, weight=2)
def notes_in_labels(document: Document, rng: random.Random) -> Document:
    """Long notes behind row labels."""
    for grid in grids(document):
        for box in labels(grid, "rowhead"):
            if rng.random() < 0.1:
                reprint(box, words(box) + rng.choice(NOTES))
    return document


@document_operator(15, weight=1)
def law_before_captions(document: Document, rng: random.Random) -> Document:
    """The law's name before the captions of section two."""
    name = rng.choice(("《条例》", "《政府信息公开条例》", "《中华人民共和国政府信息公开条例》"))
    for grid in grids(document):
        for box in labels(grid, "caption"):
            if words(box).startswith("第二十条"):
                reprint(box, name + words(box))
    return document


@document_operator(17, weight=1)
def other_edition_header(document: Document, rng: random.Random) -> Document:
    """The header of one edition over the rows of the other: nobody can say what its columns count."""
    for grid in grids(document, "art20_1"):
        heads = OTHER_HEADERS.get(document.edition)
        boxes = [b for row in grid.rows[: grid.header_rows] for b in row if b.kind == "colhead"][1:]
        if heads and len(boxes) == len(heads):
            for box, text in zip(boxes, heads, strict=True):
                reprint(box, text)
            _doubt(grid)
    return document


@document_operator(17, weight=1)
def total_in_wrong_row(document: Document, rng: random.Random) -> Document:
    """总计 printed one header row too low or too high."""
    for grid in grids(document, "applications"):
        for number in range(grid.header_rows):
            row = grid.rows[number]
            if row and words(row[-1]) == "总计":
                other = grid.rows[number + rng.choice((-1, 1))]
                row[-1].down = 1
                other.append(row.pop())
                break
    return document


@document_operator(17, weight=1)
def old_form_later_year(document: Document, rng: random.Random) -> Document:
    """The year's report in the form of years before; only the year changes."""
    later = {"2014": (2019, 2020), "2019": (2021, 2023)}.get(document.edition)
    if later is None:
        return document
    old, document_year = str(document.year), rng.randrange(later[0], later[1] + 1)
    for line in lines(document, "title", "heading", "paragraph", "caption"):
        line.runs = [(t.replace(old, str(document_year)), m) for t, m in line.runs]
    document.year = document_year
    return document


@document_operator(15, 17, weight=1)
def extra_column(document: Document, rng: random.Random) -> Document:
    """A column that the form lacks, with its head: remarks or counts of the organ's own."""
    for grid in chosen(rng, [g for g in grids(document) if g.id and g.id.startswith("art20") and g.header_rows > 1]):
        empty = rng.random() < 0.6
        grid.rows[grid.header_rows - 1].append(
            label("colhead", "备注" if empty else rng.choice(("占比", "涉及单位数")))
        )
        for row in body(grid):
            if cells(row):
                row.append(Box("cell", [] if empty else [(str(rng.randrange(40)), Mark("CELL"))]))
    return document


@document_operator(15, 18, weight=1)
def blank_column(document: Document, rng: random.Random) -> Document:
    """An empty column behind the labels, in the header as well."""
    # Only where each row has one label: elsewhere head and body would not show the empty column at the same place.
    for grid in chosen(
        rng, [g for g in grids(document) if g.header_rows and (g.id or "").startswith(("art20", "statistics"))]
    ):
        for row in grid.rows[grid.header_rows - 1 :]:
            at = next((i for i, box in enumerate(row) if box.kind == "cell"), 1)
            row.insert(at, Box("colhead" if row is grid.rows[grid.header_rows - 1] else "rowhead", []))
    return document
