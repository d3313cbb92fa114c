"""Records made once, and one Chromium for a module of browser tests (two at once would not get on in one process)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.review.server import CHROMIUM, write_run


@pytest.fixture(scope="session")
def made_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_run(tmp_path_factory.mktemp("run"), "03", "05", "08", "10").parent


@pytest.fixture
def records(made_run: Path, tmp_path: Path) -> Path:
    """A `reports.jsonl` of its own for each test, since the store lies beside it."""
    return Path(shutil.copytree(made_run, tmp_path / "run")) / "reports.jsonl"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed; pip install playwright")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed; apt-get install chromium")
    with api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()
