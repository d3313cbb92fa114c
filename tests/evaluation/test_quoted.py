"""What the READMEs and docs/layouts.md quote is what the newest results say."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from training.evaluation.layouts_page import layouts_page, state
from training.evaluation.quoted import BLOCK, BLOCKS, LAYOUTS_PAGE, READMES, ROOT, NoResultsError, filled, newest

PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", READMES)
def test_the_readme_quotes_the_newest_results(name: str) -> None:
    page = (ROOT / name).read_text(encoding="utf-8")
    assert filled(page, newest()) == page, "run: python -m training.evaluation --only-docs"


def test_every_table_that_can_be_quoted_is() -> None:
    quoted = {m[2] for name in READMES for m in BLOCK.finditer((ROOT / name).read_text(encoding="utf-8"))}
    assert quoted == set(BLOCKS)


def test_a_figure_changed_by_hand_is_found() -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    table = next(m[0] for m in BLOCK.finditer(page) if m[2] == "trust")
    changed = page.replace(table, re.sub(r"\d+ of", "9999 of", table))
    assert changed != page and filled(changed, newest()) == page


def test_the_leader_board_is_that_of_the_newest_results() -> None:
    assert LAYOUTS_PAGE.read_text(encoding="utf-8") == layouts_page(newest()), (
        "python -m training.evaluation --only-docs"
    )


def test_the_newest_whole_results_are_taken(tmp_path: Path) -> None:
    with pytest.raises(NoResultsError, match=r"holds no results of a whole benchmark; run: make benchmark$"):
        newest(tmp_path)
    for date, quick in (("2026-01-02", False), ("2026-01-10", False), ("2026-02-01", True)):
        (tmp_path / date).mkdir()
        (tmp_path / date / "results.json").write_text(json.dumps({"date": date, "quick": quick}), encoding="utf-8")
    assert newest(tmp_path)["date"] == "2026-01-10"


def test_no_prose_of_others_stands_in_the_results() -> None:
    results = newest()
    told = [cell for report in results["worst"].get("real", ()) for cell in report["cells"]]
    assert all("text" not in cell for cell in told)


def test_every_model_is_in_the_wheel_and_no_result() -> None:
    models = {path.parent.name for path in (ROOT / "models").glob("*/card.json")}
    packed = dict(re.findall(r'^"models/([^"]*)" = "ie/models/([^"]*)"$', PYPROJECT, re.MULTILINE))
    assert packed == {name: name for name in models}


@pytest.mark.parametrize(
    ("right", "of", "silent", "wanted"),
    [(200, 200, 0, "solved"), (198, 200, 0, "mostly"), (189, 200, 0, "partly"), (100, 200, 0, "open"), (200, 200, 1, "errs"),
     (0, 0, 0, "no figures")],
)  # fmt: skip
def test_states_of_the_leader_board(right: int, of: int, silent: int, wanted: str) -> None:
    share = right / of if of else None
    assert state({"right": {"count": right, "of": of, "share": share}, "silent_error": {"count": silent}}) == wanted
