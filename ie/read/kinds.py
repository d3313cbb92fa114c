"""Files that are no text, known by their first bytes, so that the message can name them."""

from __future__ import annotations

MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (doc, xls or wps)"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
)
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
ZIPPED = ((b"word/", "a DOCX document"), (b"xl/", "an XLSX workbook"))


def bytes_to_kind(data: bytes) -> str | None:
    """What a file that is no text is, with its article; None where nothing is recognised.

    >>> bytes_to_kind(b"%PDF-1.7 ...")
    'a PDF'
    """
    for magic, kind in MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(ZIP):
        return next((kind for member, kind in ZIPPED if member in data), "a ZIP archive")
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "a WebP image"
    return None
