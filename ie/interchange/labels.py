"""Label files, the project's own JSON Lines: `{"id", "text", "spans": [[start, end, label]], "organ", "edition", "layout"}`.

What training reads (`--labels`); so only a person's spans are written, and a text that nobody annotated is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ie.interchange.labelled import Labelled, Place, checked, facts_at, label_at, list_at, object_at, offset_at, text_at
from ie.interchange.lines import dump, json_lines
from ie.report import Span

KEPT = ("organ", "edition", "layout")


def lines(items: Iterable[Labelled]) -> Iterator[str]:
    """One line for each text that somebody has annotated."""
    for item in items:
        if item.spans is None:
            continue
        spans = [[span.start, span.end, span.label] for span in item.spans]
        facts = {key: item.facts[key] for key in KEPT if key in item.facts}
        yield dump({"id": item.id, "text": item.text, "spans": spans, **facts})


def read_lines(path: Path) -> Iterator[Labelled]:
    """The texts of a label file."""
    for number, value in json_lines(path):
        place = Place(path, f"line {number}")
        row = object_at(place, value)
        text = text_at(place, row, "text")
        spans = []
        for index, entry in enumerate(list_at(place.at("spans"), row.get("spans"))):
            at = place.at(f"spans[{index}]")
            if not isinstance(entry, list) or len(entry) != 3:
                raise at.error("must be [start, end, label]")
            spans.append(Span(offset_at(at, entry[0]), offset_at(at, entry[1]), label_at(at, entry[2])))
        yield Labelled(text_at(place, row, "id"), text, checked(place, spans, text), facts=facts_at(row))
