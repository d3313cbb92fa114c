"""A hand-made report of the 2021 form that holds every kind of cell, check and statement."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from ie.editions import load_edition

Cell = dict[str, Any]


def cell(
    value: float | None, raw: str | None, status: str = "read", review: bool = False, unit: str | None = None
) -> Cell:
    at = None if raw is None else 10
    end = None if raw is None else 10 + len(raw)
    confidence = None if status == "absent" else 0.99
    return {
        "value": value, "raw": raw, "unit": unit, "status": status, "start": at, "end": end, "confidence": confidence,
        "review": review,
    }  # fmt: skip


def _applications() -> dict[str, Any]:
    """All cells 0, but for one of each kind in the first rows; optional rows are not printed."""
    form = load_edition("2021").table("applications")
    cells = {f"{row.id}.{col.id}": cell(0, "0") for row, col in form.addresses() if not row.optional}
    cells["received.natural_person"] = cell(3, "3")
    cells["received.commercial"] = cell(None, "-", "blank")
    cells["received.research"] = cell(7, None, "inferred")
    cells["received.public_interest"] = cell(None, None, "absent")
    cells["received.legal_services"] = cell(None, "=12 3", review=True)
    cells["carried_in.natural_person"] = cell(-5, "-5")
    return {"id": "applications", "status": "partial", "cells": cells}


def _record() -> dict[str, Any]:
    form = load_edition("2021")
    fees = {"fees.amount": cell(12.5, "12.5", unit="万元")}
    disputes = {f"{row.id}.{col.id}": cell(0, "0") for row, col in form.table("disputes").addresses()}
    disputes["litigation_after_review.total"] = cell(9, "9")
    tables = [
        {"id": "art20_1", "status": "absent", "cells": {}},
        {"id": "art20_8", "status": "complete", "cells": fees},
        _applications(),
        {"id": "disputes", "status": "complete", "cells": disputes},
    ]
    check = {"kind": "identity", "id": "flow", "where": "natural_person", "left": 3, "right": 9, "statements": []}
    return {
        "source": "报告/a.txt", "part": None, "status": "ok", "warnings": ["编码可疑"],
        "sha256": "a" * 64, "text_sha256": "b" * 64, "encoding": "gb18030",
        "title": {"text": "某县2022年政府信息公开工作年度报告", "start": 0, "end": 18},
        "organ": {"text": "某县人民政府", "start": 0, "end": 6},
        "year": 2022, "edition": "2021", "edition_by": "labels",
        "sections": [{"id": "overview", "level": 1, "heading": "一、总体情况", "start": 20, "end": 26, "body_end": 90}],
        "tables": tables,
        "figures": [{"value": 24000, "raw": "2.4万", "unit": "条", "start": 30, "end": 34, "confidence": 0.9}],
        "statements": [
            {"indicator": "applications.received.total", "value": 0, "unit": None, "start": 40, "end": 46,
             "figure": None, "scope": "own", "period": 2022, "confidence": 0.8},
        ],
        "checks": [
            {**check, "status": "fails", "cells": ["applications.received.natural_person"]},
            {**check, "where": "total", "status": "holds", "left": 3, "right": 3, "cells": []},
            {**check, "where": None, "id": "year", "kind": "year", "status": "unknown", "left": None, "cells": []},
        ],
        "review": {"needed": True, "reasons": ["flow fails", "a run of digits"]},
        "tagger": {"name": "pattern", "version": "1"}, "taggers": [{"name": "pattern", "version": "1"}],
        "ie_version": "0.1.0",
    }  # fmt: skip


@pytest.fixture
def make_record() -> Callable[..., dict[str, Any]]:
    """Makes a fresh record; keyword arguments replace its top-level values."""

    def make(**changes: Any) -> dict[str, Any]:
        return copy.deepcopy({**_record(), **changes})

    return make


@pytest.fixture
def unread(make_record: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    """A file that could not be read: all keys, nothing in them; its name is not valid UTF-8."""
    return make_record(
        source="坏\udce5.pdf", part="第3页", status="unreadable", warnings=["no text"], text_sha256=None, encoding=None,
        title=None, organ=None, year=None, edition=None, edition_by=None, sections=[], tables=[], figures=[],
        statements=[], checks=[], review={"needed": True, "reasons": []}, tagger=None, taggers=[],
    )  # fmt: skip
