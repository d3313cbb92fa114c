"""Which edition a text follows: the labels printed decide, and the year only where no table's label is printed."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Literal

from ie.editions import EDITIONS, load_edition
from ie.editions.finding import Found
from ie.editions.vocabulary import labels_of

MIN_LABELS = 2
"""Fewer labels of any edition than this are words of a sentence."""


def edition_of(found: list[Found], year: int | None) -> tuple[str | None, Literal["labels", "year"] | None]:
    """The edition and what decided it."""
    exclusive = _exclusive()
    votes: Counter[str] = Counter()
    shared: Counter[str] = Counter()
    for item in {
        (f.label.letters, f.label.edition) for f in found if f.label.kind in ("row", "column", "caption", "side")
    }:
        letters, edition = item
        shared[edition] += 1
        if letters in exclusive[edition]:
            votes[edition] += 1
    total = max(shared.values(), default=0)
    if total >= MIN_LABELS and votes:
        top = votes.most_common()
        if len(top) == 1 or top[0][1] > top[1][1]:
            return top[0][0], "labels"
    if total > MIN_LABELS:
        candidates = [e for e in EDITIONS if shared[e] == total]
        for edition in candidates:
            form = load_edition(edition)
            if year is not None and form.first_year <= year and (form.last_year is None or year <= form.last_year):
                return edition, "labels"
        return candidates[0] if len(candidates) == 1 else "2021" if year and year > 2020 else candidates[0], "labels"
    if year is None:
        return None, None
    return ("narrative" if year <= 2018 else "2019" if year <= 2020 else "2021"), "year"


@cache
def _exclusive() -> dict[str, set[str]]:
    letters = {e: {label.letters for label in labels_of(e) if label.kind != "section"} for e in EDITIONS}
    return {e: own - set().union(*(letters[o] for o in EDITIONS if o != e)) for e, own in letters.items()}
