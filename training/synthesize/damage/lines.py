"""Damage to lines: wrapped, broken by pages, doubled away, run into one paragraph, cut off at the ends."""

from __future__ import annotations

import random
import re

from training.synthesize.damage.marks import (
    LINE_END,
    Place,
    cells_of,
    doubt_rows,
    one,
    row_of,
    table_stretch,
    tables_of,
    without_blanks,
)
from training.synthesize.damage.operator import text_operator
from training.synthesize.tracked import Mark, Run, Tracked

_LINE = re.compile(r"[^\r\n]+")


@text_operator(8, 9, 14, weight=3)
def wrap_lines(tracked: Tracked, rng: random.Random) -> Tracked:
    """Lines broken at a width, labels too; never inside a figure, which would read as two."""
    width = rng.choice((20, 30, 38, 40, 60, 78))
    owners = tracked.owners
    edits: list[tuple[int, int, list[Run]]] = []
    for line in _LINE.finditer(tracked.text):
        at = line.start() + width
        while at < line.end():
            while (
                at < line.end()
                and (m := owners[at]) is not None
                and m is owners[at - 1]
                and m.label in ("CELL", "FIGURE")
            ):
                at += 1
            if at < line.end():
                # Only the characters of one label are parted from each other; the break belongs to nothing.
                edits.append((at, at, [("\n", None)]))
            at += width
    return tracked.splice(edits)


_PAGE = ("- {} -", "— {} —", "-{}-", "{}", "第{}页", "－ {} －", "{} / 9", "第 {} 页 共 9 页")


def _page_line(rng: random.Random) -> Run:
    form = rng.choice(_PAGE[:3] + _PAGE[4:])
    return (form.format(rng.randrange(2, 9)), Mark("FURNITURE"))


@text_operator(8, 10, weight=3)
def page_break(tracked: Tracked, rng: random.Random) -> Tracked:
    """A page ends inside a table: a page number on a line of its own, and perhaps the header again."""
    for table in one(rng, tables_of(tracked)):
        stretch = table_stretch(tracked, table)
        ends = [m.start() for m in LINE_END.finditer(tracked.text, *(stretch or (0, 0)))]
        # A line end that shows a blank's place belongs to it.
        ends = [at for at in ends if tracked.owners[at] is None]
        if stretch and ends:
            at = rng.choice(ends)
            runs: list[Run] = [("\n", None), _page_line(rng)]
            if rng.random() < 0.4:
                runs += _header_again(tracked, stretch[0])
            tracked = tracked.splice([(at, at, runs)])
    return tracked


def _header_again(tracked: Tracked, end: int) -> list[Run]:
    """The column heads printed before the first cell, as far as they reach back without a heading between."""
    places = [
        p for p in tracked.cut(0, end).stretches() if p[2].label in ("COLHEAD", "HEAD1", "CELL", "CAPTION", "ROWHEAD")
    ]
    heads: list[Place] = []
    for place in reversed(places):
        if place[2].label == "ROWHEAD" and not heads:
            continue
        if place[2].label != "COLHEAD":
            break
        heads.append(place)
    if not heads:
        return []
    start, stop = heads[-1][0], heads[0][1]
    again: dict[int, Mark] = {}
    runs: list[Run] = [("\n", None)]
    for text, mark in tracked.cut(start, stop).runs():
        runs.append((text, again.setdefault(id(mark), Mark(mark.label)) if mark else None))
    return runs


@text_operator(8, weight=2)
def page_number_in_label(tracked: Tracked, rng: random.Random) -> Tracked:
    """A page number inside a row label, on a line of its own or glued in."""
    labels = [p for p in tracked.stretches() if p[2].label == "ROWHEAD" and p[1] - p[0] > 5]
    edits: list[tuple[int, int, list[Run]]] = []
    for start, end, _ in labels and [rng.choice(labels)]:
        at = rng.randrange(start + 3, end - 1)
        if rng.random() < 0.7:
            edits.append((at, at, [("\n", None), _page_line(rng), ("\n", None)]))
        else:
            edits.append((at, at, [(f"- {rng.randrange(2, 9)} -", Mark("FURNITURE"))]))
    return tracked.splice(edits)


@text_operator(8, weight=1)
def stray_numbers(tracked: Tracked, rng: random.Random) -> Tracked:
    """A number that counts rows stands on a line of its own between two rows of several cells each."""
    edits: list[tuple[int, int, list[Run]]] = []
    number = 0
    for line in _LINE.finditer(tracked.text):
        owners = tracked.owners[line.start() : line.end()]
        cells = {id(m) for m in owners if m is not None and m.label == "CELL"}
        if owners[0] is not None and owners[0].label == "ROWHEAD" and len(cells) > 2:
            number += 1
            if rng.random() < 0.2:
                edits.append((line.start(), line.start(), [(str(number), Mark("FURNITURE")), ("\n", None)]))
    return tracked.splice(edits)


