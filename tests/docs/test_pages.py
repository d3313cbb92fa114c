"""The documentation holds to the code: links lead somewhere, the record's page names every field, what is generated is current."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from ie.editions import EDITIONS, load_edition
from ie.write import record_schema
from tests.docs.pages import PAGES, ROOT
from training.docs.__main__ import generated

LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)?(?:#([^)\s]+))?\)")


def anchor(heading: str) -> str:
    """As GitHub makes it of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    path = ROOT / page
    text = re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL)
    for target, place in LINK.findall(text):
        there = (path.parent / target).resolve() if target else path
        assert there.exists(), f"{page} → {target}"
        if place:
            headings = re.findall(r"^#+ (.*)$", there.read_text("utf-8"), re.MULTILINE)
            assert place in {anchor(h) for h in headings}, f"{page} → {target}#{place}"


def test_the_index_lists_every_page() -> None:
    index = (ROOT / "docs" / "README.md").read_text("utf-8")
    pages = {p.relative_to(ROOT / "docs").as_posix() for p in (ROOT / "docs").rglob("*.md")} - {"README.md"}
    assert {page for page in pages if f"({page})" not in index} == set()


def names_in(schema: Any) -> Iterator[str]:
    """Every property that the schema names, at any depth, but for addresses."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "properties":
                yield from value
            yield from names_in(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from names_in(value)


@pytest.mark.parametrize("page", ["docs/record.md", "docs/zh/record.md"])
def test_the_record_s_page_names_every_field_and_status(page: str) -> None:
    text = re.sub(r"```.*?```", "", (ROOT / page).read_text("utf-8"), flags=re.DOTALL)
    told = set(re.findall(r"`([a-z0-9_]+)`", text))
    schema = record_schema()
    assert set(names_in(schema)) - told == set()
    assert set(schema["properties"]["status"]["enum"]) - told == set()
    for part in schema["$defs"].values():
        for rule in part.get("properties", {}).values():
            assert {str(v) for v in rule.get("enum", ()) if v is not None} - told == set()


@pytest.mark.parametrize("page", ["docs/editions.md", "docs/zh/editions.md"])
def test_the_editions_page_counts_as_the_editions_do(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    for name in EDITIONS:
        form = load_edition(name)
        cells = sum(1 for table in form.tables for _ in table.addresses())
        row = next(line for line in text.splitlines() if line.startswith(f"| `{name}` |"))
        assert row.endswith(f"| {cells} | {len(form.identities)} |")


def test_both_languages_have_the_same_example_edition() -> None:
    blocks = [
        re.sub(
            r'authority = ".*"', "", re.findall(r"```toml\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)[0]
        )
        for page in ("docs/editions.md", "docs/zh/editions.md")
    ]
    assert blocks[0] == blocks[1]


def test_the_chinese_annotation_guide_covers_the_english_one() -> None:
    english = (ROOT / "annotations" / "GUIDELINES.md").read_text("utf-8")
    chinese = (ROOT / "docs" / "zh" / "annotation.md").read_text("utf-8")
    for pattern in (r"^\*\*([A-Z0-9 ]+)\*\*", r"^\| (`[a-z_0-9]+`) \|", r"^\*\*([a-z]+)\*\*"):
        assert re.findall(pattern, english, re.M) == re.findall(pattern, chinese, re.M)
    numbers = r"^## (\d+)\."
    assert re.findall(numbers, english, re.M) == re.findall(numbers, chinese, re.M)


@pytest.mark.parametrize("path, text", list(generated()), ids=lambda v: v.name if hasattr(v, "name") else "")
def test_what_follows_from_the_code_is_current(path: Any, text: str) -> None:
    assert path.read_text("utf-8") == text, "run: python -m training.docs"


def test_the_quoted_record_is_one() -> None:
    import jsonschema

    page = (ROOT / "docs" / "record.md").read_text("utf-8")
    block = re.search(r"<!-- sample -->.*?```json\n(.*?)```", page, re.DOTALL)
    assert block
    jsonschema.validate(json.loads(block[1]), record_schema())
