"""The page: every link leads somewhere, nothing in a report can run, and it opens at once in a real browser."""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from ie.check.years import check_years, entry_of, organs_of
from ie.cli import main
from ie.commands.extract import extract_file
from ie.read import read_text
from ie.settle import Ledger, cases_of
from ie.show import Shown, render
from tests.years.synthetic import Plan, records_of

OWN = sorted((Path(__file__).parents[2] / "annotations" / "own").glob("*.txt"))
ATTACK = "</p></a><script>document.title='run'</script><img src=x onerror=\"document.title='run'\">\u202e甲"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
CHARACTERS = 20_000


class Page(HTMLParser):
    """Ids, links and tags of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.tags: set[str] = set()
        self.events: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        found = dict(attrs)
        self.events |= {name for name in found if name.startswith("on") or name == "style"}
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if found.get("href"):
            self.links.append((str(found.get("id")), str(found["href"])))


def shown(path: Path) -> Shown:
    record, spans = extract_file(path)
    return Shown(record, read_text(path).text, spans["spans"] if spans else [])  # type: ignore[union-attr]


def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "settled.jsonl")


@pytest.mark.parametrize("number", [1, len(OWN)])
def test_every_link_leads_somewhere_and_ids_are_unique(tmp_path: Path, number: int) -> None:
    page = Page(render([shown(p) for p in OWN[:number]], ledger(tmp_path)))
    assert len(page.ids) == len(set(page.ids))
    assert {href for _, href in page.links} - {f"#{i}" for i in page.ids} == set()
    assert all(href.startswith("#") for _, href in page.links)
    assert "script" not in page.tags and page.events == set()


def test_cells_and_characters_lead_to_each_other(tmp_path: Path) -> None:
    report = shown(OWN[7])
    text = render([report], ledger(tmp_path))
    links = set(Page(text).links)
    for table in report.record["tables"]:
        for name, cell in table["cells"].items():
            if cell["status"] == "read":
                address = f"{table['id']}.{name}"
                assert (f"r0-t-{address}", f"#r0-c-{address}") in links
                assert f'<a href="#r0-t-{address}">' in text
    for check in report.record["checks"]:
        assert all(f'href="#r0-c-{address}"' in text for address in check["cells"])


def test_the_text_on_the_page_is_the_text(tmp_path: Path) -> None:
    report = shown(OWN[0])
    body = render([report], ledger(tmp_path)).split('class="source-text">')[1].split("</div>")[0]
    words = [html.unescape(re.sub(r"<[^>]*>", "", line)) for line in body.split("</p>\n")[:-1]]
    assert words == (report.text or "").splitlines() or words[:-1] == (report.text or "").splitlines()


def test_settled_checks_show_their_note(tmp_path: Path) -> None:
    report = shown(OWN[7])
    book = ledger(tmp_path)
    book.settle(next(cases_of(report.record)), "dismissed", "另一口径 <b>")
    text = render([report], book)
    assert "另一口径 &lt;b&gt;" in text and "check fails settled" in text


def test_year_breaks_of_a_batch_lead_to_both_reports(tmp_path: Path) -> None:
    made = records_of(Plan({2018: "甲县水务局"}, carried={(2022, "other")}), 3)
    (organ,), _ = organs_of(map(entry_of, made))
    page = Page(render([Shown(r, None, [], "没有原文") for r in made], ledger(tmp_path), list(check_years(organ))))
    wanted = {"#r3-c-applications.carried_out.other", "#r4-c-applications.carried_in.other"}
    assert wanted <= {href for _, href in page.links} & {f"#{i}" for i in page.ids}


def test_a_record_without_its_text_says_so(tmp_path: Path) -> None:
    record = shown(OWN[0]).record
    page = Page(render([Shown(record, None, [], "没有原文")], ledger(tmp_path)))
    assert not any(i.startswith("r0-t-") for i in page.ids)


def test_a_folder_is_shown_by_its_records(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "page.html"
    assert main(["show", str(tmp_path), "-o", str(out)]) == 2
    assert "reports.jsonl' cannot be used" in capsys.readouterr().err
    assert not out.exists()
    records = [json.dumps(shown(path).record) + "\n" for path in OWN[:2]]
    (tmp_path / "reports.jsonl").write_text("".join(records), encoding="utf-8")
    assert main(["show", str(tmp_path), "-o", str(out)]) == 0
    assert capsys.readouterr().out.startswith("2 reports")


def attacked(number: int = 1) -> Shown:
    report = shown(OWN[0])
    record = {**report.record, "source": ATTACK, "warnings": [ATTACK], "organ": {"text": ATTACK, "start": 0, "end": 3}}
    record["review"] = {"needed": True, "reasons": [ATTACK]}
    record["title"] = {"text": ATTACK, "start": 0, "end": 3}
    return Shown(record, (report.text or "") + ATTACK * number, report.spans)


def test_what_a_report_says_is_never_markup(tmp_path: Path) -> None:
    text = render([attacked()], ledger(tmp_path))
    page = Page(text)
    assert not page.tags & {"script", "img"} and "\u202e" not in text
    assert "default-src 'none'" in html.unescape(text)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed; pip install playwright")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed; apt-get install chromium")
    with api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def test_a_long_report_opens_and_its_links_work(tmp_path: Path, browser: Any) -> None:
    path, file = tmp_path / "long.txt", tmp_path / "long.html"
    text = OWN[7].read_text(encoding="utf-8")
    path.write_text(text + "本机关公开信息36条。\n" * ((CHARACTERS - len(text)) // 11 + 1), encoding="utf-8")
    report = shown(path)
    assert len(report.text or "") >= CHARACTERS
    file.write_text(render([report], ledger(tmp_path)), encoding="utf-8")
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    problems: list[str] = []
    tab.on("console", lambda message: problems.append(message.text))
    tab.goto(file.as_uri())
    # What opening costs is the page's elements, whatever else the machine does: here about one a character of the text.
    assert tab.evaluate("document.getElementsByTagName('*').length") < 2 * CHARACTERS
    address = "applications.received.total"
    tab.click(f'td[id="r0-c-{address}"] a:not(.chip)')
    assert tab.evaluate("document.querySelector(':target').id") == f"r0-t-{address}"
    assert tab.locator(":target").is_visible()
    tab.click(":target")
    assert tab.evaluate("document.querySelector(':target').id") == f"r0-c-{address}"
    tab.locator("td a.chip.fails").first.click()
    assert tab.locator(":target").get_attribute("class").startswith("check fails")
    tab.locator(":target .places a").first.click()
    assert tab.evaluate("document.querySelector(':target').tagName") == "TD"
    assert problems == []
    tab.close()


def test_a_batch_goes_from_list_to_report_and_back_and_no_script_runs(tmp_path: Path, browser: Any) -> None:
    file = tmp_path / "batch.html"
    file.write_text(render([attacked(), *(shown(p) for p in OWN[:3])], ledger(tmp_path)), encoding="utf-8")
    tab = browser.new_page()
    tab.goto(file.as_uri())
    assert tab.locator("article:visible").count() == 0
    tab.click('a[href="#r2"]')
    assert tab.locator("article:visible").count() == 1 and not tab.locator("#index").is_visible()
    tab.click('article:visible a[href="#index"]')
    assert tab.locator("#index").is_visible()
    assert tab.title() != "run"
    tab.close()
