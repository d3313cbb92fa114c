"""Parts of a measurement are put together, and no report is counted twice."""

from __future__ import annotations

from typing import Any

import pytest

from training.synthesize.trial_table import merged, table

COUNTS = {"reports": 5, "cells": 500, "figures": 400, "right": 390, "sure": 380, "silent": 1}


def part(start: int = 0, **more: Any) -> dict[str, Any]:
    return {"seed": 7, "start": start, "count": 5, "tagger": "pattern", "groups": {"all": COUNTS}} | more


@pytest.mark.parametrize("other", [part(5), part(seed=8), part(operators=["cut_end"])])
def test_parts_of_other_reports_are_added_up(other: dict[str, Any]) -> None:
    assert merged([part(), other])["all"]["cells"] == 1000


@pytest.mark.parametrize(
    ("one", "other"), [(part(), part(4)), (part(operators=["cut_end"]), part(4, operators=["cut_end"]))]
)
def test_the_same_reports_twice_are_refused(one: dict[str, Any], other: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="the same reports of seed 7"):
        merged([one, other])


def test_a_part_is_told_with_its_kind_of_damage() -> None:
    assert "- `pattern`: seed 7, reports 0 to 4, `cut_end`" in table([part(operators=["cut_end"])])
