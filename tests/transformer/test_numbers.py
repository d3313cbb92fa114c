"""Numbers are made whole where a cut cannot be believed, and left cut where it can."""

import numpy as np
import pytest

from ie.tag.tagset import begin, spans_of_tags
from ie.tag.transformer.collapse import collapse
from ie.tag.transformer.numbers import whole_numbers

C, F = begin("CELL"), begin("FIGURE")

CASES = [
    ("a figure is never cut", "共12条", [0, F, F, 0], 1.0, [(1, 3)]),
    ("nor half found", "共128条", [0, 0, F, F + 1, 0], 1.0, [(1, 4)]),
    ("a cell with a point is one", "3.14", [C, 0, C, C + 1], 1.0, [(0, 4)]),
    ("separators too", "1,204", [C, C, C, C + 1, C + 1], 1.0, [(0, 5)]),
    ("sure cuts of a run stay", "1204", [C, C, C, C], 0.99, [(0, 1), (1, 2), (2, 3), (3, 4)]),
    ("others do not", "1204", [C, C, C, C], 0.9, [(0, 4)]),
    ("zeros are cells each", "000", [C, C, C], 0.6, [(0, 1), (1, 2), (2, 3)]),
    ("no number is made of nothing", "2020", [0, 0, 0, 0], 1.0, []),
    ("a sign left out is taken in", "增 -1", [0, 0, 0, C], 1.0, [(2, 4)]),
    ("before a longer number too", "|-12", [0, 0, C, C + 1], 1.0, [(1, 4)]),
    ("a dash between is no sign", "2-1", [C, 0, C], 1.0, [(0, 1), (2, 3)]),
    ("a sign stays in front", "-12", [C, C + 1, C], 0.9, [(0, 3)]),
]


@pytest.mark.parametrize(("text", "tags", "sure", "wanted"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_numbers(text: str, tags: list[int], sure: float, wanted: list[tuple[int, int]]) -> None:
    found = whole_numbers(collapse(text), np.array(tags), np.full(len(tags), sure, dtype=np.float32))
    assert [(s.start, s.end) for s in spans_of_tags(found.tolist())] == wanted
