"""What stands between a table's last header and its first row's label: figures whose own label is lost, or displaced ones."""

from __future__ import annotations

import re

from ie.editions import TableForm
from ie.editions.finding import Found
from ie.rebuild.anchors import Anchor
from ie.rebuild.extent import between
from ie.rebuild.fields import Strip, read_strip
from ie.rebuild.items import Item
from ie.report import Span

_RULE = re.compile(r"[-–—]{2,}")
"""Not a blank but a line drawn under the header."""


def displaced(before: tuple[Item, ...], last: Strip) -> bool:
    """Figures or dashes before the first label and none behind the last one: each row's stand above it, here and all over the text."""
    if last.values or any(i.marked for i in last.items):
        return False
    return any(i.kind == "value" or (i.kind == "blank" and not _RULE.fullmatch(i.raw)) for i in before)


def orphans(form: TableForm, clean: str, found: list[Found], cells: list[Span], own: list[Anchor]) -> tuple[Item, ...]:
    """Figures between the table's last header and its first row's label."""
    if len(form.columns) < 2:
        return ()
    return tuple(i for i in items_before_first(form, clean, found, cells, own) if i.kind == "value")


def items_before_first(
    form: TableForm, clean: str, found: list[Found], cells: list[Span], own: list[Anchor]
) -> tuple[Item, ...]:
    """Figures and printed blanks between the table's last header and its first row's label."""
    if not own or len(form.columns) < 2:
        return ()
    first = own[0].start
    heads = [
        f.end for f in found if f.label.kind in ("column", "caption") and f.label.table == form.id and f.end <= first
    ]
    if not heads:
        return ()
    held = between(cells, max(heads), first)
    return tuple(i for c in held for i in read_strip(clean, [c], c.start, c.end, c.end).items)
