"""Invented forms whose figures add up, and the lines of cells that the national form prints them in."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal

from ie.editions import TableForm, load_edition

Grid = list[list[str]]
Figures = dict[tuple[str, str, str], Decimal]
YEARS = {"2019": 2020, "2021": 2023}
NOT_PRINTED = {
    "2019": {"other_documents", "other_not_corrected_in_time", "other_fee_not_paid", "other_other"},
    "2021": {"other_documents", "other_handling"},
}
APPLICANTS = ("natural_person", "commercial", "research", "public_interest", "legal_services", "other")


@dataclass(frozen=True)
class Form:
    """`blocks` are the text in its order: a paragraph, or a table as lines of cells."""

    edition: str
    figures: Figures
    blocks: tuple[str | Grid, ...]


def make_form(edition: str, seed: int) -> Form:
    """One invented report; the same seed gives the same figures, and every identity of the form holds."""
    rng = random.Random(f"{edition}/{seed}")
    form = load_edition(edition)
    figures: Figures = {}
    for table in form.tables:
        figures |= {(table.id, r, c): v for (r, c), v in _figures(table, edition, rng).items()}
    year = YEARS[edition]
    blocks: list[str | Grid] = [
        f"云杉县水文局{year}年政府信息公开工作年度报告",
        "本报告按条例的要求编制，说明本局一年来公开政府信息的做法。",
    ]
    for section in form.sections:
        blocks.append(f"{section.number}、{section.title}")
        tables = [t for t in form.tables if t.section == section.id]
        if not tables:
            blocks.append("各股室照章办事，全年没有差错，下一年接着把目录理顺。")
        blocks += [_grid(t, edition, figures) for t in tables]
    return Form(edition, figures, tuple(blocks))


def _figures(table: TableForm, edition: str, rng: random.Random) -> dict[tuple[str, str], Decimal]:
    if table.id == "applications":
        return _applications(table, edition, rng)
    out: dict[tuple[str, str], Decimal] = {}
    for row in table.rows:
        if row.id in NOT_PRINTED[edition]:
            continue
        for column in table.columns:
            value = Decimal(_count(rng, 900))
            if column.decimal:
                value = Decimal(rng.randrange(1, 9_000_000)) / 1000
            if column.signed:
                value = Decimal(rng.randrange(-20, 20))
            out[row.id, column.id] = value
        if table.id == "disputes":
            out[row.id, "total"] = sum((out[row.id, c.id] for c in table.columns[:-1]), Decimal(0))
    return out


def _applications(table: TableForm, edition: str, rng: random.Random) -> dict[tuple[str, str], Decimal]:
    printed = [r.id for r in table.rows if r.id not in NOT_PRINTED[edition]]
    outcomes = [r for r in printed if r not in ("received", "carried_in", "outcome_total", "carried_out")]
    out: dict[tuple[str, str], Decimal] = {}
    for c in APPLICANTS:
        for r in outcomes:
            out[r, c] = Decimal(_count(rng, 60 if c == "natural_person" else 9))
        total = sum((out[r, c] for r in outcomes), Decimal(0))
        out["outcome_total", c] = total
        out["carried_out", c] = Decimal(rng.randrange(0, 9))
        out["carried_in", c] = Decimal(rng.randrange(0, int(min(9, total)) + 1))
        out["received", c] = total + out["carried_out", c] - out["carried_in", c]
    for r in printed:
        out[r, "total"] = sum((out[r, c] for c in APPLICANTS), Decimal(0))
    return out


def _count(rng: random.Random, top: int) -> int:
    return 0 if rng.random() < 0.5 else rng.randrange(1, top)


def _grid(table: TableForm, edition: str, figures: Figures) -> Grid:
    rows = [r for r in table.rows if r.id not in NOT_PRINTED[edition]]
    if table.one_line:
        return _disputes(table, figures)
    if table.id == "applications":
        lines = [
            [table.caption or "", "申请人情况"],
            ["自然人", "法人或其他组织", "总计"],
            [c.label for c in table.columns[1:-1]],
        ]
    else:
        lines = [[table.caption or ""], [table.stub or "", *(c.label for c in table.columns)]]
    above: tuple[str, ...] = ()
    for row in rows:
        side = [label for i, label in enumerate(row.under) if above[i : i + 1] != (label,)]
        above = row.under
        values = [figures[table.id, row.id, c.id] for c in table.columns]
        lines.append([*side, row.label, *(_shown(v) for v in values)])
    return lines


def _disputes(table: TableForm, figures: Figures) -> Grid:
    heads = [c.label for c in table.columns]
    return [
        ["行政复议", "行政诉讼"],
        [*heads, "未经复议直接起诉", "复议后起诉"],
        heads * 2,
        [_shown(figures[table.id, r.id, c.id]) for r, c in table.addresses()],
    ]


def _shown(value: Decimal) -> str:
    return f"{value:f}"
