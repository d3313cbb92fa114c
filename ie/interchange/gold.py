"""What the project itself has → labelled texts: gold files with their texts, and the spans of a run of `ie extract`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ie.interchange.labelled import Labelled, Place, checked
from ie.interchange.lines import json_lines
from ie.read import Source, Unread, read_file
from ie.report import Span
from ie.score.gold import load_gold
from ie.score.texts import file_of, text_path

Told = Callable[[str], None]
"""Takes one sentence on a report that is left out."""
RUN = "reports.jsonl"


def read_gold(paths: Sequence[Path], texts: Sequence[Path], told: Told) -> Iterator[Labelled]:
    """The annotated reports of gold files and folders; those without spans or without their text are told and left out."""
    for gold in load_gold(paths):
        path = text_path(gold, (Path("."), *texts, *(p if p.is_dir() else p.parent for p in paths)))
        if gold.spans is None or path is None:
            cause = (
                "has no spans"
                if gold.spans is None
                else f"has no text {gold.source} here (name its folder with --texts)"
            )
            told(f"{gold.id} {cause}")
            continue
        text = _text(path, gold.sha256)
        if text is None:
            raise Place(path).error("is another file than the one annotated; take the text the gold was made from")
        facts = {"source": gold.source, "sha256": gold.sha256, "layout": gold.layout}
        facts |= {key: value for key, value in (("organ", gold.organ), ("edition", gold.edition)) if value}
        spans = checked(Place(path), (Span(s.start, s.end, s.label) for s in gold.spans), text)
        yield Labelled(gold.id, text, spans, facts=facts)


def _text(path: Path, sha256: str) -> str | None:
    read = read_file(path)
    return read.text if isinstance(read, Source) and read.sha256 == sha256 else None


def read_run(path: Path, texts: Sequence[Path], told: Told) -> Iterator[Labelled]:
    """The tagger's spans of every report that a run read; `path` is its folder or its reports.jsonl."""
    folder = path if path.is_dir() else path.parent
    spans = {row["sha256"]: row["spans"] for _, row in json_lines(folder / "spans.jsonl")}
    kept: dict[tuple[str, str | None], str] = {}
    if (folder / "texts.jsonl").is_file():
        kept = {(row["sha256"], row["part"]): row["text"] for _, row in json_lines(folder / "texts.jsonl")}
    for number, record in json_lines(folder / RUN):
        place = Place(folder / RUN, f"line {number}")
        if record["status"] != "ok" or record["sha256"] not in spans:
            told(f"{record['source']} was not read ({record['status']})")
            continue
        text = kept.get((record["sha256"], record["part"])) or _run_text(record, texts)
        if text is None:
            told(f"{record['source']} is not there as it was read (name its folder with --texts)")
            continue
        yield _of_record(place, record, text, spans[record["sha256"]])


def _run_text(record: dict[str, Any], texts: Sequence[Path]) -> str | None:
    path = file_of(record["source"], (Path("."), *texts))
    if path is None or record["part"] is not None:
        return None
    read = read_file(path)
    return None if isinstance(read, Unread) or read.sha256 != record["sha256"] else read.text


def _of_record(place: Place, record: dict[str, Any], text: str, rows: list[list[Any]]) -> Labelled:
    spans = checked(place, (Span(start, end, label, score) for start, end, label, score in rows), text)
    organ = record["organ"]["text"] if record["organ"] else None
    known = (
        ("source", record["source"]),
        ("sha256", record["sha256"]),
        ("organ", organ),
        ("edition", record["edition"]),
    )
    facts = {key: value for key, value in known if value}
    name = f"{record['source']}#{record['part']}" if record["part"] else record["source"]
    return Labelled(name, text, None, spans, record["tagger"]["name"], facts)
