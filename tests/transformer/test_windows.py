"""Windows cover every token, fit the model, and stand where the content says; merging gives every token one row."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ie.tag.transformer.collapse import collapse
from ie.tag.transformer.runtime import ALIKE, MOST_AT_ONCE, alike
from ie.tag.transformer.windows import closed_up, in_cores, merge_scores, plan_windows, windows_near

TEXTS = st.text(alphabet="规章公开 |\n01", max_size=600)
SHAPES = st.tuples(st.integers(8, 80), st.integers(0, 3))


@given(TEXTS, SHAPES)
def test_cores_part_the_tokens(text: str, shape: tuple[int, int]) -> None:
    window, margin = shape
    tokens = collapse(text)
    windows = plan_windows(tokens.symbols, window, margin)
    cores = [i for w in windows for i in range(w.first, w.last)]
    assert cores == list(range(len(tokens)))
    for w in windows:
        assert 0 <= w.start <= w.first < w.last <= w.end <= len(tokens)
        assert w.end - w.start <= window
        assert w.start == max(0, w.first - margin) or len(windows) == 1
        assert w.end == min(len(tokens), w.last + margin) or len(windows) == 1


@given(TEXTS, SHAPES)
def test_windows_that_agree_merge_to_what_they_say(text: str, shape: tuple[int, int]) -> None:
    tokens = collapse(text)
    windows = plan_windows(tokens.symbols, *shape)
    truth = np.random.default_rng(0).normal(size=(len(tokens), 3)).astype(np.float32)
    if windows:
        merged = merge_scores(windows, [truth[w.start : w.end] for w in windows], len(tokens))
        np.testing.assert_allclose(merged, truth, rtol=1e-5, atol=1e-5)


def test_a_token_counts_more_in_the_window_it_lies_deeper_in() -> None:
    tokens = collapse("规章公开" * 10)
    windows = plan_windows(tokens.symbols, 20, 4)
    scores = [np.full((w.end - w.start, 1), i, dtype=np.float32) for i, w in enumerate(windows)]
    merged = merge_scores(windows, scores, len(tokens))[:, 0]
    for i, w in enumerate(windows):
        assert all(abs(merged[at] - i) < 0.5 for at in range(w.first, w.last))


def test_the_same_table_gets_the_same_windows_behind_another_beginning() -> None:
    rows = ["规章", "行政规范性文件", "行政许可", "行政处罚", "行政强制", "行政事业性收费", "政府集中采购", "重复申请"]
    table = "\n".join(f"{i}.{a}{b} | 0 | 0 | 0 |" for i, (a, b) in enumerate((a, b) for a in rows for b in rows))
    cuts = []
    for lead in ("第一页\n", "某某市某某局二〇二二年度报告\n\n一、总体情况\n"):
        tokens = collapse(lead + table)
        behind = len(collapse(lead))
        cuts.append({w.first - behind for w in plan_windows(tokens.symbols) if w.first > behind})
    assert len(cuts[0] & cuts[1]) >= len(cuts[0]) - 2


def test_margins_need_a_core() -> None:
    with pytest.raises(ValueError, match="no room for a core between margins of 8"):
        plan_windows(collapse("规章").symbols, 16, 8)


@given(st.lists(st.booleans(), max_size=300), st.integers(0, 20), st.integers(24, 60))
def test_windows_near_hold_what_is_wanted_with_its_context(flags: list[bool], context: int, window: int) -> None:
    wanted = np.array(flags, dtype=bool)
    found = windows_near(wanted, context, window)
    held = {i for w in found for i in range(w.start, w.end)}
    assert held == {
        i for at in np.flatnonzero(wanted) for i in range(max(0, at - context), min(len(wanted), at + context + 1))
    }
    cores = [i for w in found for i in range(w.first, w.last)]
    assert len(cores) == len(set(cores)) and set(np.flatnonzero(wanted)) <= set(cores)
    assert all(w.start <= w.first < w.last <= w.end and w.end - w.start <= window for w in found)


@given(st.lists(st.booleans(), max_size=300), st.integers(0, 20), st.integers(24, 60))
def test_windows_closed_up_merge_to_the_same_in_their_cores(flags: list[bool], context: int, window: int) -> None:
    windows = windows_near(np.array(flags, dtype=bool), context, window)
    near, closer = closed_up(windows, len(flags))
    scores = np.random.default_rng(0).normal(size=(len(windows), window, 3)).astype(np.float32)
    given_ = [rows[: w.end - w.start] for rows, w in zip(scores, windows, strict=True)]
    whole, core = merge_scores(windows, given_, len(flags)), in_cores(windows, len(flags))
    merged, closer_core = merge_scores(closer, given_, len(near)), in_cores(closer, len(near))
    assert near[closer_core].tolist() == np.flatnonzero(core).tolist()
    assert merged[closer_core].tobytes() == whole[core].tobytes()


def test_a_context_too_wide_for_the_window_is_refused() -> None:
    with pytest.raises(ValueError, match="no room for a core between margins of 8"):
        windows_near(np.ones(3, dtype=bool), 16, 16)


@given(st.lists(st.integers(1, 128), max_size=60))
def test_batches_part_the_windows_and_fill_up_little(sizes: list[int]) -> None:
    batches = list(alike(sizes))
    assert sorted(place for batch in batches for place in batch) == list(range(len(sizes)))
    for batch in batches:
        held = [sizes[place] for place in batch]
        assert len(held) <= MOST_AT_ONCE
        assert max(held) <= ALIKE * min(held)
