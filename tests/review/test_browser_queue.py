"""The queue and the causes in a real Chromium: filters, doubts settled in many reports, and the queue's end."""

from __future__ import annotations

import json
import signal
from pathlib import Path
from typing import Any

from ie.cli import main
from ie.review.store import Store
from tests.review.page import ready, stored, tab_of, until
from tests.review.server import serving, write_lines


def test_one_look_settles_the_doubts_of_one_cause_in_many_reports(records: Path, browser: Any) -> None:
    with serving(records, "甲") as server, tab_of(browser) as tab:
        tab.goto(server.url)
        ready(tab)
        tab.keyboard.press("c")
        tab.wait_for_url("**/causes")
        ready(tab)
        tab.keyboard.press("Enter")
        ready(tab, "body.cause")
        assert len(set(tab.locator("[data-row]").evaluate_all("rows => rows.map(r => r.dataset.key)"))) == 2
        tab.keyboard.press("5")
        tab.keyboard.press("Enter")
        until(tab, "document.querySelectorAll('tr.answered').length === 1")
        tab.keyboard.press("A")
        until(tab, "document.querySelectorAll('tr.answered').length >= 10")
        stored(tab)
        tab.keyboard.press("z")
        stored(tab)
        events = Store(records.with_name("review.sqlite")).events()
        assert len({e.report for e in events}) == 2 and events[0].after["value"] == 5 and events[-1].kind == "undo"


def test_the_server_ends_with_the_last_report_of_the_queue(records: Path, tmp_path: Path, browser: Any) -> None:
    lines = [json.loads(line) for line in records.read_text("utf-8").splitlines()]
    queue = tmp_path / "queue.jsonl"
    source = next(r["source"] for r in lines if "/10_" in r["source"])
    write_lines(queue, [{"source": source, "why": "least sure <b>"}, {"source": "not/there.txt", "why": ""}])
    with serving(records, "甲", "--queue", str(queue), "--until-done") as server, tab_of(browser) as tab:
        tab.goto(server.url)
        ready(tab)
        assert tab.locator("[data-row]").count() == 1 and "not/there.txt" in tab.inner_text(".note")
        assert tab.inner_text("td.why") == "least sure <b>"
        tab.keyboard.press("Enter")
        ready(tab, "body.work")
        assert "least sure <b>" in tab.inner_text("#facts .why")
        tab.keyboard.press("d")
        assert server.process.wait(timeout=20) == 0
        tab.wait_for_selector("body.stopped")
    # Asked again, there is nothing to ask; stopped before its end, the command says so by its code.
    options = ["review", str(records), "--queue", str(queue), "--until-done", "--no-browser", "--port", "0"]
    assert main([*options, "--annotator", "甲"]) == 0
    with serving(records, "乙", "--queue", str(queue), "--until-done") as server:
        assert server.ask("GET", "/")[0] == 200
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(timeout=20) == 1


def test_the_queue_shows_what_is_looked_for(records: Path, browser: Any) -> None:
    with serving(records, "甲") as server, tab_of(browser) as tab:
        tab.goto(server.url)
        ready(tab)
        assert tab.locator("[data-row]").count() == 4
        tab.keyboard.press("/")
        tab.keyboard.type("青石岭 2022")
        tab.keyboard.press("Enter")
        tab.wait_for_url("**/?*q=*")
        ready(tab)
        assert tab.locator("[data-row]").count() == 1 and "青石岭" in tab.inner_text("[data-row]")
        # A filter stays while the order changes, and nothing found is said so.
        tab.locator(".switch a").last.click()
        ready(tab)
        assert tab.locator("[data-row]").count() == 1
        tab.locator("#filter [name=state]").select_option("done")
        tab.wait_for_url("**state=done**")
        ready(tab)
        assert tab.locator("[data-row]").count() == 0 and "没有符合条件" in tab.inner_text(".note")
        tab.goto(f"http://127.0.0.1:{server.port}/?cause=sum_fails")
        ready(tab)
        shown = tab.locator("[data-row]").evaluate_all("rows => rows.map(r => r.innerText.includes('勾稽不符'))")
        assert shown and all(shown)
