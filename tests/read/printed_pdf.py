"""A PDF by hand: one font that every reader knows without its file, ruled tables, words wrapped in their cells."""

from __future__ import annotations

from typing import Any

WIDTH, HEIGHT, MARGIN, SIZE, LEAD = 595.0, 842.0, 50.0, 10.0, 13.0
LABEL, FIGURE_COLUMN = 70.0, 48.0


class _Pages:
    def __init__(self) -> None:
        self.pages: list[list[str]] = [[]]
        self.y = HEIGHT - MARGIN

    def room(self, high: float) -> None:
        if self.y - high < MARGIN:
            self.text(WIDTH / 2 - 10, MARGIN - 20, f"- {len(self.pages)} -")
            self.pages.append([])
            self.y = HEIGHT - MARGIN

    def text(self, x: float, y: float, words: str) -> None:
        for i, char in enumerate(words):
            wide = SIZE if ord(char) > 0x7F else SIZE / 2
            self.pages[-1].append(
                f"BT /F {SIZE} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm <{char.encode('utf-16-be').hex()}> Tj ET"
            )
            x += wide
            del i

    def line(self, x: float, y: float, x2: float, y2: float) -> None:
        self.pages[-1].append(f"{x:.2f} {y:.2f} m {x2:.2f} {y2:.2f} l S")


def _wrap(words: str, wide: float) -> list[str]:
    out, line, at = [], "", 0.0
    for char in words:
        step = SIZE if ord(char) > 0x7F else SIZE / 2
        if line and at + step > wide and not (char.isdigit() and line[-1].isdigit()):
            out.append(line)
            line, at = "", 0.0
        line, at = line + char, at + step
    return [*out, line] if line else out


def pdf_of(blocks: list[Any]) -> bytes:
    """Blocks are paragraphs or (placed cells, number of lines); a table's lines may lie on two pages."""
    pages = _Pages()
    for block in blocks:
        if isinstance(block, str):
            for line in _wrap(block, WIDTH - 2 * MARGIN):
                pages.room(LEAD)
                pages.y -= LEAD
                pages.text(MARGIN, pages.y, line)
        else:
            _table(pages, *block)
    return _file(["\n".join(page) for page in pages.pages])


def _table(pages: _Pages, cells: list[Any], rows: int) -> None:
    """Rows of one height, as many on a page as fit; what is merged over a page's end has its words on the first page."""
    columns = max(p.column + p.cell.columns for p in cells)
    step = (WIDTH - 2 * MARGIN) / columns
    wrapped = {id(p): _wrap(p.cell.words, step * p.cell.columns - 6) for p in cells}
    high = [
        max([LEAD * len(wrapped[id(p)]) / p.cell.rows for p in cells if p.row <= r < p.row + p.cell.rows], default=LEAD)
        + 6
        for r in range(rows)
    ]
    pages.y -= 4
    begun: set[int] = set()
    row = 0
    while row < rows:
        pages.room(high[row])
        last = row
        room = pages.y - MARGIN
        while last < rows and sum(high[row : last + 1]) <= room:
            last += 1
        last = max(last, row + 1)
        for p in cells:
            first, end = max(p.row, row), min(p.row + p.cell.rows, last)
            if first >= end:
                continue
            top = pages.y - sum(high[row:first])
            bottom = pages.y - sum(high[row:end])
            left, right = MARGIN + p.column * step, MARGIN + (p.column + p.cell.columns) * step
            for ends in (
                (left, top, right, top),
                (left, bottom, right, bottom),
                (left, top, left, bottom),
                (right, top, right, bottom),
            ):
                pages.line(*ends)
            if id(p) not in begun:
                begun.add(id(p))
                for i, line in enumerate(wrapped[id(p)]):
                    pages.text(left + 3, top - LEAD * (i + 1) + 2, line)
        pages.y -= sum(high[row:last])
        row = last
    pages.y -= 4


def _file(contents: list[str]) -> bytes:
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(contents)} /Kids [{' '.join(f'{6 + 2 * i} 0 R' for i in range(len(contents)))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500 814 939 500]"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880"
        " /Descent -120 /CapHeight 700 /StemV 80 >>",
    ]
    for i, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {7 + 2 * i} 0 R"
            " /Resources << /Font << /F 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    out = bytearray(b"%PDF-1.5\n")
    offsets = []
    for i, words in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{i} 0 obj\n{words}\nendobj\n".encode("ascii")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{at:010} 00000 n \n".encode() for at in offsets)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
