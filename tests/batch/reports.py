"""Folders of small invented reports of several kinds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.read.printed import as_docx, as_html
from tests.rebuild.forms import make_form
from tests.rebuild.layouts import EXACT

TEXT = "云杉县水文局{0}年政府信息公开工作年度报告\n一、总体情况\n全年主动公开政府信息 {1} 条，收到政府信息公开申请 3 件。\n"


def make_reports(folder: Path, number: int, full_every: int = 10) -> list[Path]:
    """`number` reports in `folder`: short prose, and every `full_every`th a whole form as text, HTML or DOCX."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for i in range(number):
        if i % full_every:
            path = folder / f"{i:05}.txt"
            path.write_text(TEXT.format(2010 + i % 10, i), encoding="utf-8")
        else:
            form = make_form("2021", i)
            k = i // full_every % 3
            path = folder / f"{i:05}.{('txt', 'html', 'docx')[k]}"
            text = EXACT[i % len(EXACT)](form).encode()
            path.write_bytes((text, as_html(form), as_docx(form))[k] if k else text)
        paths.append(path)
    return paths


def records(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "reports.jsonl").read_text("utf-8").split("\n")[:-1]]


def outputs(out: Path) -> dict[str, bytes]:
    """Every published file of a run."""
    return {p.name: p.read_bytes() for p in sorted(out.iterdir()) if not p.name.startswith(".")}
