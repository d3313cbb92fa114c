import tomllib
from pathlib import Path

import pytest

from ie.editions import EDITIONS, EditionError, load_edition, parse_edition

SMALL = """edition = "x"
first_year = 2030
[[section]]
id = "s"
number = "一"
title = "节"
[[table]]
id = "t"
section = "s"
columns = [{ id = "a", label = "一栏" }, { id = "b", label = "二栏" }]
rows = [{ id = "p", label = "甲" }, { id = "q", label = "乙" }, { id = "r", label = "计" }]
[[identity]]
id = "i"
table = "t"
each = "column"
total = "r"
parts = ["p", "q"]
"""
CASES = tomllib.loads((Path(__file__).parent / "malformed.toml").read_text(encoding="utf-8"))["case"]


def test_the_small_form_is_well_formed() -> None:
    form = parse_edition(SMALL, name="x.toml")
    assert (form.id, form.first_year, form.last_year) == ("x", 2030, None)
    assert [(r.id, c.id) for r, c in form.table("t").addresses()] == [
        ("p", "a"), ("p", "b"), ("q", "a"), ("q", "b"), ("r", "a"), ("r", "b"),
    ]  # fmt: skip
    [identity] = form.identities
    assert (identity.left, identity.right, identity.each) == (("p", "q"), ("r",), "column")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_a_malformed_file_is_refused_with_place_and_cause(case: dict[str, str]) -> None:
    assert SMALL.count(case["replace"]) == 1
    with pytest.raises(EditionError) as error:
        parse_edition(SMALL.replace(case["replace"], case["with"]), name="x.toml")
    assert str(error.value) == case["message"]


@pytest.mark.parametrize("name", ["2018", "", "../2019", "narrative"])
def test_an_unknown_edition_is_named(name: str) -> None:
    with pytest.raises(EditionError) as error:
        load_edition(name)
    assert str(error.value) == f"no edition {name!r} is known; known are 2014, 2019, 2021"


def test_an_unknown_table_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        load_edition("2021").table("art20_9")


def test_an_edition_is_loaded_once() -> None:
    assert all(load_edition(edition) is load_edition(edition) for edition in EDITIONS)
