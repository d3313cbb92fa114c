"""A small gold report and its text, written to a folder."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from ie.score.gold import Gold

TEXT = "一、总体情况\r\n全年公开信息１２条。\r\n规章 | 3 | 0 |\r\n"
SPANS: list[list[Any]] = [[0, 6, "HEAD1"], [14, 16, "FIGURE"], [20, 22, "ROWHEAD"], [25, 26, "CELL"], [29, 30, "CELL"]]


def gold_data(name: str = "x", text: str = TEXT, **changed: Any) -> dict[str, Any]:
    """A gold file's content; the text is `real/NAME.txt`."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    data = {
        "id": name,
        "source": f"real/{name}.txt",
        "sha256": digest,
        "text_sha256": digest,
        "edition": "2021",
        "year": 2022,
        "organ": "甲县水务局",
        "layout": "pipe-rows",
        "cells": {},
        "failing": [],
        "spans": SPANS,
    }
    return {**data, **changed}


def write_gold(folder: Path, data: dict[str, Any], text: str = TEXT) -> tuple[Path, Path]:
    """The gold file and the folder of texts it names."""
    gold, texts = folder / "gold" / f"{data['id']}.json", folder / "texts"
    for path in (gold, texts / data["source"]):
        path.parent.mkdir(parents=True, exist_ok=True)
    gold.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    (texts / data["source"]).write_bytes(text.encode())
    return gold, texts


def a_gold(id: str, organ: str | None, source: str | None = None, sha256: str | None = None) -> Gold:
    """A gold report of which only what tells its organ matters."""
    digest = sha256 or hashlib.sha256(id.encode()).hexdigest()
    return Gold(id, source or f"real/{id}.txt", digest, digest, "2021", 2022, organ, "pipe-rows", {})
