"""PDF: the text layer of each page, with the tables that ruling lines draw kept as grids.  A scan says that it is one."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import count
from typing import Any

from ie.read.pdf_fonts import LostText
from ie.read.pdf_lines import Char, chars_to_words
from ie.read.pdf_tables import Rule, Table, rules_to_tables
from ie.read.render import Rendered, Renderer
from ie.read.source import Limits, Refused

SCAN_CHARS = 20
"""Characters a page below which it has no text layer to speak of: a page number, a stamp."""
MAX_RULES = 20_000
"""Lines and boxes drawn on one page beyond which it is a map or a chart, and its grids are not looked for."""
THIN = 3.0
"""Points up to which a filled box is a line."""


def render_pdf(data: bytes, limits: Limits) -> Rendered:
    """A PDF's bytes → its text, page by page.  Refuses scans, locked files, lost fonts and more than `max_pages`."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Refused("unreadable", "is a PDF behind a password; save it without one") from error
        raise Refused("unreadable", f"is a damaged PDF ({error}); get it again") from error
    try:
        if len(document) > limits.max_pages:
            raise Refused("too_large", f"has more than {limits.max_pages} pages; split it into one file a report")
        renderer = Renderer(limits.max_chars, limits.max_cells)
        tables = count(1)
        total = empty = 0
        lost = LostText()
        for number in range(len(document)):
            page = document[number]
            chars = list(_chars(page, limits.max_chars))
            total += len(chars)
            empty += len(chars) < SCAN_CHARS
            lost.look_at(page, "".join(c.text for c in chars))
            _render_page(renderer, chars, list(_rules(page)), number + 1, tables)
            page.close()
        lost.refuse()
        if total < SCAN_CHARS * max(len(document), 1) and empty:
            reason = "is a scan: its pages are images without a text layer; run OCR on it and give the text"
            raise Refused("scanned", reason)
        if empty:
            renderer.warnings.append(f"pages without a text layer, perhaps scans: {empty} of {len(document)}")
        return renderer.done()
    except pypdfium2.PdfiumError as error:
        raise Refused("unreadable", f"is a damaged PDF ({error}); get it again") from error
    finally:
        document.close()


def _render_page(
    renderer: Renderer, chars: list[Char], rules: list[Rule], number: int, count_up: Iterator[int]
) -> None:
    """Tables and the lines between them, from the top of the page down."""
    tables = rules_to_tables(rules)
    inside: list[list[Char]] = [[] for _ in tables]
    free: list[Char] = []
    for char in chars:
        at = next((i for i, t in enumerate(tables) if t.holds(char)), None)
        (free if at is None else inside[at]).append(char)
    blocks: list[tuple[float, str | tuple[Table, list[Char]]]] = [
        (-line.top, line.text) for line in chars_to_words(free)
    ]
    blocks += [(-t.top, (t, held)) for t, held in zip(tables, inside, strict=True) if held]
    for _, block in sorted(blocks, key=lambda item: item[0]):
        if isinstance(block, str):
            renderer.block(block, f"page {number}")
        else:
            table, held = block
            renderer.table(table.cells(held, f"page {number}, table {next(count_up)}"))


def _chars(page: Any, most: int) -> Iterator[Char]:
    """The page's visible characters with their boxes, in the file's order; refused beyond `most`."""
    import pypdfium2.raw as raw

    textpage = page.get_textpage()
    number = textpage.count_chars()
    if number > most:
        raise Refused("too_large", f"holds more than {most:,} characters on a page; split it into one file a report")
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    advance = raw.FS_RECTF()
    for i in range(number):
        code = raw.FPDFText_GetUnicode(textpage, i)
        if code in (0, 10, 13, 0xFFFE) or raw.FPDFText_IsGenerated(textpage, i) == 1:
            continue
        if raw.FPDFText_GetCharBox(textpage, i, left, right, bottom, top):
            x, x2 = left.value, right.value
            if raw.FPDFText_GetLooseCharBox(textpage, i, advance) and advance.right > advance.left:
                # A point or a 1 is narrower than the room it takes; by their ink alone figures would fall apart.
                x, x2 = min(x, advance.left), max(x2, advance.right)
            yield Char(chr(code), x, x2, bottom.value, top.value, raw.FPDFText_GetFontSize(textpage, i))
    textpage.close()


def _rules(page: Any) -> Iterator[Rule]:
    """Horizontal and vertical lines that the page draws: strokes, sides of boxes, thin filled boxes."""
    import pypdfium2.raw as raw

    seen = 0
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4):
        seen += 1
        if seen > MAX_RULES:
            return
        if not raw.FPDFPath_GetDrawMode(item, fill, stroke) or not (fill.value or stroke.value):
            continue
        left, bottom, right, top = item.get_bounds()
        wide, high = right - left, top - bottom
        if wide <= THIN and high <= THIN:
            continue
        if high <= THIN:
            yield Rule("h", (top + bottom) / 2, left, right)
        elif wide <= THIN:
            yield Rule("v", (left + right) / 2, bottom, top)
        elif stroke.value and raw.FPDFPath_CountSegments(item) <= 6:
            yield from (
                Rule("h", bottom, left, right), Rule("h", top, left, right),
                Rule("v", left, bottom, top), Rule("v", right, bottom, top),
            )  # fmt: skip
