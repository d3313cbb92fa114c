"""Small seeds of every kind that is read, from invented reports: `python -m tests.fuzz.seeds` writes them into the corpus.

What fuzzing finds is added to the corpus by hand, beside these, with a name that says what it was.
"""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from dataclasses import replace
from pathlib import Path

from tests.read.printed import as_docx, as_html, as_pdf, as_xlsx
from tests.rebuild.forms import Form, make_form
from tests.rebuild.layouts import cell_a_line, markdown_grid, pipe_rows, run_together

STATISTICS = """云杉县水文局政府信息公开工作统计表（2016年度）
统计指标|单位|统计数
一、主动公开情况|——|
（一）主动公开政府信息数|条|128
其中：主动公开规范性文件数|条|3
制发规范性文件总数|件|3
二、回应解读情况|——|
（一）回应公众关注热点或重大舆情数|次|0
三、依申请公开情况|——|
（一）收到申请数|件|12
1.当面申请数|件|2
2.传真申请数|件|0
3.网络申请数|件|10
4.信函申请数|件|0
"""
CORPUS = Path(__file__).parent / "corpus"


def small(edition: str, seed: int) -> Form:
    """The form's title, and its first table with what stands before it."""
    form = make_form(edition, seed)
    tables = [place for place, block in enumerate(form.blocks) if not isinstance(block, str)]
    return replace(form, blocks=form.blocks[: tables[0] + 1])


def seeds() -> dict[str, bytes]:
    """Name → bytes."""
    first, other = small("2021", 1), small("2019", 2)
    text, row = pipe_rows(first), '编号,正文\n1,"{}"\n2,规章\n'
    out = {
        "pipes.txt": text.encode(),
        "cells.txt": cell_a_line(other).encode("gb18030"),
        "run-together.txt": run_together(other).encode("utf-16"),
        "markdown.txt": markdown_grid(first).encode("utf-8-sig"),
        "big5.txt": "雲杉縣水文局2020年政府資訊公開工作年度報告\n一、總體情況\n規章 3 0 12\n".encode("big5"),
        "statistics.txt": STATISTICS.encode(),
        "page.html": as_html(first),
        "report.docx": as_docx(other),
        "report.xlsx": as_xlsx(first),
        "report.pdf": as_pdf(first),
        "table.csv": '信息内容,本年制发件数,本年废止件数,现行有效件数\n规章,1,0,7\n行政规范性文件,2,"1,024",-\n'.encode(),
        "crawl.csv": row.format(text.replace('"', "")).encode(),
        "crawl.jsonl": (json.dumps({"id": "a", "text": text}, ensure_ascii=False) + '\n{"text": null}\n').encode(),
        "crawl.jsonl.gz": gzip.compress(json.dumps({"content": text}).encode(), mtime=0),
    }
    packed, tarred = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("pipes.txt", "cells.txt"):
            archive.writestr(zipfile.ZipInfo(name), out[name])
    with tarfile.open(fileobj=tarred, mode="w:gz", compresslevel=9) as archive:
        entry = tarfile.TarInfo("a/pipes.txt")
        entry.size = len(out["pipes.txt"])
        archive.addfile(entry, io.BytesIO(out["pipes.txt"]))
    return {**out, "two.zip": packed.getvalue(), "one.tar.gz": tarred.getvalue()}


if __name__ == "__main__":
    for name, data in seeds().items():
        (CORPUS / name).write_bytes(data)
        print(f"{len(data):6} {name}")
