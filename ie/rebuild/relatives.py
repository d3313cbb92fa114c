"""The statistics form's relatives: serial numbers before the rows, code columns, a second year's or a cumulative column.

Works on the strips of a table of one figure column, before its rows are read.  The header says which columns are printed, the rows have
to agree with it: only where both leave one column for the year's figure is it taken.  A row that does not have the header's number
of figures is left in doubt, since a row the form lacks may stand behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from ie.rebuild.anchors import Anchor
from ie.rebuild.fields import Strip
from ie.rebuild.items import Item

Kind = Literal["serial", "code", "period", "year_total", "year", "other_year", "since_start", "part", "figure"]
HEADER = 150
"""Characters before the first label in which the header stands."""
MIN_ROWS = 10
"""Rows of the national form from which on a table is that form with columns added; older provincial forms share six of its labels."""
MIN_AGREEING = 0.8
"""Share of the rows whose serial numbers or codes must ascend: organs misnumber single rows."""
FOREIGN_ROW = "this row does not have the figures that the header announces: a row the form lacks may stand behind it"
_HEADS: tuple[tuple[Kind, str], ...] = (
    ("serial", r"序号"),
    ("code", r"代码"),
    ("period", r"本期实际|本月累计|本季度?累计|本期"),
    ("year_total", r"本年累计"),
    ("since_start", r"历年累计|历年"),
    ("other_year", r"上年同期数?|上年数?|上一年度?数?|去年"),
    ("year", r"本年数|本年度?|20\d\d年度?"),
    ("part", r"[\u4e00-\u9fff]{2,8}(?<!数据)(?<!单位)(?<!指标)统计数(?:据)?"),
    ("figure", r"数据统计数|统计数据?|数量|数值"),
)
_HEAD = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _HEADS))
_SPREAD = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?:[ \u3000][\u4e00-\u9fff])+(?![\u4e00-\u9fff])")
"""Letters set apart to fill a header's cell: `统 计 指 标`."""
SERIAL_REACH = 12
_SERIAL = re.compile(r"(?:^|[\n|])[ \t]*(\d{1,3})[ \t|]+$")
"""A number that opens a row, with nothing but what parts cells between it and the label."""
_OPENS_ROW = re.compile(r"(?:^|[\n|])[ \t]*(\d{1,3})[ \t|\n]+$")
"""The same where the label may stand on a line of its own."""
_YEARS: tuple[Kind, ...] = ("year_total", "year", "figure")
"""Columns that hold the year's figure, the surest first; several of the first kind that occurs leave it open."""


@dataclass(frozen=True)
class Shape:
    """The figure columns of a relative in order, whether serial numbers stand among the figures, and the year's column."""

    columns: tuple[Kind, ...]
    serial: bool
    chosen: int | None


def shape_of(clean: str, own: list[Anchor], strips: dict[str, Strip]) -> Shape | None:
    """The relative's shape; None where the header prints no column the form lacks, or too few of the form's rows."""
    if len(own) < MIN_ROWS:
        return None
    header = _SPREAD.sub(lambda m: re.sub(r"\s", "", m.group()), clean[max(0, own[0].start - HEADER) : own[0].start])
    opens = max((m.start() for m in re.finditer(r"序号|统计指标|指标名称|指标", header)), default=0)
    begin = header.find("序号") if "序号" in header else opens
    kinds: list[Kind] = [k for m in _HEAD.finditer(header, begin) if (k := _kind(m.lastgroup)) is not None]
    serial = "serial" in kinds
    columns = tuple(k for k in kinds if k != "serial")
    if not serial and not set(columns) - {"figure", "year"} and len(columns) < 2:
        return None
    columns = columns or ("figure",)
    values = [[float(i.value.value) for i in strips[a.row].values if i.value] for a in own]
    if serial and _serials_apart(clean, own, strips):
        serial = False
    elif serial and not _ascending([v[-1] for v in values[:-1] if v]):
        return Shape(columns, serial, None)
    if "code" in columns and not _ascending(
        [v[columns.index("code")] for v in values if len(v) > columns.index("code")]
    ):
        return Shape(columns, serial, None)
    if len(columns) > 1 and 2 * sum(not v for v in values) >= sum(bool(v) for v in values):
        return Shape(columns, serial, None)  # half the rows print nothing: two figures may be two rows'
    kind = next((k for k in _YEARS if k in columns), None)
    certain = kind is not None and columns.count(kind) == 1 and "part" not in columns
    return Shape(columns, serial, columns.index(kind) if certain and kind else None)


def _serials_apart(clean: str, own: list[Anchor], strips: dict[str, Strip]) -> bool:
    """Whether the serial numbers stand before their labels and none of them is in a row's strip, however they are numbered."""
    matches = [_SERIAL.search(clean, max(0, a.start - SERIAL_REACH), a.start) for a in own]
    places = {m.start(1) for m in matches if m}
    taken = any(item.start in places for a in own for item in strips[a.row].values)
    return not taken and len(places) >= MIN_AGREEING * len(own)


def next_number(clean: str, anchor: Anchor, strip: Strip) -> bool:
    """Whether a row's one figure is one more than the serial number before its label: perhaps that of a row that is lost or not known."""
    match = _OPENS_ROW.search(clean, max(0, anchor.start - SERIAL_REACH), anchor.start)
    values = strip.values
    return match is not None and len(values) == 1 and values[0].raw == str(int(match[1]) + 1)


def year_strip(shape: Shape, strip: Strip, last: bool) -> Strip | None:
    """The strip with the year's item alone; None where the row does not have the header's number of figures."""
    wanted = len(shape.columns) + (1 if shape.serial and not last else 0)
    fields: list[Item] = [i for i in strip.items if i.kind != "words"]
    if len(fields) != wanted and not strip.lettered:
        fields = [i for i in fields if i.kind == "value" or i.marked]
    if shape.chosen is None or len(fields) != wanted or strip.strange:
        return None
    return replace(strip, items=(fields[shape.chosen],))


def _kind(name: str | None) -> Kind | None:
    return next((kind for kind, _ in _HEADS if kind == name), None)


def _ascending(numbers: list[float]) -> bool:
    """Whether nearly all numbers are greater than the one before."""
    steps = [b > a for a, b in pairwise(numbers)]
    return len(steps) >= MIN_ROWS - 2 and sum(steps) >= MIN_AGREEING * len(steps)
