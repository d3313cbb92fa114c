"""One report's bytes of any kind → `Source`: which reader, by what the bytes are and, where they do not say, by the name."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ie.read.files import path_to_data, unread
from ie.read.kinds import ZIP, bytes_to_kind
from ie.read.render import Rendered
from ie.read.source import Limits, Refused, Source, Unread, bytes_to_sha256, text_to_sha256
from ie.read.text import DEFAULT_LIMITS, text_source

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF = b"{\\rtf"
READ_KINDS = ("text", "html", "docx", "doc", "rtf", "xlsx", "xls", "pdf", "csv")
"""Every kind a `Source` can be of."""


def read_file(path: Path, limits: Limits = DEFAULT_LIMITS) -> Source | Unread:
    """Read one file of any kind that holds one report.  Never raises for what the path or the file is."""
    data = path_to_data(path, limits.max_bytes)
    return data if isinstance(data, Unread) else read_bytes(os.fspath(path), None, data, limits)


def read_bytes(
    name: str,
    part: str | None,
    data: bytes,
    limits: Limits = DEFAULT_LIMITS,
    charset: str | None = None,
    hint: str | None = None,
) -> Source | Unread:
    """Read one report's bytes.  Never raises for the bytes.

    `charset` is what a server's header said of an HTML page; `hint` a file name that says the kind where `part` and
    `name` do not.
    """
    sha256 = bytes_to_sha256(data)
    if len(data) > limits.max_bytes:
        reason = f"holds more than {limits.max_bytes:,} bytes; split it into one file a report"
        return unread(name, part, "too_large", reason, sha256)
    try:
        kind = bytes_to_reader(data, hint or part or name)
        if kind == "text":
            return text_source(name, part, data, limits)
        if kind in ("html", "csv"):
            source = _decoded(name, part, data, limits, charset, kind)
        else:
            source = _rendered(name, part, data, _render(kind, data, limits), kind)
    except Refused as refused:
        return unread(name, part, refused.status, refused.reason, sha256)
    if isinstance(source, Source) and not source.text.strip():
        return unread(name, part, "empty", "holds no text; get it again from where it came from", sha256)
    return source


def bytes_to_reader(data: bytes, name: str) -> str:
    """The kind of document, one of `READ_KINDS`; what no reader reads is `text`, whose reader says what it is."""
    from ie.read.html import looks_like_html

    suffix = os.path.splitext(name)[1].lower()
    if data.startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in data[:1024]):
        return "pdf"
    if data.startswith(OLE):
        return "xls" if suffix in (".xls", ".et", ".xlt") else "doc"
    if data.startswith(RTF):
        return "rtf"
    if data.startswith(ZIP):
        return {"a DOCX document": "docx", "an XLSX workbook": "xlsx"}.get(bytes_to_kind(data) or "", "text")
    if looks_like_html(data) and suffix not in (".txt", ".text", ".md", ".csv"):
        return "html"
    if suffix in (".html", ".htm", ".shtml", ".xhtml") and bytes_to_kind(data) is None:
        return "html"
    return "csv" if suffix in (".csv", ".tsv") and bytes_to_kind(data) is None else "text"


def _render(kind: str, data: bytes, limits: Limits) -> Rendered:
    if kind == "pdf":
        from ie.read.pdf import render_pdf

        return render_pdf(data, limits)
    if kind in ("doc", "rtf", "xls"):
        from ie.read.office import convert_office

        data = convert_office(data, kind, limits)
        kind = "xlsx" if kind == "xls" else "docx"
    if kind == "docx":
        from ie.read.docx import render_docx

        return render_docx(data, limits)
    from ie.read.xlsx import render_xlsx

    return render_xlsx(data, limits)


def _decoded(
    name: str, part: str | None, data: bytes, limits: Limits, charset: str | None, kind: str
) -> Source | Unread:
    """Kinds that are text with a structure: decoded first, then rendered."""
    from ie.read.csvtable import render_csv
    from ie.read.html import html_to_decoded, render_html

    decoded = html_to_decoded(data, charset)
    if decoded is None:
        raise Refused("not_text", "is not text in any known encoding; save it in UTF-8")
    render: Callable[[str, Limits], Rendered] = render_html if kind == "html" else render_csv
    source = _rendered(name, part, data, render(decoded.text, limits), kind)
    return replace(source, encoding=decoded.encoding, warnings=(*decoded.warnings, *source.warnings))


def _rendered(name: str, part: str | None, data: bytes, rendered: Rendered, kind: str) -> Source:
    return Source(
        name=name,
        part=part,
        text=rendered.text,
        sha256=bytes_to_sha256(data),
        text_sha256=text_to_sha256(rendered.text),
        encoding=None,
        warnings=rendered.warnings,
        kind=kind,
        places=rendered.places,
        marks=rendered.marks,
    )
