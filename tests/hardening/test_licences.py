"""docs/licences.md names everything that the project asks for, and no copyleft licence that nobody looked at."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from training.licences import NAME, PAGE, is_copyleft, normalised

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ROWS = [
    line.strip("| ").split(" | ")
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if re.match(r"\| [a-z0-9]", line)
]
WANTED = {"base": PROJECT["dependencies"], **PROJECT["optional-dependencies"]}


@pytest.mark.parametrize("extra", WANTED)
def test_every_dependency_has_its_licence_on_the_page(extra: str) -> None:
    asked = {normalised(match[0]) for line in WANTED[extra] if (match := NAME.match(line))}
    assert asked - {row[0] for row in ROWS} == set(), "run: python -m training.licences"


def test_nothing_copyleft_is_in_the_base() -> None:
    base = [row for row in ROWS if row[2].strip() == "base"]
    assert len(base) >= len(PROJECT["dependencies"])
    assert [row for row in base if is_copyleft(row[1])] == []


def test_every_copyleft_licence_was_looked_at() -> None:
    assert [row[0] for row in ROWS if is_copyleft(row[1]) and not row[-1].strip(" |")] == []


@pytest.mark.parametrize(("licence", "is_one"), [("MIT", False), ("Apache-2.0", False), ("BSD-3-Clause", False), ("LGPL-2.1+", True),
                                                 ("MPL-2.0 AND MIT", True), ("GNU Affero General Public License", True)])  # fmt: skip
def test_copyleft_is_told_by_name(licence: str, is_one: bool) -> None:
    assert is_copyleft(licence) is is_one
