"""How the work grows with the input: every reader and every step at n, 2n, 4n, 8n of its worst input.

    python -m training.throughput.growth              # processor time; ends with 1 where a doubling costs more than 2.5 times
    python -m training.throughput.growth --calls      # calls of functions instead: the same on every machine

Small inputs are left out of the judgement, since what is loaded or set up once would hide or feign growth.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from ie.normalise import normalise
from ie.pipeline import extract_text
from ie.read import Limits, read_bytes
from ie.tag import load_tagger

MOST = 2.5
"""Times the work that twice the input may cost."""
UNLIMITED = Limits(
    max_bytes=10**9,
    max_chars=10**9,
    max_unpacked=10**9,
    max_ratio=10**6,
    max_pages=10**6,
    max_cells=10**9,
)
TURNS = 3
"""Runs of which the quickest counts."""
JUDGED_SECONDS = 0.02
"""Less is noise."""
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Work = Callable[[], object]

HEAD = "云杉县水文局2020年政府信息公开工作年度报告\n"
TEXTS: dict[str, str] = {
    "digits": "1", "zeros": "0 ", "pipes": "|", "blanks": " ", "line ends": "\n", "wide blanks": "\u3000", "tabs": "\t",
    "commas": "1,", "points": "1.", "signs": "-", "brackets": "(", "quotes": "“", "dashes": "——", "letters": "年",
    "titles": "政府信息公开工作年度报告", "organs": "云杉县人民政府", "years": "2020年", "headings": "一、总体情况\n",
    "short headings": "一、", "numbers of lists": "1. ", "captions": "（二）", "rows": "规章 | 0 | 0 | 0 |\n",
    "labels": "一、本年新收政府信息公开申请数量", "labels alone": "规章\n", "columns": "自然人 | 商业企业 | ",
    "cells": "0 | ", "statements": "收到申请12件，", "zeros told": "未收到申请，", "figures": "主动公开信息3万条。",
    "furniture": "打印本页 浏览次数：12\n", "units": "万元", "numerals": "一百二十", "words": "不予公开其他处理",
}  # fmt: skip
"""A unit of each worst text, repeated; behind a title, so that it is taken for a report."""


def texts(name: str) -> dict[str, Callable[[int], Work]]:
    """The whole way from text to record, by a tagger."""
    tagger = load_tagger(name)
    form = _form()

    def work(unit: str) -> Callable[[int], Work]:
        return lambda size: lambda: extract_text(HEAD + unit * (size // len(unit)), tagger)

    def behind(unit: str) -> Callable[[int], Work]:
        return lambda size: lambda: extract_text(HEAD + form + unit * (size // len(unit)), tagger)

    out = {f"{name}: {what}": work(unit) for what, unit in TEXTS.items()}
    out |= {f"{name}: a form, then {what}": behind(TEXTS[what]) for what in ("digits", "labels alone", "cells", "rows")}
    return out | {f"{name}: forms": lambda size: lambda: extract_text(HEAD + form * (size // 250), tagger)}


def _form() -> str:
    """The tables of the form of 2021 with a zero in every cell."""
    from ie.editions import load_edition

    lines = []
    for table in load_edition("2021").tables:
        lines.append(" | ".join(["", *(c.label for c in table.columns)]))
        lines += [" | ".join([row.label, *("0" for _ in table.columns)]) for row in table.rows]
    return "\n".join(lines) + "\n"


def readers() -> dict[str, Callable[[int], Work]]:
    """Bytes to text."""

    def plain(name: str, unit: bytes) -> Callable[[int], Work]:
        def sized(size: int) -> Work:
            data = unit * size
            return lambda: read_bytes(name, None, data, UNLIMITED)

        return sized

    def page(make: Callable[[int], str]) -> Callable[[int], Work]:
        def sized(size: int) -> Work:
            data = make(size).encode()
            return lambda: read_bytes("a.html", None, data, UNLIMITED)

        return sized

    def word(make: Callable[[int], str]) -> Callable[[int], Work]:
        def sized(size: int) -> Work:
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("[Content_Types].xml", "<Types/>")
                body = f'<w:document xmlns:w="{W}"><w:body>{make(size)}</w:body></w:document>'
                archive.writestr("word/document.xml", body)
            data = out.getvalue()
            return lambda: read_bytes("a.docx", None, data, UNLIMITED)

        return sized

    cell = "<w:tc><w:p><w:r><w:t>0</w:t></w:r></w:p></w:tc>"
    return {
        "text: bytes": plain("a.txt", "年".encode("gb18030")),
        "html: paragraphs": page(lambda n: "<html>" + "<p>1</p>" * n),
        "html: misnested": page(lambda n: "<html>" + "<p><b><i>1</b></i>" * (n // 4)),
        "html: cells": page(lambda n: f"<html><table><tr>{'<td>1</td>' * n}</tr></table>"),
        "html: rows": page(lambda n: f"<html><table>{'<tr><td>1</td></tr>' * n}</table>"),
        "html: tall cells": page(lambda n: f"<html><table>{'<tr><td rowspan=9>1</td></tr>' * n}</table>"),
        "html: tables": page(lambda n: "<html>" + "<table><tr><td>1</td></tr></table>" * (n // 4)),
        "html: blanks": page(lambda n: "<html><p>" + " " * (20 * n)),
        "docx: paragraphs": word(lambda n: "<w:p><w:r><w:t>1</w:t></w:r></w:p>" * n),
        "docx: runs": word(lambda n: f"<w:p>{'<w:r><w:t>1</w:t></w:r>' * n}</w:p>"),
        "docx: rows": word(lambda n: f"<w:tbl>{f'<w:tr>{cell}</w:tr>' * n}</w:tbl>"),
        "docx: cells": word(lambda n: f"<w:tbl><w:tr>{cell * n}</w:tr></w:tbl>"),
        "csv: rows": plain("a.csv", b"1,2,3\n"),
        "csv: quotes": plain("a.csv", b'"'),
    }


def normalised() -> dict[str, Callable[[int], Work]]:
    """Text to normalised text."""
    return {
        f"normalise: {what}": lambda size, unit=unit: lambda: normalise(unit * (10 * size // len(unit)))
        for what, unit in TEXTS.items()
    }


def seconds(work: Work) -> float:
    """Processor seconds, the least of a few turns."""
    least = float("inf")
    for _ in range(TURNS):
        begin = time.process_time()
        work()
        least = min(least, time.process_time() - begin)
        if least > 1:
            break
    return least


def calls(work: Work) -> float:
    """Calls of functions, Python's and C's."""
    count = 0

    def counted(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def growth(
    make: Callable[[int], Work], size: int, measure: Callable[[Work], float], least: float
) -> tuple[list[float], float]:
    """What the four sizes cost, and the worst of the doublings that are judged."""
    make(size)()
    costs = [measure(make(size * times)) for times in (1, 2, 4, 8)]
    judged = [b / a for a, b in pairwise(costs) if a >= least]
    return costs, max(judged, default=0.0)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m training.throughput.growth",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--calls", action="store_true")
    parser.add_argument("--size", type=int, default=2_000, help="n, in characters or elements (default: 2000)")
    parser.add_argument("--tagger", action="append", help="default: pattern and jieba-linear")
    parser.add_argument("--only", default="", metavar="WORDS", help="inputs whose name holds these")
    args = parser.parse_args(arguments)
    measure, least = (calls, 1000.0) if args.calls else (seconds, JUDGED_SECONDS)
    inputs = readers() | normalised()
    for name in args.tagger or ("pattern", "jieba-linear"):
        inputs |= texts(name)
    bad = []
    for name, make in inputs.items():
        if args.only not in name:
            continue
        costs, worst = growth(make, args.size, measure, least)
        shown = "".join(f"{c:>12.0f}" if args.calls else f"{c:>10.3f}" for c in costs)
        print(f"{name:<44}{shown}{worst:>8.2f}{'  !' if worst > MOST else ''}", flush=True)
        bad += [name] if worst > MOST else []
    print(f"{len(bad)} grow more than {MOST} times a doubling" + "".join(f"\n  {name}" for name in bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
