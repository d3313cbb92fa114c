"""The rivals are as good as we say: each reads what it must, so that beating it means something."""

from __future__ import annotations

from pathlib import Path

import pytest

from ie.editions import load_edition
from ie.score.cells import judge_cells
from ie.score.gold import Gold, GoldCell, load_gold
from training.evaluation.others import html_tables, number_order

OWN = Path(__file__).parents[2] / "annotations" / "own"


def plain_report() -> tuple[str, dict[str, int]]:
    """The form of 2021, a row a line, and its figures by address."""
    form = load_edition("2021")
    lines, wanted = ["云杉县水文局2022年政府信息公开工作年度报告"], {}
    at = 100
    for section in form.sections:
        lines.append(f"{section.number}、{section.title}")
        for table in (t for t in form.tables if t.section == section.id):
            for row in (r for r in table.rows if not r.optional):
                cells = []
                for column in table.columns:
                    at += 1
                    wanted[f"{table.id}.{row.id}.{column.id}"] = at
                    cells.append(str(at))
                lines.append(" ".join([row.label, *cells]))
    return "\n".join(lines), wanted


def test_number_order_reads_a_form_that_is_whole() -> None:
    text, wanted = plain_report()
    given = number_order.read(text)
    found = {f"{table}.{place}": cell["value"] for table, cells in given.items() for place, cell in cells.items()}
    assert found == wanted and len(wanted) == 200
    assert {text[c["start"] : c["end"]] == str(c["value"]) for cells in given.values() for c in cells.values()} == {
        True
    }


def test_number_order_errs_silently_where_a_number_is_too_many() -> None:
    text, wanted = plain_report()
    given = number_order.read(text.replace("（一）予以公开", "第3页 （一）予以公开"))
    cells = {f"applications.{place}": cell["value"] for place, cell in given["applications"].items()}
    wrong = [address for address, value in cells.items() if value != wanted[address]]
    assert len(wrong) == 23 * 7


@pytest.mark.parametrize("edition", ["2014", "2019", "2021"])
def test_read_html_reads_a_plain_page(edition: str) -> None:
    form = load_edition(edition)
    page, cells, at = [], {}, 10
    for table in form.tables:
        rows = []
        for row in (r for r in table.rows if not r.optional):
            figures = []
            for column in table.columns:
                at += 1
                cells[f"{table.id}.{row.id}.{column.id}"] = GoldCell(at, "read")
                figures.append(str(at))
            rows.append((row.label, figures))
        if table.one_line:
            head = "".join(f"<td colspan={len(table.columns)}>{label}</td>" for label, _ in rows)
            body = f"<tr>{head}</tr><tr>{''.join(f'<td>{f}</td>' for _, figures in rows for f in figures)}</tr>"
        else:
            body = "".join(f"<tr><td>{label}</td>{''.join(f'<td>{f}</td>' for f in fs)}</tr>" for label, fs in rows)
        page.append(f"<table>{body}</table>")
    given = html_tables.read(f"<html><body>{''.join(page)}</body></html>".encode())
    gold = Gold("a", "a.html", "0" * 64, None, edition, 2020, None, "html", cells)
    record = {"tables": [{"id": id, "cells": found} for id, found in given.items()]}
    assert {case.outcome for case in judge_cells(gold, record)} == {"right"}


def test_read_html_has_no_answer_without_tables() -> None:
    assert html_tables.read("<html><p>规章 1</p></html>".encode()) == {}


def test_number_order_reads_some_of_our_own_reports() -> None:
    right = 0
    for gold in load_gold([OWN]):
        text = (OWN / Path(gold.source).name).read_text(encoding="utf-8-sig")
        tables = [{"id": id, "cells": cells} for id, cells in number_order.read(text).items()]
        right += sum(case.is_right for case in judge_cells(gold, {"tables": tables}))
    assert right > 500
