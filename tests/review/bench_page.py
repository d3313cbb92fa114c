"""How fast the page is, in a real Chromium: a report of 20,000 characters with 1,000 spans, opened and answered.

    python -m tests.review.bench_page

Prints the time from the request to the last piece drawn, and from a key to the answer stored and shown; medians and the slowest.
"""

from __future__ import annotations

import json
import statistics
import tempfile
from pathlib import Path
from typing import Any

from ie.read.source import text_to_sha256
from tests.review.server import CHROMIUM, serving, write_lines, write_run

CHARACTERS, SPANS, RUNS = 20_000, 1_000, 5
READY = "new Promise(done => { const see = () => document.body.dataset.ready ? done(performance.now()) : setTimeout(see, 1); see(); })"
PRESS = """async ([key, truth]) => { const began = performance.now();
(document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
const holds = () => truth === 'typed' ? document.querySelector('td input') && document.getElementById('saved') :
  truth === 'moved' ?
  document.querySelector('.current') !== window.was : Number(document.getElementById('left').textContent) !== window.left;
while (!holds()) await new Promise(done => setTimeout(done, 0));
await new Promise(done => requestAnimationFrame(() => done())); return performance.now() - began; }"""


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
            opened = []
            for _ in range(RUNS):
                tab.goto(f"http://127.0.0.1:{server.port}{path}")
                opened.append(tab.evaluate(READY))
            show("open, from the request to the last piece drawn", opened)
            show("key n: next doubt, text and table scrolled", [press(tab, "n", "moved") for _ in range(10)])
            show("key a: answer stored on disk, sums and doubts redrawn", [press(tab, "a", "left") for _ in range(4)])
            show("key z: undone", [press(tab, "z", "left") for _ in range(4)])
            show("digit typed: sums computed anew", [draft(tab) for _ in range(10)])
            chromium.close()


def press(tab: Any, key: str, truth: str) -> float:
    tab.evaluate(
        "window.was = document.querySelector('.current'); window.left = Number(document.getElementById('left').textContent)"
    )
    took = float(tab.evaluate(PRESS, [key, truth]))
    tab.wait_for_timeout(60)
    return took


def draft(tab: Any) -> float:
    """From the request to the answer, as the page's own clock tells it."""
    with tab.expect_response("**/draft") as answer:
        tab.keyboard.press("1")
    answer.value.finished()
    timing = answer.value.request.timing
    tab.wait_for_timeout(30)
    return float(timing["responseEnd"])


def show(what: str, times: list[float]) -> None:
    print(f"{what}: median {statistics.median(times):.0f} ms, slowest {max(times):.0f} ms")


if __name__ == "__main__":
    main()
