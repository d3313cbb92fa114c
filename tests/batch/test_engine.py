"""Engines by name, and what is said where one cannot be had."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ie.batch.engine import open_engine
from ie.batch.order import InOrder
from ie.cli import main
from ie.read import Limits
from ie.read.items import Item
from tests.batch.reports import make_reports


def test_an_engine_without_its_package_says_what_to_install(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    [path] = make_reports(tmp_path / "in", 1)
    assert main(["extract", str(path), "-o", str(tmp_path / "out"), "--engine", "ray"]) == 2
    assert capsys.readouterr().err == (
        "ie: the engine ray needs Ray, which is not installed; run: pip install 'nianbao-ie[cluster]', "
        "or leave out --engine\n"
    )


def test_an_unknown_engine_names_those_that_are() -> None:
    with pytest.raises(ValueError, match="there is no engine 'spark'; there are local, ray"):
        open_engine("spark", Limits())


def test_outcomes_leave_in_the_order_of_their_items() -> None:
    order = InOrder()
    items = [Item(str(i), None, "") for i in range(5)]
    numbers = [order.begin(item) for item in items[:3]]
    order.know(items[3], b"3")
    last = order.begin(items[4])
    assert list(order.leaving()) == [] and (order.waiting, order.held) == (5, 1)
    order.finish(numbers[1], b"1")
    order.finish(numbers[0], b"00")
    order.finish(numbers[0], b"twice")
    assert [(i.name, packed, new) for i, packed, new in order.leaving()] == [("0", b"00", True), ("1", b"1", True)]
    order.finish(numbers[0], b"late")
    order.finish(last, b"4")
    order.finish(numbers[2], b"2")
    assert [(i.name, packed, new) for i, packed, new in order.leaving()] == [
        ("2", b"2", True),
        ("3", b"3", False),
        ("4", b"4", True),
    ]
    assert (order.waiting, order.held) == (0, 0)
