"""`annotations/statements` → gold: the project's own sentences with their marks, and real ones by offset and hash."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from ie.score.gold_fields import GoldError

SHORT = {
    "s": ("statistics", "value"),
    "a": ("applications", "total"),
    "d": ("disputes", "total"),
    "p": ("prose", "total"),
}
"""Short names of the own sentences: `s.received` is statistics.received.value, `d.review.upheld` disputes.review.upheld."""
_MARK = re.compile(r"\{(?P<words>[^{}|]+)\|(?P<names>[^{}]+)\}")
_NAME = re.compile(r"(?P<name>[a-z0-9_.]+)(?P<area>%area)?(?:=(?P<value>[\d.]+))?(?:@(?P<period>\d{4}|\*))?$")


@dataclass(frozen=True)
class GoldStatement:
    """One indicator stated: by the figure at [start, end), or by the denial there (`words`)."""

    indicator: str
    value: Decimal
    start: int
    end: int
    words: bool
    period: int | None
    area: bool


@dataclass(frozen=True)
class GoldSentences:
    """A text and what its annotated stretches state.  `text` is None where it is not in the repository."""

    id: str
    text: str | None
    edition: str | None
    year: int | None
    stretches: tuple[tuple[int, int], ...]
    statements: tuple[GoldStatement, ...]
    sha256: str = ""


def load_own(path: Path) -> list[GoldSentences]:
    """The sentences of a marked file: year, edition and text, parted by tabs; `{312|s.disclosed}` marks a figure."""
    out: list[GoldSentences] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) != 3 or not fields[0].isdigit():
            raise GoldError(path, f"line {number}", "is not YEAR, EDITION and TEXT parted by tabs; mend the line")
        year, edition, marked = int(fields[0]), fields[1], fields[2].replace("⏎", "\n")
        text, statements = _unmark(marked, year, path, number)
        out.append(GoldSentences(f"{path.stem}:{number}", text, edition, year, ((0, len(text)),), tuple(statements)))
    return out


def load_real(path: Path, texts: Path | None) -> list[GoldSentences]:
    """The annotated stretches of real texts; the words come from `texts`, found by their hash, and are None without."""
    found: dict[str, str] = {}
    if texts is not None:
        for file in sorted(texts.rglob("*.txt")):
            data = file.read_bytes()
            found[hashlib.sha256(data).hexdigest()] = data.decode("utf-8-sig", errors="replace")
    out: list[GoldSentences] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        statements = tuple(
            GoldStatement(
                s["indicator"], Decimal(str(s["value"])), s["start"], s["end"], s["words"], s["period"], s["area"]
            )
            for s in item["statements"]
        )
        stretches = tuple((s["start"], s["end"]) for s in item["sentences"])
        text = found.get(item["sha256"])
        for s in item["sentences"] if text is not None else ():
            assert text is not None
            if hashlib.sha256(text[s["start"] : s["end"]].encode()).hexdigest() != s["sha256"]:
                raise GoldError(
                    path, item["id"], f"the text at {s['start']} is not the one annotated; use the text of that hash"
                )
        out.append(GoldSentences(item["id"], text, None, None, stretches, statements, item["sha256"]))
    return out


def _unmark(marked: str, year: int, path: Path, number: int) -> tuple[str, list[GoldStatement]]:
    text, last = "", 0
    out: list[GoldStatement] = []
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        start = len(text)
        text += mark["words"]
        last = mark.end()
        for name in mark["names"].split(";"):
            match = _NAME.match(name)
            if not match:
                raise GoldError(
                    path, f"line {number}", f"has {name!r}, which is no mark; write NAME, then %area, =VALUE, @YEAR"
                )
            words = not re.fullmatch(r"[\d,.]+[万亿]?|[一二两三四五六七八九十百]+", mark["words"])
            value = Decimal(match["value"] or mark["words"].replace(",", ""))
            period = None if match["period"] == "*" else int(match["period"] or year)
            address = full_name(match["name"])
            out.append(GoldStatement(address, value, start, len(text), words, period, bool(match["area"])))
    return text + marked[last:], out


def full_name(short: str) -> str:
    """`s.received` → `statistics.received.value`; a full address stays."""
    head, _, rest = short.partition(".")
    if head not in SHORT:
        return short
    table, column = SHORT[head]
    return f"{table}.{rest}" if "." in rest else f"{table}.{rest}.{column}"
