"""Fonts that a PDF names and does not bring: where this machine has none either, PDFium leaves their characters out without a word."""

from __future__ import annotations

import ctypes
from collections import Counter
from typing import Any

from ie.read.source import Refused

MIN_LOST = 20
"""Empty pieces of text below which a document is no report whose font is missing."""
MIN_SHARE = 0.3
"""Of all pieces of text: where each character is a piece of its own, one in five is a blank and empty too."""
_NAME_BYTES = 128
_EMPTY = 2
"""Bytes of no text at all: its closing zero in UTF-16."""
_CHINESE = range(0x3400, 0xA000)


class LostText:
    """What one document's fonts leave of its text: Chinese characters that came out, and pieces that came out empty, by their font."""

    def __init__(self) -> None:
        self.chinese = self.pieces = 0
        self.empty: Counter[str] = Counter()

    def look_at(self, page: Any, text: str) -> None:
        """Count a page, whose characters are `text`."""
        import pypdfium2.raw as raw

        self.chinese += sum(ord(c) in _CHINESE for c in text)
        textpage = page.get_textpage()
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=4):
            self.pieces += 1
            if raw.FPDFTextObj_GetText(item, textpage, None, 0) > _EMPTY:
                continue
            font = raw.FPDFTextObj_GetFont(item)
            if font and not raw.FPDFFont_GetIsEmbedded(font):
                self.empty[_name_of(font)] += 1
        textpage.close()

    def refuse(self) -> None:
        """Refused where more pieces came out empty than Chinese characters came out."""
        if self.empty.total() > max(MIN_LOST, self.chinese, MIN_SHARE * self.pieces):
            fonts = ", ".join(sorted(self.empty))
            remedy = "install a font that covers Chinese (Debian: fonts-noto-cjk) and read it again"
            raise Refused(
                "unreadable", f"is a PDF without its fonts ({fonts}), and this machine has none for them; {remedy}"
            )


def _name_of(font: Any) -> str:
    import pypdfium2.raw as raw

    name = ctypes.create_string_buffer(_NAME_BYTES)
    raw.FPDFFont_GetBaseFontName(font, name, _NAME_BYTES)
    return name.value.decode("utf-8", "replace") or "unnamed"
