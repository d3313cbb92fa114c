"""The record of a sample text, as the documentation quotes it."""

from __future__ import annotations

import json
from typing import Any

from ie.batch.work import work_source
from ie.read import Source
from ie.read.source import bytes_to_sha256, text_to_sha256
from ie.tag import load_tagger

BEGIN, END = "<!-- sample -->", "<!-- /sample -->"
NAME = "report.txt"
TEXT = """云杉县水文局2022年政府信息公开工作年度报告
一、总体情况
全年主动公开信息152条，新收申请15件，未发生行政复议。
三、收到和处理政府信息公开申请情况
自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计
一、本年新收政府信息公开申
请数量120030015
二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 2 |
"""
"""Written for the documentation: a row run together that its sum splits, and one whose sum is wrong."""


def sample_record() -> dict[str, Any]:
    """What `ie extract report.txt -o OUT --tagger pattern` writes; by rules alone, so that no training changes it."""
    data = TEXT.encode()
    source = Source(NAME, None, TEXT, bytes_to_sha256(data), text_to_sha256(TEXT), "utf-8")
    return work_source(source, load_tagger("pattern")).record


def with_record(page: str) -> str:
    """The page with text and record between its markers; absent cells and unknown checks are left out, as the page says."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    record = sample_record()
    record["tables"] = [_shown(table) for table in record["tables"] if table["status"] != "absent"]
    record["checks"] = [check for check in record["checks"] if check["status"] != "unknown"]
    block = f"```text\n{TEXT}```\n\n```json\n{_pretty(record)}\n```"
    return f"{before}{BEGIN}\n{block}\n{END}{after}"


def _shown(table: dict[str, Any]) -> dict[str, Any]:
    cells = {a: c for a, c in table["cells"].items() if c["status"] != "absent" or c["review"]}
    return {**table, "cells": cells}


def _pretty(value: Any, depth: int = 0) -> str:
    """JSON in which what holds no other list or object stands on one line."""
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if not any(isinstance(m, dict | list) and m for m in members):
        return json.dumps(value, ensure_ascii=False)
    inner = " " * (depth + 1)
    if isinstance(value, dict):
        items = [f"{json.dumps(k, ensure_ascii=False)}: {_pretty(v, depth + 1)}" for k, v in value.items()]
        return "{\n" + ",\n".join(inner + item for item in items) + f"\n{' ' * depth}}}"
    return "[\n" + ",\n".join(inner + _pretty(v, depth + 1) for v in value) + f"\n{' ' * depth}]"
