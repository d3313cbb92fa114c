"""Seeded mutations of bytes: the same seed gives the same bytes on every machine, so that a finding can be repeated."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Sequence

TOKENS = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n", b"\t", b"|", b"<", b">", b"</", b"&#0;", b"&#x110000;", b"<td rowspan=9999>",
    b'colspan="-1"', b"<table>", b"</table>", b"<!--", b"]]>", b"<w:tr>", b"<w:gridSpan w:val='70000'/>", b"<w:vMerge/>",
    b"99999999999999999999999999", b"-0", b"1e999", b"NaN", b"0.0.0", b"1,000,00", "一、".encode(), "总计".encode(),
    "规章".encode(), "本年新收政府信息公开申请数量".encode(), "（一）予以公开".encode(), "万元".encode(), "１２３".encode(),
    "\u200b".encode(),
    "\U00020000".encode(), b"\xed\xa0\x80", b'"', b"'", b"{", b"[", b"\\u0000", b"endobj", b"stream\n", b"/Length -1",
    b"0 0 0 rg", b"%PDF-", b"PK\x03\x04", b"=1+1",
)  # fmt: skip
MOST_CHANGES = 6
LONGEST_RUN = 400


def mutated(data: bytes, rng: random.Random, others: Sequence[bytes]) -> bytes:
    """The bytes with a few changes; an archive now and then has a member changed and is packed again, so that readers get in."""
    if data[:2] == b"PK" and rng.random() < 0.7:
        repacked = _member(data, rng, others)
        if repacked is not None:
            return repacked
    out = bytearray(data)
    for _ in range(rng.randint(1, MOST_CHANGES)):
        rng.choice(CHANGES)(out, rng, others)
    return bytes(out)


def _place(data: bytearray, rng: random.Random) -> int:
    return rng.randrange(len(data) + 1)


def flip(data: bytearray, rng: random.Random, others: Sequence[bytes]) -> None:
    """One byte becomes another."""
    if data:
        data[rng.randrange(len(data))] = rng.randrange(256)


def cut(data: bytearray, rng: random.Random, others: Sequence[bytes]) -> None:
    """A stretch is gone."""
    at = _place(data, rng)
    del data[at : at + rng.randint(1, LONGEST_RUN)]


def end(data: bytearray, rng: random.Random, others: Sequence[bytes]) -> None:
    """Everything behind a place is gone."""
    del data[_place(data, rng) :]


def repeat(data: bytearray, rng: random.Random, others: Sequence[bytes]) -> None:
    """A stretch stands there several times."""
    at = _place(data, rng)
    piece = bytes(data[at : at + rng.randint(1, LONGEST_RUN)])
    data[at:at] = piece * rng.randint(1, 8)


def move(data: bytearray, rng: random.Random, others: Sequence[bytes]) -> None:
    """A stretch stands elsewhere."""
    at = _place(data, rng)
    piece = bytes(data[at : at + rng.randint(1, LONGEST_RUN)])
    del data[at : at + len(piece)]
    there = _place(data, rng)
    data[there:there] = piece


def insert(data: bytearray, rng: random.Random, others: Sequence[bytes]) -> None:
    """Something that readers look for."""
    at = _place(data, rng)
    data[at:at] = rng.choice(TOKENS) * rng.choice((1, 1, 1, 3, 50))


def splice(data: bytearray, rng: random.Random, others: Sequence[bytes]) -> None:
    """A stretch of another seed."""
    other = rng.choice(others)
    start = rng.randrange(len(other) + 1)
    at = _place(data, rng)
    data[at : at + rng.randrange(50)] = other[start : start + rng.randint(1, LONGEST_RUN)]


Change = Callable[[bytearray, random.Random, Sequence[bytes]], None]
CHANGES: tuple[Change, ...] = (flip, flip, cut, end, repeat, move, insert, insert, splice)


def _member(data: bytes, rng: random.Random, others: Sequence[bytes]) -> bytes | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {info.filename: archive.read(info) for info in archive.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return None
    if not members:
        return None
    name = rng.choice(sorted(members))
    changed = bytearray(members[name])
    for _ in range(rng.randint(1, MOST_CHANGES)):
        rng.choice(CHANGES)(changed, rng, others)
    members[name] = bytes(changed)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()
