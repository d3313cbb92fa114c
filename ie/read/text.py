"""Text files."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ie.read.charset import bytes_to_decoded
from ie.read.kinds import bytes_to_kind
from ie.read.source import Limits, Source, Unread, UnreadStatus, bytes_to_sha256, name_to_shown, text_to_sha256

DEFAULT_LIMITS = Limits()


def read_text(path: Path, limits: Limits = DEFAULT_LIMITS) -> Source | Unread:
    """Read one text file in UTF-8, UTF-16, GB18030 or Big5, with or without a byte order mark.

    Never raises for what the path or the file is: what cannot be read comes back as an `Unread`.
    """
    try:
        data = _path_to_bytes(path, limits.max_bytes)
    except (OSError, ValueError) as error:
        return _unread(path, "unreadable", _error_to_reason(error))
    if isinstance(data, Unread):
        return data
    return _bytes_to_source(path, data, limits)


def _path_to_bytes(path: Path, max_bytes: int) -> bytes | Unread:
    mode = os.stat(path).st_mode  # before opening: to open a named pipe is to wait for a writer
    if stat.S_ISDIR(mode):
        return _unread(path, "unreadable", "is a folder, not a file; name the reports inside it")
    if not stat.S_ISREG(mode):
        return _unread(path, "unreadable", "is a device or a pipe; save what it gives as a file and name that")
    with open(path, "rb") as file:
        data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        return _unread(path, "too_large", f"holds more than {max_bytes:,} bytes; split it into one file a report")
    return data


def _bytes_to_source(path: Path, data: bytes, limits: Limits) -> Source | Unread:
    sha256 = bytes_to_sha256(data)
    kind = bytes_to_kind(data)
    if kind:
        return _unread(path, "not_text", f"is {kind}; this version reads text files; convert it to text first", sha256)
    decoded = bytes_to_decoded(data)
    if decoded is None:
        reason = "is not text in any known encoding; if it is a document, convert it to text in UTF-8 first"
        return _unread(path, "not_text", reason, sha256)
    if not decoded.text.strip():
        return _unread(path, "empty", "holds no text; get it again from where it came from", sha256)
    if len(decoded.text) > limits.max_chars:
        reason = f"holds more than {limits.max_chars:,} characters; split it into one file a report"
        return _unread(path, "too_large", reason, sha256)
    return Source(
        name=os.fspath(path),
        part=None,
        text=decoded.text,
        sha256=sha256,
        text_sha256=text_to_sha256(decoded.text),
        encoding=decoded.encoding,
        warnings=decoded.warnings,
    )


def _error_to_reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "does not exist; check the path"
    if isinstance(error, PermissionError):
        return "may not be read by this user; check its permissions"
    cause = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"cannot be read ({cause}); check the path and the disk"


def _unread(path: Path, status: UnreadStatus, reason: str, sha256: str | None = None) -> Unread:
    name = os.fspath(path)
    return Unread(name, None, status, f"{name_to_shown(name)} {reason}", sha256)
