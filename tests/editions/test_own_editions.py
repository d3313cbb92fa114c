"""An edition of the user's own is read with no code: a TOML file in a folder, by command, library and workers alike."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import ie
from ie.batch import run_batch
from ie.batch.run import SettingsChanged
from ie.cli import main
from ie.editions import EDITIONS, EditionError, known_editions, lineage, load_edition, read_editions, using_editions
from ie.editions.vocabulary import all_labels
from ie.panel.crosswalk import load_crosswalk
from ie.rebuild.edition import edition_of
from ie.score import GoldError, load_gold
from ie.statements.lexicon import by_key
from ie.write import record_schema
from tests.batch.reports import TEXT, outputs, records
from tests.editions.local_form import ID, form_text, local_report, write_form
from tests.rebuild.forms import make_form
from tests.rebuild.layouts import pipe_rows

FAULTS = tomllib.loads((Path(__file__).parent / "faults.toml").read_text(encoding="utf-8"))["fault"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_form(tmp_path / "forms")


def cells_of(record: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {f"{t['id']}.{a}": cell for t in record["tables"] for a, cell in t["cells"].items()}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("run_together", [False, True])
def test_a_report_is_read_by_it_and_its_sums_are_proved(folder: Path, seed: int, run_together: bool) -> None:
    text, figures = local_report(seed, run_together)
    record = ie.extract(text, editions=folder)
    assert (record["status"], record["edition"], record["edition_by"]) == ("ok", ID, "labels")
    jsonschema.validate(record, record_schema())
    given = {a: c for a, c in cells_of(record).items() if c["value"] is not None and not c["review"]}
    assert {a: c["value"] for a, c in given.items()} == {a: figures[a] for a in given}
    # What stands apart is read whole; of what runs together, what the new column's sum leaves one reading for.
    assert len(given) == len(figures) if not run_together else len(given) > len(figures) / 2
    new = {a for a in figures if ".sole_trader" in a or ".declined_commercial." in a}
    assert new & given.keys()
    held = {(c["id"], c["where"]) for c in record["checks"] if c["status"] == "holds"}
    assert not [c for c in record["checks"] if c["status"] == "fails"]
    if not run_together:
        assert {
            ("outcomes_sum", "sole_trader"),
            ("flow", "sole_trader"),
            ("applicants_sum", "declined_commercial"),
        } <= held


@pytest.mark.parametrize("seed", range(6))
def test_without_it_the_same_report_gives_no_wrong_figure(seed: int) -> None:
    """The column that the shipped form lacks is part of every total, so that another choice of figures adds up as well."""
    text, figures = local_report(seed)
    record = ie.extract(text)
    assert record["edition"] != ID
    sure = {a: c["value"] for a, c in cells_of(record).items() if c["value"] is not None and not c["review"]}
    assert {a: v for a, v in sure.items() if figures.get(a) != v} == {}


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_reports_of_the_shipped_editions_stay_as_they_are(folder: Path, edition: str) -> None:
    for text in (pipe_rows(make_form(edition, 3)), TEXT.format(2024, 5), TEXT.format(2016, 5)):
        assert ie.extract(text, editions=folder) == ie.extract(text)


def test_it_is_in_force_within_the_block_alone(folder: Path) -> None:
    labels = all_labels()
    with using_editions(read_editions(folder)):
        assert known_editions() == (*EDITIONS, ID)
        assert lineage(ID) == (ID, "2021")
        assert all_labels() == labels, "the models' features are numbered by these"
    assert known_editions() == EDITIONS
    with pytest.raises(EditionError, match=f"no edition '{ID}' is known; known are 2014, 2019, 2021"):
        load_edition(ID)


def test_a_batch_reads_by_it_in_every_worker_and_its_manifest_says_so(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for seed in range(3):
        (tmp_path / "in" / f"{seed}.txt").write_text(local_report(seed)[0], encoding="utf-8")
    with using_editions(read_editions(folder)):
        run_batch([tmp_path / "in"], tmp_path / "one", workers=1)
        run_batch([tmp_path / "in"], tmp_path / "two", workers=2)
        wanted = [ie.extract(tmp_path / "in" / f"{seed}.txt") for seed in range(3)]
    assert list(ie.extract_many([tmp_path / "in"], workers=2, editions=folder)) == wanted == records(tmp_path / "one")
    assert outputs(tmp_path / "one") == outputs(tmp_path / "two")
    assert b"sole_trader" in (tmp_path / "one" / "cells.csv").read_bytes()
    told = json.loads((tmp_path / "one" / "run.json").read_text("utf-8"))["settings"]["editions"]
    assert told == f"{ID} {wanted[0]['edition_sha256'][:12]}"
    with pytest.raises(SettingsChanged, match=r"editions was shanhe-2024 [0-9a-f]{12}, is now shipped"):
        run_batch([tmp_path / "in"], tmp_path / "one", workers=1)


def test_the_command_takes_the_folder(folder: Path, tmp_path: Path, capsys: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("IE_EDITIONS", "")
    (tmp_path / "a.txt").write_text(local_report(1)[0], encoding="utf-8")
    assert main(["extract", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out"), "--editions", str(folder)]) == 0
    assert records(tmp_path / "out")[0]["edition"] == ID
    capsys.readouterr()
    monkeypatch.setenv("IE_EDITIONS", str(folder))
    assert main(["editions"]) == 0
    told = capsys.readouterr().out
    assert ID in told and "based on 2021" in told
    assert main(["editions", ID]) == 0
    assert capsys.readouterr().out == form_text()
    assert main(["explain", str(tmp_path / "a.txt"), "applications.received.sole_trader"]) == 0
    assert "applications.received.sole_trader" in capsys.readouterr().out


def test_a_faulty_folder_is_told_before_anything_is_read(tmp_path: Path, capsys: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("IE_EDITIONS", "")
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "a.toml").write_text(form_text().replace("based_on", "basedon"), encoding="utf-8")
    assert main(["extract", str(tmp_path), "-o", str(tmp_path / "out"), "--editions", str(tmp_path / "forms")]) == 2
    told = capsys.readouterr().err
    assert told.startswith("ie: a.toml has the unknown key 'basedon'; allowed are ") and told.count("\n") == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["label"])
def test_a_faulty_file_is_refused_with_file_place_and_cause(tmp_path: Path, fault: dict[str, Any]) -> None:
    text = form_text()
    assert text.count(fault["replace"]) >= 1
    (tmp_path / "local.toml").write_text(text.replace(fault["replace"], fault["with"], 1), encoding="utf-8")
    with pytest.raises(EditionError) as error:
        read_editions(tmp_path)
    assert str(error.value) == fault["message"]


def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    for path, words in (
        (tmp_path / "gone", "cannot be read: No such file or directory; name a folder of TOML files"),
        (tmp_path, "holds no edition; write one as a TOML file, as docs/editions.md shows"),
    ):
        with pytest.raises(EditionError) as error:
            read_editions(path)
        assert str(error.value).endswith(words) and repr(str(path)) in str(error.value)


def test_editions_may_be_based_on_each_other_in_any_order_but_not_in_a_circle(tmp_path: Path) -> None:
    last = f'edition = "yunxia-2025"\nbased_on = "{ID}"\nfirst_year = 2025\nwithout = ["art20_8"]\n'
    (tmp_path / "a.toml").write_text(last, encoding="utf-8")
    write_form(tmp_path)
    with using_editions(read_editions(tmp_path)):
        assert lineage("yunxia-2025") == ("yunxia-2025", ID, "2021")
        assert [t.id for t in load_edition("yunxia-2025").tables] == [
            "art20_1",
            "art20_5",
            "art20_6",
            "applications",
            "disputes",
        ]
    (tmp_path / "a.toml").write_text('edition = "x"\nbased_on = "y"\nfirst_year = 2025\n', encoding="utf-8")
    (tmp_path / "b.toml").write_text('edition = "y"\nbased_on = "x"\nfirst_year = 2025\n', encoding="utf-8")
    with pytest.raises(
        EditionError, match="no such edition is shipped or in the folder, or the two are based on each other"
    ):
        read_editions(tmp_path)


def test_an_id_means_one_thing_in_a_process(tmp_path: Path) -> None:
    shipped = form_text().replace(f'"{ID}"', '"2019"')
    (tmp_path / "a.toml").write_text(shipped, encoding="utf-8")
    with pytest.raises(EditionError, match=r"a\.toml: the edition '2019' comes with ie; give yours an id of its own"):
        read_editions(tmp_path)
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(form_text(), encoding="utf-8")
    with pytest.raises(
        EditionError, match=r"b\.toml: the edition 'shanhe-2024' stands in another file of the folder already"
    ):
        read_editions(tmp_path)
    (tmp_path / "b.toml").unlink()
    read_editions(tmp_path)
    (tmp_path / "a.toml").write_text(form_text() + "\n", encoding="utf-8")
    with pytest.raises(EditionError, match="this process has read the edition 'shanhe-2024' with other content"):
        read_editions(tmp_path)


def test_what_is_known_of_its_base_holds_for_it(folder: Path, tmp_path: Path) -> None:
    with using_editions(read_editions(folder)):
        received = next(i for i in load_crosswalk().indicators if i.id == "received")
        assert received.cells_of(ID) == ("applications.received.total",)
        assert by_key()["normative_made"].address(ID) == by_key()["normative_made"].address("2021")
    assert received.cells_of("unheard-of") is None


def test_gold_of_it_is_taken_where_it_is_known(folder: Path, tmp_path: Path) -> None:
    gold = {
        "id": "a", "source": "a.txt", "sha256": "0" * 64, "text_sha256": None, "edition": ID, "year": 2024, "organ": None,
        "layout": "pipe-rows", "cells": {}, "failing": [],
    }  # fmt: skip
    path = tmp_path / "a.json"
    path.write_text(json.dumps(gold), encoding="utf-8")
    with pytest.raises(GoldError, match="2014, 2019, 2021, narrative"):
        load_gold([path])
    with using_editions(read_editions(folder)):
        assert load_gold([path])[0].edition == ID


def test_no_label_and_no_year_is_no_edition() -> None:
    assert edition_of([], None) == (None, None)
    assert [edition_of([], year)[0] for year in (2008, 2018, 2019, 2020, 2021, 2030)] == [
        "narrative", "narrative", "2019", "2019", "2021", "2021",
    ]  # fmt: skip
