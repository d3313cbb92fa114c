"""The pages of the documentation, and every command that they print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PAGES = (
    "README.md", "README.zh-CN.md", "CONTRIBUTING.md", "annotations/README.md", "annotations/statements/README.md",
    "training/data/README.md",
    *sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / "docs").rglob("*.md") if p.name != "api.md"),
)  # fmt: skip
PROGRAMS = r"(?:ie|make|python -m|\.venv/bin/python -m|pip install|curl)"
_LINE = re.compile(rf"^(?:\$|   ) (?P<command>{PROGRAMS} .*)$")
_INLINE = re.compile(rf"`(?P<command>{PROGRAMS} [^`]+)`")
_REMARK = re.compile(r"(?: {2,}#.*| {3,}\S.*)$")
"""What stands behind a command on its line."""


class Command(NamedTuple):
    """A command as a page prints it."""

    page: str
    words: str


def commands() -> list[Command]:
    """Every command once, with the first page that prints it, in the order of the pages."""
    first: dict[str, Command] = {}
    for page in PAGES:
        for words in _of((ROOT / page).read_text("utf-8")):
            first.setdefault(words, Command(page, words))
    return list(first.values())


def _of(text: str) -> Iterator[str]:
    for line in text.splitlines():
        match = _LINE.match(line)
        found = [match["command"]] if match else [m["command"] for m in _INLINE.finditer(line)]
        for command in found:
            for part in _REMARK.sub("", command).split(" && "):
                yield part.strip()
