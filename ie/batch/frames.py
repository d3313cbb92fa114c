"""How the pool and a worker talk over pipes: a length, a JSON header, raw bytes.  No pickle."""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

_LENGTHS = struct.Struct("<IQ")
Header = dict[str, Any]


def pack_frame(header: Header, payload: bytes = b"") -> bytes:
    """One frame; a lone surrogate in a header's string survives as its JSON escape."""
    head = json.dumps(header, separators=(",", ":")).encode("ascii")
    return _LENGTHS.pack(len(head), len(payload)) + head + payload


def read_frame(stream: BinaryIO) -> tuple[Header, bytes] | None:
    """The next frame of a blocking stream, or None where it has ended."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head, payload = _LENGTHS.unpack(lengths)
    words = stream.read(head)
    data = stream.read(payload) if payload else b""
    if len(words) < head or len(data) < payload:
        return None
    return json.loads(words), data


class FrameBuffer:
    """Frames out of pieces as they come from a pipe that must not block."""

    def __init__(self) -> None:
        self._data = bytearray()

    def feed(self, piece: bytes) -> list[tuple[Header, bytes]]:
        """Add a piece; the frames that it completes."""
        self._data += piece
        out: list[tuple[Header, bytes]] = []
        while len(self._data) >= _LENGTHS.size:
            head, payload = _LENGTHS.unpack_from(self._data)
            end = _LENGTHS.size + head + payload
            if len(self._data) < end:
                break
            words = bytes(self._data[_LENGTHS.size : _LENGTHS.size + head])
            out.append((json.loads(words), bytes(self._data[_LENGTHS.size + head : end])))
            del self._data[:end]
        return out
