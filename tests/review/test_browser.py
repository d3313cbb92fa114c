"""The page in a real Chromium, by keyboard: from the queue to gold, through reloads, restarts and attacks."""

from __future__ import annotations

import copy
import json
import signal
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ie.cli import main
from ie.review.export import export_gold
from ie.review.store import Store
from ie.score import load_gold
from tests.review.payloads import MARK, PAYLOADS
from tests.review.server import Server, serving, write_lines

WAIT_SECONDS = 20
TOTAL = "applications.received.total"
WATCH = f"""window.ran = 0; window.{MARK[:-2]} = () => {{ window.ran += 1; }};
window.violations = [];
addEventListener('securitypolicyviolation', e => window.violations.push(e.violatedDirective + ' ' + e.blockedURI));"""


@contextmanager
def tab_of(browser: Any) -> Iterator[Any]:
    """A tab that must end without a violation, an error or a script of a report's having run."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(WATCH)
    tab = context.new_page()
    problems: list[str] = []
    tab.on("pageerror", lambda error: problems.append(str(error)))
    tab.on(
        "console",
        lambda message: problems.append(message.text) if message.type == "error" and not wanted(message.text) else None,
    )
    tab.on("dialog", lambda dialog: problems.append(dialog.message))
    yield tab
    problems += tab.evaluate("window.violations") + [MARK] * tab.evaluate("window.ran")
    context.close()
    assert problems == []


def wanted(problem: str) -> bool:
    """What the browser says of a server that a test has killed, or of an answer that was refused."""
    return "ERR_CONNECTION" in problem or "ERR_EMPTY_RESPONSE" in problem or "409" in problem


def ready(tab: Any, kind: str = "body") -> None:
    tab.wait_for_selector(f"{kind}[data-ready]")


def until(tab: Any, truth: str) -> None:
    """Wait for something on the page; Playwright's own way needs eval, which the page's policy forbids."""
    end = time.monotonic() + WAIT_SECONDS
    while not tab.evaluate(truth):
        assert time.monotonic() < end, truth
        tab.wait_for_timeout(20)


def stored(tab: Any) -> None:
    until(tab, "document.getElementById('saved').textContent.includes('✓')")


def left(tab: Any) -> int:
    return int(tab.inner_text("#left"))


def wait_left(tab: Any, number: int) -> None:
    until(tab, f"document.getElementById('left').textContent === '{number}'")


def test_a_report_from_queue_to_gold_by_keyboard_alone(records: Path, tmp_path: Path, browser: Any) -> None:
    with serving(records, "甲") as server, tab_of(browser) as tab:
        tab.goto(server.url)
        ready(tab)
        for key in ("j", "Enter"):  # the second report of the queue
            tab.keyboard.press(key)
        ready(tab, "body.work")
        assert "青石岭" in tab.inner_text(".where") and left(tab) == 9
        # A cell and its characters are joined in both directions.
        assert tab.evaluate("document.activeElement.dataset.a") == "applications.received.natural_person"
        assert tab.inner_text(".c.main") == "21"
        tab.keyboard.press("a")
        wait_left(tab, 8)
        for _ in range(5):
            tab.keyboard.press("ArrowRight")
        assert tab.evaluate("document.activeElement.dataset.a") == TOTAL and tab.inner_text(".c.main") == "25"
        # The sum turns from failing to holding while the figure is typed, before it is confirmed.
        chip = tab.locator('[data-target="check:applicants_sum/received"]')
        assert "fails" in chip.get_attribute("class") and chip.inner_text() == "26 ≠ 25"
        tab.keyboard.type("26")
        tab.wait_for_selector('.chip.holds[data-target="check:applicants_sum/received"]')
        tab.keyboard.press("Enter")
        wait_left(tab, 5)
        # Blank, absent, ambiguous, undone again; then everything that is on the screen.
        for key in ("b", "x", "u"):
            before = left(tab)
            tab.keyboard.press(key)
            wait_left(tab, before - 1)
        for _ in range(3):
            before = left(tab)
            tab.keyboard.press("z")
            wait_left(tab, before + 1)
        tab.keyboard.press("A")
        wait_left(tab, 0)
        path = tab.evaluate("location.pathname")
        tab.keyboard.press("d")
        tab.wait_for_url(lambda url: path not in url)
        stored_by = Store(records.with_name("review.sqlite"))
        assert {e.annotator for e in stored_by.events()} == {"甲"}
    (path,) = export_gold(records.with_name("review.sqlite"), tmp_path / "gold")
    (gold,) = load_gold([path])
    assert gold.cells[TOTAL].value == 26 and gold.failing == () and gold.organ == "青石岭县交通运输局"
    assert gold.cells["applications.received.other"].value == 0


def open_report(tab: Any, server: Server, words: str) -> None:
    tab.goto(server.url)
    ready(tab)
    tab.locator("tr", has_text=words).locator("a").click()
    ready(tab, "body.work")


def test_drafts_and_answers_survive_a_reload_and_a_restart(records: Path, browser: Any) -> None:
    with tab_of(browser) as tab:
        with serving(records, "甲") as server:
            port = server.port
            open_report(tab, server, "青石岭")
            tab.keyboard.press("a")
            wait_left(tab, 8)
            with tab.expect_response("**/draft"):
                tab.keyboard.press("7")
            with tab.expect_response("**/draft"):
                tab.keyboard.press("7")
            tab.reload()
            ready(tab)
            assert tab.inner_text("td.drafted") == "77" and left(tab) == 8
            server.kill()
        # An answer given while the server is away waits on the page until it is back.
        tab.keyboard.press("n")
        tab.keyboard.press("u")
        tab.wait_for_selector("#alert.bad")
        with serving(records, "甲", port=port) as again:
            assert again.port == port
            # A cell that cannot be known makes its row's sum unknown: two doubts less.
            wait_left(tab, 6)
            tab.reload()
            ready(tab)
            assert left(tab) == 6 and tab.inner_text("td.drafted") == "77"
            tab.keyboard.press("e")
            tab.keyboard.press("Enter")
            until(tab, "!document.querySelector('td.drafted')")
            assert tab.inner_text('[id="c-applications.received.commercial"]') == "77"


def test_a_selection_is_made_labelled_and_taken_by_keyboard(records: Path, browser: Any) -> None:
    with serving(records, "甲") as server, tab_of(browser) as tab:
        open_report(tab, server, "青石岭")
        before = tab.locator(".l .furniture").count()
        tab.keyboard.press("s")
        tab.keyboard.press("Home")
        for _ in range(4):
            tab.keyboard.press("Shift+ArrowRight")
        chosen = tab.evaluate("getSelection().toString()")
        tab.keyboard.press("l")
        assert chosen.strip() in tab.inner_text("#label-of") and tab.locator("#label-menu button").count() == 12
        tab.keyboard.press("-")
        until(tab, f"document.querySelectorAll('.l .furniture').length > {before}")
        tab.keyboard.press("Escape")
        tab.keyboard.press("z")
        until(tab, f"document.querySelectorAll('.l .furniture').length === {before}")
        # The figure of a cell from the characters selected: here those of the cell itself, with the mouse and the key.
        tab.locator(".c", has_text="25").first.dblclick()
        tab.locator(f'[id="c-{TOTAL}"]').evaluate("td => td.click()")
        tab.keyboard.press("s")
        tab.keyboard.press("Shift+ArrowRight")
        tab.keyboard.press("t")
        until(tab, f"""document.getElementById('c-{TOTAL}').textContent === '2'""")
        assert tab.inner_text(".c.answered, td.answered") == "2"
        tab.keyboard.press("?")
        assert tab.locator("#help").is_visible()
        tab.keyboard.press("Escape")
        assert not tab.locator("#help").is_visible()


def test_accepting_what_is_on_screen_leaves_what_is_not(records: Path, browser: Any) -> None:
    with serving(records, "甲") as server, tab_of(browser) as tab:
        open_report(tab, server, "玄渚湖")
        shown = tab.evaluate(
            """() => [...document.querySelectorAll('td.open, .chip.open')].filter(e => { const a = e.getBoundingClientRect(),
            b = document.getElementById('tables').getBoundingClientRect(); return a.top >= b.top && a.bottom <= b.bottom; }).length"""
        )
        assert 0 < shown < left(tab)
        wanted = left(tab) - shown
        tab.keyboard.press("A")
        wait_left(tab, wanted)


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


def attacked(
    record: dict[str, Any], text: str, payloads: tuple[str, ...], folder: Path, n: int
) -> tuple[Any, Any, Any]:
    """A record whose every word that a stranger writes is a payload; eight of them."""
    name, organ, title, unit, reason, raw, ids, body = payloads
    hostile = copy.deepcopy(record)
    text = f"{body}\n{title}\n{text}"
    sha = uuid.uuid5(uuid.NAMESPACE_URL, str(n)).hex * 2
    hostile.update(source=f"{folder}/{name}.txt", sha256=sha, text_sha256=sha, year=2020 + n % 3)
    hostile["organ"] = {"text": organ, "start": 0, "end": 3}
    hostile["title"] = {"text": title, "start": 0, "end": 3}
    hostile["review"]["reasons"] = [reason]
    for table in hostile["tables"]:
        for cell in table["cells"].values():
            cell["unit"], cell["raw"] = unit, raw
    first = hostile["tables"][0]["cells"]
    first[next(iter(first))].update(status=reason, value=raw)
    hostile["checks"].append(
        {
            "kind": "text",
            "id": ids,
            "where": ids,
            "status": "fails",
            "left": 1,
            "right": 2,
            "cells": [ids],
            "statements": [],
        }
    )
    spans = {"sha256": sha, "spans": [[0, len(body), "TITLE", 1.0], [0, 2, ids, 1.0]]}
    return hostile, spans, {"sha256": sha, "text_sha256": sha, "text": text}


def test_two_hundred_payloads_stay_text(made_run: Path, tmp_path: Path, browser: Any) -> None:
    assert len(set(PAYLOADS)) == 200
    plain = [json.loads(line) for line in (made_run / "reports.jsonl").read_text("utf-8").splitlines()]
    record = next(r for r in plain if "/03_" in r["source"])
    text = Path(record["source"]).read_text("utf-8")
    rows = [attacked(record, text, PAYLOADS[i : i + 8], tmp_path, i) for i in range(0, 200, 8)]
    for name, part in (("reports", 0), ("spans", 1), ("texts", 2)):
        write_lines(tmp_path / f"{name}.jsonl", [row[part] for row in rows])
    queue = [{"source": row[0]["source"], "why": payload} for row, payload in zip(rows, PAYLOADS, strict=False)]
    write_lines(tmp_path / "queue.jsonl", queue)
    records, annotator = tmp_path / "reports.jsonl", "<img src=x onerror=pwned()>"
    with serving(records, annotator, "--queue", str(tmp_path / "queue.jsonl")) as server, tab_of(browser) as tab:
        tab.goto(server.url)
        ready(tab)
        told = tab.locator("body").text_content()
        assert annotator in told
        keys = tab.locator("td.organ a").evaluate_all("links => links.map(a => a.getAttribute('href'))")
        assert len(keys) == 25
        for row, payload, path in zip(rows, PAYLOADS, keys, strict=False):
            tab.goto(f"http://127.0.0.1:{server.port}{path}")
            ready(tab, "body.work")
            body = row[2]["text"].split("\n")[0].replace("\u2028", "")
            shown = tab.inner_text("#lines").replace("\n", "")
            assert body in shown and payload.replace("\u2028", "") in tab.text_content("#facts .why").replace(
                "\u2028", ""
            )
            assert (
                tab.evaluate(
                    "document.querySelectorAll('main script, #lines *:not(div):not(span), base, iframe').length"
                )
                == 0
            )
        tab.keyboard.press("A")
        stored(tab)
        tab.keyboard.press("f")
        tab.keyboard.type(PAYLOADS[20])
        tab.keyboard.press("Enter")
        stored(tab)
        tab.reload()
        ready(tab)
        for place in ("/causes", "/cause/unread/art20_1"):
            tab.goto(f"http://127.0.0.1:{server.port}{place}")
            ready(tab)
    for name in (annotator, PAYLOADS[3]):
        with serving(records, name) as server:
            key = keys[0].split("/")[-1]
            server.act(key, "fact", name="organ", value=PAYLOADS[5] if name == annotator else PAYLOADS[6])
            data = server.ask("GET", f"/r/{key}")[1].split('id="data">')[1].split("</script>")[0]
            server.act(key, "accept", targets=[d["target"] for d in json.loads(data)["doubts"]])
            assert server.act(key, "done")["done"]
    with serving(records, PAYLOADS[7], "--adjudicate") as server, tab_of(browser) as tab:
        tab.goto(server.url)
        ready(tab)
        assert annotator in tab.text_content("main")
        tab.goto(f"http://127.0.0.1:{server.port}{keys[0]}")
        ready(tab)
        assert PAYLOADS[5] in tab.text_content("#disputes") and annotator in tab.text_content("#disputes")
