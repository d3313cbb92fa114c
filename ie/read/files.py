"""A path's bytes, or why there are none; the sentence that an `Unread` says."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ie.read.remote import RemoteError, Url
from ie.read.source import Unread, UnreadStatus, name_to_shown


def path_to_data(path: Path | Url, max_bytes: int) -> bytes | Unread:
    """The bytes of a regular file, or of a URL, up to a limit.  Never raises for what the path is."""
    name = os.fspath(path)
    if isinstance(path, Url):
        data = _url_to_data(path, max_bytes)
        return too_large(name, max_bytes) if not isinstance(data, Unread) and len(data) > max_bytes else data
    try:
        mode = os.stat(path).st_mode  # before opening: to open a named pipe is to wait for a writer
        if stat.S_ISDIR(mode):
            return unread(name, None, "unreadable", "is a folder, not a file; name the reports inside it")
        if not stat.S_ISREG(mode):
            reason = "is a device or a pipe; save what it gives as a file and name that"
            return unread(name, None, "unreadable", reason)
        with open(path, "rb") as file:
            data = file.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        return unread(name, None, "unreadable", error_to_reason(error))
    if len(data) > max_bytes:
        return too_large(name, max_bytes)
    return data


def _url_to_data(url: Url, max_bytes: int) -> bytes | Unread:
    try:
        if url.is_dir():
            return unread(url.address, None, "unreadable", "is a folder, not a file; name the reports inside it")
        with url.open() as file:
            return file.read(max_bytes + 1)
    except (FileNotFoundError, PermissionError, RemoteError) as error:
        return unread(url.address, None, "unreadable", error_to_reason(error))
    except Exception as error:  # each file system has errors of its own
        reason = f"cannot be read ({type(error).__name__}: {error}); check the address and the network"
        return unread(url.address, None, "unreadable", reason)


def too_large(name: str, max_bytes: int) -> Unread:
    return unread(name, None, "too_large", f"holds more than {max_bytes:,} bytes; split it into one file a report")


def error_to_reason(error: OSError | ValueError) -> str:
    """What the system said, with what to do."""
    if isinstance(error, FileNotFoundError):
        return "does not exist; check the path"
    if isinstance(error, PermissionError):
        return "may not be read by this user; check its permissions"
    cause = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"cannot be read ({cause}); check the path and the disk"


def unread(name: str, part: str | None, status: UnreadStatus, reason: str, sha256: str | None = None) -> Unread:
    """An `Unread` whose sentence begins with the file's name, and the part's behind it.

    It is one line, also where a library's words or a file's own stand in it.
    """
    shown = name_to_shown(name) if part is None else f"{name_to_shown(name)} ({name_to_shown(part)})"
    return Unread(name, part, status, f"{shown} {name_to_shown(reason)}", sha256)
