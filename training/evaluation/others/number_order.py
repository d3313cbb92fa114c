"""A rival without a model: sections by exact title, tables by counting their numbers in order, the form of 2021 alone, no checks.

What a script written in an afternoon does.  It reads every text that prints the form's tables whole and with nothing else
numeric in them, and errs silently on the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ie.editions import Edition, load_edition
from ie.editions.form import TableForm

NAME = "number-order"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
LABEL_NUMBER = re.compile(r"\d+\s*[.．、](?=\s*[^\d\s])")
"""The numbers that open row labels: 1.属于国家秘密."""
UNIT = "万元"

Cells = dict[str, dict[str, Any]]


def read(text: str) -> dict[str, Cells]:
    """Table id → cells, `row.column` → cell of the record; where numbers are too few, the last cells get none."""
    form = load_edition("2021")
    sections = dict(_sections(text, form))
    out: dict[str, Cells] = {}
    for section in {t.section for t in form.tables}:
        tables = [t for t in form.tables if t.section == section]
        where = sections.get(section or "")
        if where is None:
            continue
        start, end = where
        blanked = LABEL_NUMBER.sub(lambda m: " " * len(m.group()), text[start:end])
        numbers = [(m, start + m.start(), start + m.end()) for m in NUMBER.finditer(blanked)]
        wanted = [(table, row, column) for table in tables for row, column in _places(table)]
        has_unit = UNIT in text[start:end]
        for (table, row, column), (match, at, to) in zip(wanted, numbers, strict=False):
            unit = UNIT if has_unit and table.id == "art20_8" else None
            out.setdefault(table.id, {})[f"{row}.{column}"] = _cell(match.group(), unit, at, to)
    return out


def _places(table: TableForm) -> Iterator[tuple[str, str]]:
    return ((row.id, column.id) for row, column in table.addresses() if not row.optional)


def _sections(text: str, form: Edition) -> Iterator[tuple[str, tuple[int, int]]]:
    """Section id → the stretch from behind its title to the next section's."""
    found = []
    for section in form.sections:
        titles = "|".join(re.escape(title) for title in (section.title, *section.also))
        if match := re.search(rf"[一二三四五六][、.．]\s*(?:{titles})", text):
            found.append((match.start(), match.end(), section.id))
    found.sort()
    for place, (_, end, id) in enumerate(found):
        yield id, (end, found[place + 1][0] if place + 1 < len(found) else len(text))


def _cell(raw: str, unit: str | None, start: int, end: int) -> dict[str, Any]:
    value = float(raw) if "." in raw else int(raw)
    return {
        "value": value, "raw": raw, "unit": unit, "status": "read", "start": start, "end": end,
        "confidence": 1.0, "review": False,
    }  # fmt: skip
