"""Outline numbers are found where the pattern of their forms finds them, though it is tried at few places only; their depths."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ie.tag.words.outline import FORMS, _matches, outline_numbers

LETTERS = "一二十第章部分、.,)( 0129①⑳a度\n|٣𝟎\u3000"


@settings(max_examples=500, deadline=None)
@example("35 | 0    .(0 |")
@example("1 2、3). (1 ) (一 ) 第二部分")
@given(st.text(st.sampled_from(LETTERS), max_size=40))
def test_no_number_is_passed_over(text: str) -> None:
    assert [match.span() for match in _matches(text)] == [match.span() for match in FORMS.finditer(text)]


@pytest.mark.parametrize(
    ("numbers", "depths"),
    [
        ("一、 (一) 1. (1) 2. (二) 二、", [1, 2, 3, 4, 3, 2, 1]),
        ("一、 1. 2. 二、 1.", [1, 2, 2, 1, 2]),
        ("(一) 1. 2. (二) 二、 三、 1.", [2, 3, 3, 2, 1, 1, 2]),
        ("(一) 1. 2. (二)", [1, 2, 2, 1]),
        ("(一) 1. 第二部分 一、 (一)", [2, 3, 1, 2, 3]),
        ("第一部分 一、 (一) 第二部分 一、", [1, 2, 3, 1, 2]),
        ("1. (一) (二) 2. (一) 三、", [1, 2, 2, 1, 2, 1]),
    ],
)
def test_depths(numbers: str, depths: list[int]) -> None:
    text = "\n".join(f"{number}好事" for number in numbers.split())
    depth = outline_numbers(text)[1]
    lines = [0, *(at + 1 for at, c in enumerate(text) if c == "\n")]
    assert [int(depth[at]) for at in lines] == depths
