"""Two annotators and an adjudicator, the last in a real Chromium."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ie.review.export import export_gold
from ie.score import load_gold
from tests.review.page import TOTAL, left, ready, tab_of, wait_left
from tests.review.server import serving


def test_two_annotators_and_an_adjudicator(records: Path, tmp_path: Path, browser: Any) -> None:
    key = ""
    for name, value in (("甲", "25"), ("乙", "26")):
        with serving(records, name) as server:
            page = server.ask("GET", "/")[1]
            key = page.split("青石岭")[0].rsplit("/r/", 1)[1].split('"')[0]
            server.act(key, "set", address=TOTAL, words=value)
            report = server.ask("GET", f"/r/{key}")[1]
            assert ("甲" in report) == (name == "甲")
            doubts = json.loads(report.split('id="data">')[1].split("</script>")[0])["doubts"]
            server.act(key, "accept", targets=[d["target"] for d in doubts])
            assert server.act(key, "done")["done"]
            assert server.ask("GET", f"/a/{key}")[0] == 404
    with serving(records, "丙", "--adjudicate", "--lang", "en") as server, tab_of(browser) as tab:
        tab.goto(server.url)
        ready(tab)
        assert "Cohen" in tab.inner_text("main") and "甲, 乙" in tab.inner_text("main")
        # How far everybody has come: one report done each.
        team = (
            tab.locator("table")
            .first.locator("tbody tr")
            .evaluate_all("rows => rows.map(r => r.innerText.split('\\t').slice(0, 3))")
        )
        assert team == [["乙", "1", "0"], ["甲", "1", "0"]]
        tab.keyboard.press("Enter")
        ready(tab, "body.judging")
        assert tab.locator(".dispute").count() == 1 and left(tab) == 1
        tab.keyboard.press("2")
        wait_left(tab, 0)
        tab.keyboard.press("z")
        wait_left(tab, 1)
        tab.keyboard.press("e")
        tab.keyboard.type("26")
        tab.keyboard.press("Enter")
        wait_left(tab, 0)
    (path,) = export_gold(records.with_name("review.sqlite"), tmp_path / "gold")
    assert load_gold([path])[0].cells[TOTAL].value == 26
