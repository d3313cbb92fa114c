"""doccano: JSON Lines of sequence labelling, `{"text": …, "label": [[start, end, label]]}`, as it imports and exports them.

Its newer export with `entities` is read too.  doccano has no predictions: a tagger's spans go in as labels to correct, and whatever
comes back counts as a person's.  Offsets are characters; exports of early 2019 and before count UTF-16 code units (`--offsets utf-16`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ie.interchange.labelled import Labelled, Place, checked, facts_at, label_at, list_at, object_at, offset_at, text_at
from ie.interchange.lines import dump, json_lines
from ie.interchange.offsets import CHARACTERS, Counting, ruler
from ie.report import Span

KEYS = ("label", "labels")


def lines(items: Iterable[Labelled]) -> Iterator[str]:
    """One line a text; what is beside `text` and `label` becomes doccano's metadata."""
    for item in items:
        label = [[span.start, span.end, span.label] for span in item.best]
        facts = {"name": item.id, "labelled_by": item.labelled_by, **item.facts}
        yield dump({"text": item.text, "label": label, **facts})


def read_lines(path: Path, offsets: str | None = None) -> Iterator[Labelled]:
    """The texts of an export."""
    for number, value in json_lines(path):
        place = Place(path, f"line {number}")
        row = object_at(place, value)
        text = text_at(place, row, "text")
        places = ruler(text, Counting(offsets or CHARACTERS, False)).places()
        spans = []
        for at, start, end, label in _labels(place, row):
            first, last = places.get(start), places.get(end)
            if first is None or last is None:
                raise at.error(
                    f"runs from {start} to {end}, which are no places of this text of {len(text)} characters"
                )
            spans.append(Span(first, last, label))
        name = row.get("name") or row.get("id") or f"{path.stem}-{number}"
        yield Labelled(str(name), text, checked(place, spans, text), facts=facts_at(row))


def _labels(place: Place, row: Mapping[str, Any]) -> Iterator[tuple[Place, int, int, str]]:
    if "entities" in row:
        for number, value in enumerate(list_at(place.at("entities"), row["entities"])):
            at = place.at(f"entities[{number}]")
            entity = object_at(at, value)
            start = offset_at(at.at("start_offset"), entity.get("start_offset"))
            end = offset_at(at.at("end_offset"), entity.get("end_offset"))
            yield at, start, end, label_at(at.at("label"), entity.get("label"))
        return
    key = next((key for key in KEYS if key in row), None)
    if key is None:
        raise place.error("has neither 'label' nor 'entities', so it is no text of sequence labelling")
    for number, value in enumerate(list_at(place.at(key), row[key])):
        at = place.at(f"{key}[{number}]")
        if not isinstance(value, list) or len(value) != 3:
            raise at.error("must be [start, end, label]")
        yield at, offset_at(at, value[0]), offset_at(at, value[1]), label_at(at, value[2])
