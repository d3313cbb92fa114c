"""Synthetic reports as text, HTML, DOCX and PDF files: a few hundred distinct ones, repeated with changed bytes."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

from training.synthesize.converters.docx import to_docx
from training.synthesize.converters.html import to_html
from training.synthesize.converters.ink import Ink
from training.synthesize.converters.pages import to_pages
from training.synthesize.converters.pdf import to_pdf
from training.synthesize.document import Document
from training.synthesize.grammar import make_document
from training.synthesize.stream import make_sample

DISTINCT = 400
"""Reports with a text of their own."""
KINDS = ("txt", "html", "docx", "pdf")
MEMBER = "word/document.xml"


def document_of(seed: int, index: int, edition: str | None = None) -> Document:
    """Report `index` of the seed, before it is printed."""
    return make_document(random.Random(f"benchmark/{seed}/{index}/document"), edition)


def to_bytes(document: Document, kind: str, seed: str) -> bytes:
    """The report as a file of that kind, one of html, docx, pdf."""
    rng = random.Random(f"{seed}/{kind}")
    if kind == "html":
        return f"<!DOCTYPE html><html><head><meta charset=utf-8></head>{to_html(document, rng, Ink(False))}</html>".encode()
    if kind == "docx":
        return to_docx(document, rng, Ink(False))
    return to_pdf(to_pages(document, rng, Ink(False)))


def make_corpus(folder: Path, reports: int, distinct: int = DISTINCT, seed: int = 1) -> int:
    """Write that many files, all kinds alike often; their bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    models = [_model(seed, index) for index in range(min(distinct, reports))]
    size = 0
    for index in range(reports):
        kind = KINDS[index % len(KINDS)]
        # Every model of a kind in turn, whatever the two numbers have in common.
        same = models[index % len(KINDS) :: len(KINDS)] or models
        data = VARY[kind](same[index // len(KINDS) % len(same)], index)
        size += len(data)
        (folder / f"{index:06}.{kind}").write_bytes(data)
    return size


def _model(seed: int, index: int) -> bytes:
    kind = KINDS[index % len(KINDS)]
    if kind == "txt":  # as crawlers leave it, with its damage
        return make_sample(seed, index, split="benchmark").text.encode()
    return to_bytes(document_of(seed, index), kind, f"benchmark/{seed}/{index}")


def _vary_text(data: bytes, number: int) -> bytes:
    return data + f"\nNo. {number}\n".encode()


def _vary_html(data: bytes, number: int) -> bytes:
    return data.replace(b"</html>", f"<p>No. {number}</p></html>".encode())


def _vary_docx(data: bytes, number: int) -> bytes:
    out = io.BytesIO()
    line = f"<w:p><w:r><w:t>No. {number}</w:t></w:r></w:p></w:body>".encode()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in given.namelist():
            member = given.read(name)
            archive.writestr(zipfile.ZipInfo(name), member.replace(b"</w:body>", line) if name == MEMBER else member)
    return out.getvalue()


def _vary_pdf(data: bytes, number: int) -> bytes:
    return data + f"%{number}\n".encode()


VARY: dict[str, Callable[[bytes, int], bytes]] = {
    "txt": _vary_text, "html": _vary_html, "docx": _vary_docx, "pdf": _vary_pdf,
}  # fmt: skip
"""A line of its own in each file, which changes no figure; a PDF gets a comment."""
