"""Archives of reports: .zip, .tar, .tar.gz.  Nothing is ever unpacked to the disk, so no entry's name can lead anywhere."""

from __future__ import annotations

import os
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from ie.read.files import error_to_reason, unread
from ie.read.inputs import ARCHIVE_SUFFIXES, CRAWL_SUFFIXES, SUFFIXES
from ie.read.items import Item, file_fingerprint, file_item
from ie.read.remote import Url, open_input
from ie.read.source import Limits, Unread, UnreadStatus, bytes_to_sha256
from ie.read.zipped import DAMAGE, RATIO_FROM

_DAMAGE = (*DAMAGE, tarfile.TarError)
INSIDE = "is an archive or a crawl inside an archive; unpack it and name it by itself"
_opened: dict[str, tuple[str, zipfile.ZipFile, BinaryIO]] = {}
"""The archive read last: opening one means reading its whole directory."""


def zip_items(path: Path | Url, limits: Limits) -> Iterator[Item]:
    """One item an entry of a kind we read; a DOCX or XLSX under the name of an archive is itself."""
    try:
        with open_input(path) as file, zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except _DAMAGE as error:
        yield _trouble(path, None, "unreadable", _reason(error))
        return
    names = {e.filename for e in entries}
    if "word/document.xml" in names or "xl/workbook.xml" in names:
        yield file_item(path)
        return
    for number, entry in enumerate(entries):
        part = shown_entry(entry)
        if entry.is_dir() or not is_wanted(part):
            continue
        if part.lower().endswith(ARCHIVE_SUFFIXES + CRAWL_SUFFIXES):
            yield _trouble(path, part, "not_text", INSIDE)
        else:
            yield Item(os.fspath(path), part, f"{entry.file_size}.{entry.CRC:08x}", entry=number)


def shown_entry(entry: zipfile.ZipInfo) -> str:
    """An entry's name; without the flag for UTF-8, zip programs in China write GBK."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.orig_filename.encode("cp437").decode("gb18030").split("\0")[0]
    except UnicodeError:
        return entry.filename


def is_wanted(part: str) -> bool:
    """Whether an entry would be read if it lay in a folder: its kind is known and no part of its name is hidden."""
    steps = PurePosixPath(part.replace("\\", "/")).parts
    hidden = any((s.startswith(".") and s not in (".", "..")) or s == "__MACOSX" for s in steps)
    return part.lower().endswith(SUFFIXES) and not hidden


def zip_entry(path: Path | Url, number: int, part: str, limits: Limits) -> bytes | Unread:
    """The bytes of one entry within the limits."""
    name = os.fspath(path)
    try:
        entry = _archive(path).infolist()[number]
        if entry.flag_bits & 1:
            return unread(name, part, "unreadable", "is behind a password; unpack the archive and give its files")
        most = min(limits.max_bytes, max(limits.max_ratio * entry.compress_size, RATIO_FROM))
        with _archive(path).open(entry) as member:
            data = member.read(most + 1)
    except (OSError, IndexError, *_DAMAGE) as error:
        return unread(name, part, "unreadable", _reason(error))
    if len(data) > limits.max_bytes:
        return unread(name, part, "too_large", f"holds more than {limits.max_bytes:,} bytes; split it")
    if len(data) > most:
        return unread(name, part, "too_large", f"unpacks to more than {limits.max_ratio} times its size; check it")
    return data


def _archive(path: Path | Url) -> zipfile.ZipFile:
    name, state = os.fspath(path), file_fingerprint(path)
    held = _opened.get(name)
    if held is None or held[0] != state:
        for _, old, file in _opened.values():
            old.close()
            file.close()
        _opened.clear()
        opened = open_input(path)
        _opened[name] = (state, zipfile.ZipFile(opened), opened)
    return _opened[name][1]


def tar_items(path: Path | Url, limits: Limits) -> Iterator[Item]:
    """One item an entry, with its bytes: a packed tar file can only be read from its beginning to its end."""
    name = os.fspath(path)
    unpacked = 0
    try:
        packed = max(path.info()["size"] if isinstance(path, Url) else path.stat().st_size, 1)
        with open_input(path) as file, tarfile.open(fileobj=file, mode="r|*") as archive:
            for entry in archive:
                part = entry.name
                unpacked += entry.size
                if unpacked > max(limits.max_ratio * packed, RATIO_FROM):
                    reason = f"unpacks to more than {limits.max_ratio} times its size; unpack it yourself and check it"
                    yield _trouble(path, None, "too_large", reason)
                    return
                if not entry.isreg() or not is_wanted(part):
                    continue
                if part.lower().endswith(ARCHIVE_SUFFIXES + CRAWL_SUFFIXES):
                    yield _trouble(path, part, "not_text", INSIDE)
                elif entry.size > limits.max_bytes:
                    yield _trouble(path, part, "too_large", f"holds more than {limits.max_bytes:,} bytes; split it")
                else:
                    member = archive.extractfile(entry)
                    data = member.read() if member else b""
                    yield Item(name, part, bytes_to_sha256(data), data=data, hint=part)
    except _DAMAGE as error:
        yield _trouble(path, None, "unreadable", f"{_reason(error)} (entries before the damage are read)")


def _trouble(path: Path | Url, part: str | None, status: UnreadStatus, reason: str) -> Item:
    name = os.fspath(path)
    return Item(name, part, file_fingerprint(path), trouble=unread(name, part, status, reason))


def _reason(error: BaseException) -> str:
    if isinstance(error, OSError):
        return error_to_reason(error)
    return f"is a damaged archive ({error}); get it again"
