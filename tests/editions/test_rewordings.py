"""Other wordings of the form's labels: each names one label, and none could be mistaken for another."""

from __future__ import annotations

from collections import Counter

import pytest

from ie.editions import EDITIONS, load_edition
from ie.editions.finding import find_labels
from ie.editions.vocabulary import REWORDED, VARIANTS, bare, label_index, labels_of

BY_NUMBER_ALONE = {"其他"}
"""`（六）其他` and `3.其他`: told apart by their outline numbers."""


def test_every_rewording_is_of_a_label_of_the_form() -> None:
    tables = [t for edition in EDITIONS for t in load_edition(edition).tables]
    labels = {bare(words) for t in tables for part in (*t.rows, *t.columns) for words in (part.label, *part.under)}
    assert set(VARIANTS) | set(REWORDED) <= labels


def test_no_rewording_is_given_twice() -> None:
    times = Counter(words for of in (VARIANTS, REWORDED) for found in of.values() for words in found)
    assert [words for words, n in times.items() if n > 1] == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_rewording_is_another_label_of_the_edition(edition: str) -> None:
    own = {label.letters for label in labels_of(edition) if not label.variant}
    other = {label.letters for label in labels_of(edition) if label.variant}
    assert own & other <= BY_NUMBER_ALONE


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_reworded_label_is_the_label_it_rewords(edition: str) -> None:
    """Alone on a line with its number, each wording is found as its own label and no other."""
    index = label_index((edition,))
    for label in labels_of(edition):
        if label.variant and label.kind == "row" and label.letters not in BY_NUMBER_ALONE:
            found = find_labels(f"\n{label.number}{label.letters}\n0\n", index)
            assert (label.table, label.id) in {(f.label.table, f.label.id) for f in found}, label.letters
            assert all(f.label.letters == label.letters for f in found)
