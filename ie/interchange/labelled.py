"""A labelled text, whichever tool it is from, and the checks that no format may leave out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ie.report import LABELS, Span
from ie.score.gold_fields import GoldError

FACTS = ("source", "sha256", "organ", "edition", "layout")
"""What is carried along with a text where it is known; every one a string."""


class InterchangeError(GoldError):
    """A file that is not what its format asks for.  The message is one sentence: file, place, cause."""


@dataclass(frozen=True)
class Labelled:
    """One text.  `spans` are a person's, None where nobody has annotated it; `predicted` are a tagger's, None where none read it.

    Both are sorted, apart, and in characters of `text`; `tagger` is the name of the one that predicted.
    """

    id: str
    text: str
    spans: tuple[Span, ...] | None = None
    predicted: tuple[Span, ...] | None = None
    tagger: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def best(self) -> tuple[Span, ...]:
        """The person's spans, else the tagger's: for formats that have room for one kind."""
        return self.spans if self.spans is not None else self.predicted or ()

    @property
    def labelled_by(self) -> str:
        """Whose spans `best` are: `person`, a tagger's name, or empty where there are none."""
        return "person" if self.spans is not None else self.tagger or ("tagger" if self.predicted is not None else "")


@dataclass(frozen=True)
class Place:
    """Where in a file something stands, for errors."""

    path: Path
    name: str = "the file"

    def error(self, cause: str) -> InterchangeError:
        """The error that says so."""
        return InterchangeError(self.path, self.name, cause)

    def at(self, name: str) -> Place:
        """A place inside this one."""
        inner = f"{self.name}{name}" if name.startswith("[") else f"{self.name}.{name}"
        return Place(self.path, name if self.name == "the file" else inner)


def text_at(place: Place, data: Mapping[str, Any], key: str) -> str:
    """A text that is not empty and that UTF-8 can hold."""
    value = data.get(key)
    if not isinstance(value, str) or not value:
        raise place.at(key).error(f"must be a text that is not empty, not {shown(value)}")
    if any("\ud800" <= c <= "\udfff" for c in value):
        raise place.at(key).error(
            "holds one half of a surrogate pair, so a character was cut in two; export the text anew"
        )
    return value


def object_at(place: Place, value: Any) -> Mapping[str, Any]:
    """A JSON object."""
    if not isinstance(value, dict):
        raise place.error(f"must be an object, not {shown(value)}")
    return value


def list_at(place: Place, value: Any) -> list[Any]:
    """A JSON list."""
    if not isinstance(value, list):
        raise place.error(f"must be a list, not {shown(value)}")
    return value


def offset_at(place: Place, value: Any) -> int:
    """A whole number from 0 on."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise place.error(f"must be a whole number from 0 on, not {shown(value)}")
    return value


def label_at(place: Place, value: Any) -> str:
    """One of the project's labels."""
    if value not in LABELS:
        raise place.error(f"must be one of {', '.join(LABELS)}, not {shown(value)}")
    return str(value)


def score_at(value: Any) -> float:
    """A score where one is given, else that of a person."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 1.0


def facts_at(data: Mapping[str, Any]) -> dict[str, str]:
    """The facts that stand among an object's keys; whatever else a tool adds is not ours to carry."""
    return {key: data[key] for key in FACTS if isinstance(data.get(key), str) and data[key]}


def checked(place: Place, spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """The spans sorted; refused where one is empty, leaves the text or overlaps another."""
    out = sorted(spans)
    end = 0
    for span in out:
        if not span.start < span.end <= len(text):
            raise place.error(f"has a span from {span.start} to {span.end} in a text of {len(text)} characters")
        if span.start < end:
            raise place.error(
                f"has a span from {span.start} to {span.end} that overlaps the one before, which ends at {end}"
            )
        end = span.end
    return tuple(out)


def trimmed(item: Labelled) -> Labelled:
    """Without the blanks and line ends at the ends of its spans; a span of blanks alone is gone."""

    def trim(spans: tuple[Span, ...] | None) -> tuple[Span, ...] | None:
        if spans is None:
            return None
        out = []
        for span in spans:
            words = item.text[span.start : span.end]
            start = span.start + len(words) - len(words.lstrip())
            if words.strip():
                out.append(Span(start, start + len(words.strip()), span.label, span.score))
        return tuple(out)

    return Labelled(item.id, item.text, trim(item.spans), trim(item.predicted), item.tagger, item.facts)


def shown(value: Any) -> str:
    """A value in an error: short, and null as JSON has it."""
    words = "null" if value is None else repr(value)
    return words if len(words) <= 80 else f"{words[:77]}…"
