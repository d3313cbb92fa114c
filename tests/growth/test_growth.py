"""What the code does grows with its input and not with the square of it: steps are counted, nothing is timed.

`make soak` times the same inputs, larger, for what regular expressions and libraries do inside a step.
"""

from __future__ import annotations

from itertools import pairwise

import pytest

from ie.pipeline import extract_text
from ie.read import read_bytes
from ie.tag import load_tagger
from tests.growth.steps import steps
from tests.growth.worst import FILES, TEXTS

SIZE = 600
MOST = 2.5
"""Times as many steps for twice the input."""
BOUNDED = {"row labels": 12_000, "halves of labels": 12_000, "column heads": 12_000, "rows glued": 20_000}
"""Inputs that meet a bound of the code (`ie.rebuild.anchors.LOOK_BACK`) only at these sizes: up to them their steps grow faster."""
FEW = 3000
"""Steps below which the fixed part of the work hides how the rest grows."""


def growth(counts: list[int]) -> list[float]:
    return [round(b / a, 2) for a, b in pairwise(counts) if b > FEW]


@pytest.mark.parametrize("name", TEXTS)
def test_steps_of_the_pipeline_grow_with_the_text(name: str) -> None:
    make = TEXTS[name]
    extract_text(make(SIZE))  # forms and vocabularies are loaded once
    sizes = (BOUNDED[name], 2 * BOUNDED[name]) if name in BOUNDED else (SIZE, 2 * SIZE, 4 * SIZE)
    counts = [steps(lambda n=n: extract_text(make(n))) for n in sizes]
    assert max(growth(counts), default=0) <= MOST, counts


@pytest.mark.parametrize("name", ["digits apart", "clauses", "rows", "whole forms, run together"])
def test_steps_of_the_learnt_tagger_grow_with_the_text(name: str) -> None:
    tagger = load_tagger("jieba-linear")
    make = TEXTS[name]
    extract_text(make(SIZE), tagger)
    counts = [steps(lambda n=n: extract_text(make(n), tagger)) for n in (SIZE, 2 * SIZE, 4 * SIZE)]
    assert max(growth(counts), default=0) <= MOST, counts


@pytest.mark.parametrize("name", FILES)
def test_steps_of_readers_grow_with_the_file(name: str) -> None:
    file, make = FILES[name]
    read_bytes(file, None, make(50))
    counts = [steps(lambda n=n: read_bytes(file, None, make(n))) for n in (200, 400, 800)]
    assert max(growth(counts), default=0) <= MOST, counts


def test_squares_are_found() -> None:
    from ie.normalise import normalise

    def square(n: int) -> None:
        for _ in range(n):
            normalise("x" * n)

    counts = [steps(lambda n=n: square(n)) for n in (40, 80, 160)]
    assert growth([c * 100 for c in counts])[0] >= 1.9
