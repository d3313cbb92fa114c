"""How fast the page is, in a real Chromium: a report of 20,000 characters with 1,000 spans, opened and answered.

    python -m tests.review.bench_page

Prints the time from the request to the last piece drawn, and from a key to the answer stored and shown: medians, the slowest, and what
processor time each took.
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from ie.read.source import text_to_sha256
from tests.review.server import CHROMIUM, serving, write_lines, write_run

CHARACTERS, SPANS = 20_000, 1_000
RUNS, KEYS, ANSWERS = 8, 20, 6
READY = "new Promise(done => { const see = () => document.body.dataset.ready ? done(performance.now()) : setTimeout(see, 1); see(); })"
PRESS = """async ([key, truths]) => { const began = performance.now(), times = [], left = document.getElementById('left');
const was = document.querySelector('.current'), count = left.textContent;
const holds = {moved: () => document.querySelector('.current') !== was, left: () => left.textContent !== count};
(document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
for (const truth of truths) {
  while (!holds[truth]()) await new Promise(done => setTimeout(done, 0));
  await new Promise(done => requestAnimationFrame(() => done()));
  times.push(performance.now() - began);
}
return times; }"""
"""From a key to each of these truths in turn, drawn."""


def long_run(folder: Path) -> Path:
    """The tab-separated report of this project, padded with prose that holds a figure a line."""
    records = write_run(folder, "08")
    record = json.loads(records.read_text("utf-8"))
    spans = json.loads((folder / "spans.jsonl").read_text("utf-8"))
    text = Path(record["source"]).read_text("utf-8")
    while len(spans["spans"]) < SPANS or len(text) < CHARACTERS:
        at = len(text)
        text += "本机关全年公开信息36条，较上年有所增加。\n"
        if len(spans["spans"]) < SPANS:
            spans["spans"] += [[at, at + 3, "ROWHEAD", 1.0], [at + 9, at + 11, "FIGURE", 1.0]]
    sha = text_to_sha256(text)
    record.update(sha256=sha, text_sha256=sha)
    write_lines(records, [record])
    write_lines(folder / "spans.jsonl", [{**spans, "sha256": sha}])
    write_lines(folder / "texts.jsonl", [{"sha256": sha, "text_sha256": sha, "text": text}])
    print(
        f"{len(text):,} characters, {len(spans['spans']):,} spans, {sum(len(t['cells']) for t in record['tables'])} cells"
    )
    return records


def main() -> None:
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as api:
        records = long_run(Path(folder) / "run")
        with serving(records, "bench") as server:
            chromium = api.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            tab = chromium.new_page(viewport={"width": 1920, "height": 1080})
            tab.goto(server.url)
            path = tab.locator("td.organ a").first.get_attribute("href")
            address = f"http://127.0.0.1:{server.port}{path}"
            measure("open, from the request to the last piece drawn", RUNS, lambda: opened(tab, address))
            measure("key n: next doubt, text and table scrolled", KEYS, lambda: press(tab, "n", "moved"))
            measure(
                "key a: next doubt shown; answer stored on disk and drawn",
                ANSWERS,
                lambda: press(tab, "a", "moved", "left"),
            )
            measure("key z: undone", ANSWERS, lambda: press(tab, "z", "left"))
            measure("digit typed: sums computed anew", KEYS, lambda: draft(tab))
            chromium.close()


def measure(what: str, times: int, once: Callable[[], list[float]]) -> None:
    """Print median and slowest, and the processor time of browser and server together, which other work does not lengthen."""
    before = processor_seconds(os.getpid())
    took = [once() for _ in range(times)]
    spent = (processor_seconds(os.getpid()) - before) / times
    told = "; ".join(f"median {statistics.median(t):.0f} ms, slowest {max(t):.0f} ms" for t in zip(*took, strict=True))
    print(f"{what}: {told}; processor {1000 * spent:.0f} ms", flush=True)


def processor_seconds(root: int) -> float:
    """What all processes below `root` have used; those that have ended count with their parents."""
    used: dict[int, float] = {}
    below: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                parts = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                used[int(entry.name)] = sum(map(int, parts[11:15])) / os.sysconf("SC_CLK_TCK")
                below.setdefault(int(parts[1]), []).append(int(entry.name))
    waiting, total = list(below.get(root, ())), 0.0
    while waiting:
        pid = waiting.pop()
        total += used[pid]
        waiting += below.get(pid, ())
    return total


def opened(tab: Any, address: str) -> list[float]:
    tab.goto(address)
    took = float(tab.evaluate(READY))
    tab.wait_for_timeout(60)
    return [took]


def press(tab: Any, key: str, *truths: str) -> list[float]:
    took: list[float] = tab.evaluate(PRESS, [key, truths])
    tab.wait_for_timeout(60)
    return took


def draft(tab: Any) -> list[float]:
    """From the request to the answer, as the page's own clock tells it."""
    with tab.expect_response("**/draft") as answer:
        tab.keyboard.press("1")
    answer.value.finished()
    took = float(answer.value.request.timing["responseEnd"])
    tab.wait_for_timeout(30)
    return [took]


if __name__ == "__main__":
    main()
