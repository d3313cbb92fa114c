"""Word and PDF files → text, by the libraries and programs that crawlers read attachments with."""

from __future__ import annotations

import importlib
import io
import random
from collections.abc import Callable
from typing import Any

from training.synthesize.converters.programs import run

Extract = Callable[[bytes, random.Random], str]
"""A file and the report's random state in, text out."""


def _module(name: str) -> Any:
    return importlib.import_module(name)


def docx_by_pandoc(file: bytes, rng: random.Random) -> str:
    """Word's tables in pandoc's dialects."""
    target = rng.choice(["plain-smart", "markdown-smart", "gfm"])
    return run(["pandoc", "-f", "docx", "-t", target, f"--wrap={rng.choice(['none', 'auto'])}"], file)


def docx_by_python_docx(file: bytes, rng: random.Random) -> str:
    """The loop over `row.cells`, in which a merged cell stands once for each column and row it covers."""
    separator = rng.choice(["\t", " | ", "|", " "])
    lines = []
    for block in _module("docx").Document(io.BytesIO(file)).iter_inner_content():
        if hasattr(block, "rows"):
            lines += [separator.join(cell.text for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    return "\n".join(lines) + "\n"


def pdf_by_pdftotext(file: bytes, rng: random.Random) -> str:
    """Poppler in reading order."""
    return run(["pdftotext", "-enc", "UTF-8", "-", "-"], file)


def pdf_by_pdftotext_raw(file: bytes, rng: random.Random) -> str:
    """Poppler in the order of the file."""
    return run(["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"], file)


def pdf_by_pdftotext_layout(file: bytes, rng: random.Random) -> str:
    """Poppler keeping columns by blanks."""
    return run(["pdftotext", "-layout", "-enc", "UTF-8", "-", "-"], file)


def pdf_by_pdfplumber(file: bytes, rng: random.Random) -> str:
    """Lines of words by their height on the page."""
    with _module("pdfplumber").open(io.BytesIO(file)) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages) + "\n"


def pdf_by_pypdfium2(file: bytes, rng: random.Random) -> str:
    """PDFium's text of each page, with the line ends of Windows."""
    pdf = _module("pypdfium2").PdfDocument(file)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf) + "\n"
    finally:
        pdf.close()


DOCX: dict[str, tuple[tuple[str, ...], tuple[str, str] | None, Extract]] = {
    "docx-pandoc": ((), ("pandoc", "pandoc"), docx_by_pandoc),
    "docx-python": (("docx",), None, docx_by_python_docx),
}
PDF: dict[str, tuple[tuple[str, ...], tuple[str, str] | None, Extract]] = {
    "pdftotext": ((), ("pdftotext", "poppler-utils"), pdf_by_pdftotext),
    "pdftotext-raw": ((), ("pdftotext", "poppler-utils"), pdf_by_pdftotext_raw),
    "pdftotext-layout": ((), ("pdftotext", "poppler-utils"), pdf_by_pdftotext_layout),
    "pdfplumber": (("pdfplumber",), None, pdf_by_pdfplumber),
    "pypdfium2": (("pypdfium2",), None, pdf_by_pypdfium2),
}
"""By converter: the modules it needs, the program and the Debian package that has it, and the function."""
