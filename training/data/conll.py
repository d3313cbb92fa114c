"""Rows → character-level CoNLL and back: a character, a tab and its tag in a line; an empty line behind each report.

Lines before a report's first character tell what it is, as `# key = value` with the value in JSON.  A character that has no ink,
and `#`, which opens such a line, is written as its code point, `U+000A`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TextIO

from ie.score.gold import GoldError
from ie.tag.tagset import TAGS, allowed
from training.data.checks import numbered_lines
from training.data.rows import Row

FACTS = ("id", "origin", "organ", "edition", "layout", "split")
_FACT = re.compile(r"# (\w+) = (.+)")
_CODE = re.compile(r"U\+([0-9A-F]{4,6})")


class Tagged(NamedTuple):
    """A report as a CoNLL file holds it: one tag (an index into `TAGS`) a character."""

    facts: dict[str, str]
    text: str
    tags: list[int]


def write_conll(rows: Iterable[Row], file: TextIO) -> int:
    """Write every report; the number of reports.  The file must be opened with `newline="\\n"`."""
    number = 0
    for row in rows:
        for key in FACTS:
            file.write(f"# {key} = {json.dumps(row[key], ensure_ascii=True)}\n")  # type: ignore[literal-required]
        file.writelines(f"{_shown(c)}\t{TAGS[tag]}\n" for c, tag in zip(row["text"], row["tags"], strict=True))
        file.write("\n")
        number += 1
    return number


def read_conll(path: Path) -> Iterator[Tagged]:
    """The reports of a file; GoldError names the line that is no character and tag, or whose I- tag continues nothing."""
    facts: dict[str, str] = {}
    chars: list[str] = []
    tags: list[int] = []
    for number, line in numbered_lines(path):
        if not line:
            if facts or chars:
                yield Tagged(facts, "".join(chars), tags)
            facts, chars, tags = {}, [], []
        elif not chars and (fact := _FACT.fullmatch(line)):
            facts[fact[1]] = _value(path, number, line, fact[2])
        else:
            char, tag = _character(path, number, line)
            if not allowed(tags[-1] if tags else 0, tag):
                raise GoldError(path, f"line {number}", f"has {TAGS[tag]}, which continues nothing")
            chars.append(char)
            tags.append(tag)
    if facts or chars:
        raise GoldError(path, "the file", "ends within a report; an empty line must follow its last character")


def _shown(char: str) -> str:
    return char if char.isprintable() and char not in " #" else f"U+{ord(char):04X}"


def _value(path: Path, number: int, line: str, value: str) -> str:
    try:
        found = json.loads(value)
    except json.JSONDecodeError:
        found = None
    if not isinstance(found, str):
        raise GoldError(path, f"line {number}", f"must be `# key = value` with the value a text in JSON, not {line!r}")
    return found


def _character(path: Path, number: int, line: str) -> tuple[str, int]:
    shown, tab, tag = line.partition("\t")
    code = _CODE.fullmatch(shown)
    char = chr(int(code[1], 16)) if code and int(code[1], 16) <= sys.maxunicode else shown
    if not tab or len(char) != 1 or tag not in TAGS:
        raise GoldError(path, f"line {number}", f"must be a character, a tab and a tag, not {line!r}")
    return char, TAGS.index(tag)
