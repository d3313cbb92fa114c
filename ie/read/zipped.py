"""Office documents are zip files of XML: both opened here within their budgets, so that no bomb goes off.

What a directory of members claims is checked first and what really comes out of each member afterwards, since a bomb lies.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from ie.read.source import Limits, Refused

if TYPE_CHECKING:
    from lxml.etree import _Element

CHUNK = 1 << 20
DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError, RuntimeError, OSError,
    ValueError, OverflowError,
)  # fmt: skip
"""What the standard library raises for broken archives."""
MAX_ELEMENTS = 2_000_000
"""Elements of one document: a tree of them takes about 300 MB; 500 pages of the form have a quarter of it."""
RATIO_FROM = 1 << 20
"""Bytes unpacked below which the ratio does not count: a short file of one character packs well and harms nobody."""


class Zipped:
    """The members of one document held in memory; `read` refuses what unpacks to more than the limits."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._left = limits.max_unpacked
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except DAMAGE as error:
            raise Refused("unreadable", f"is a damaged document ({error}); get it again") from error
        members = self._archive.infolist()
        if len(members) > limits.max_members:
            raise Refused("too_large", f"holds more than {limits.max_members:,} members; open it and save it anew")
        if sum(m.file_size for m in members) > limits.max_unpacked:
            raise Refused("too_large", f"unpacks to more than {limits.max_unpacked:,} bytes; open it and save it anew")
        for member in members:
            self._check_ratio(member.file_size, member.compress_size)
        self.names = {m.filename: m for m in members}

    def read(self, name: str) -> bytes:
        """A member's bytes; empty where the document has no such member."""
        info = self.names.get(name)
        if info is None:
            return b""
        if info.flag_bits & 1:
            raise Refused("unreadable", "is behind a password; save it without one")
        out = bytearray()
        try:
            with self._archive.open(info) as member:
                while chunk := member.read(CHUNK):
                    out += chunk
                    self._left -= len(chunk)
                    if self._left < 0:
                        most = self._limits.max_unpacked
                        raise Refused("too_large", f"unpacks to more than {most:,} bytes; open it and save it anew")
                    self._check_ratio(len(out), info.compress_size)
        except DAMAGE as error:
            raise Refused("unreadable", f"is a damaged document ({error}); get it again") from error
        return bytes(out)

    def _check_ratio(self, unpacked: int, packed: int) -> None:
        if unpacked > RATIO_FROM and unpacked > self._limits.max_ratio * max(packed, 1):
            most = self._limits.max_ratio
            raise Refused("too_large", f"unpacks to more than {most} times its size; open it and save it anew")


def parse_xml(data: bytes, limits: Limits) -> _Element:
    """One XML member as a tree.  No entity is resolved and no socket opened; too deep or too many elements are refused."""
    from lxml import etree

    check_elements(data.count(b"<"))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root: _Element = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error.msg).lower():
            raise too_deep(limits.max_depth) from error
        raise Refused("unreadable", f"is a damaged document ({error.msg}); get it again") from error
    if root.getroottree().docinfo.doctype:
        raise Refused("unreadable", "declares entities, which no office program writes; open it and save it anew")
    if root.xpath("/*" * (limits.max_depth + 1)):
        raise too_deep(limits.max_depth)
    return root


def check_elements(tags: int) -> None:
    """Refuse a document with more tags than any report needs, before a tree of them fills the memory."""
    if tags > 2 * MAX_ELEMENTS:
        raise Refused("too_large", f"holds more than {MAX_ELEMENTS:,} elements; save its text as a text file")


def too_deep(max_depth: int) -> Refused:
    return Refused("too_large", f"nests elements deeper than {max_depth}; save its text as a text file and give that")
