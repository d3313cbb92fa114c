"""The grammar's data: names, word lists, sentences and headings, read once from the TOML files beside this module."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from training.synthesize.grammar.templates import Lexicon, Node, compile_template


@cache
def load(name: str) -> dict[str, Any]:
    """The tables of `data/<name>.toml`."""
    text = (resources.files("training.synthesize.grammar") / "data" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _split(value: str | list[str]) -> list[str]:
    return value.split() if isinstance(value, str) else value


NAMES: dict[str, list[str]] = {key: _split(value) for key, value in load("names").items()}
_QUANTITY = re.compile("<(?!plain:|organ:)")
LEXICON = Lexicon({key: _split(value) for key, value in load("words").items()})


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of prose; `needs` names a quantity that must be 0 or above 0 for it to be true of the report."""

    nodes: list[Node]
    needs: tuple[str, bool] | None = None
    """(quantity, whether it must be above 0)."""
    counts: bool = False
    """Whether it states quantities."""


def sentence(text: str) -> Sentence:
    """`@received=0@text` is for reports without applications, `@received>0@text` for those with some."""
    counts = bool(_QUANTITY.search(text))
    if not text.startswith("@"):
        return Sentence(compile_template(text), None, counts)
    condition, _, body = text[1:].partition("@")
    return Sentence(compile_template(body), (condition[:-2], condition.endswith(">0")), counts)


@cache
def sentences() -> dict[str, list[Sentence]]:
    """Topic → compiled sentences, of all files of sentences."""
    out: dict[str, list[Sentence]] = {}
    for entry in sorted((resources.files("training.synthesize.grammar") / "data").iterdir(), key=lambda p: p.name):
        if entry.name.startswith("prose_"):
            for topic, texts in load(entry.name.removesuffix(".toml")).items():
                out.setdefault(topic, []).extend(sentence(text) for text in texts)
    return out
