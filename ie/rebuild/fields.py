"""What stands between two labels: the row's figures and blanks in order, and how far the layout can be trusted with empties."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal, NamedTuple

from ie.editions.vocabulary import occurrences
from ie.rebuild.extent import between, leads, row_end, unlabelled_line
from ie.report import Span
from ie.values import Value, is_blank, parse_value

LOST_DIGIT = 10
"""Letters that a digit outside of all cells weighs as much as."""
ItemKind = Literal["value", "blank", "words"]
_TORN_BEHIND = re.compile(r"[ \n]{0,3},[ \n]{0,3}\d|[ \n]{0,3},\s*$|[ \n]{1,3}[.]\d")
_TORN_BEFORE = re.compile(r"(?:\d|^)[ \n]{0,3},[ \n]{0,3}$|(?:[+\-−–—增减降]|增加|减少|下降)$")
"""A thousands separator or a sign right before the figure that the tagger left out of it."""
_CLIPPED_BEFORE = re.compile(
    r"(?:[A-Za-z]\.[ ]?|[A-Za-z%‰第→~～≈<≥≤↑↓▲▼△▽$]|(?<![A-Za-z/\"'])>|\d/|[约近超逾含足每达][ ]?)$"
)
_CLIPPED_BEHIND = re.compile(r"[A-Za-z%‰→~～^°月日号余多千百]|/\d|万(?!元)|亿(?!元)|[ ]?(?:左右|以上|以下)")
"""What belongs to a figure and was left out of it: `约50`, `l2`, `15%`, `3万`."""
_CLEAR = frozenset(("", *"|\t0123456789"))
"""What nothing of a figure stands behind or before, blanks between them or none: it is neither torn nor clipped there."""
_BESIDE = 6
"""Characters beside a figure in which all stands that tears or clips it, or nothing but blanks."""
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


class Item(NamedTuple):
    """One field of a row: a figure, a visible blank, or words without a figure."""

    kind: ItemKind
    start: int
    end: int
    raw: str
    value: Value | None = None
    torn: bool = False
    """A comma and more digits stand beside it across a blank or a line end, or a sign right before it: it is not whole."""
    marked: bool = False
    """A blank that is printed (dash, slash, 无), not only empty."""
    line: int = 0
    """Which line of the row's stretch it stands on."""
    leads: bool = False
    """It opens a later line that goes on with words of another field: perhaps that row's serial number."""
    shares: bool = False
    """It stands in one field with the figure before it."""


@dataclass(frozen=True)
class Strip:
    """A row's items; `style` says what kept them apart, `cut` that the text ends within the row."""

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
        object.__setattr__(self, "values", tuple([i for i in self.items if i.kind == "value"]))

    @property
    def zero_led(self) -> bool:
        """Whether one of the figures begins with a zero that is a figure of its own, run together with the next one."""
        return any(len(i.raw) > 1 and LEADING_ZERO.match(i.raw) for i in self.values)

    def crowded(self, columns: int) -> bool:
        """Whether of as many fields as columns one holds several figures and an earlier one none: a figure may be broken in two."""
        if not any(i.shares for i in self.values) or sum(not i.shares for i in self.items) != columns:
            return False
        return any(i.kind == "blank" and not i.marked and i.start < self.values[-1].start for i in self.items)


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
        items = [_item(clean, c, clean.count("\n", begin, c.start)) for c in inside]
        if not items and _EMPTY_LINE.search(tail):
            items = [Item("blank", label_end, label_end, "")]
    else:
        items = [_item(clean, c) for c in inside if c.start < label_end]
        items += _fields(clean, label_end, limit, inside, style)
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
    if style != "open" and inner and clean.find("\n", label_end, inner[-1].start) >= 0:
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


def _item(clean: str, span: Span, line: int = 0) -> Item:
    start, end = span.start, span.end
    raw = clean[start:end]
    value = parse_value(raw)
    if value is not None:
        torn = clipped = False
        if clean[end : end + _BESIDE].lstrip(" \n")[:1] not in _CLEAR:
            torn = _TORN_BEHIND.match(clean, end) is not None
            clipped = _CLIPPED_BEHIND.match(clean, end) is not None
        before = clean[max(0, start - _BESIDE) : start]
        if before.rstrip(" \n")[-1:] not in _CLEAR:
            torn = torn or _TORN_BEFORE.search(before) is not None
            clipped = clipped or _CLIPPED_BEFORE.search(before) is not None
        if clipped:
            value = replace(value, odd=True)
        return Item("value", start, end, raw, value, torn, line=line)
    return Item("blank" if is_blank(raw) else "words", start, end, raw, marked=True, line=line)


def _fields(clean: str, start: int, limit: int, cells: list[Span], style: str) -> list[Item]:
    """The separated fields behind a label; what stands before the first separator belongs to the label."""
    text = clean[start:limit]
    if style == "tabs":
        text = text.split("\n", 1)[0]
        bounds = [*occurrences(text, "\t"), len(text)]
    else:
        line = text.split("\n", 1)[0]
        if line.count("|") > 1 and (not cells or cells[-1].start < start + len(line)):
            text = line + "\n"  # one line a row: what stands on the next one is the next row's
        bounds = occurrences(text, "|")
        # A row whose last field has no border behind it ends with its line, or with the text.
        rest = text[bounds[-1] + 1 :]
        if limit < len(clean) or rest.strip().count("\n"):
            rest = rest.split("\n", 1)[0]
        behind = start + bounds[-1]
        inside = cells and cells[-1].start > behind and any(behind < c.start <= behind + len(rest) for c in cells)
        if inside or (limit >= len(clean) and rest.strip()):
            bounds.append(bounds[-1] + 1 + len(rest))
    items: list[Item] = [_item(clean, c) for c in cells if start <= c.start < start + bounds[0]]
    at = 0
    for left, right in pairwise(bounds):
        a, b = start + left + 1, start + right
        # Fields and cells are both in order, so that no cell is looked for twice.
        while at < len(cells) and cells[at].start < a:
            at += 1
        first = at
        while at < len(cells) and cells[at].start < b:
            at += 1
        if first < at:
            items += _shared(clean, cells[first:at], a, b)
        elif raw := clean[a:b].strip():
            items.append(Item("words", a, min(b, limit), raw))
        else:
            items.append(Item("blank", a, a, ""))
    return items


def _shared(clean: str, held: list[Span], start: int, end: int) -> list[Item]:
    """The cells of one field, odd where digits of it stand beside them in no cell: `205 2` may be one figure."""
    items = [_item(clean, held[0])]
    items += [_item(clean, c)._replace(shares=True) for c in held[1:]]
    if clean[start : held[0].start].strip(" ").isdigit():
        items[0] = _odd(items[0])
    if clean[held[-1].end : end].strip(" ").isdigit():
        items[-1] = _odd(items[-1])
    return items


def _odd(item: Item) -> Item:
    return item._replace(value=replace(item.value, odd=True)) if item.value else item
