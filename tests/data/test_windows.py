"""Windows cover a text, overlap as asked, and each character has one owner: the window that sees the most around it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.data.windows import CharWindow, char_windows, owners

SHAPES = st.integers(1, 60).flatmap(lambda w: st.tuples(st.just(w), st.integers(0, w - 1)))


@given(st.integers(0, 400), SHAPES)
def test_windows_cover_the_text_and_own_each_character_once(length: int, shape: tuple[int, int]) -> None:
    windows = char_windows(length, *shape)
    assert all(w.end - w.start == min(length, shape[0]) and w.start <= w.first < w.last <= w.end for w in windows)
    assert [i for w in windows for i in range(w.first, w.last)] == list(range(length))
    assert all(left.end - right.start >= shape[1] and left.start < right.start for left, right in pairwise(windows))
    found = owners(windows)
    assert len(found) == length
    assert all(windows[owner].first <= i < windows[owner].last for i, owner in enumerate(found))


@given(st.integers(1, 400), SHAPES)
def test_the_owner_sees_at_least_as_much_as_any_other(length: int, shape: tuple[int, int]) -> None:
    def seen(window: CharWindow, i: int) -> int:
        left = length if window.start == 0 else i - window.start + 1
        right = length if window.end == length else window.end - i
        return min(left, right)

    windows = char_windows(length, *shape)
    for i, owner in enumerate(owners(windows)):
        neighbours = [w for w in windows[max(0, owner - 1) : owner + 2] if w.start <= i < w.end]
        assert seen(windows[owner], i) >= max(seen(w, i) for w in neighbours) - 1


def test_by_hand() -> None:
    assert char_windows(10, 6, 2) == [CharWindow(0, 6, 0, 5), CharWindow(4, 10, 5, 10)]
    assert char_windows(4, 6, 2) == [CharWindow(0, 4, 0, 4)]
    assert char_windows(0) == []


@pytest.mark.parametrize("overlap", [6, 7, -1])
def test_windows_that_could_not_go_on_are_refused(overlap: int) -> None:
    with pytest.raises(ValueError, match=f"^windows of 6 characters cannot overlap by {overlap}; take less than 6$"):
        char_windows(10, 6, overlap)
