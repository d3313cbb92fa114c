"""What every reader of labelled files asks for: spans that fit the text they point into.

What would teach a tagger the wrong characters is refused, with file, place and cause.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ie.score.gold import GoldError

Spans = Iterable[tuple[int, int, str]]


def check_spans(path: Path, place: str, spans: Spans, text: str) -> None:
    """Refuse the first span that lies outside `text`, or has a blank at an end (GUIDELINES.md, section 3).

    Overlaps are refused where the list is read (`Fields.stretches`), before there is a text.  `place` names the list in its file, as in
    `spans` or `line 3.spans`; offsets are half-open, in characters of `text`.
    """
    for number, (start, end, label) in enumerate(spans):
        where = f"{place}[{number}]"
        if not start < end <= len(text):
            raise GoldError(path, where, f"runs from {start} to {end} in a text of {len(text)} characters")
        if text[start].isspace() or text[end - 1].isspace():
            raise GoldError(path, where, f"({label}) has a blank at an end: {text[start:end]!r}")
