"""DOCX: paragraphs and tables in the document's order, merged cells once, headers and footers kept as furniture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ie.read.grid import GridCell
from ie.read.numbering import Numbering
from ie.read.render import Rendered, Renderer, one_line
from ie.read.source import Limits, Refused
from ie.read.zipped import Zipped, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

DOCUMENT = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WORDS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_LEFT_OUT = frozenset((f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}pPr", f"{W}rPr", _FALLBACK))
"""Deleted text, field codes, and the copy of a drawing's words that old programs read."""


def render_docx(data: bytes, limits: Limits) -> Rendered:
    """A DOCX file's bytes → its text."""
    zipped = Zipped(data, limits)
    document = zipped.read(DOCUMENT)
    if not document:
        raise Refused("unreadable", "is a DOCX without a document in it; open it in Word and save it anew")
    renderer = Renderer(limits.max_chars, limits.max_cells)
    body = _parse(document, limits).find(f"{W}body")
    numbers = zipped.read("word/numbering.xml")
    styles = zipped.read("word/styles.xml")
    numbering = Numbering(_parse(numbers, limits) if numbers else None, _parse(styles, limits) if styles else None)
    if body is not None:
        _Blocks(renderer, numbering).run(body)
    for name in sorted(zipped.names):
        if name.startswith(("word/header", "word/footer")) and name.endswith(".xml"):
            for paragraph in _parse(zipped.read(name), limits).iter(f"{W}p"):
                renderer.block(one_line(paragraph_text(paragraph)), name[5:-4], furniture=True)
    return renderer.done()


def _parse(data: bytes, limits: Limits) -> _Element:
    return parse_xml(data.replace(_STRICT, W[1:-1].encode()), limits)


class _Blocks:
    """The body's children, content controls and text boxes opened, each paragraph a block and each table a grid."""

    def __init__(self, renderer: Renderer, numbering: Numbering) -> None:
        self._renderer = renderer
        self._numbering = numbering
        self._paragraphs = 0
        self._tables = 0

    def run(self, parent: _Element) -> None:
        for element in parent:
            if element.tag == f"{W}p":
                self._paragraph(element)
            elif element.tag == f"{W}tbl":
                self._table(element)
            elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}smartTag", f"{W}customXml"):
                self.run(element)

    def _paragraph(self, element: _Element) -> None:
        self._paragraphs += 1
        words = self._numbering.label_of(element) + paragraph_text(element)
        for line in words.split("\n"):
            self._renderer.block(one_line(line), f"paragraph {self._paragraphs}")
        for box in element.iter(f"{W}txbxContent"):
            if not any(a.tag == _FALLBACK for a in box.iterancestors()):
                self.run(box)

    def _table(self, element: _Element) -> None:
        """A table whose every row has one cell is a frame: its cells are the document's blocks."""
        rows = list(_rows(element))
        if rows and all(len(list(_cells(row))) == 1 for row in rows):
            for row in rows:
                for cell in _cells(row):
                    self.run(cell)
            return
        self._tables += 1
        self._renderer.table(table_cells(rows, self._tables))
        for row in rows:
            for cell in _cells(row):
                for nested in cell.findall(f"{W}tbl"):
                    self._table(nested)


def _rows(table: _Element) -> Iterator[_Element]:
    for child in table:
        if child.tag == f"{W}tr":
            if child.find(f"{W}trPr/{W}del") is None and child.find(f"{W}trPr/{W}hidden") is None:
                yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from _rows(child)


def _cells(row: _Element) -> Iterator[_Element]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from _cells(child)


@dataclass
class _Open:
    """A cell in the making: later ones may continue it downwards or to the right."""

    cell: _Element
    row: int
    column: int
    nth: int
    columns: int
    rows: int = 1


def table_cells(rows: list[_Element], number: int) -> Iterator[GridCell]:
    """The cells of a table; what continues a merge from above or from the left is part of its first cell."""
    above: dict[int, _Open] = {}
    done: list[_Open] = []
    for at, row in enumerate(rows):
        column = _int(row.find(f"{W}trPr/{W}gridBefore"), 0)
        for nth, cell in enumerate(_cells(row), 1):
            columns = max(_int(cell.find(f"{W}tcPr/{W}gridSpan"), 1), 1)
            vertical = cell.find(f"{W}tcPr/{W}vMerge")
            across = cell.find(f"{W}tcPr/{W}hMerge")
            if _continues(across) and done and done[-1].row == at:
                done[-1].columns += columns
            elif _continues(vertical) and column in above:
                above[column].rows = at - above[column].row + 1
            else:
                done.append(_Open(cell, at, column, nth, columns))
                above.pop(column, None)
                if vertical is not None:
                    above[column] = done[-1]
            column += columns
    for item in done:
        where = f"table {number}, row {item.row + 1}, cell {item.nth}"
        yield GridCell(item.row, item.column, cell_text(item.cell), item.rows, item.columns, where)


def _continues(merge: _Element | None) -> bool:
    return merge is not None and merge.get(f"{W}val") != "restart"


def cell_text(cell: _Element) -> str:
    """A cell's own words on one line; those of a table inside it come as a table of their own."""
    paragraphs = [paragraph_text(p) for p in cell.iterchildren(f"{W}p", f"{W}sdt")]
    return one_line("\n".join(paragraphs))


def paragraph_text(element: _Element) -> str:
    """The words of a paragraph as Word shows them: insertions in, deletions and field codes out, text boxes apart."""
    out: list[str] = []
    waiting = [element]
    while waiting:
        here = waiting.pop()
        if here.tag == f"{W}t":
            out.append(here.text or "")
        elif here.tag in _WORDS:
            out.append(_WORDS[here.tag])
        elif here.tag not in _LEFT_OUT and here.tag != f"{W}txbxContent" and not _vanished(here):
            waiting.extend(reversed(here))
    return "".join(out)


def _vanished(element: _Element) -> bool:
    return element.tag == f"{W}r" and element.find(f"{W}rPr/{W}vanish") is not None


def _int(element: _Element | None, default: int) -> int:
    value = element.get(f"{W}val") if element is not None else None
    return min(int(value), 1_000) if value and value.isdecimal() and len(value) < 10 else default
