"""Rows of one table → how its full rows are laid out, by which the empty fields of the others are placed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ie.rebuild.fields import Strip
from ie.rebuild.items import Item


@dataclass(frozen=True)
class Frame:
    """How a table's full rows are laid out: empty fields before the first figure, and fields behind the label in all."""

    lead: int
    fields: int


def with_last_fields(strips: dict[str, tuple[Strip, bool]]) -> dict[str, tuple[Strip, bool]]:
    """Where some rows of a table end without a border, the others end in an empty field that has no border to show it."""
    if not any(s.bare_end for s, _ in strips.values()):
        return strips
    return {
        row: (replace(s, items=(*s.items, Item("blank", s.items[-1].end, s.items[-1].end, ""))), known)
        if s.style == "pipes" and s.items and not s.bare_end
        else (s, known)
        for row, (s, known) in strips.items()
    }


UNLIKE = Frame(0, -1)
"""No row is laid out like this: rows of another number of fields than the form has columns, and no full one among them."""


def frames_of(strips: Iterable[tuple[int, Strip]], columns: int) -> dict[int, Frame | None]:
    """For each depth of row labels the frame its full rows share; None where they differ.

    `strips` are (depth, strip) of one table's rows.  A full row has a figure for every column, side by side.
    """
    out: dict[int, Frame | None] = {}
    strips = list(strips)
    short = False
    fewest: dict[int, int] = {}
    """Fields of the shortest row of each depth that has any and is not cut."""
    for depth, strip in strips:
        if strip.items and not strip.cut:
            fewest[depth] = min(len(strip.items), fewest.get(depth, len(strip.items)))
        shown = strip.values or any(i.marked for i in strip.items)
        if strip.style == "pipes" and shown and not strip.cut and len(strip.items) != columns:
            out[depth] = UNLIKE  # until a full row shows what the other fields are
            short = short or (len(strip.items) < columns and all(i.kind == "value" for i in strip.items))
    for depth, strip in strips:
        if strip.style == "open" or len(strip.values) != columns:
            continue
        lead = strip.items.index(strip.values[0])
        if columns == 1 and fewest.get(depth, lead + 1) <= lead:
            out[depth] = (
                UNLIKE  # an empty row has no room for the field before this figure, which may be a page's number
            )
        elif strip.items[lead : lead + columns] == strip.values:
            frame = Frame(lead, len(strip.items))
            out[depth] = frame if out.get(depth, frame) in (frame, UNLIKE) else None
    if short:  # full rows of one depth have fewer figures than columns: a column of this table is not printed
        out |= {depth: UNLIKE for depth, _ in strips if depth not in out}
    return out
