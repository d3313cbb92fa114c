"""One edition's labels are found alike whether or not those of all editions were looked for among the same letters before."""

from pathlib import Path

import pytest

from ie.editions import EDITIONS
from ie.editions.finding import find_labels
from ie.editions.slips import edits
from ie.editions.vocabulary import label_index, letters_of
from ie.normalise import normalise

OWN = sorted((Path(__file__).parents[2] / "annotations" / "own").glob("*.txt"))


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_what_all_editions_labels_left_behind_changes_nothing(path: Path) -> None:
    clean = normalise(path.read_text("utf-8")).clean
    shared = letters_of(clean)
    find_labels(clean, label_index(EDITIONS), shared)
    for edition in EDITIONS:
        index = label_index((edition,))
        assert find_labels(clean, index, shared) == find_labels(clean, index, letters_of(clean))
    assert find_labels(clean, label_index(EDITIONS), shared) == find_labels(
        clean, label_index(EDITIONS), letters_of(clean)
    )


def test_a_single_editions_labels_do_not_stand_for_those_of_all() -> None:
    clean = normalise(OWN[0].read_text("utf-8")).clean
    shared = letters_of(clean)
    for edition in EDITIONS:
        find_labels(clean, label_index((edition,)), shared)
    everything = label_index(EDITIONS)
    assert find_labels(clean, everything, shared) == find_labels(clean, everything, letters_of(clean))


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [("", "", 0), ("公开", "", 2), ("公开", "公开", 0), ("不予公开", "予公开", 1), ("开公", "公开", 2), ("甲乙丙丁", "甲丙乙丁", 2)],
)  # fmt: skip
def test_letters_to_change(one: str, other: str, wanted: int) -> None:
    assert edits(one, other) == edits(other, one) == wanted
