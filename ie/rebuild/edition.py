"""Which edition a text follows: the labels printed decide, and the year only where no table's label is printed.

First the family (an edition and all that are based on it), then which of the family: a local variant by labels of its own.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Literal

from ie.editions import EDITIONS, NARRATIVE, known_editions, lineage, load_edition
from ie.editions.finding import Found
from ie.editions.vocabulary import labels_of

MIN_LABELS = 2
"""Fewer labels of any edition than this are words of a sentence."""

Printed = set[tuple[str, str]]
"""Letters of the labels found, each with an edition that has it."""


def edition_of(found: list[Found], year: int | None) -> tuple[str | None, Literal["labels", "year"] | None]:
    """The edition and what decided it."""
    known = known_editions()
    printed = {
        (f.label.letters, f.label.edition) for f in found if f.label.kind in ("row", "column", "caption", "side")
    }
    family = _family_of(printed, year, known)
    if family is not None:
        return _variant_of(family, printed, known), "labels"
    if year is None:
        return None, None
    return _of_year(year), "year"


def _family_of(printed: Printed, year: int | None, known: tuple[str, ...]) -> str | None:
    """The edition at a family's root; None where hardly a label is printed."""
    owners = _owners(known)
    votes: Counter[str] = Counter()
    shared: Counter[str] = Counter()
    roots = {edition: lineage(edition)[-1] for edition in {edition for _, edition in printed}}
    for letters, root in {(letters, roots[edition]) for letters, edition in printed}:
        owner = owners.get(letters)
        if owner == root:
            votes[root] += 1
        elif owner is not None:
            continue  # one form's own label, which another's rows are only called by at times
        shared[root] += 1
    total = max(shared.values(), default=0)
    if total >= MIN_LABELS and votes:
        top = votes.most_common()
        if len(top) == 1 or top[0][1] > top[1][1]:
            return top[0][0]
    if total <= MIN_LABELS:
        return None
    candidates = [e for e in known if shared[e] == total]
    if dated := [e for e in candidates if year is not None and _in_force(e, year)]:
        return dated[0]
    newest = EDITIONS[-1]
    late = len(candidates) > 1 and year is not None and year >= load_edition(newest).first_year
    return newest if late else candidates[0]


def _variant_of(family: str, printed: Printed, known: tuple[str, ...]) -> str:
    """The member of the family of whose own labels most are printed; the root where none is."""
    words = {letters for letters, _ in printed}
    members = sorted((e for e in known if lineage(e)[-1] == family), key=lambda e: len(lineage(e)))
    own = _own_labels(tuple(members))
    return max(members, key=lambda e: len(words & own[e]))


def _of_year(year: int) -> str:
    """The shipped form of a year; a form that is attached to a report of the organ's own is none that a report follows."""
    dated = [e for e in EDITIONS if _in_force(e, year) and not load_edition(e).attached]
    return dated[-1] if dated else NARRATIVE


def _in_force(edition: str, year: int) -> bool:
    form = load_edition(edition)
    return form.first_year <= year and (form.last_year is None or year <= form.last_year)


@cache
def _letters(edition: str) -> frozenset[str]:
    return frozenset(label.letters for label in labels_of(edition) if label.kind != "section")


@cache
def _owners(known: tuple[str, ...]) -> dict[str, str]:
    """The family of letters that no other family's labels have."""
    families: dict[str, set[str]] = {}
    for edition in known:
        families.setdefault(lineage(edition)[-1], set()).update(_letters(edition))
    times = Counter(letters for own in families.values() for letters in own)
    return {letters: family for family, own in families.items() for letters in own if times[letters] == 1}


@cache
def _own_labels(members: tuple[str, ...]) -> dict[str, set[str]]:
    """Of each member of a family the letters that neither its root nor another branch of the family has."""
    out: dict[str, set[str]] = {members[0]: set()}
    for edition in members[1:]:
        apart = [m for m in members[1:] if m not in lineage(edition) and edition not in lineage(m)]
        out[edition] = set(_letters(edition)).difference(_letters(members[0]), *(_letters(m) for m in apart))
    return out