@text_operator(7, weight=2)
def deduplicate_lines(tracked: Tracked, rng: random.Random) -> Tracked:
    """A crawler keeps each line once; rows that lost a figure so have no certain places left."""
    seen: set[str] = set()
    edits: list[tuple[int, int, list[Run]]] = []
    rows = set()
    for line in re.finditer(r"[^\r\n]*(?:\r\n|\n|\r|$)", tracked.text):
        words = line.group().strip()
        if not words or words not in seen:
            if words:
                seen.add(words)
            continue
        edits.append((line.start(), line.end(), []))
        rows |= {row for m in tracked.owners[line.start() : line.end()] if m is not None and (row := row_of(m))}
    if rows:
        # Where lines of cells are gone, even a whole row's figures may be another row's.
        tables = {row[0] for row in rows}
        doubt_rows(tracked, {row for _, _, m in cells_of(tracked) if (row := row_of(m)) and row[0] in tables})
    return tracked.splice(edits)


@text_operator(16, weight=2)
def one_paragraph(tracked: Tracked, rng: random.Random) -> Tracked:
    """Every line end is gone: blanks stand there, so that nothing shows where an empty cell was."""
    gap = rng.choice((" ", "　", "　　"))
    if "|" not in tracked.text:
        tracked = without_blanks(tracked)
    return tracked.sub(re.compile(r"(?:\r\n|\n|\r)+"), lambda match, owners: [(gap, owners[0])])


@text_operator(16, weight=2)
def prose_in_one_paragraph(tracked: Tracked, rng: random.Random) -> Tracked:
    """Headings and paragraphs run into one another; tables keep their lines."""
    text, owners = tracked.text, tracked.owners
    table = ("CELL", "ROWHEAD", "COLHEAD", "CAPTION")
    near = [False] * (len(text) + 1)
    last = -9
    for at, mark in enumerate(owners):
        if mark is not None and mark.label in table:
            last = at
        near[at] = at - last < 40
    ends: list[tuple[int, int, list[Run]]] = []
    for match in re.finditer(r"(?:\r\n|\n|\r)+[ 　]*", text):
        ahead = owners[match.end() : match.end() + 2]
        if (
            near[match.start()]
            or any(m is not None and m.label in table for m in ahead)
            or "|" in text[match.end() : match.end() + 3]
        ):
            continue
        if text[match.start() - 1 : match.start()] in "。；：" or rng.random() < 0.5:
            ends.append((match.start(), match.end(), []))
    return tracked.splice(ends)


@text_operator(12, 21, weight=1)
def cut_end(tracked: Tracked, rng: random.Random) -> Tracked:
    """The text stops early; a figure cut in two cannot be read."""
    at = rng.randrange(len(tracked.text) // 3, len(tracked.text)) if len(tracked.text) > 9 else len(tracked.text)
    return _cut(tracked, 0, at)


@text_operator(12, 21, weight=1)
def cut_start(tracked: Tracked, rng: random.Random) -> Tracked:
    """The text begins late: mostly with a heading of the first half, else anywhere."""
    half = len(tracked.text) // 2
    heads = [start for start, _, mark in tracked.stretches() if mark.label == "HEAD1" and 0 < start < half]
    if heads and rng.random() < 0.7:
        return _cut(tracked, rng.choice(heads[:3]), len(tracked.text))
    return _cut(tracked, rng.randrange(1, max(2, len(tracked.text) // 6)), len(tracked.text))


def _cut(tracked: Tracked, start: int, end: int) -> Tracked:
    owners = tracked.owners
    for inside, outside in ((start, start - 1), (end - 1, end)):
        if not 0 <= min(inside, outside) or max(inside, outside) >= len(owners):
            continue
        mark = owners[inside]
        if mark is not None and mark is owners[outside] and mark.label in ("CELL", "FIGURE"):
            mark.status = "ambiguous"
            # The value of a cell stays, for telling a reading that is true all the same; a sentence's figure has no status.
            mark.value = mark.value if mark.address else None
        elif (near := _row_at(tracked, inside)) is not None and near == _row_at(tracked, outside):
            doubt_rows(tracked, {near})
    return tracked.cut(start, end)


def _row_at(tracked: Tracked, at: int) -> tuple[str, str] | None:
    """The row whose cells stand on both sides of a place."""
    window = range(max(0, at - 8), min(len(tracked.owners), at + 9))
    rows = [row for i in window if (m := tracked.owners[i]) is not None and (row := row_of(m))]
    return rows[0] if rows and rows[0] == rows[-1] else None


@text_operator(2, 9, weight=2)
def doubled_line_ends(tracked: Tracked, rng: random.Random) -> Tracked:
    """An empty line behind each line."""
    return tracked.sub(LINE_END, lambda match, owners: [(match.group() * 2, owners[0])])


@text_operator(13, weight=1)
def repeated_title(tracked: Tracked, rng: random.Random) -> Tracked:
    """The title once more, as the page's own heading."""
    first = next((p for p in tracked.stretches() if p[2].label == "TITLE"), None)
    if first is None:
        return tracked
    return tracked.splice([(first[0], first[0], [(tracked.text[first[0] : first[1]], Mark("TITLE")), ("\n", None)])])
