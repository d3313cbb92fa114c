"""What an annotator types or selects → a cell's value, by the rules that cells are read by."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

from ie.outline import value_of
from ie.record import number
from ie.review.events import Refusal
from ie.values import is_blank, parse_value

MAX_WORDS = 60
"""Longer than any figure with its note."""


def typed_cell(words: str) -> tuple[int | float | None, str, str | None]:
    """Value, status and unit of the words.

    >>> typed_cell("１，２０４"), typed_cell("减2"), typed_cell("/"), typed_cell("?")
    ((1204, 'read', None), (-2, 'read', None), (None, 'blank', None), (None, 'ambiguous', None))
    """
    plain = unicodedata.normalize("NFKC", words).strip().replace("，", ",")
    if plain == "?":
        return None, "ambiguous", None
    if is_blank(plain):
        return None, "blank", None
    value = parse_value(plain) or parse_value("".join(plain.split()))
    if value is None or len(words) > MAX_WORDS:
        raise Refusal("no_figure", words=repr(words[:MAX_WORDS]))
    return number(value.value), "read", value.unit


def figure_value(words: str) -> int | float | None:
    """The value of a FIGURE span, `2.4万` is 24000; None where it is none."""
    value: Decimal | None = value_of(unicodedata.normalize("NFKC", words))
    return number(value)
