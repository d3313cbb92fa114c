"""What stands between two labels: the row's figures and blanks in order, and how far the layout can be trusted with empties."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from ie.rebuild.extent import between, leads, row_end, unlabelled_line
from ie.rebuild.items import Item, item_of, separated_fields
from ie.report import Span
from ie.values import is_blank

LOST_DIGIT = 10
"""Letters that a digit outside of all cells weighs as much as."""
_FOR_A_DIGIT = re.compile(r"(?<![A-Za-z])[OoIl](?![A-Za-z])")
"""A letter alone that looks like a digit: one figure of the row is not seen."""
MARK_AND_FIGURE = re.compile(r"[/／\\—–\-无] ?\d+|\d+ ?[/／\\—–\-无]")
"""A printed blank and a figure in one field: two cells."""
LEADING_ZERO = re.compile(r"[+\-−]?0\d")
_UNITS = re.compile("条|件|次|篇|个|人次|人|万元|元")
_LETTER = re.compile(r"[\u4e00-\u9fff]")
_LETTER_OR_DIGIT = re.compile(r"[\u4e00-\u9fff\d]")
_UNIT_BEHIND = re.compile(r"[^\d]{0,60}?[\s|]((?:条|件|次|篇|个|人次|人|万元|元))[\s|]")
_EMPTY_LINE = re.compile(r"\n[ \u3000\u00a0]+(?:\n|$)")
_GLUES = re.compile(r"[\u4e00-\u9fff)”\"]")
_ENDS_DEFINITION = re.compile(r"[|\t]|\n\n")
_NOTE = re.compile(r"[(][^()]*[)]?")
_UNITS_OR_WORD = re.compile(r"(?:条|件|次|篇|个|人次|人|万元|元|单位)")
_TOTAL = re.compile(r"[总合小]\s*计")
_MORE_BEHIND = re.compile(r"(?!条|件|次|篇|个|人|万|元|项|份)[\u4e00-\u9fff]|[-+−]\d")
_DIGIT = re.compile(r"\d")
_UNIT_WORD = re.compile(r"^(?:条|件|次|篇|个|人|人次|万元|元|项|份|[-—]{2,})$")


@dataclass(slots=True)
class Strip:
    """A row's items; `style` says what kept them apart, `cut` that the text ends within the row.

    Changed by nobody; not frozen only because one is made for every row, and that takes thrice the time.
    """

    items: tuple[Item, ...]
    style: Literal["pipes", "tabs", "open"]
    cut: bool
    glued: bool
    unit: str | None = None
    strange: int = 0
    """Letters between the label and its first figure that belong to no label: perhaps a row whose label was not recognised."""
    parted: bool = False
    """Letters or empty fields stand between the first figure and the last."""
    lettered: bool = False
    """Letters that are no unit stand between the first figure and the last: perhaps a label that was not recognised."""
    bare_end: bool = False
    """The last figure ends its line of pipes without a border behind it."""
    touching: bool = False
    """The last figure ends with the text, without even a line end: it may be cut."""
    followed: bool = False
    """Letters that are no unit, or a sign with a digit, stand right behind the last figure: another cell, `12无此项`, `29-14`."""

    values: tuple[Item, ...] = field(init=False, repr=False, compare=False)
    """The items with a figure; every rule asks for them."""

    def __post_init__(self) -> None:
        self.values = tuple([i for i in self.items if i.kind == "value"])

    @property
    def zero_led(self) -> bool:
        """Whether one of the figures begins with a zero that is a figure of its own, run together with the next one."""
        return any(len(i.raw) > 1 and LEADING_ZERO.match(i.raw) for i in self.values)

    def crowded(self, columns: int) -> bool:
        """Whether of as many fields as columns one holds several figures and an earlier one none: a figure may be broken in two."""
        if not any(i.shares for i in self.values) or sum(not i.shares for i in self.items) != columns:
            return False
        return any(i.kind == "blank" and not i.marked and i.start < self.values[-1].start for i in self.items)


def read_strip(clean: str, cells: list[Span], begin: int, limit: int, label_end: int) -> Strip:
    """The items of one row between its label's first letter and the next label.

    `cells` are the tagger's CELL spans, sorted.  Empties come from the separators of the text itself, since an empty
    cell has no characters to label.
    """
    limit = row_end(clean, cells, label_end, limit)
    limit = _before_litter(clean, cells, label_end, limit)
    inside = between(cells, begin, limit)
    tail = clean[label_end:limit]
    style: Literal["pipes", "tabs", "open"] = "pipes" if "|" in tail else "tabs" if _tabbed(tail) else "open"
    # Sentences behind the last figure show that the text goes on: the row is whole, whatever it lacks.
    cut = limit >= len(clean) and not _LETTER.search(clean, max((c.end for c in inside), default=label_end))
    if style == "open":
        items = [item_of(clean, c, clean.count("\n", begin, c.start)) for c in inside]
        if not items and _EMPTY_LINE.search(tail):
            items = [Item("blank", label_end, label_end, "")]
    else:
        items = [item_of(clean, c) for c in inside if c.start < label_end]
        items += separated_fields(clean, label_end, limit, inside, style)
    units = [i for i in items if i.kind != "value" and _UNIT_WORD.match(i.raw) and not is_blank(i.raw)]
    if units:
        unit: str | None = units[0].raw
        items = [i for i in items if i not in units]
    else:
        match = _UNIT_BEHIND.match(tail) if _LETTER.search(tail) else None
        unit = match.group(1) if match else None
    shown = [k for k, i in enumerate(items) if i.kind == "value"]
    inner = items[shown[0] : shown[-1] + 1] if shown else []
    glued = bool(inner) and inner[0].start > 0 and bool(_GLUES.match(clean, inner[0].start - 1))
    strange = _strange(clean, label_end, inner[0].start) if inner else 0
    if style == "tabs" and unlabelled_line(clean, inside, label_end, limit):
        strange += LOST_DIGIT
    bare_end = style == "pipes" and bool(inner) and _ends_bare(clean, label_end, inner[-1].end)
    touching = cut and bool(items) and items[-1].kind == "value" and items[-1].end == len(clean)
    followed = bool(inner) and inner[-1].end < limit and bool(_MORE_BEHIND.match(clean, inner[-1].end))
    lettered = _lettered(clean, inner)
    lettered = lettered or (style == "open" and bool(inner) and bool(_FOR_A_DIGIT.search(clean, label_end, limit)))
    parted = lettered or len(inner) > len(shown)
    if inner and clean.find("\n", label_end, inner[-1].start) >= 0:
        items = [
            i._replace(leads=True) if i.kind == "value" and leads(clean, label_end, i.start, i.end) else i
            for i in items
        ]
    return Strip(tuple(items), style, cut, glued, unit, strange, parted, lettered, bare_end, touching, followed)


def _before_litter(clean: str, cells: list[Span], label_end: int, limit: int) -> int:
    """The limit, or the line of the first pipe where figures stand on lines before it and none from there on: links, no cells."""
    pipe = clean.find("|", label_end, limit)
    line = clean.rfind("\n", label_end, pipe) if pipe >= 0 else -1
    if line < 0 or len(between(cells, label_end, line)) < 2 or between(cells, line, limit):
        return limit
    return line


def _strange(clean: str, label_end: int, first: int) -> int:
    """Letters before the first figure that are neither the label's own note or definition nor a unit."""
    if not _LETTER_OR_DIGIT.search(clean, label_end, first):
        return 0
    between = clean[label_end:first]
    if between[:1] in "::(":
        between = between[end.end() :] if (end := _ENDS_DEFINITION.search(between)) else ""
    between = _NOTE.sub("", between)
    between = _UNITS_OR_WORD.sub("", between)
    # A digit that is in no cell may be a figure the tagger did not see, and a word for a total the label of another row.
    return len(_LETTER.findall(between)) + LOST_DIGIT * bool(_DIGIT.search(between) or _TOTAL.search(between))


def _ends_bare(clean: str, label_end: int, last: int) -> bool:
    """Whether the last figure, on the label's line, ends it without a border behind it."""
    newline = clean.find("\n", last)
    return newline >= 0 and not clean[last:newline].strip() and "\n" not in clean[label_end:last]


def _lettered(clean: str, inner: list[Item]) -> bool:
    """Whether letters that are no unit stand between the figures and blanks, from the first figure to the last."""
    if not inner or not _LETTER.search(clean, inner[0].end, inner[-1].start):
        return False
    gaps = (clean[a.end : b.start] for a, b in pairwise(i for i in inner if i.kind != "words" or i.marked))
    return any(_LETTER.search(_UNITS.sub("", gap)) for gap in gaps)


def _tabbed(tail: str) -> bool:
    """Tabs part the cells; a line end closes the row, so only the first line with a tab counts."""
    return "\t" in tail.split("\n", 1)[0]
