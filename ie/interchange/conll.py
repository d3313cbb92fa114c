"""Character-level CoNLL: a character, a tab and its tag in a line; an empty line behind each text.

Lines before a text's first character tell what it is, as `# key = value` with the value in JSON.  A character that has no ink,
and `#`, which opens such a line, is written as its code point, `U+000A`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ie.interchange.labelled import InterchangeError, Labelled, facts_at
from ie.interchange.lines import numbered_lines
from ie.tag.tagset import TAGS, allowed, spans_of_tags, tags_of

_FACT = re.compile(r"# (\w+) = (.+)")
_CODE = re.compile(r"U\+([0-9A-F]{4,6})")


class Tagged(NamedTuple):
    """A text as a CoNLL file holds it: one tag (an index into `TAGS`) a character."""

    facts: dict[str, str]
    text: str
    tags: list[int]


def tagged_lines(facts: Mapping[str, str], text: str, tags: Iterable[int]) -> Iterator[str]:
    """The lines of one text, the empty one behind it included, without line ends."""
    for key, value in facts.items():
        yield f"# {key} = {json.dumps(value, ensure_ascii=True)}"
    for char, tag in zip(text, tags, strict=True):
        yield f"{_shown(char)}\t{TAGS[tag]}"
    yield ""


def lines(items: Iterable[Labelled]) -> Iterator[str]:
    """Every text, with the person's spans or else the tagger's; `labelled_by` tells which."""
    for item in items:
        facts = {"id": item.id, "labelled_by": item.labelled_by, **item.facts}
        yield from tagged_lines(facts, item.text, tags_of(item.best, len(item.text)))


def read_lines(path: Path) -> Iterator[Labelled]:
    """The texts of a file, each with its spans as a person's, or as a tagger's where `labelled_by` names one."""
    for number, tagged in enumerate(read_conll(path), start=1):
        spans = tuple(spans_of_tags(tagged.tags))
        by = tagged.facts.get("labelled_by", "person")
        name, facts = tagged.facts.get("id") or f"{path.stem}-{number}", facts_at(tagged.facts)
        if by == "person":
            yield Labelled(name, tagged.text, spans, facts=facts)
        else:
            yield Labelled(name, tagged.text, None, spans if by else None, by, facts)


def read_conll(path: Path) -> Iterator[Tagged]:
    """The texts of a file; refused at the line that is no character and tag, or whose I- tag continues nothing."""
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
                raise InterchangeError(path, f"line {number}", f"has {TAGS[tag]}, which continues nothing")
            chars.append(char)
            tags.append(tag)
    if facts or chars:
        raise InterchangeError(path, "the file", "ends within a report; an empty line must follow its last character")


def _shown(char: str) -> str:
    return char if char.isprintable() and char not in " #" else f"U+{ord(char):04X}"


def _value(path: Path, number: int, line: str, value: str) -> str:
    try:
        found = json.loads(value)
    except json.JSONDecodeError:
        found = None
    if not isinstance(found, str):
        raise InterchangeError(
            path, f"line {number}", f"must be `# key = value` with the value a text in JSON, not {line!r}"
        )
    return found


def _character(path: Path, number: int, line: str) -> tuple[str, int]:
    shown, tab, tag = line.partition("\t")
    code = _CODE.fullmatch(shown)
    char = chr(int(code[1], 16)) if code and int(code[1], 16) <= sys.maxunicode else shown
    if not tab or len(char) != 1 or tag not in TAGS:
        raise InterchangeError(path, f"line {number}", f"must be a character, a tab and a tag, not {line!r}")
    return char, TAGS.index(tag)
