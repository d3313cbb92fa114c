"""What both CSV files share: UTF-8 with BOM and CRLF, the way spreadsheets open Chinese text without being told."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from ie.write.text import field


class CsvFile:
    """A growing CSV file at `path`, which must not exist yet; the header is written at once."""

    def __init__(self, path: Path, columns: Iterable[str]) -> None:
        self._file = path.open("x", encoding="utf-8-sig", errors="backslashreplace", newline="")
        self._rows = csv.writer(self._file)
        self._rows.writerow(columns)

    def row(self, values: Iterable[object]) -> None:
        """Write one row; every text in it is made inert, numbers stay numbers."""
        self._rows.writerow([field(value) for value in values])

    def close(self) -> None:
        self._file.close()

    discard = close
