"""The one-line table → the fields of its line, as many as it has cells."""

from __future__ import annotations

import re
from decimal import Decimal

from ie.editions import Identity, TableForm
from ie.rebuild.fields import Strip, read_strip
from ie.rebuild.items import Item
from ie.report import Span


def line_ends(clean: str, values: tuple[Item, ...]) -> bool:
    """Whether the figures stand on one line and its end is printed: that line is not cut, whatever it lacks."""
    return "\n" not in clean[values[0].start : values[-1].end] and "\n" in clean[values[-1].end :]


def without_stray(form: TableForm, values: tuple[Item, ...], row_sum: Identity | None) -> tuple[Item, ...]:
    """One figure too many before or behind the line, a page's number: left out where every group adds up without it alone."""
    fits = [kept for kept in (values[:-1], values[1:]) if row_sum and _adds_up(form, list(kept), row_sum)]
    alike = {tuple(i.value.value for i in kept if i.value) for kept in fits}
    return fits[0] if len(alike) == 1 else values


def without_words(strip: Strip) -> list[Item]:
    """The fields without the header's remains before the first figure and what follows behind the last."""
    items = list(strip.items)
    if strip.style == "open":
        return items
    shown = [k for k, i in enumerate(items) if i.kind == "value" or i.marked]
    words = [k for k, i in enumerate(items) if i.kind == "words" and not i.marked]
    if not shown:
        return items
    begin = max((k + 1 for k in words if k < shown[0]), default=0)
    return items[begin : min((k for k in words if k > shown[-1]), default=len(items))]


def window_of(form: TableForm, fields: list[Item], style: str, row_sum: Identity | None, total: int) -> list[Item]:
    """The form's number of fields among those found: what is left over must be empty, and only one place may add up.

    The fields as they are where no such window is certain.
    """
    marked = [i for i in fields if i.kind == "value" or i.marked]
    if style == "open" or len(marked) == total:
        return marked if style != "open" else fields
    places = []
    for at in range(len(fields) - total + 1):
        outside = (*fields[:at], *fields[at + total :])
        if all(i.kind == "blank" and not i.marked for i in outside) and _adds_up(
            form, fields[at : at + total], row_sum
        ):
            places.append(at)
    return fields[places[0] : places[0] + total] if len(places) == 1 else fields


def _adds_up(form: TableForm, fields: list[Item], row_sum: Identity | None) -> bool:
    """Whether every group's figures come to its total, an empty one counting as nothing."""
    if row_sum is None:
        return True
    ids = [c.id for c in form.columns]
    for at in range(0, len(fields), len(ids)):
        group = dict(zip(ids, fields[at : at + len(ids)], strict=True))
        value = {k: i.value.value if i.value else Decimal(0) for k, i in group.items()}
        if sum(value[i] for i in row_sum.left) != sum(value[i] for i in row_sum.right):
            return False
    return True


def separated_line(clean: str, begin: int, limit: int, cells: list[Span], total: int) -> list[Item] | None:
    """One line of tab- or pipe-separated fields that keeps its empties in their place and has exactly the form's number."""
    at = begin
    for line in clean[begin:limit].split("\n"):
        mark = "\t" if line.count("\t") >= total - 1 else "|" if line.count("|") >= total - 1 else ""
        if mark and re.search(r"\d", line) and not re.search(r"[\u4e00-\u9fff]{2}", line):
            body = line
            place = at
            if mark == "|":
                place += len(body) - len(body.lstrip())
                body = body.strip()
                if body.startswith("|"):
                    # Without its other border the line is cut, or begins with an empty field: which, nothing shows.
                    place, body = place + 1, body[1:-1] if body.endswith("|") else ""
            parts = body.split(mark)
            if mark == "|" and len(parts) == total + 1 and not parts[-1].strip():
                parts.pop()
            if len(parts) == total:
                out = []
                for words in parts:
                    held = [c for c in cells if place <= c.start < place + len(words)]
                    blank = Item("blank", place, place, "")
                    out.append(
                        read_strip(clean, held, held[0].start, held[0].end, held[0].end).items[0] if held else blank
                    )
                    place += len(words) + len(mark)
                return out
        at += len(line) + 1
    return None
