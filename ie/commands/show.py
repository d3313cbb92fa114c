"""`ie show`: records, or one report's text → one HTML file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from ie.check.years import NamesError, check_years, entry_of, load_names, organs_of
from ie.check.years.organs import Names
from ie.commands.extract import extract_file
from ie.read import Unread, read_file
from ie.records import Record, RecordsError, document_name, read_records
from ie.settle import Ledger
from ie.show import Shown, render
from ie.tag import load_tagger


def run_show(records: Path, out: Path, source: str | None, texts: str | None, names: str | None) -> int:
    """Write the page; 0 done, 2 wrong use."""
    if records.is_dir():
        records = records / "reports.jsonl"
    try:
        told = load_names(Path(names)) if names else Names()
        shown = _shown(records, source, Path(texts) if texts else None)
        if not shown:
            print(
                f"ie: no report {source or ''!r} is in {str(records)!r}; ie check lists their sources", file=sys.stderr
            )
            return 2
        organs, _ = organs_of((entry_of(s.record) for s in shown), told)
        years = [check for organ in organs for check in check_years(organ)]
        page = render(shown, Ledger.beside(records), years)
        part = out.with_name(f".{out.name}.part")
        part.write_text(page, encoding="utf-8")
        part.replace(out)
    except (RecordsError, NamesError) as error:
        print(f"ie: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"ie: {error.filename!r} cannot be used: {error.strerror}; check the path", file=sys.stderr)
        return 2
    missing = sum(s.text is None for s in shown)
    print(
        f"{len(shown)} reports" + (f", {missing} without their text (name its folder with --texts)" if missing else "")
    )
    print(f"written: {out}")
    return 0


def _shown(path: Path, source: str | None, texts: Path | None) -> list[Shown]:
    if path.suffix not in (".jsonl", ".json"):
        record, spans = extract_file(path, load_tagger())
        return [_with_text(record, spans["spans"] if spans else [], None, path.parent)]
    spans_by = _by_hash(path.with_name("spans.jsonl"), "spans")
    # Texts of documents, archives and crawls were written beside the records; plain texts are read where they lie.
    kept = _by_hash(path.with_name("texts.jsonl"), "text")
    return [
        Shown(record, kept[record["sha256"]], spans_by.get(record["sha256"], []))
        if record["sha256"] in kept
        else _with_text(record, spans_by.get(record["sha256"], []), texts, path.parent)
        for record in read_records(path)
        if source in (None, document_name(record["source"], record["part"]))
    ]


def _by_hash(path: Path, key: str) -> dict[str, Any]:
    """What a file beside the records holds of each report, by the hash of its bytes; nothing where there is none."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8") as file:
        return {line["sha256"]: line[key] for line in map(json.loads, file)}


def _with_text(record: Record, spans: list[list[Any]], texts: Path | None, beside: Path) -> Shown:
    """The record with its text, if a file is found that holds the very text the record was made from."""
    given = Path(record["source"])
    places = [given, beside / given, beside / given.name]
    if texts is not None:
        places = [texts / given, texts / given.name, *places]
    for place in places:
        if place.is_file():
            read = read_file(place)
            if not isinstance(read, Unread) and read.text_sha256 == record["text_sha256"]:
                return Shown(record, read.text, spans)
    why = "原文未找到，或与记录所据文本不同 (the text was not found, or is not the one this record was made from; use --texts)"
    return Shown(record, None, [], why)
