"""Transitions come back from their file, and a file that allows what the rules forbid is refused."""

import json
from pathlib import Path

import numpy as np
import pytest

from ie.tag.tagset import TAGS, begin
from ie.tag.viterbi import FORBIDDEN
from ie.tag.words.transitions import GROUPS, read_transitions, transition_rules, write_transitions

INSIDE_CELL = begin("CELL") + 1


def some() -> np.ndarray:
    rules = transition_rules()
    gains = np.random.default_rng(0).normal(size=rules.shape).round(2).astype(np.float32)
    return np.where(rules < 0, rules, gains)


def test_they_come_back(tmp_path: Path) -> None:
    write_transitions(tmp_path / "t.json", some())
    np.testing.assert_allclose(read_transitions(tmp_path / "t.json"), some(), atol=1e-6)


def test_the_rules_keep_a_span_within_its_field() -> None:
    rules = transition_rules()
    assert rules.shape == (GROUPS, len(TAGS), len(TAGS))
    for group in range(GROUPS):
        assert rules[group, 0, INSIDE_CELL] == FORBIDDEN, "nothing goes on that has not begun"
        assert (rules[group, :, begin("CELL")] == 0).all()
    assert rules[0, begin("CELL"), INSIDE_CELL] == 0
    assert rules[GROUPS - 1, begin("CELL"), INSIDE_CELL] == FORBIDDEN, "a pipe or a line end closes a span"


WRONG = [
    (lambda lists: lists[:1], "has the shape"),
    (lambda lists: None, "holds no transitions"),
    (lambda lists: [[row[:-1] for row in group] for group in lists], "has the shape"),
    (lambda lists: [[["x", *row[1:]] for row in group] for group in lists], "holds no transitions"),
    (lambda lists: [[[0 if v is None else v for v in row] for row in group] for group in lists], "cannot follow"),
]


@pytest.mark.parametrize(("change", "wanted"), WRONG)
def test_a_wrong_file_is_refused(change, wanted: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "t.json"
    write_transitions(path, some())
    path.write_text(json.dumps(change(json.loads(path.read_text()))))
    with pytest.raises(ValueError, match=wanted):
        read_transitions(path)
