"""Label Studio: a JSON list of tasks with annotations and predictions, and the labelling configuration that shows them.

Older versions of Label Studio count offsets in UTF-16 code units, newer ones in characters; some count a CRLF as one.  Tasks
written here say which unit they have (`data.offsets`).  When tasks are read, each region's own words (`value.text`) must stand
where its offsets point; the counting that fits them all is the one, and where none fits or two fit differently the task is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import quoteattr

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
from ie.interchange.lines import json_value
from ie.interchange.offsets import CHARACTERS, COUNTINGS, UNITS, Counting, differ, ruler
from ie.report import LABELS, Span

FROM_NAME, TO_NAME, KIND = "label", "text", "labels"
COLOURS = (
    "#8c510a", "#bf812d", "#01665e", "#35978f", "#80cdc1", "#762a83", "#2166ac", "#4393c3", "#d6604d", "#b2182b", "#878787",
)  # fmt: skip
KEYS = "tohjkcvrefx"


class _Region(NamedTuple):
    place: Place
    start: int
    end: int
    label: str
    words: str | None
    score: float


def config() -> str:
    """The labelling configuration; its granularity is the character, since Chinese has no blanks to select words by."""
    rows = "\n".join(
        f"    <Label value={quoteattr(label)} background={quoteattr(colour)} hotkey={quoteattr(key)}/>"
        for label, colour, key in zip(LABELS, COLOURS, KEYS, strict=True)
    )
    return (
        f'<View>\n  <Labels name="{FROM_NAME}" toName="{TO_NAME}">\n{rows}\n  </Labels>\n'
        f'  <Text name="{TO_NAME}" value="$text" granularity="symbol"/>\n</View>\n'
    )


def tasks(items: Iterable[Labelled], offsets: str = CHARACTERS) -> Iterator[dict[str, Any]]:
    """A task for each text; the tagger's spans become its prediction, the person's its annotation.  `offsets`: a unit of `UNITS`."""
    for item in items:
        marks = ruler(item.text, Counting(offsets, False)).marks
        task: dict[str, Any] = {"data": {"text": item.text, "id": item.id, "offsets": offsets, **item.facts}}
        if item.spans is not None:
            task["annotations"] = [{"result": _results(item.text, item.spans, marks, scored=False)}]
        if item.predicted is not None:
            scores = [span.score for span in item.predicted]
            task["predictions"] = [
                {
                    "model_version": item.tagger,
                    "score": sum(scores) / len(scores) if scores else 1.0,
                    "result": _results(item.text, item.predicted, marks, scored=True),
                }
            ]
        yield task


def _results(text: str, spans: Iterable[Span], marks: tuple[int, ...], scored: bool) -> list[dict[str, Any]]:
    return [
        {
            "id": f"s{span.start}-{span.end}",
            "from_name": FROM_NAME,
            "to_name": TO_NAME,
            "type": KIND,
            "value": {
                "start": marks[span.start],
                "end": marks[span.end],
                "text": text[span.start : span.end],
                "labels": [span.label],
            },
            **({"score": span.score} if scored else {}),
        }
        for span in spans
    ]


def read_tasks(path: Path, offsets: str | None = None) -> Iterator[Labelled]:
    """The tasks of an export or of a file written here; `offsets` is the unit where the file cannot say it."""
    place = Place(path)
    found = list_at(place, json_value(path))
    if not found:
        raise place.error("holds no task")
    for number, value in enumerate(found):
        yield _task(place.at(f"[{number}]"), object_at(place.at(f"[{number}]"), value), offsets)


def _task(place: Place, task: Mapping[str, Any], offsets: str | None) -> Labelled:
    data = object_at(place.at("data"), task.get("data"))
    text = text_at(place.at("data"), data, "text")
    declared = offsets or data.get("offsets")
    if declared is not None and declared not in UNITS:
        raise place.at("data.offsets").error(f"must be one of {', '.join(UNITS)}, not {shown(declared)}")
    annotation = _one_annotation(place, task)
    prediction = next(iter(_objects(place, task, "predictions")), None)
    spans = None if annotation is None else _spans(*annotation, text, declared)
    predicted = None if prediction is None else _spans(*prediction, text, declared)
    tagger = str(prediction[1].get("model_version") or "") if prediction else ""
    name = data.get("id") or task.get("id")
    return Labelled(str(name if name is not None else place.name), text, spans, predicted, tagger, facts_at(data))


def _objects(place: Place, task: Mapping[str, Any], key: str) -> list[tuple[Place, Mapping[str, Any]]]:
    rows = list_at(place.at(key), task.get(key) or [])
    places = [place.at(f"{key}[{n}]") for n in range(len(rows))]
    return [(at, object_at(at, row)) for at, row in zip(places, rows, strict=True)]


def _one_annotation(place: Place, task: Mapping[str, Any]) -> tuple[Place, Mapping[str, Any]] | None:
    """The annotation that counts: the only one, or the one marked as ground truth; skipped ones are none."""
    given = [(at, a) for at, a in _objects(place, task, "annotations") if not a.get("was_cancelled")]
    marked = [(at, a) for at, a in given if a.get("ground_truth")]
    if len(given) > 1 and len(marked) != 1:
        raise place.at("annotations").error(
            f"holds {len(given)} annotations, {len(marked)} of them ground truth; mark one as ground truth in Label Studio"
        )
    return next(iter(marked or given), None)


def _spans(place: Place, given: Mapping[str, Any], text: str, declared: str | None) -> tuple[Span, ...]:
    regions = list(_regions(place, given))
    if not differ(text):
        fits = [found] if (found := _fit(regions, text, COUNTINGS[0])) is not None else []
    else:
        order = sorted(COUNTINGS, key=lambda c: c.unit != declared) if declared else list(COUNTINGS)
        fits = [found for counting in order if (found := _fit(regions, text, counting)) is not None]
    if not fits:
        raise _misfit(regions, text, place)
    if declared is None and any(found != fits[0] for found in fits):
        raise place.error("can be read in UTF-16 code units and in characters; say which with --offsets")
    return checked(place, fits[0], text)


def _regions(place: Place, given: Mapping[str, Any]) -> Iterator[_Region]:
    for number, row in enumerate(list_at(place.at("result"), given.get("result"))):
        at = place.at(f"result[{number}]")
        result = object_at(at, row)
        if result.get("type") != KIND:
            continue
        value = object_at(at.at("value"), result.get("value"))
        labels = list_at(at.at("value.labels"), value.get("labels"))
        if len(labels) != 1:
            raise at.at("value.labels").error(f"must hold one label, not {len(labels)}")
        words = value.get("text")
        yield _Region(
            at,
            offset_at(at.at("value.start"), value.get("start")),
            offset_at(at.at("value.end"), value.get("end")),
            label_at(at.at("value.labels"), labels[0]),
            words if isinstance(words, str) else None,
            score_at(result.get("score")),
        )


def _fit(regions: list[_Region], text: str, counting: Counting) -> list[Span] | None:
    """The regions in characters, where every one's words stand at its offsets."""
    places = ruler(text, counting).places()
    out = []
    for region in regions:
        start, end = places.get(region.start), places.get(region.end)
        if start is None or end is None or not _same(region.words, text[start:end]):
            return None
        out.append(Span(start, end, region.label, region.score))
    return out


def _same(words: str | None, found: str) -> bool:
    """Whether a region's words are those of the text; some versions drop blanks and line ends from them."""
    return words is None or _solid(words) == _solid(found)


def _solid(words: str) -> str:
    return "".join(words.replace("\\n", "").split())


def _misfit(regions: list[_Region], text: str, place: Place) -> Exception:
    places = ruler(text, COUNTINGS[0]).places()
    for region in regions:
        start, end = places.get(region.start), places.get(region.end)
        if start is None or end is None:
            return region.place.error(f"runs from {region.start} to {region.end} in a text of {len(text)} characters")
        if not _same(region.words, text[start:end]):
            return region.place.error(f"says {shown(region.words)}, and its offsets point at {shown(text[start:end])}")
    return place.error("has regions that no one way of counting fits; export the tasks anew")
