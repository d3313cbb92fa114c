"""The record as a JSON Schema, for those who check or consume `reports.jsonl`."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any


def record_schema() -> dict[str, Any]:
    """The schema of one record (JSON Schema 2020-12), freshly loaded, so that a caller may change its copy."""
    text = (resources.files("ie.write.schema") / "record.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
