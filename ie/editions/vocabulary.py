"""The form's labels as the letters that survive every kind of mess, and where they occur in a text.

Separators, digits, spaces and punctuation are what converters change; the Chinese characters of a label stay in their order.  So
labels are looked for in the text's *letters* alone: a label broken by a line end, by spaces or by its own row's figures is whole
there.  Used by the taggers (which letters belong to a label) and by the rebuild (which label it is).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Literal

from ie.editions import EDITIONS, load_edition

Kind = Literal["row", "side", "column", "caption", "stub", "section"]

_LETTERS = re.compile(r"[\u4e00-\u9fff]+")
_NOTE = re.compile(r"[(（][^()（）]*[)）]")
_NUMBER = re.compile(
    r"^(?:第[一二三四五六七八九十]+[、.]|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|\d+[.、])"
)


@dataclass(frozen=True)
class Letters:
    """The Chinese characters of a text, and the offset of each."""

    text: str
    at: tuple[int, ...]
    known: list[tuple[frozenset[str], list[tuple[str, list[int]]]]] = field(
        default_factory=list, init=False, compare=False, repr=False
    )
    """Words that have been looked for, and those of them that stand here with their places, longest first."""
    judged: dict[Any, Any] = field(default_factory=dict, init=False, compare=False, repr=False)
    """What `ie.editions.finding` remembers of words at their places, for the same reason."""


@dataclass(frozen=True)
class Label:
    """A printed label: its letters, its outline number as printed by the form, and what it names."""

    letters: str
    number: str
    kind: Kind
    edition: str
    table: str | None
    id: str | None
    variant: bool = False
    """Not the form's own wording."""


def letters_of(text: str, within: Iterable[tuple[int, int]] | None = None) -> Letters:
    """The letters of a text, or of some stretches of it, with their offsets."""
    runs: list[str] = []
    at: list[int] = []
    for start, end in ((0, len(text)),) if within is None else within:
        for match in _LETTERS.finditer(text, start, end):
            runs.append(match.group())
            at.extend(range(match.start(), match.end()))
    return Letters("".join(runs), tuple(at))


def split_number(label: str) -> tuple[str, str]:
    """A printed label into its outline number and the rest."""
    match = _NUMBER.match(label)
    return (match.group(), label[match.end() :]) if match else ("", label)


@lru_cache(maxsize=1024)
def bare(label: str) -> str:
    """A label's letters without number and notes in brackets."""
    _, rest = split_number(label)
    return letters_of(_NOTE.sub("", rest)).text


Rewordings = dict[str, tuple[str, ...]]


def _rewordings() -> tuple[Rewordings, Rewordings]:
    data = tomllib.loads((resources.files("ie.editions") / "rewordings.toml").read_text(encoding="utf-8"))
    learnt, found_only = ({k: tuple(v) for k, v in data[name].items()} for name in ("variants", "finding_only"))
    return learnt, found_only


VARIANTS, REWORDED = _rewordings()
"""Other wordings of labels, by the letters of the form's own: part of what the models learn, and for finding alone."""


@cache
def labels_of(edition_id: str) -> tuple[Label, ...]:
    """Every label that edition prints, variants included, longest first."""
    edition = load_edition(edition_id)
    found: dict[tuple[str, str, str | None, str | None], Label] = {}

    def add(printed: str, kind: Kind, table: str | None, id_: str | None) -> None:
        number, _ = split_number(printed)
        plain = bare(printed)
        for letters in (plain, *VARIANTS.get(plain, ())):
            if len(letters) >= 2:
                found.setdefault(
                    (letters, kind, table, id_), Label(letters, number, kind, edition_id, table, id_, letters != plain)
                )

    for section in edition.sections:
        for title in (section.title, *section.also):
            add(f"{section.number}、{title}", "section", None, section.id)
    for table in edition.tables:
        if table.caption:
            found[(letters_of(table.caption).text, "caption", table.id, None)] = Label(
                letters_of(table.caption).text, "", "caption", edition_id, table.id, None
            )
        if table.stub:
            add(table.stub, "stub", table.id, None)
        for column in table.columns:
            add(column.label, "column", table.id, column.id)
            for above in column.under:
                add(above, "column", table.id, None)
        for row in table.rows:
            kind: Kind = "column" if table.one_line else "row"
            add(row.label, kind, table.id, row.id)
            for above in row.under:
                add(above, "side" if kind == "row" else "column", table.id, None)
    return tuple(sorted(found.values(), key=lambda label: -len(label.letters)))


def all_labels() -> tuple[Label, ...]:
    """The labels of every edition."""
    return tuple(label for edition in EDITIONS for label in labels_of(edition))


class LabelIndex:
    """Labels by their letters, in the orders that a search asks for.  Two are equal only where they are the same."""

    def __init__(self, labels: Iterable[Label]) -> None:
        by_letters: dict[str, list[tuple[Label, str]]] = {}
        labels = tuple(labels)
        self.editions = frozenset(label.edition for label in labels)
        for label in labels:
            by_letters.setdefault(label.letters, []).append((label, label.number.strip("、.() （）")))
        self.by_letters = {word: tuple(found) for word, found in by_letters.items()}
        """The labels of those letters, each with the bare digits or numerals of its outline number."""
        self.words = frozenset(by_letters)
        self.longest_first = tuple(sorted(by_letters, key=lambda w: (-len(w), w)))
        self.letters = frozenset(c for word in by_letters for c in word)
        """Every letter that a label has."""
        self._bits = {letter: 1 << i for i, letter in enumerate(sorted(self.letters))}
        self.by_length: dict[int, list[tuple[str, int]]] = {}
        """Of each length the words and the set of their letters."""
        for word in self.longest_first:
            self.by_length.setdefault(len(word), []).append((word, self.letter_set(word)))
        self.by_number: dict[str, list[str]] = {}
        """Of each outline number the words of the rows that bear it."""
        for word, found in self.by_letters.items():
            for number in sorted({n for label, n in found if n and label.kind == "row" and not label.variant}):
                self.by_number.setdefault(number, []).append(word)

    def letter_set(self, letters: str) -> int:
        """Those of the letters that any label has, a bit each: told from a label's own more quickly than sets are."""
        out = 0
        for letter in letters:
            out |= self._bits.get(letter, 0)
        return out


@cache
def label_index(editions: tuple[str, ...] = EDITIONS) -> LabelIndex:
    """The labels of some of the shipped editions, reworded ones included."""
    own = [label for edition in editions for label in labels_of(edition)]
    reworded = [replace(label, letters=w, variant=True) for label in own for w in REWORDED.get(label.letters, ())]
    return LabelIndex((*own, *reworded))


def occurrences(stream: str, letters: str) -> list[int]:
    """Where those letters stand in a stream of letters."""
    out = []
    at = stream.find(letters)
    while at >= 0:
        out.append(at)
        at = stream.find(letters, at + 1)
    return out
