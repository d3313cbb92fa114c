import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ie.normalise import FIXES, normalise
from ie.report import Text

CASES = tomllib.loads((Path(__file__).parent / "fixes.toml").read_text(encoding="utf-8"))
MESS = "\r\n\x0c\x85\u2028\u200b\ufeff\u00ad\u3000\u00a0１２，．（）(xíng)zhè處罰檔案①²½㎡|┃ab行政3"
TEXTS = st.one_of(st.text(max_size=80), st.text(alphabet=MESS, max_size=80))


def by_comment(case: dict[str, Any]) -> str:
    return case["comment"]


@pytest.mark.parametrize("case", CASES["changed"], ids=by_comment)
def test_one_fix_does_what_it_says(case: dict[str, Any]) -> None:
    [fix] = [f for f in FIXES if f.__name__ == case["fix"]]
    source = case["source"]
    clean, origin = fix((source, list(range(len(source)))))
    assert clean == case["clean"]
    assert len(origin) == len(clean)


@pytest.mark.parametrize("case", CASES["changed"], ids=by_comment)
def test_all_fixes_together_come_to_rest(case: dict[str, Any]) -> None:
    once = normalise(case["source"]).clean
    assert normalise(once).clean == once


def test_every_fix_has_a_case() -> None:
    assert {f.__name__ for f in FIXES} == {case["fix"] for case in CASES["changed"]}


@pytest.mark.parametrize("case", CASES["unchanged"], ids=by_comment)
def test_clean_text_stays_as_it_is(case: dict[str, Any]) -> None:
    text = case["text"]
    # Punctuation forms are folded on purpose; everything else of a clean text is left alone.
    folded = text.translate(str.maketrans("，（）：", ",():"))
    result = normalise(text)
    assert (result.clean, result.source) == (folded, text)
    assert result.origin == tuple(range(len(text)))


@pytest.mark.parametrize("case", CASES["mapped"], ids=by_comment)
def test_a_clean_stretch_leads_back_to_its_source(case: dict[str, Any]) -> None:
    text = normalise(case["source"])
    at = text.clean.index(case["stretch"])
    start, end = text.to_source(at, at + len(case["stretch"]))
    assert text.source[start:end] == case["points_to"]


def test_an_empty_stretch_is_a_point() -> None:
    text = normalise("a\r\nb")
    assert text.clean == "a\nb"
    assert [text.to_source(i, i) for i in range(4)] == [(0, 0), (1, 1), (3, 3), (4, 4)]


def _assert_offsets_hold(text: Text) -> None:
    assert len(text.origin) == len(text.clean)
    assert all(0 <= at < len(text.source) for at in text.origin)
    assert all(a < b for a, b in pairwise(text.origin))


@given(TEXTS)
def test_every_character_knows_where_it_came_from(source: str) -> None:
    text = normalise(source)
    assert text.source == source
    _assert_offsets_hold(text)
    for clean, at in zip(text.clean, text.origin, strict=True):
        if source[at].isascii() and source[at] not in "\r\x0b\x0c":
            assert clean == source[at]


@given(TEXTS, st.data())
def test_every_stretch_lies_in_the_source(source: str, data: st.DataObject) -> None:
    text = normalise(source)
    a = data.draw(st.integers(0, len(text.clean)))
    b = data.draw(st.integers(a, len(text.clean)))
    start, end = text.to_source(a, b)
    assert 0 <= start <= end <= len(source)
    if a < b:
        assert start < end
        assert start == text.origin[a] and end == text.origin[b - 1] + 1


@given(TEXTS)
def test_no_line_end_nor_invisible_character_is_left(source: str) -> None:
    assert not set(normalise(source).clean) & set("\r\x0b\x0c\x85\u2028\u2029\u200b\u200c\u200d\u2060\ufeff\u00ad")


@given(TEXTS)
def test_no_digit_is_invented(source: str) -> None:
    """Digits of the clean text stand in the source as digits, in the same order."""
    text = normalise(source)
    for clean, at in zip(text.clean, text.origin, strict=True):
        if clean in "0123456789":
            assert source[at].isdecimal(), source[at]
