"""Reports at fsspec URLs (s3://, hdfs://, file://, memory:// …): found, looked at and opened like files.

`as_input` turns a word of the command line into the `Path` or `Url` that the other modules of reading take.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, cast

_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
STAMPS = ("ETag", "etag", "checksum", "mtime", "LastModified", "last_modified", "modified", "updated", "created")
"""What file systems call the sign that a file has changed, surest first."""
IN_PROCESS = ("memory",)
"""Protocols whose files exist in one process alone: what they hold is read where it was found."""


class RemoteError(OSError):
    """A file system that cannot be used at all: its message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Url(os.PathLike[str]):
    """An address with the few methods of a `Path` that reading needs; nothing but the name is looked at before they are called."""

    address: str

    def __fspath__(self) -> str:
        return self.address

    def __str__(self) -> str:
        return self.address

    def __truediv__(self, name: str) -> Url:
        """`name` beside this address, or an address of the same file system in full."""
        same = name.lower().startswith(f"{self.protocol}://")
        return Url(name if same else f"{self.address.rstrip('/')}/{name}")

    @property
    def name(self) -> str:
        return self.address.rstrip("/").rsplit("/", 1)[-1]

    @property
    def parent(self) -> Url:
        return Url(self.address.rstrip("/").rsplit("/", 1)[0])

    @property
    def protocol(self) -> str:
        return self.address.split("://", 1)[0].lower()

    def is_dir(self) -> bool:
        return bool(_system(self.protocol).isdir(self.address))

    def is_file(self) -> bool:
        return bool(_system(self.protocol).isfile(self.address))

    def info(self) -> dict[str, Any]:
        """What the file system says of it: `size`, `type`, perhaps one of STAMPS.  OSError where it is not there."""
        return dict(_system(self.protocol).info(self.address))

    def open(self) -> BinaryIO:
        return cast(BinaryIO, _system(self.protocol).open(self.address, "rb"))

    def children(self) -> Iterator[tuple[Url, bool]]:
        """What lies in it and whether that is a folder; OSError where it cannot be listed."""
        system = _system(self.protocol)
        own = str(system._strip_protocol(self.address)).rstrip("/")
        for entry in system.ls(self.address, detail=True):
            path = str(entry["name"]).rstrip("/")
            if path != own:  # object stores list an empty object that stands for the folder
                yield Url(f"{self.address.rstrip('/')}/{path.rsplit('/', 1)[-1]}"), entry["type"] == "directory"


def as_input(words: str | os.PathLike[str]) -> Path | Url:
    """The URL or the path that a word of the command line means.

    >>> as_input("s3://bucket/reports"), as_input("reports/a.txt").name
    (Url(address='s3://bucket/reports'), 'a.txt')
    """
    if isinstance(words, Url):
        return words
    name = os.fspath(words)
    return Url(name) if _URL.match(name) else Path(name)


def open_input(path: Path | Url) -> BinaryIO:
    """The bytes of a file or URL, seekable."""
    return path.open() if isinstance(path, Url) else open(path, "rb")


def url_fingerprint(url: Url) -> str:
    """Size and stamp; empty where it cannot be looked at."""
    try:
        info = url.info()
    except RemoteError:
        raise
    except Exception:  # each file system has errors of its own; reading the file will tell
        return ""
    stamp = next((str(info[name]) for name in STAMPS if info.get(name)), "")
    return f"{info.get('size')}.{stamp}"


@lru_cache
def _system(protocol: str) -> Any:
    try:
        import fsspec
    except ModuleNotFoundError as error:
        raise RemoteError(
            f"{protocol}:// needs fsspec, which is not installed; run: pip install 'nianbao-ie[cluster]'"
        ) from error
    try:
        return fsspec.filesystem(protocol)
    except ImportError as error:
        raise RemoteError(f"{protocol}:// needs a package more ({error}); install it with pip") from error
    except ValueError as error:
        raise RemoteError(f"{protocol}:// is no file system that fsspec knows ({error}); check the address") from error
    except Exception as error:
        raise RemoteError(
            f"{protocol}:// cannot be reached ({type(error).__name__}: {error}); check address and rights"
        ) from error
