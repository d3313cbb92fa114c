"""CoNLL and back: whatever the characters, the text and its tags are the same."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ie.report import LABELS
from training.data.conll import read_conll, write_conll
from training.data.examples import example_of
from training.data.rows import Row, synthetic_rows

CHARACTERS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs",)) | st.sampled_from("# \t\r\n\u3000U+\x85\u2028")
)


def _row(text: str, tags: list[int]) -> Row:
    row: Row = {**next(synthetic_rows(1, 1)), "id": "甲\n乙", "text": text, "tags": tags}
    return row


ROW = _row("", [])


def _there_and_back(rows: list[Row]) -> list[tuple[str, list[int]]]:
    file = io.StringIO(newline="\n")
    assert write_conll(rows, file) == len(rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.conll")
        path.write_bytes(file.getvalue().encode("utf-8"))
        found = list(read_conll(path))
    assert all(tagged.facts["id"] == row["id"] for tagged, row in zip(found, rows, strict=True))
    return [(tagged.text, tagged.tags) for tagged in found]


@given(st.lists(st.tuples(CHARACTERS, st.sampled_from(LABELS), st.integers(0, 9), st.integers(1, 9)), max_size=3))
def test_any_text_and_span(reports: list[tuple[str, str, int, int]]) -> None:
    rows: list[Row] = []
    for text, label, start, length in reports:
        spans = [(start, start + length, label)] if start + length <= len(text) else []
        example = example_of("x", "", "", "", text, spans)
        rows.append({**ROW, "text": example.text.clean, "tags": example.tags})
    assert _there_and_back(rows) == [(row["text"], row["tags"]) for row in rows]


def test_synthetic_reports() -> None:
    rows = list(synthetic_rows(2, 12, "test"))
    assert _there_and_back(rows) == [(row["text"], row["tags"]) for row in rows]


def test_what_a_file_looks_like() -> None:
    file = io.StringIO(newline="\n")
    write_conll([{**ROW, "text": "规 #\n3", "tags": [15, 0, 0, 0, 17]}], file)
    lines = file.getvalue().split("\n")
    assert lines[0] == '# id = "\\u7532\\n\\u4e59"'
    assert lines[6:] == ["规\tB-ROWHEAD", "U+0020\tO", "U+0023\tO", "U+000A\tO", "3\tB-CELL", "", ""]
