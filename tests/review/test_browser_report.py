"""One report in a real Chromium, by keyboard: from the queue to gold, through reloads, restarts and refusals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ie.review.export import export_gold
from ie.review.store import Store
from ie.score import load_gold
from tests.review.page import TOTAL, left, open_report, ready, tab_of, until, wait_left
from tests.review.server import serving


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
            b = document.getElementById('tables').getBoundingClientRect(); return a.top >= b.top - 1 && a.bottom <= b.bottom + 1
            && a.left >= b.left - 1 && a.right <= b.right + 1; }).length"""
        )
        assert 0 < shown < left(tab)
        wanted = left(tab) - shown
        tab.keyboard.press("A")
        wait_left(tab, wanted)


FOCUS = "document.activeElement.dataset.a"


def test_the_next_doubt_is_there_before_the_answer_is_stored_and_a_refused_one_is_asked_again(
    records: Path, browser: Any
) -> None:
    held: list[Any] = []
    with serving(records, "甲") as server, tab_of(browser) as tab:
        open_report(tab, server, "青石岭")
        tab.route("**/act", lambda route: held.append(route))
        first, before = tab.evaluate(FOCUS), left(tab)
        for n in (1, 2):
            at = tab.evaluate(FOCUS)
            tab.keyboard.press("a")
            until(tab, f"{FOCUS} !== '{at}'")
            until(tab, f"document.querySelectorAll('td.pending').length === {n}")
        # Nothing counts as answered yet, and the second answer waits for the first.
        assert left(tab) == before and len(held) == 1
        held.pop().fulfill(status=409, body=json.dumps({"error": "不行"}), content_type="application/json")
        until(tab, "document.getElementById('alert').textContent === '不行'")
        until(tab, f"{FOCUS} === '{first}'")
        until(tab, f"document.getElementById('c-{first}').classList.contains('open')")
        while not held:
            tab.wait_for_timeout(20)
        held.pop().continue_()
        wait_left(tab, before - 1)
        assert tab.locator(".pending").count() == 0
    events = Store(records.with_name("review.sqlite")).events()
    assert len(events) == 1 and events[0].target != first


def test_a_refusal_is_told_in_the_language_of_the_page(records: Path, browser: Any) -> None:
    with serving(records, "甲") as server, tab_of(browser) as tab:
        open_report(tab, server, "青石岭")
        tab.keyboard.press("d")
        until(tab, "document.getElementById('alert').textContent.trim() !== ''")
        assert "9 处疑点未答" in tab.inner_text("#alert")


def test_the_causes_of_a_report_lead_to_their_doubts(records: Path, browser: Any) -> None:
    with serving(records, "甲") as server, tab_of(browser) as tab:
        open_report(tab, server, "青石岭")
        tab.locator('#causes [data-cause="sum_fails"]').click()
        until(tab, "document.querySelector('.chip.current')?.classList.contains('fails')")
        # The sum in words, and the cells it is of.
        assert "总计" in tab.inner_text("#about b") and tab.locator("td.member").count() > 2
        assert "applicants_sum" not in tab.inner_text("body")
