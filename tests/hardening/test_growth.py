"""Work grows with the input and no faster; counted in calls, which are the same on every machine.

`python -m training.throughput.growth` measures processor time, with larger inputs and the learnt tagger (`make soak`).
"""

from __future__ import annotations

import pytest

from training.throughput.growth import MOST, TEXTS, calls, growth, normalised, readers, texts

SIZE = 2_000
READERS, NORMALISED, PATTERN = readers(), normalised(), texts("pattern")
HEAVY = ("headings", "labels alone", "words", "columns")
"""Texts of which each character costs most; they are left to `make soak`."""
CHOSEN = [f"pattern: {what}" for what in TEXTS if what not in HEAVY]
INPUTS = READERS | NORMALISED | {name: PATTERN[name] for name in (*CHOSEN, "pattern: forms")}


@pytest.mark.parametrize("name", INPUTS)
def test_twice_the_input_costs_no_more_than_two_and_a_half_times(name: str) -> None:
    size = SIZE // 2 if name in READERS or name == "pattern: forms" else SIZE
    costs, worst = growth(INPUTS[name], size, calls, 1000.0)
    assert worst <= MOST, costs


def test_what_grows_with_the_square_is_found() -> None:
    costs, worst = growth(
        lambda size: lambda: [repr(j) for i in range(size // 20) for j in range(i)], SIZE, calls, 100.0
    )
    assert worst > 3.5, costs
