"""Records → `reports.jsonl`, one compact JSON object a line.  Needs the standard library only."""

from __future__ import annotations

import json
from pathlib import Path

from ie.write.text import Record

# Unicode's own line ends stand unescaped in valid JSON, but readers that split at them would cut a record in two.
LINE_ENDS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def record_line(record: Record) -> bytes:
    r"""The record as one line of UTF-8, ended by a line feed; keys stay in the order given.

    A lone surrogate is written as its JSON escape, which `json.loads` turns back into the same string.  A NaN or an
    infinity is no figure and no JSON: ValueError.

    >>> record_line({"source": "a\udce5", "year": 2019})
    b'{"source":"a\\udce5","year":2019}\n'
    """
    line = json.dumps(record, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # Only strings can hold what is escaped here, so the escapes always stand where JSON allows them.
    for end, escape in LINE_ENDS.items():
        line = line.replace(end, escape)
    return line.encode("utf-8", "backslashreplace") + b"\n"


class JsonlFile:
    """A growing JSON Lines file at `path`, which must not exist yet."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("xb")

    def add(self, record: Record) -> None:
        self._file.write(record_line(record))

    def close(self) -> None:
        self._file.close()

    discard = close
