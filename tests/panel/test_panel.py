"""The panel: right values from right cells, nothing given that is in doubt, every format the same, the crosswalk complete."""

from __future__ import annotations

import copy
import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ie.check.years.organs import Names
from ie.editions import EDITIONS
from ie.panel import (
    STATUSES,
    CrosswalkError,
    PanelRow,
    columns_of,
    load_crosswalk,
    panel_of,
    parse_crosswalk,
    write_panel,
)
from ie.settle import Ledger
from tests.years.synthetic import YEARS, Plan, Record, records_of


def rows(records: list[Record], doubtful: bool = False) -> dict[int, PanelRow]:
    found, _ = panel_of(records, load_crosswalk(), Names(), Ledger(Path("/nonexistent/x")), doubtful)
    return {row.year: row for row in found}


def records(**plan: Any) -> list[Record]:
    return records_of(Plan({2018: "甲县水务局"}, **plan), 5)


def at(made: list[Record], year: int, table: str) -> dict[str, Any]:
    record = next(r for r in made if r["year"] == year)
    return next(t["cells"] for t in record["tables"] if t["id"] == table)


def test_every_edition_is_mapped_or_refused_with_a_reason() -> None:
    crosswalk = load_crosswalk()
    assert crosswalk.editions == EDITIONS
    for indicator in crosswalk.indicators:
        for edition in EDITIONS:
            assert (edition in indicator.cells) != bool(indicator.none.get(edition)), (indicator.id, edition)
    assert max(map(len, columns_of(crosswalk))) <= 32


def test_one_row_an_organ_and_year_with_its_values() -> None:
    made = records()
    found = rows(made)
    assert tuple(found) == YEARS
    value = found[2022].values["received"]
    cell = at(made, 2022, "applications")["received.total"]
    assert (value.value, value.status) == (cell["value"], "read")
    assert value.evidence == f"applications.received.total[{cell['start']}:{cell['end']}]={cell['raw']}"
    orgs = found[2022].values["received_orgs"]
    assert (orgs.value, orgs.status) == (value.value - found[2022].values["received_persons"].value, "derived")  # type: ignore[operator]
    assert found[2018].values["carried_in"].status == "not_asked"
    assert found[2020].values["normative_in_force"].status == "not_asked"


def test_what_is_in_doubt_blank_or_lost_gives_no_value() -> None:
    made = records(
        doubt={(2022, "applications.received.total"), (2022, "applications.received.commercial")},
        blank={(2022, "applications.granted.total")},
        lost={(2023, "applications")},
    )
    found = rows(made)
    wanted = {"received": "in_doubt", "received_orgs": "in_doubt", "granted": "blank"}
    assert {n: (found[2022].values[n].value, found[2022].values[n].status) for n in wanted} == {
        n: (None, s) for n, s in wanted.items()
    }
    assert (found[2023].values["received"].value, found[2023].values["received"].status) == (None, "absent")
    asked = rows(made, doubtful=True)[2022].values
    assert asked["received"].value is not None and asked["received"].status == "in_doubt"
    assert asked["granted"].value is None


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "status"),
    [
        (15000, "元", Decimal("1.5"), "derived"),
        (3.5, "万元", Decimal("3.5"), "read"),
        (7, None, None, "no_unit"),
        (0, None, 0, "read"),
    ],
)
def test_amounts_are_given_in_one_unit_or_not_at_all(value: float, unit: str | None, wanted: Any, status: str) -> None:
    made = records()
    at(made, 2020, "art20_9")["procurement.amount"] |= {"value": value, "unit": unit, "raw": str(value)}
    found = rows(made)[2020].values["procurement"]
    assert (found.value, found.status) == (wanted, status)


def test_two_reports_of_a_year_give_only_what_both_say() -> None:
    made = records()
    other = copy.deepcopy(next(r for r in made if r["year"] == 2022))
    other |= {"source": "005/again.txt", "text_sha256": "f" * 64}
    cell = next(t for t in other["tables"] if t["id"] == "applications")["cells"]["received.total"]
    cell["value"] += 1
    row = rows([*made, other])[2022]
    assert (row.reports, row.values["received"].value, row.values["received"].status) == (2, None, "conflict")
    assert row.values["granted"].status == "read"


def test_sentences_stand_in_for_a_lost_table_but_not_another_scope_or_year() -> None:
    made = records(lost={(2023, "applications")})
    record = next(r for r in made if r["year"] == 2023)
    told = {
        "indicator": "applications.received.total",
        "unit": "件",
        "start": 1,
        "end": 3,
        "figure": 0,
        "confidence": 1,
    }
    record["statements"] = [
        {**told, "value": 9, "scope": "own", "period": 2023},
        {**told, "value": 80, "scope": "area", "period": 2023},
        {**told, "value": 70, "scope": None, "period": 2022},
    ]
    found = rows(made)[2023].values["received"]
    assert (found.value, found.status) == (9, "stated")
    record["statements"].append({**told, "value": 10, "scope": None, "period": None})
    assert rows(made)[2023].values["received"].status == "conflict"


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet", ".dta"])
def test_every_format_holds_the_same(tmp_path: Path, suffix: str) -> None:
    made = records(blank={(2022, "applications.received.total")})
    made[0]["organ"]["text"] = "=甲县水务局"
    found = list(rows(made).values())
    path = tmp_path / f"panel{suffix}"
    write_panel(found, load_crosswalk(), path)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    assert read(path) == [
        (row.year, row.values["received"].value, row.values["received"].status, row.values["procurement"].value)
        for row in found
    ]
    assert {s for row in found for s in (v.status for v in row.values.values())} <= set(STATUSES)


def read(path: Path) -> list[tuple[Any, ...]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines: list[dict[str, Any]] = list(csv.DictReader(file))
    elif path.suffix == ".xlsx":
        openpyxl = pytest.importorskip("openpyxl")
        head, *body = openpyxl.load_workbook(path)["panel"].values
        lines = [dict(zip(head, line, strict=True)) for line in body]
    elif path.suffix == ".parquet":
        lines = pytest.importorskip("pyarrow.parquet").read_table(path).to_pylist()
    else:
        lines = pytest.importorskip("pandas").read_stata(path).to_dict("records")

    def number(value: Any) -> float | None:
        return None if value in ("", None) or value != value else float(value)

    names = ("year", "received", "received_status", "procurement")
    return [tuple(line[n] if n == "received_status" else number(line[n]) for n in names) for line in lines]


def test_a_missing_library_is_named_with_what_to_type(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(name: str) -> None:
        raise ModuleNotFoundError(name=name)

    monkeypatch.setattr("ie.panel.write.import_module", gone)
    with pytest.raises(ModuleNotFoundError, match=r"needs pyarrow.*pip install 'nianbao-ie\[data\]'"):
        write_panel([], load_crosswalk(), tmp_path / "panel.parquet")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ('cells = { 2021 = "applications.nothing.total" }\nnone = { 2014 = "x", 2019 = "x" }', "does not have"),
        ('cells = { 2021 = "applications.received.total" }\nnone = { 2014 = "x" }', "edition 2019"),
        ('cells = { 2021 = "art20_8.fees.amount" }\nnone = { 2014 = "x", 2019 = "x" }', "in 件"),
    ],
)
def test_a_slip_in_the_crosswalk_is_found_when_it_is_loaded(line: str, cause: str) -> None:
    text = f'editions = ["2014", "2019", "2021"]\n[[indicator]]\nid = "a"\nlabel = "a"\nzh = "a"\nunit = "件"\n{line}\n'
    with pytest.raises(CrosswalkError, match=cause):
        parse_crosswalk(text)
