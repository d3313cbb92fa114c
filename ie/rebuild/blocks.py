"""Labels of several rows first, then their figures: dealt out in order where their number is exact, always for review.

Beside `ie.rebuild.rows`, which reads a row whose figures stand behind its own label.
"""

from __future__ import annotations

from dataclasses import replace

from ie.editions import Identity, TableForm
from ie.rebuild.anchors import Anchor
from ie.rebuild.fields import Strip
from ie.rebuild.items import Item
from ie.rebuild.row_cells import doubtful
from ie.rebuild.rows import read_row
from ie.rebuild.text_doubts import LABELS_FIRST
from ie.report import Cell

MIN_BLOCK = 3
"""Labels with nothing between them, then more figures than one row has: figures of them all, some of them lost."""


def read_blocks(
    form: TableForm, own: list[Anchor], strips: dict[str, Strip], row_sum: Identity | None
) -> dict[str, dict[str, Cell]]:
    """Labels of several rows first, all their figures behind the last: dealt out in order where the number is exact."""
    out: dict[str, dict[str, Cell]] = {}
    rows = form.by_id
    printed = {a.row for a in own}
    n = len(form.columns)
    empty: list[str] = []
    for anchor in own:
        strip = strips[anchor.row]
        if not strip.items and printed & set(rows[anchor.row].stands_for):
            continue  # the side label of the rows behind it
        if not strip.items:
            empty.append(anchor.row)
            continue
        block = [*empty, anchor.row]
        empty = []
        values = strip.values
        if strip.style == "open" and _first_of_several(block, values, n):
            out[block[-1]] = doubtful(form.columns, LABELS_FIRST)
            continue
        shown = [i for i in strip.items if i.kind == "value" or i.marked]
        if len(block) > 1 and len(values) < len(shown) == len(block) * n:
            # Dashes among the figures: as many cells as these rows have.
            out |= {row_id: doubtful(form.columns, LABELS_FIRST) for row_id in block}
            continue
        # A row's own sum cannot tell which row it is, so a block is always for review.
        if len(block) < 2 or strip.style != "open" or len(values) != len(block) * n:
            continue
        for k, row_id in enumerate(block):
            part = replace(strip, items=values[k * n : (k + 1) * n])
            settled = read_row(rows[row_id], form.columns, part, row_sum).cells
            out[row_id] = {c: cell.doubted(LABELS_FIRST) for c, cell in settled.items()}
    return out


def _first_of_several(block: list[str], values: tuple[Item, ...], n: int) -> bool:
    """Whether a block's figures are of several of its rows, and not as many as these rows have cells."""
    if len(block) >= MIN_BLOCK and len(values) > n and len(values) != len(block) * n:
        return True
    lines = [v.line for v in values]
    return len(block) > 1 and len(values) == n and 1 < len(set(lines)) < n


def few_of_many(form: TableForm, own: list[Anchor], strips: dict[str, Strip]) -> bool:
    """Whether most rows print nothing and the others each a line of figures below their label: labels first, and lines lost."""
    rows = form.by_id
    held = [strips[a.row] for a in own if not rows[a.row].stands_for]
    filled = [s for s in held if s.items]
    if len(form.columns) < 2 or not filled or len(held) - len(filled) <= max(1, len(filled)):
        return False
    return all(s.style == "open" and _on_one_line_below(s) for s in filled)


def _on_one_line_below(strip: Strip) -> bool:
    lines = {v.line for v in strip.values}
    return len(strip.values) > 1 and len(lines) == 1 and lines.pop() > 0
