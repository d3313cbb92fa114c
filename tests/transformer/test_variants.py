"""What the comparison says is what its rows say: a difference counts only beyond the seeds'."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training.transformer.variants import FILE, Row, differences, newest, told, write


def row(variant: str, synthetic: float, own: float, real: float) -> Row:
    """A row as `compare` reads it back: words."""
    numbers = {"parameters": 1000, "seconds a step": 0.1, "ms a report": 20.0, "synthetic": synthetic, "own": own}
    return {"variant": variant, **{k: str(v) for k, v in (numbers | {"dev": real, "test": real, "real": real}).items()}}


SEEDS = [row("base", 0.97, 0.95, 0.96), row("second seed", 0.98, 0.95, 0.97), row("third seed", 0.975, 0.95, 0.965)]
"""Means 0.975, 0.95, 0.965; apart by 1.0, 0, 1.0 points."""


@pytest.mark.parametrize(
    ("variant", "wanted"),
    [
        (row("x", 0.975, 0.95, 0.965), "- Not told apart from the three seeds: x."),
        (row("x", 0.984, 0.95, 0.974), "- Not told apart from the three seeds: x."),
        (row("x", 0.99, 0.95, 0.965), "- Better than the three seeds: x (synthetic +1.50)."),
        (row("x", 0.975, 0.95, 0.945), "- Worse than the three seeds: x (real -2.00)."),
        (
            row("x", 0.99, 0.94, 0.965),
            "- Better on some, worse on others than the three seeds: x (synthetic +1.50, own -1.00).",
        ),
    ],
)
def test_a_difference_counts_beyond_the_seeds(variant: Row, wanted: str) -> None:
    assert told([*SEEDS, variant]) == [
        wanted,
        "- The seeds themselves are apart by: synthetic 1.00, own 0.00, real 1.00.",
    ]


def test_one_seed_says_nothing() -> None:
    assert differences([SEEDS[0], row("x", 0.1, 0.1, 0.1)]) == []


def test_without_real_texts_the_other_sets_are_judged() -> None:
    rows = [{k: v for k, v in r.items() if k not in ("dev", "test", "real")} for r in [*SEEDS, row("x", 0.9, 0.95, 0)]]
    assert told(rows)[0] == "- Worse than the three seeds: x (synthetic -7.50)."


def test_the_page_is_written_beside_its_rows_and_the_newest_is_found(tmp_path: Path) -> None:
    rows = [*SEEDS, row("x", 0.99, 0.95, 0.965)]
    for date in ("2026-01-02", "2025-12-31"):
        notes = {"Bytes": ["int8 was measured."]}
        found = {"date": date, "command": "run it", "steps": 10, "reports": 20, "rows": rows, "notes": notes}
        write(tmp_path / date, found)
    path = newest(tmp_path)
    assert path == tmp_path / "2026-01-02" / FILE
    assert json.loads(path.read_text("utf-8"))["rows"] == rows
    page = path.with_suffix(".md").read_text("utf-8")
    assert "| x | 1,000 | 0.1000 | 20.0 | 0.9900 | 0.9500 | 0.9650 | 0.9650 | 0.9650 |" in page
    assert "| x | **+1.50** | +0.00 | +0.00 |" in page and "int8 was measured." in page
    assert newest(tmp_path / "nowhere") is None
