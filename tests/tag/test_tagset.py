"""Spans to tags and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ie.report import LABELS, Span
from ie.tag.tagset import TAGS, allowed, begin, spans_of_tags, tags_of


@st.composite
def spans(draw: st.DrawFn) -> list[Span]:
    out, at = [], 0
    for _ in range(draw(st.integers(0, 8))):
        start = at + draw(st.integers(0, 3))
        at = start + draw(st.integers(1, 4))
        out.append(Span(start, at, draw(st.sampled_from(LABELS))))
    return out


@given(spans())
def test_there_and_back(wanted: list[Span]) -> None:
    tags = tags_of(wanted, 64)
    assert all(allowed(a, b) for a, b in zip([0, *tags], tags, strict=False))
    assert spans_of_tags(tags) == wanted


def test_the_order_of_tags() -> None:
    assert [TAGS[begin(label)] for label in LABELS] == [f"B-{label}" for label in LABELS]
    assert [TAGS[begin(label) + 1] for label in LABELS] == [f"I-{label}" for label in LABELS]


@pytest.mark.parametrize(
    ("wrong", "cause"),
    [
        ([Span(0, 9, "CELL")], "outside"),
        ([Span(0, 2, "CELL"), Span(1, 3, "CELL")], "overlaps"),
        ([Span(2, 2, "CELL")], "outside"),
    ],
)
def test_spans_that_cannot_be_tags_are_refused(wrong: list[Span], cause: str) -> None:
    with pytest.raises(ValueError, match=cause):
        tags_of(wrong, 5)
