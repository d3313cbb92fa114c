"""Text files."""

from __future__ import annotations

import os
from pathlib import Path

from ie.read.charset import bytes_to_decoded
from ie.read.files import path_to_data, unread
from ie.read.kinds import bytes_to_kind
from ie.read.source import Limits, Source, Unread, bytes_to_sha256, text_to_sha256

DEFAULT_LIMITS = Limits()


def read_text(path: Path, limits: Limits = DEFAULT_LIMITS) -> Source | Unread:
    """Read one text file in UTF-8, UTF-16, GB18030 or Big5, with or without a byte order mark.

    Never raises for what the path or the file is: what cannot be read comes back as an `Unread`.
    """
    data = path_to_data(path, limits.max_bytes)
    return data if isinstance(data, Unread) else text_source(os.fspath(path), None, data, limits)


def text_source(name: str, part: str | None, data: bytes, limits: Limits = DEFAULT_LIMITS) -> Source | Unread:
    """The bytes of a text file as a source."""
    sha256 = bytes_to_sha256(data)
    kind = bytes_to_kind(data)
    if kind:
        reason = f"is {kind}; this version reads text files; convert it to text first"
        return unread(name, part, "not_text", reason, sha256)
    decoded = bytes_to_decoded(data)
    if decoded is None:
        reason = "is not text in any known encoding; if it is a document, convert it to text in UTF-8 first"
        return unread(name, part, "not_text", reason, sha256)
    if not decoded.text.strip():
        return unread(name, part, "empty", "holds no text; get it again from where it came from", sha256)
    if len(decoded.text) > limits.max_chars:
        reason = f"holds more than {limits.max_chars:,} characters; split it into one file a report"
        return unread(name, part, "too_large", reason, sha256)
    return Source(
        name=name,
        part=part,
        text=decoded.text,
        sha256=sha256,
        text_sha256=text_to_sha256(decoded.text),
        encoding=decoded.encoding,
        warnings=decoded.warnings,
    )
