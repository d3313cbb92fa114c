"""A row whose figures stand in fields → which columns the figures and empties stand for."""

from __future__ import annotations

from ie.editions import Column, Row
from ie.rebuild.fields import Strip
from ie.rebuild.frames import Frame
from ie.rebuild.items import Item
from ie.rebuild.row_cells import positional
from ie.report import Cell

LABEL_FIELDS = 2
"""A label may take as many columns as the form has levels of side labels; their empties come before the figures."""


def strewn(strip: Strip, occupied: list[Item]) -> bool:
    """Whether a printed blank stands on another line than the figures: without separators that is a letter of a side label."""
    if strip.style != "open":
        return False
    lines = [i.line for i in occupied if i.kind == "value"]
    return len(lines) > 1 and len(set(lines)) == 1 and any(i.line not in lines for i in occupied)


def placed_by_fields(
    columns: tuple[Column, ...], row: Row, strip: Strip, frame: Frame | None
) -> dict[str, Cell] | None:
    """Figures and empties of a row by their fields, or None where the fields do not show a row of the form.

    Certain where the row has as many fields as columns, or is laid out as the table's full rows are; else for review.
    """
    n = len(columns)
    fields = strip.items
    last = max((k for k, i in enumerate(fields) if i.kind == "value"), default=-1)
    if frame is not None:
        lead = frame.lead
        certain = len(fields) == frame.fields
    else:
        # Where the text ends in the row, an empty first field may be the label's, and the last figures may be cut off.
        led = strip.cut and fields and fields[0].kind == "blank" and not fields[0].marked
        lead, certain = 0, len(fields) == n and not led
    window = fields[lead : lead + n]
    outside = (*fields[:lead], *fields[lead + n :])
    if len(window) < n or any(i.kind == "value" for i in outside):
        if len(fields) < n or last >= n:
            return None
        lead, certain, window = 0, False, fields[:n]
    certain = certain and not any(i.kind == "blank" and i.marked for i in outside)
    # Where cells are run together in one field, a dash as long as two may be two blanks.
    certain = certain and not any(i.shares for i in fields)
    # Two slashes in one field are two blanks run together.
    certain = certain and not any(set(i.raw) == {"/"} and len(i.raw) > 1 for i in window)
    interior = any(i.kind == "blank" for i in fields[:last])
    # Empties behind the last figure may be what is left of merged cells, moved to the end of the row.
    if not interior and not (certain and strip.style == "tabs"):
        return None
    cells = positional(columns, list(window), row, strip)
    if certain:
        return cells
    why = "the row's empty fields do not show which columns they stand for"
    return {k: c.doubted(why) for k, c in cells.items()}


def leading(strip: Strip, n: int) -> bool:
    """Whether the figures stand together, at the row's beginning or behind the label's own empty fields."""
    if strip.items == strip.values:
        return True
    items = [i for i in strip.items if i.kind != "words" or strip.style != "open"]
    empty = next((j for j, i in enumerate(items) if i.kind != "blank" or i.marked), 0)
    allowed = LABEL_FIELDS if strip.style == "tabs" else min(LABEL_FIELDS, n - 1)
    return empty <= allowed and tuple(items[empty : empty + n]) == strip.values
