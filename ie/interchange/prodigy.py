"""Prodigy: JSON Lines with `text`, `spans`, `meta` and, once somebody has looked, `answer`.

A tagger's spans are written without an answer, as what Prodigy shows first; a person's with `"answer": "accept"`.  What was rejected or
ignored comes back as not annotated.  Offsets are characters.  Tokens are Prodigy's to make (`blank:zh` cuts characters).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ie.interchange.labelled import (
    Labelled,
    Place,
    checked,
    facts_at,
    label_at,
    list_at,
    object_at,
    offset_at,
    score_at,
    shown,
    text_at,
)
from ie.interchange.lines import dump, json_lines
from ie.report import Span

ANSWERS = ("accept", "reject", "ignore")


def lines(items: Iterable[Labelled]) -> Iterator[str]:
    """One line a text."""
    for item in items:
        row: dict[str, Any] = {"text": item.text, "meta": {"id": item.id, **item.facts}}
        if item.best or item.labelled_by:
            row["spans"] = [_span(span, item.spans is None) for span in item.best]
        if item.spans is not None:
            row["answer"] = "accept"
        elif item.tagger:
            row["meta"]["tagger"] = item.tagger
        yield dump(row)


def _span(span: Span, scored: bool) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "label": span.label, **({"score": span.score} if scored else {})}


def read_lines(path: Path) -> Iterator[Labelled]:
    """The texts of `prodigy db-out`, or of a file written here."""
    for number, value in json_lines(path):
        place = Place(path, f"line {number}")
        row = object_at(place, value)
        text = text_at(place, row, "text")
        answer = row.get("answer")
        if answer is not None and answer not in ANSWERS:
            raise place.at("answer").error(f"must be one of {', '.join(ANSWERS)}, not {shown(answer)}")
        spans = checked(place, _spans(place, row.get("spans") or []), text)
        meta = object_at(place.at("meta"), row.get("meta") or {})
        accepted = answer == "accept"
        guessed = spans if answer is None and "spans" in row else None
        name = str(meta.get("id") or f"{path.stem}-{number}")
        yield Labelled(name, text, spans if accepted else None, guessed, str(meta.get("tagger") or ""), facts_at(meta))


def _spans(place: Place, rows: Any) -> Iterator[Span]:
    for number, value in enumerate(list_at(place.at("spans"), rows)):
        at = place.at(f"spans[{number}]")
        span = object_at(at, value)
        start, end = (offset_at(at.at(key), span.get(key)) for key in ("start", "end"))
        yield Span(start, end, label_at(at.at("label"), span.get("label")), score_at(span.get("score")))
