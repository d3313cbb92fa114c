"""Document → a Word file: the least of WordprocessingML that converters read, with gridSpan and vMerge."""

from __future__ import annotations

import io
import random
import zipfile
from xml.sax.saxutils import escape

from training.synthesize.converters.grid import Placed, placed, width
from training.synthesize.converters.ink import Ink
from training.synthesize.document import Document, Grid, Line
from training.synthesize.tracked import Run

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
HEADER_SHARE = 0.3
"""Files whose table headers are set to be repeated on each page; pandoc then takes them for the table's head."""


def to_docx(document: Document, rng: random.Random, ink: Ink) -> bytes:
    """The file; the same random state and text give the same bytes."""
    header = rng.random() < HEADER_SHARE
    body = "".join(_line(b, ink) if isinstance(b, Line) else _table(b, header, ink) for b in document.blocks)
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{NAMESPACE}"><w:body>{body}</w:body></w:document>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (("[Content_Types].xml", TYPES), ("_rels/.rels", RELATIONS), ("word/document.xml", xml)):
            archive.writestr(zipfile.ZipInfo(name), text)
    return buffer.getvalue()


def _paragraph(runs: list[Run], ink: Ink, properties: str = "") -> str:
    lines = escape(ink.write(runs)).split("\n")
    text = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    return f"<w:p>{properties}<w:r>{text}</w:r></w:p>"


def _line(line: Line, ink: Ink) -> str:
    centred = '<w:pPr><w:jc w:val="center"/></w:pPr>' if line.kind in ("title", "organ") else ""
    return _paragraph(line.runs, ink, centred)


def _table(grid: Grid, header: bool, ink: Ink) -> str:
    boxes = placed(grid)
    columns = '<w:gridCol w:w="900"/>' * width(grid)
    starts = {(p.row, p.column): p for p in boxes}
    below = {(p.row + down, p.column): p for p in boxes for down in range(1, p.box.down)}
    rows = []
    for row in range(len(grid.rows)):
        head = "<w:trPr><w:tblHeader/></w:trPr>" if header and row < grid.header_rows else ""
        cells = "".join(
            _cell(starts[row, column], ink) if (row, column) in starts else _continued(below[row, column])
            for column in range(width(grid))
            if (row, column) in starts or (row, column) in below
        )
        rows.append(f"<w:tr>{head}{cells}</w:tr>")
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _cell(p: Placed, ink: Ink) -> str:
    merged = '<w:vMerge w:val="restart"/>' if p.box.down > 1 else ""
    return f"<w:tc><w:tcPr>{_across(p)}{merged}</w:tcPr>{_paragraph(p.box.runs, ink)}</w:tc>"


def _continued(p: Placed) -> str:
    return f"<w:tc><w:tcPr>{_across(p)}<w:vMerge/></w:tcPr><w:p/></w:tc>"


def _across(p: Placed) -> str:
    return f'<w:gridSpan w:val="{p.box.across}"/>' if p.box.across > 1 else ""
