"""Every reader, the whole way and the rebuilding on seeded mutations; `make fuzz` goes on with coverage as its guide.

Bounded by counts, so that the same inputs are tried everywhere; IE_FUZZ multiplies them.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.fuzz.mutate import mutated
from tests.fuzz.seeds import CORPUS, seeds
from tests.fuzz.targets import TARGETS

TIMES = float(os.environ.get("IE_FUZZ", "1"))
COUNTS = {
    "text": 600, "html": 250, "docx": 400, "xlsx": 400, "pdf": 60, "csv": 500, "crawl-csv": 250, "crawl-jsonl": 250, "crawl-gz": 150,
    "zip": 250, "tar": 150, "whole-way": 150, "rebuild": 250,
}  # fmt: skip
"""Mutations of each target: about a minute in all."""


def corpus(endings: tuple[str, ...]) -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in sorted(CORPUS.iterdir()) if path.name.endswith(endings)]


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_and_findings_pass(name: str) -> None:
    target, endings = TARGETS[name]
    for file, data in corpus(endings):
        try:
            target(data)
        except Exception as error:
            error.add_note(f"input: {file}")
            raise


@pytest.mark.parametrize("name", TARGETS)
def test_mutations_meet_declared_errors_only(name: str, tmp_path: Path) -> None:
    target, endings = TARGETS[name]
    given = [data for _, data in corpus(endings)]
    for index in range(int(COUNTS[name] * TIMES)):
        rng = random.Random(f"{name}/{index}")
        data = mutated(rng.choice(given), rng, given)
        try:
            target(data)
        except Exception as error:
            (tmp_path / "input").write_bytes(data)
            error.add_note(
                f"mutation {name}/{index}: {tmp_path / 'input'}; mend it and keep the input in {CORPUS.name}/"
            )
            raise


def test_every_target_is_tried() -> None:
    assert set(COUNTS) == set(TARGETS)
    assert all(corpus(endings) for _, endings in TARGETS.values())


def test_the_corpus_is_small_and_holds_the_seeds() -> None:
    assert sum(path.stat().st_size for path in CORPUS.iterdir()) < 300_000
    assert set(seeds()) <= {path.name for path in CORPUS.iterdir()}
