"""Outline numbers are found where the pattern of their forms finds them, though it is tried at few places only."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ie.tag.words.outline import FORMS, _matches

LETTERS = "一二十第章部分、.,)( 0129①⑳a度\n|٣𝟎\u3000"


@settings(max_examples=500, deadline=None)
@example("35 | 0    .(0 |")
@example("1 2、3). (1 ) (一 ) 第二部分")
@given(st.text(st.sampled_from(LETTERS), max_size=40))
def test_no_number_is_passed_over(text: str) -> None:
    assert [match.span() for match in _matches(text)] == [match.span() for match in FORMS.finditer(text)]
