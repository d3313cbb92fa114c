"""A made-up local form: the form of 2021 with one row and one column more, as TOML, and invented reports that follow it."""

from __future__ import annotations

import random
from pathlib import Path

from ie.editions import TableForm, parse_edition
from ie.editions.loader import edition_text, load_edition

ID = "shanhe-2024"
ROW = '  { id = "declined_commercial", label = "6.商业性利用批量申请", under = ["三、本年度办理结果", "（五）不予处理"] },\n'
COLUMN = '  { id = "sole_trader", label = "个体工商户", under = ["申请人情况", "法人或其他组织"] },\n'
BEFORE_ROW, BEFORE_COLUMN = '  { id = "other_not_corrected_in_time"', '  { id = "research"'
COLUMNS = ("natural_person", "commercial", "sole_trader", "research", "public_interest", "legal_services", "other")


def form_text() -> str:
    """The file of the form: `based_on` the shipped one, its table `applications` and that table's sums given anew."""
    shipped = edition_text("2021")
    table = shipped[shipped.index('[[table]]\nid = "applications"') : shipped.index('[[table]]\nid = "disputes"')]
    table = table.replace(BEFORE_COLUMN, COLUMN + BEFORE_COLUMN).replace(BEFORE_ROW, ROW + BEFORE_ROW)
    sums = shipped[shipped.index('[[identity]]\nid = "applicants_sum"') : shipped.index('[[identity]]\nid = "flow"')]
    sums = sums.replace('"commercial", ', '"commercial", "sole_trader", ')
    sums = sums.replace('"declined_reconfirmation",', '"declined_reconfirmation", "declined_commercial",')
    return f'edition = "{ID}"\nbased_on = "2021"\nfirst_year = 2024\nauthority = "made up"\n\n{table}{sums}'


def write_form(folder: Path) -> Path:
    """A folder that holds the form, for IE_EDITIONS."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "yunxia.toml").write_text(form_text(), encoding="utf-8")
    return folder


def local_report(seed: int, run_together: bool = False) -> tuple[str, dict[str, int]]:
    """A report that follows it, a line a row, and what its cells hold; `run_together` parts no figures from each other."""
    form = parse_edition(form_text(), name="yunxia.toml", base_of=load_edition).table("applications")
    figures = _figures(form, random.Random(seed))
    lines = [
        "云峡县水文局2024年政府信息公开工作年度报告",
        "一、总体情况",
        "本局照章公开政府信息，全年没有差错。",
        "三、收到和处理政府信息公开申请情况",
        f"{form.caption} | 申请人情况 |",
        "自然人 | 法人或其他组织 | 总计 |",
        " | ".join(c.label for c in form.columns[1:-1]) + " |",
    ]
    for row in form.rows:
        if row.optional:
            continue
        values = [str(figures[f"{row.id}.{c.id}"]) for c in form.columns]
        lines.append(f"{row.label}{''.join(values)}" if run_together else " | ".join([row.label, *values]) + " |")
    lines.append("五、存在的主要问题及改进情况")
    return "\n".join(lines) + "\n", {f"applications.{address}": value for address, value in figures.items()}


def _figures(form: TableForm, rng: random.Random) -> dict[str, int]:
    rows = [r.id for r in form.rows if not r.optional]
    outcomes = [r for r in rows if r not in ("received", "carried_in", "outcome_total", "carried_out")]
    out: dict[str, int] = {}
    for column in COLUMNS:
        for row in outcomes:
            out[f"{row}.{column}"] = rng.choice((0, 0, 1, 2, 7, 13))
        total = sum(out[f"{row}.{column}"] for row in outcomes)
        out[f"outcome_total.{column}"] = total
        out[f"carried_out.{column}"] = rng.randrange(4)
        out[f"carried_in.{column}"] = rng.randrange(min(3, total) + 1)
        out[f"received.{column}"] = total + out[f"carried_out.{column}"] - out[f"carried_in.{column}"]
    for row in rows:
        out[f"{row}.total"] = sum(out[f"{row}.{column}"] for column in COLUMNS)
    return out
