"""A page in a real Chromium, as the browser tests drive it: a tab that is watched, and waiting for what shows on it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.review.payloads import MARK
from tests.review.server import Server

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


def open_report(tab: Any, server: Server, words: str) -> None:
    tab.goto(server.url)
    ready(tab)
    tab.locator("tr", has_text=words).locator("a").click()
    ready(tab, "body.work")
