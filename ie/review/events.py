"""The nouns of the review: one answer of one person, and what it is about."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Literal, get_args

from ie.review.words import Lang, words

Kind = Literal["cell", "label", "fact", "check", "table", "decide", "done", "undo", "redo"]
"""`cell` a cell's value or status; `label` the labels of a stretch; `fact` organ, year, edition, layout, notes; `check` a sum that the
source itself breaks; `table` a table that the text does not have; `decide` an adjudicator's choice; `done` the report is finished;
`undo` and `redo` name an action in `target`."""
KINDS: tuple[Kind, ...] = get_args(Kind)
Role = Literal["annotate", "adjudicate"]
FACTS = ("organ", "year", "edition", "layout", "notes")
LAYOUTS = (
    "unknown", "pipe-rows", "cell-a-line", "lone-pipes", "paragraphs", "tabs", "run-together", "pdf", "fullwidth-spaces",
    "markdown",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the store.  `action` groups what one key press did; `before` and `after` are JSON values."""

    id: int
    action: str
    report: str
    text_sha256: str | None
    reading: int
    annotator: str
    role: Role
    at: str
    kind: Kind
    target: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Answer:
    """An event before it is stored."""

    kind: Kind
    target: str
    before: Any
    after: Any


class ReviewError(ValueError):
    """Something that cannot be done; the message is one sentence: what, why, what to do next."""


class Refusal(ReviewError):
    """An answer that cannot be taken, in the annotator's language; `key` is that of its sentence in `words.toml`."""

    def __init__(self, key: str, **values: object) -> None:
        self.key, self.values = key, values
        super().__init__(self.told("en"))

    def told(self, lang: Lang) -> str:
        """The sentence."""
        return words(lang)[self.key].format(**self.values)


def report_key(record: dict[str, Any]) -> str:
    """How the store names a report: by its bytes and its text, wherever the file lies."""
    facts = f"{record.get('sha256')} {record.get('text_sha256')}"
    return hashlib.sha256(facts.encode()).hexdigest()[:20]
