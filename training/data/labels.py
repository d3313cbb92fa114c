"""Label files: labelled texts in JSON Lines, one report a line, as an annotation tool or a colleague hands them in.

    {"id": "x1", "text": "一、总体情况\\n…", "spans": [[0, 6, "HEAD1"]], "organ": "…", "edition": "2021", "layout": "pipe-rows"}

`organ`, `edition` and `layout` may be missing.  Whatever is not so is refused with file, line and cause: a bad line skipped is a
report that nobody misses.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from ie.editions import NARRATIVE, known_editions
from ie.interchange.lines import numbered_lines
from ie.report import LABELS
from ie.score.gold import SLUG, GoldError
from ie.score.gold_fields import Fields, unique_keys
from training.data.checks import check_spans
from training.data.examples import Example, example_of

REQUIRED, OPTIONAL = ("id", "text", "spans"), ("organ", "edition", "layout")


def read_labels(path: Path) -> Iterator[Example]:
    """The reports of a label file, in order; offsets of its spans are half-open, in characters of `text`.

    GoldError at the first line that is not as above, or whose id stands in the file already.
    """
    seen: dict[str, int] = {}
    for number, line in numbered_lines(path):
        if not line.strip():
            continue
        place = f"line {number}"
        fields = Fields(path, place, _object(path, place, line), REQUIRED, OPTIONAL)
        example = _example(path, place, fields)
        if example.id in seen:
            raise GoldError(path, f"{place}.id", f"{example.id!r} stands in line {seen[example.id]} already")
        seen[example.id] = number
        yield example
    if not seen:
        raise GoldError(path, "the file", "holds no report")


def _object(path: Path, place: str, line: str) -> object:
    try:
        return json.loads(line, object_pairs_hook=unique_keys)
    except json.JSONDecodeError as error:
        raise GoldError(path, f"{place} column {error.colno}", f"is not JSON ({error.msg})") from None
    except KeyError as error:
        raise GoldError(path, f"{place}.{error.args[0]}", "stands twice in one object") from None


def _example(path: Path, place: str, fields: Fields) -> Example:
    text = fields.text("text")
    rows = fields.stretches("spans", ("start", "end", "label"))
    if rows is None:
        raise fields.error(
            "spans", "must be a list, not null: a text that nobody labelled teaches that it holds nothing"
        )
    spans = [(row.start, row.end, row.one_of("label", LABELS)) for row in rows]
    check_spans(path, f"{place}.spans", spans, text)
    edition = fields.one_of("edition", (*known_editions(), NARRATIVE)) if fields.get("edition") is not None else ""
    layout = fields.matching("layout", SLUG, "a slug such as pipe-rows") if fields.get("layout") is not None else ""
    return example_of(fields.text("id"), fields.text_or_none("organ") or "", layout, edition, text, spans)
