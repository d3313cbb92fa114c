"""Which names are one organ: cases as data, what a person may say, and that nothing is joined in silence."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from ie.check.years import NamesError, check_years, entry_of, load_names, organs_of
from ie.commands.check import names_toml
from tests.years.synthetic import Plan, Record, records_of

CASES = tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))["case"]


def named(names: dict[int, str], folder: int = 1) -> list[Record]:
    plan = Plan({2018: "甲", **names})
    return [r for r in records_of(plan, folder) if r["year"] in names]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_names(case: dict[str, object]) -> None:
    names = {int(year): name for year, name in case["names"].items()}  # type: ignore[attr-defined]
    organs, homeless = organs_of(map(entry_of, named(names)))
    assert homeless == []
    assert len(organs) == case["organs"], [o.spellings() for o in organs]
    assert all(organ.joins for organ in organs if len(organ.spellings()) > 1)


def test_overlapping_years_keep_two_names_apart_and_say_so() -> None:
    records = named({2020: "甲县卫健委", 2021: "甲县卫健委"}) + named({2021: "甲县卫计局"}, folder=2)
    organs, _ = organs_of(map(entry_of, records))
    assert len(organs) == 2
    assert any("both report in one year" in doubt for organ in organs for doubt in organ.doubts)


def test_names_without_a_place_are_joined_inside_one_folder_only() -> None:
    one_folder, _ = organs_of(map(entry_of, named({2020: "教育局", 2021: "教育局"})))
    two_folders, _ = organs_of(map(entry_of, named({2020: "教育局"}) + named({2021: "教育局"}, folder=2)))
    assert (len(one_folder), len(two_folders)) == (1, 2)


def test_no_organ_or_no_year_is_told_not_guessed() -> None:
    first, second = named({2020: "甲县水务局", 2021: "甲县水务局"})
    first["organ"], second["year"] = None, None
    organs, homeless = organs_of(map(entry_of, [first, second]))
    assert organs == [] and len(homeless) == 2


def test_a_names_file_joins_by_spelling_and_source_and_keeps_apart(tmp_path: Path) -> None:
    file = tmp_path / "names.toml"
    file.write_text(
        '[[organ]]\nname = "甲县水务局"\nspellings = ["水务"]\nsources = ["001/2021.txt"]\n'
        '[[apart]]\nspellings = ["乙县教育局", "乙县教体局"]\n',
        encoding="utf-8",
    )
    records = named({2019: "甲县水务局", 2020: "水务", 2021: "别的"})
    records += named({2020: "乙县教育局", 2021: "乙县教体局"}, folder=2)
    organs, _ = organs_of(map(entry_of, records), load_names(file))
    assert sorted((o.name, len(o.entries)) for o in organs) == [("乙县教体局", 1), ("乙县教育局", 1), ("甲县水务局", 3)]
    (water,) = (o for o in organs if o.name == "甲县水务局")
    assert len({c.years for c in check_years(water)}) == 2


def test_the_matching_written_reads_back_as_the_same_organs(tmp_path: Path) -> None:
    records = named({2019: "甲县卫计局", 2020: '甲县"卫健委'}) + named({2019: "乙县"}, folder=2)
    organs, _ = organs_of(map(entry_of, records))
    file = tmp_path / "names.toml"
    file.write_text(names_toml(organs), encoding="utf-8")
    again, _ = organs_of(map(entry_of, records), load_names(file))
    assert [(o.name, o.entries) for o in again] == [(o.name, o.entries) for o in organs]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("[[organ]\n", "is no TOML"),
        ("[[organ]]\nspellings = []\n", "has no name"),
        ('[[organ]]\nname="a"\nspellings=["x"]\n[[organ]]\nname="b"\nspellings=["x"]\n', "leave it with one of them"),
    ],
)
def test_a_names_file_that_cannot_be_used_says_why(tmp_path: Path, text: str, cause: str) -> None:
    file = tmp_path / "names.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(NamesError, match=cause):
        load_names(file)
