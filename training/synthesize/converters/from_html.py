"""HTML → text by Python libraries: each entry is one library with settings that crawlers really use."""

from __future__ import annotations

import importlib
import io
import random
from collections.abc import Callable
from typing import Any

Flatten = Callable[[str, random.Random], str]
"""A page and the report's random state in, text out."""

BLOCK_TAGS = ["h1", "h2", "p", "div", "table"]


def _module(name: str) -> Any:
    return importlib.import_module(name)


def by_html2text(page: str, rng: random.Random) -> str:
    """Markdown with tables as pipes; wrapped at 78 columns unless told otherwise.  (`pad_tables` fails on nested tables.)"""
    tool = _module("html2text").HTML2Text()
    tool.body_width = rng.choice([0, 0, 78])
    tool.ignore_emphasis = rng.random() < 0.5
    return str(tool.handle(page))


def by_inscriptis(page: str, rng: random.Random) -> str:
    """Tables drawn as padded columns."""
    return str(_module("inscriptis").get_text(page))


def by_markdownify(page: str, rng: random.Random) -> str:
    """Markdown tables, a merged cell followed by as many bars as it is wide."""
    options = {"heading_style": rng.choice(["ATX", "UNDERLINED"]), "strip": ["meta", "style"]}
    return str(_module("markdownify").markdownify(page, **options))


def by_get_text(page: str, rng: random.Random) -> str:
    """BeautifulSoup's text with the separators people give it; stripped or as the page was indented."""
    separator = rng.choice(["\n", "\n", "", " ", "|", " | ", "\t", "  "])
    return str(_soup(page).body.get_text(separator, strip=rng.random() < 0.6))


def by_text_content(page: str, rng: random.Random) -> str:
    """lxml's text: nothing between two cells but what the page's source had there."""
    return str(_module("lxml.html").fromstring(page).find("body").text_content())


def by_strings_of_rows(page: str, rng: random.Random) -> str:
    """The scraper's loop: a line for each paragraph, and for each table row its cells joined by one separator."""
    between = rng.choice(["|", " | ", "\t", " ", "　　", "\n"])
    end = rng.choice(["", "", between.rstrip() or "|"])
    soup = _soup(page)
    lines = []
    for node in soup.body.find_all(["h1", "h2", "p", "div", "tr"]):
        if node.name == "tr":
            cells = node.find_all(["td", "th"], recursive=False)
            if not node.find("table"):
                lines.append(between.join(cell.get_text("", strip=True) for cell in cells) + end)
        elif not node.find_parent("tr") or (not node.find(BLOCK_TAGS) and node.find_parent("tr").find("table")):
            lines.append(node.get_text("", strip=True))
    return "\n".join(lines)


def by_pandas(page: str, rng: random.Random) -> str:
    """pandas.read_html: a merged cell stands in every column and row it covers; written as tab-separated lines."""
    pandas = _module("pandas")
    soup = _soup(page)
    separator = rng.choice(["\t", "\t", ",", "|"])
    for table in soup.find_all("table"):
        if table.find("table"):
            continue
        for cell in table.find_all("th"):
            cell.name = "td"  # pandas would number like headers: 总计, 总计.1
        for head in table.find_all("thead"):
            head.unwrap()
        read = io.StringIO(str(table))
        columns = len(pandas.read_html(read, flavor="lxml")[0].columns)
        read.seek(0)
        as_text = {column: str for column in range(columns)}
        frame = pandas.read_html(read, converters=as_text, keep_default_na=False, flavor="lxml", thousands=None)[0]
        rows = [separator.join("" if str(v) == "nan" else str(v) for v in row) for row in frame.to_numpy().tolist()]
        table.replace_with("\n" + "\n".join(rows) + "\n")
    return str(soup.body.get_text("\n", strip=True))


def _soup(page: str) -> Any:
    return _module("bs4").BeautifulSoup(page, "lxml")


LIBRARIES: dict[str, tuple[tuple[str, ...], Flatten]] = {
    "html2text": (("html2text",), by_html2text),
    "inscriptis": (("inscriptis",), by_inscriptis),
    "markdownify": (("markdownify",), by_markdownify),
    "get-text": (("bs4", "lxml"), by_get_text),
    "text-content": (("lxml",), by_text_content),
    "row-strings": (("bs4", "lxml"), by_strings_of_rows),
    "read-html": (("pandas", "bs4", "lxml"), by_pandas),
}
"""By converter: the modules it needs, and the function."""
