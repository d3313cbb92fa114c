"""Pages → a PDF file of text alone, written by hand: widths and meanings of the glyphs are ours, so that code stays exact.

The font is named, not embedded: extractors go by the width table and the ToUnicode map, and need no outlines.
"""

from __future__ import annotations

from training.synthesize.converters.ink import is_wide
from training.synthesize.converters.pages import PAGE_HEIGHT, PAGE_WIDTH, Word

CATALOGUE, TREE, FONT, DESCENDANT, DESCRIPTOR, UNICODE, FIRST_PAGE = range(1, 8)


def to_pdf(pages: list[list[Word]]) -> bytes:
    """A PDF 1.4 file; each distinct character is a glyph of one CID font with its width and its Unicode value."""
    chars = sorted({char for words in pages for word in words for char in word.text})
    glyph = {char: number for number, char in enumerate(chars, 1)}
    objects = [
        f"<< /Type /Catalog /Pages {TREE} 0 R >>".encode(),
        _tree(len(pages)),
        (
            f"<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /Identity-H "
            f"/DescendantFonts [{DESCENDANT} 0 R] /ToUnicode {UNICODE} 0 R >>"
        ).encode(),
        (
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /DW 1000 "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            f"/FontDescriptor {DESCRIPTOR} 0 R /W [{' '.join(f'{n} [{1000 if is_wide(c) else 500}]' for c, n in glyph.items())}] >>"
        ).encode(),
        (
            b"<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 -200 1000 880] "
            b"/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>"
        ),
        _stream(_unicode(glyph)),
    ]
    for number, words in enumerate(pages):
        content = FIRST_PAGE + 2 * number + 1
        page = (
            f"<< /Type /Page /Parent {TREE} 0 R /MediaBox [0 0 {PAGE_WIDTH:g} {PAGE_HEIGHT:g}] "
            f"/Resources << /Font << /F1 {FONT} 0 R >> >> /Contents {content} 0 R >>"
        )
        objects += [page.encode(), _stream("\n".join(_shown(word, glyph) for word in words).encode())]
    return _file(objects)


def _tree(count: int) -> bytes:
    kids = " ".join(f"{FIRST_PAGE + 2 * n} 0 R" for n in range(count))
    return f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode()


def _shown(word: Word, glyph: dict[str, int]) -> str:
    codes = "".join(f"{glyph[char]:04X}" for char in word.text)
    return f"BT /F1 {word.size:g} Tf 1 0 0 1 {word.x:.2f} {word.y:.2f} Tm <{codes}> Tj ET"


def _unicode(glyph: dict[str, int]) -> bytes:
    """The ToUnicode map, in blocks of the hundred entries that the format allows."""
    entries = [f"<{number:04X}> <{char.encode('utf-16-be').hex().upper()}>" for char, number in glyph.items()]
    blocks = [entries[at : at + 100] for at in range(0, len(entries), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Report-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{body}\nendcmap\nend\nend"
    ).encode()


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, CATALOGUE, start)
    return bytes(out)
