import pytest

from ie.write import inert
from ie.write.text import encodable, field


@pytest.mark.parametrize("text", ["=1+1", "+1", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "－5"])
def test_what_could_be_a_formula_gets_a_quote(text: str) -> None:
    assert inert(text) == "'" + text


@pytest.mark.parametrize("text", ["", "某县", "5", "1-2", "a=b", "'=1", " 某"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert inert(text) == text


def test_numbers_stay_numbers_and_text_does_not_become_one() -> None:
    assert [field(v) for v in (-5, "-5", -2.5, 0, None, True, False)] == ["-5", "'-5", "-2.5", "0", "", "true", "false"]


def test_lone_surrogates_become_their_escape() -> None:
    assert encodable("坏\udce5") == "坏\\udce5"
    assert encodable("𠀀好") == "𠀀好"
