"""A CSV or TSV file that is one report's tables: rows as lines, the delimiter found out."""

from __future__ import annotations

import csv
import io

from ie.read.grid import GridCell
from ie.read.render import Rendered, Renderer, one_line
from ie.read.source import Limits, Refused

DELIMITERS = ",\t;|"


def render_csv(text: str, limits: Limits) -> Rendered:
    """A decoded CSV file → its rows, one a line."""
    renderer = Renderer(limits.max_chars, limits.max_cells)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)))
    except csv.Error as error:
        raise Refused("unreadable", f"is a damaged CSV file ({error}); save it anew") from error
    if sum(map(len, rows)) > limits.max_cells:
        raise Refused("too_large", f"holds more than {limits.max_cells:,} table cells; split it")
    renderer.table(
        GridCell(i, j, one_line(words), where=f"row {i + 1}, column {j + 1}")
        for i, row in enumerate(rows)
        for j, words in enumerate(row)
    )
    return renderer.done()


def delimiter_of(text: str) -> str:
    """The mark that the first line with one holds most often; behind it stand texts, which may hold any."""
    lines = text[:10_000].lstrip("\ufeff").splitlines()
    head = next((line for line in lines if any(mark in line for mark in DELIMITERS)), "")
    return max(DELIMITERS, key=lambda mark: (head.count(mark), -DELIMITERS.index(mark)))
