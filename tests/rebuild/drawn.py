"""A row drawn by hand: ‹ stands where its label ends, › where the next known label begins."""

from __future__ import annotations

import re

from ie.report import Span

CELL = re.compile(r"\d+|/|无|—")


def drawn(text: str) -> tuple[str, list[Span], int, int]:
    """The text without its marks, its cells, and where the marks stood."""
    end, limit = text.index("‹"), text.index("›") - 1
    clean = text.replace("‹", "").replace("›", "")
    return clean, [Span(m.start(), m.end(), "CELL") for m in CELL.finditer(clean)], end, limit
