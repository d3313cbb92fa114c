"""Gold reports: what a human annotator says a report holds, one JSON file a report.

`load_gold` is strict, since a gold file misread is a score misquoted: an unknown key, a key twice, a value without the
status `read` or a span out of order is refused with the file, the place and the cause in one sentence.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from ie.editions import NARRATIVE, known_editions
from ie.score.gold_fields import Fields, GoldError, Number, unique_keys

__all__ = ["Gold", "GoldCell", "GoldError", "GoldFigure", "GoldSpan", "GoldStatus", "fingerprint", "load_gold"]

GoldStatus = Literal["read", "blank", "absent", "ambiguous"]

LABELS = (
    "TITLE", "ORGAN", "HEAD1", "HEAD2", "HEAD3", "CAPTION", "COLHEAD", "ROWHEAD", "CELL", "FIGURE", "FURNITURE",
)  # fmt: skip
STATUSES: tuple[GoldStatus, ...] = ("read", "blank", "absent", "ambiguous")

REQUIRED = ("id", "source", "sha256", "text_sha256", "edition", "year", "organ", "layout", "cells", "failing")
OPTIONAL = ("spans", "figures", "mess", "notes")

SLUG = r"[a-z0-9]+(?:[-_][a-z0-9]+)*"
SHA256 = r"[0-9a-f]{64}"
ADDRESS = r"[a-z0-9_]+\.[a-z0-9_]+\.[a-z0-9_]+"
IDENTITY = r"[a-z0-9_]+(?:/[a-z0-9_.]+)?"


@dataclass(frozen=True, slots=True)
class GoldCell:
    """A cell as its row prints it; `value` is a number exactly where `status` is `read`."""

    value: Number | None
    status: GoldStatus
    unit: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class GoldSpan:
    """A labelled half-open stretch of the text."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """A number in prose and the quantity it states."""

    start: int
    end: int
    value: Number
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Gold:
    """One report as annotated.

    `spans` and `figures` are None where nobody has annotated them: that is not "none".  `text_sha256` is None where the
    text is the reader's to make (a PDF); such a report has no offsets, so neither spans nor figures.
    """

    id: str
    source: str
    sha256: str
    text_sha256: str | None
    edition: str | None
    year: int | None
    organ: str | None
    layout: str
    cells: Mapping[str, GoldCell]
    failing: tuple[str, ...] = ()
    spans: tuple[GoldSpan, ...] | None = None
    figures: tuple[GoldFigure, ...] | None = None
    mess: tuple[str, ...] = ()
    notes: str = ""


def load_gold(paths: Iterable[Path | str]) -> tuple[Gold, ...]:
    """Gold files, and every `.json` file of gold folders, in that order; a report stands in them once."""
    golds: list[Gold] = []
    seen: dict[str, Path] = {}
    for path in (file for given in paths for file in _files(Path(given))):
        gold = _read(path)
        for place, key in (("id", gold.id), ("sha256", gold.sha256)):
            if first := seen.get(f"{place} {key}"):
                raise GoldError(path, place, f"{key!r} stands in {first} already")
            seen[f"{place} {key}"] = path
        golds.append(gold)
    return tuple(golds)


def fingerprint(golds: Iterable[Gold]) -> str:
    """Which gold a score was measured on: the same reports in any order, told alike, give the same sixteen digits."""
    lines = sorted(json.dumps(asdict(gold), ensure_ascii=False, sort_keys=True) for gold in golds)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    if files := sorted(path.rglob("*.json")):
        return files
    raise GoldError(path, "the folder", "holds no .json file")


def _read(path: Path) -> Gold:
    try:
        data = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=unique_keys)
    except FileNotFoundError:
        raise GoldError(path, "the file", "does not exist") from None
    except UnicodeDecodeError as error:
        raise GoldError(path, f"byte {error.start}", "is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise GoldError(path, f"line {error.lineno} column {error.colno}", f"is not JSON ({error.msg})") from None
    except KeyError as error:
        raise GoldError(path, str(error.args[0]), "stands twice in one object") from None
    fields = Fields(path, "the file", data, REQUIRED, OPTIONAL)
    return Gold(
        id=fields.text("id"),
        source=_source(fields),
        sha256=fields.matching("sha256", SHA256, "64 hexadecimal digits"),
        text_sha256=_text_sha256(fields),
        edition=fields.one_of("edition", (*known_editions(), NARRATIVE)) if fields.get("edition") is not None else None,
        year=fields.whole("year") if fields.get("year") is not None else None,
        organ=fields.text_or_none("organ"),
        layout=fields.matching("layout", SLUG, "a slug such as pipes-row-a-line"),
        cells={address: _cell(path, address, cell) for address, cell in fields.mapping("cells").items()},
        failing=fields.distinct("failing", IDENTITY, "an identity such as flow or flow/total"),
        spans=_spans(fields),
        figures=_figures(fields),
        mess=fields.distinct("mess", ".+", "a word for a kind of mess") if "mess" in fields else (),
        notes=fields.text_or_none("notes") or "",
    )


def _source(fields: Fields) -> str:
    source = fields.text("source")
    if source.startswith("/") or "\\" in source or ".." in source.split("/"):
        raise fields.error("source", f"must be a path inside a texts folder, not {source!r}")
    return source


def _text_sha256(fields: Fields) -> str | None:
    if fields.get("text_sha256") is not None:
        return fields.matching("text_sha256", SHA256, "64 hexadecimal digits")
    for key in ("spans", "figures"):
        if fields.get(key) is not None:
            raise fields.error(key, "must be null where text_sha256 is null: there is no text to count in")
    return None


def _cell(path: Path, address: str, data: object) -> GoldCell:
    fields = Fields(path, f"cells[{address!r}]", data, ("value", "status"), ("unit",))
    fields.check_name(address, ADDRESS, "an address such as applications.received.total")
    status: GoldStatus = fields.one_of("status", STATUSES)
    if status == "read":
        return GoldCell(fields.number("value"), status, fields.text_or_none("unit"))
    if fields.get("value") is not None:
        raise fields.error("value", f"must be null where the status is {status!r}, not {fields.get('value')!r}")
    return GoldCell(None, status, fields.text_or_none("unit"))


def _spans(fields: Fields) -> tuple[GoldSpan, ...] | None:
    rows = fields.stretches("spans", ("start", "end", "label"))
    return None if rows is None else tuple(GoldSpan(row.start, row.end, row.one_of("label", LABELS)) for row in rows)


def _figures(fields: Fields) -> tuple[GoldFigure, ...] | None:
    rows = fields.stretches("figures", ("start", "end", "value", "unit"))
    if rows is None:
        return None
    return tuple(GoldFigure(row.start, row.end, row.number("value"), row.text_or_none("unit")) for row in rows)
