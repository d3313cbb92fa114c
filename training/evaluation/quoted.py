"""The newest results → what the README and docs/layouts.md quote of them; a test fails where they differ.

A quoted table stands in the README between `<!-- benchmark: NAME -->` and `<!-- /benchmark -->`, and is never written by hand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from training.evaluation.layouts_page import layouts_page
from training.evaluation.tables import counted, f1, markdown, percent

Json = dict[str, Any]
ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "models" / "results"
READMES = ("README.md", "README.zh-CN.md")
LAYOUTS_PAGE = ROOT / "docs" / "layouts.md"
BLOCK = re.compile(r"(<!-- benchmark: ([a-z-]+) -->\n).*?(<!-- /benchmark -->)", re.DOTALL)
BEST = "default"
GOLDS = {
    "own": ("written for this project (`annotations/own`)", "本项目自写（`annotations/own`）"),
    "real": ("real reports (`annotations/real`, texts not included)", "真实报告（`annotations/real`，不含原文）"),
    "mixed": ("generated, up to four kinds of damage each", "合成报告，每份至多四种损坏"),
    "html": ("generated, as HTML pages", "合成报告，HTML 网页"),
}
RIVALS = ("own", "real", "mixed", "html")


class NoResultsError(RuntimeError):
    """There are no results to quote; the message says how to make them."""


def newest(folder: Path = RESULTS) -> Json:
    """The results of the latest date in `folder`; a quick run is never quoted."""
    for path in sorted(folder.glob("*/results.json"), reverse=True):
        results: Json = json.loads(path.read_text(encoding="utf-8"))
        if not results["quick"]:
            return results
    raise NoResultsError(f"{str(folder)!r} holds no results of a whole benchmark; run: make benchmark")


def write_docs(results: Json) -> None:
    """Set the quoted tables of the READMEs and docs/layouts.md."""
    for name in READMES:
        path = ROOT / name
        path.write_text(filled(path.read_text(encoding="utf-8"), results), encoding="utf-8")
    LAYOUTS_PAGE.parent.mkdir(exist_ok=True)
    LAYOUTS_PAGE.write_text(layouts_page(results), encoding="utf-8")


def filled(page: str, results: Json) -> str:
    """The page with every quoted table made anew; a block that nobody knows is a KeyError."""
    return BLOCK.sub(lambda m: m[1] + BLOCKS[m[2]](results).rstrip("\n") + "\n" + m[3], page)


def _where(results: Json) -> str:
    return f"models/results/{results['date']}/README.md"


def trust(results: Json) -> str:
    """How far the default taggers can be trusted."""
    head = ["gold", "reports", "figures right", "sure", "silent errors", "exact", "at 99.9 %"]
    told = f"Measured {results['date']} with the default taggers ([the whole report]({_where(results)})):"
    return f"{told}\n\n{markdown(head, _trust_rows(results, 0, counted))}"


def trust_zh(results: Json) -> str:
    """The same in Chinese."""
    head = ["金标", "报告数", "数字正确", "正确且无需复核", "无提示的错误", "全对的报告", "错误率千分之一时"]
    rows = _trust_rows(results, 1, lambda share: f"{share['count']} / {share['of']}")
    return f"{results['date']} 以默认标注器测得（[完整报告]({_where(results)})）：\n\n{markdown(head, rows)}"


def _trust_rows(results: Json, language: int, shown: Callable[[Json], str]) -> list[list[str]]:
    rows = []
    for name, what in GOLDS.items():
        found = results["scores"].get(name, {}).get(BEST)
        if found:
            m = found["total"]
            rows.append([what[language], str(m["reports"]), shown(m["right"]), percent(m["sure"]),
                         str(m["silent_error"]["count"]), str(m["exact"]["count"]), percent(m["coverage"])])  # fmt: skip
    return rows


def _speeds(results: Json) -> tuple[float, float, float]:
    """Reports a second, seconds from a cold start, MB."""
    s = results["speed"][BEST]
    return s["reports_per_s"]["ie"], s["cold_start_s"]["ie"], s["peak_memory_mb"]["ie"]


def speed(results: Json) -> str:
    """What `make benchmark-speed` printed for the default taggers."""
    rate, start, memory = _speeds(results)
    return (
        f"`make benchmark-speed`: {rate:.0f} reports of the project's own (4,500 characters on average) a second on one core "
        f"with the default taggers, {start:.1f} s from a cold start, {memory:.0f} MB."
    )


def speed_zh(results: Json) -> str:
    """The same in Chinese."""
    rate, start, memory = _speeds(results)
    return (
        f"`make benchmark-speed`：以默认标注器读本项目自写的报告（平均 4,500 字），单核每秒 {rate:.0f} 份，冷启动 {start:.1f} 秒，"
        f"内存 {memory:.0f} MB。"
    )


def spans(results: Json) -> str:
    """Strict span F1 of each tagger alone."""
    names = [n for n, s in results["systems"].items() if s["kind"] == "ours" and n != BEST]
    rows = []
    for set_name in ("mixed", "real", "own"):
        found = results["scores"].get(set_name, {})
        rows.append([set_name, *(f1(found[n]["total"]["spans"]) if n in found else "–" for n in names)])
    return markdown(["strict span F1", *names], rows)


def rivals(results: Json) -> str:
    """Ours and others on the same texts: figures right, silent errors."""
    names = [n for n, s in results["systems"].items() if n == BEST or s["kind"] == "rival"]
    sets = [s for s in RIVALS if s in results["scores"]]
    rows = []
    for n in names:
        row = [n]
        for s in sets:
            found = results["scores"][s].get(n)
            row.append(
                f"{percent(found['total']['right'])}, {found['total']['silent_error']['count']}" if found else "–"
            )
        rows.append(row)
    return markdown(["figures right, silent errors", *sets], rows)


BLOCKS: Mapping[str, Callable[[Json], str]] = {
    "trust": trust,
    "trust-zh": trust_zh,
    "spans": spans,
    "speed": speed,
    "speed-zh": speed_zh,
    "rivals": rivals,
}
