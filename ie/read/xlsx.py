"""XLSX: the sheets in their order, each a grid; figures as their cells show them, merged cells once."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ie.read.grid import GridCell
from ie.read.render import Rendered, Renderer, one_line
from ie.read.source import Limits, Refused
from ie.read.xlsx_numbers import Formats, shown_number
from ie.read.zipped import Zipped, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", M[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
)
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
MAX_COLUMNS = 200
"""Columns beyond which no empty cells are put back: no form is as wide."""


def render_xlsx(data: bytes, limits: Limits) -> Rendered:
    """A workbook's bytes → the text of its visible sheets; hidden rows, columns and sheets are left out with a warning."""
    zipped = Zipped(data, limits)
    book = zipped.read("xl/workbook.xml")
    if not book:
        raise Refused("unreadable", "is an XLSX without a workbook in it; open it in Excel and save it anew")
    links = _links(zipped, limits)
    strings = _strings(zipped, limits)
    formats = Formats(_parse(zipped.read("xl/styles.xml"), limits) if "xl/styles.xml" in zipped.names else None)
    renderer = Renderer(limits.max_chars, limits.max_cells)
    hidden = 0
    for sheet in _parse(book, limits).iterfind(f"{M}sheets/{M}sheet"):
        if sheet.get("state") in ("hidden", "veryHidden"):
            hidden += 1
            continue
        member = zipped.read(links.get(sheet.get(f"{R}id") or "", ""))
        if member:
            grid = _Sheet(_parse(member, limits), strings, formats, sheet.get("name") or "", limits.max_cells)
            renderer.table(grid.cells())
            hidden += grid.hidden
    if hidden:
        renderer.warnings.append(f"hidden sheets, rows or columns were left out ({hidden}); show them if they count")
    return renderer.done()


def _parse(data: bytes, limits: Limits) -> _Element:
    for strict, plain in _STRICT:
        data = data.replace(strict, plain)
    return parse_xml(data, limits)


def _links(zipped: Zipped, limits: Limits) -> dict[str, str]:
    relations = zipped.read("xl/_rels/workbook.xml.rels")
    if not relations:
        return {}
    return {
        r.get("Id") or "": posixpath.normpath(posixpath.join("/xl", r.get("Target") or "")).lstrip("/")
        for r in parse_xml(relations, limits)
    }


def _strings(zipped: Zipped, limits: Limits) -> list[str]:
    data = zipped.read("xl/sharedStrings.xml")
    return [_words(item) for item in _parse(data, limits).iterfind(f"{M}si")] if data else []


def _words(item: _Element) -> str:
    """The plain and rich runs of a string; phonetic readings are left out."""
    return "".join(t.text or "" for t in item.iter(f"{M}t") if t.getparent().tag != f"{M}rPh")


class _Sheet:
    """One worksheet's cells with their merges."""

    def __init__(self, root: _Element, strings: list[str], formats: Formats, name: str, max_cells: int) -> None:
        self._root = root
        self._strings = strings
        self._formats = formats
        self._name = name
        self.hidden = 0
        self._max_cells = max_cells
        self._hidden_columns = [
            (int(c.get("min") or 0) - 1, int(c.get("max") or 0) - 1)
            for c in root.iterfind(f"{M}cols/{M}col")
            if c.get("hidden") in ("1", "true")
        ]

    def cells(self) -> Iterator[GridCell]:
        merged, inner = _merges(self._root, self._max_cells)
        width = max((c.column + c.columns for c in self._stored(merged, inner) if c.text), default=0)
        row: list[GridCell] = []
        for cell in self._stored(merged, inner):
            if row and row[0].row != cell.row:
                yield from _with_gaps(row, inner, min(width, MAX_COLUMNS))
                row = []
            row.append(cell)
        if row:
            yield from _with_gaps(row, inner, min(width, MAX_COLUMNS))

    def _stored(
        self, merged: dict[tuple[int, int], tuple[int, int]], inner: set[tuple[int, int]]
    ) -> Iterator[GridCell]:
        self.hidden = len(self._hidden_columns)
        at = -1
        for row in self._root.iterfind(f"{M}sheetData/{M}row"):
            if row.get("hidden") in ("1", "true"):
                self.hidden += 1
                continue
            number = row.get("r") or ""
            at = int(number) - 1 if number.isdecimal() and len(number) < 8 else at + 1
            column = -1
            for cell in row.iterfind(f"{M}c"):
                place = _place(cell.get("r"))
                at, column = place if place else (at, column + 1)
                if any(a <= column <= b for a, b in self._hidden_columns) or (at, column) in inner:
                    continue
                rows, columns = merged.get((at, column), (1, 1))
                where = f"{self._name}!{cell.get('r') or ''}"
                yield GridCell(at, column, self._text(cell), rows, columns, where)

    def _text(self, cell: _Element) -> str:
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            return one_line(_words(cell))
        value = cell.findtext(f"{M}v") or ""
        if kind == "s":
            at = int(value) if value.isdecimal() else -1
            return one_line(self._strings[at]) if 0 <= at < len(self._strings) else ""
        if kind in ("str", "e"):
            return one_line(value)
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(value, value)
        return shown_number(value, self._formats.of(cell.get("s")))


def _place(reference: str | None) -> tuple[int, int] | None:
    match = _REFERENCE.fullmatch(reference or "")
    if match is None:
        return None
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - 64
    return int(match.group(2)) - 1, column - 1


def _merges(root: _Element, max_cells: int) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """First cell → (rows, columns) it is merged over, and the places that merges cover."""
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for item in root.iterfind(f"{M}mergeCells/{M}mergeCell"):
        first, _, last = (item.get("ref") or "").partition(":")
        a, b = _place(first), _place(last)
        if a and b and a <= b:
            rows, columns = b[0] - a[0] + 1, b[1] - a[1] + 1
            if len(covered) + rows * columns > max_cells:
                raise Refused("too_large", f"merges more than {max_cells:,} cells; split it")
            merged[a] = (rows, columns)
            covered.update((r, c) for r in range(a[0], b[0] + 1) for c in range(a[1], b[1] + 1))
            covered.discard(a)
    return merged, covered


def _with_gaps(cells: list[GridCell], covered: set[tuple[int, int]], width: int) -> Iterator[GridCell]:
    """A workbook may leave empty cells out of its file; they are put back, up to the sheet's width."""
    if not any(cell.text for cell in cells):
        return
    if len(cells) == 1:  # a paragraph or a title
        yield cells[0]
        return
    at = cells[0].column
    for cell in [*cells, None]:
        for column in range(at, cell.column if cell else width):
            if (cells[0].row, column) not in covered:
                yield GridCell(cells[0].row, column, "")
        if cell:
            yield cell
            at = max(at, cell.column + cell.columns)
