"""Rows of the panel → parquet, csv, xlsx or dta.  Heavy libraries are loaded only when their format is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from ie.panel.crosswalk import Crosswalk
from ie.panel.rows import PanelRow
from ie.record import number
from ie.write.csvfile import CsvFile
from ie.write.text import encodable, inert

HEAD = {
    "organ": "机关 organ, as its latest report prints it",
    "organ_printed": "该年所印机关名称 organ as printed that year",
    "year": "年度 reporting year",
    "edition": "表式 edition of the form",
    "reports": "报告数 reports for that year",
    "source": "来源 path of the report",
    "review_needed": "待核 a person should look at the report",
    "checks_failing": "不符的勾稽 sums of the form that fail",
    "checks_settled": "其中已核定 of them confirmed or dismissed",
    "years_failing": "与上年不符 year checks that fail against the year before",
}
"""The columns before the indicators', with their labels."""

MAX_STATA = 2045
"""Bytes of a string in a Stata file; evidence that is longer is cut, and ends with …"""
MAX_STATA_LABEL = 80


def columns_of(crosswalk: Crosswalk) -> dict[str, str]:
    """Every column's name with its label, in order: an indicator, its status, its evidence."""
    columns = dict(HEAD)
    for indicator in crosswalk.indicators:
        columns[indicator.id] = f"{indicator.zh} {indicator.label} ({indicator.unit})"
        columns[f"{indicator.id}_status"] = f"{indicator.zh}：状态 status"
        columns[f"{indicator.id}_evidence"] = f"{indicator.zh}：出处 evidence"
    return columns


def write_panel(rows: Sequence[PanelRow], crosswalk: Crosswalk, path: Path) -> None:
    """Write the panel in the format of the path's suffix, whole or not at all.

    Raises ValueError for an unknown suffix, ModuleNotFoundError with the line to type where a library is missing, and OSError.
    """
    write = FORMATS.get(path.suffix.lower())
    if write is None:
        raise ValueError(
            f"no panel is written as {path.suffix or 'a file without suffix'!r}; known are {', '.join(FORMATS)}"
        )
    table = _table(rows, crosswalk)
    part = path.with_name(f".{path.name}.part{path.suffix}")
    try:
        write(table, crosswalk, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _table(rows: Sequence[PanelRow], crosswalk: Crosswalk) -> dict[str, list[Any]]:
    table: dict[str, list[Any]] = {name: [] for name in columns_of(crosswalk)}
    for row in rows:
        for name in HEAD:
            value = getattr(row, name)
            table[name].append(encodable(value) if isinstance(value, str) else value)
        for name, found in row.values.items():
            table[name].append(number(found.value))
            table[f"{name}_status"].append(found.status)
            table[f"{name}_evidence"].append(encodable(found.evidence))
    return table


def _csv(table: dict[str, list[Any]], crosswalk: Crosswalk, path: Path) -> None:
    file = CsvFile(path, table)
    for row in zip(*table.values(), strict=True):
        file.row(row)
    file.close()


def _xlsx(table: dict[str, list[Any]], crosswalk: Crosswalk, path: Path) -> None:
    workbook = _module("xlsxwriter", "panel.xlsx", "XlsxWriter").Workbook(
        str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    sheet, codebook = workbook.add_worksheet("panel"), workbook.add_worksheet("crosswalk")
    bold = workbook.add_format({"bold": True})
    for at, (name, values) in enumerate(table.items()):
        sheet.write_string(0, at, name, bold)
        for row, value in enumerate(values, start=1):
            if isinstance(value, str):
                sheet.write_string(row, at, inert(value))
            elif value is not None:
                sheet.write(row, at, value)
    sheet.freeze_panes(1, 3)
    for row, line in enumerate(codebook_of(crosswalk)):
        for at, words in enumerate(line):
            codebook.write_string(row, at, words, bold if row == 0 else None)
    workbook.close()


def codebook_of(crosswalk: Crosswalk) -> list[tuple[str, ...]]:
    """The crosswalk as lines for people: indicator, labels, unit, and for each edition what it is or why it is not there."""
    lines = [("indicator", "label", "标签", "unit", *crosswalk.editions)]
    for i in crosswalk.indicators:
        says = []
        for edition in crosswalk.editions:
            what = " + ".join(i.cells[edition]) if edition in i.cells else f"— {i.none[edition]}"
            says.append(f"{what} (caution: {i.caution[edition]})" if edition in i.caution else what)
        lines.append((i.id, i.label, i.zh, i.unit, *says))
    return lines


def _parquet(table: dict[str, list[Any]], crosswalk: Crosswalk, path: Path) -> None:
    arrow = _module("pyarrow", "panel.parquet", "'nianbao-ie[data]'")
    parquet = import_module("pyarrow.parquet")
    labels = columns_of(crosswalk)
    indicators = {i.id for i in crosswalk.indicators}
    whole = {"year", "reports", "checks_failing", "checks_settled", "years_failing"}
    fields = []
    for name in table:
        kind = arrow.float64() if name in indicators else arrow.int64() if name in whole else arrow.string()
        kind = arrow.bool_() if name == "review_needed" else kind
        fields.append(arrow.field(name, kind, metadata={"label": labels[name]}))
    codebook = json.dumps(codebook_of(crosswalk), ensure_ascii=False)
    schema = arrow.schema(fields, metadata={"crosswalk": codebook})
    parquet.write_table(arrow.table(table, schema=schema), str(path))


def _dta(table: dict[str, list[Any]], crosswalk: Crosswalk, path: Path) -> None:
    pandas = _module("pandas", "panel.dta", "'nianbao-ie[data]'")
    frame = pandas.DataFrame(table)
    indicators = [i.id for i in crosswalk.indicators]
    frame[indicators] = frame[indicators].astype("float64")
    frame["review_needed"] = frame["review_needed"].astype("int8")
    for name in frame.columns:
        if name not in indicators and table[name] and isinstance(table[name][0], str):
            frame[name] = pandas.Series([_stata(text) for text in table[name]], dtype="object")
    labels = {name: label[:MAX_STATA_LABEL] for name, label in columns_of(crosswalk).items()}
    frame.to_stata(str(path), write_index=False, version=118, variable_labels=labels)


def _stata(text: str) -> str:
    data = text.encode()
    return text if len(data) <= MAX_STATA else data[: MAX_STATA - 3].decode("utf-8", "ignore") + "…"


def _module(name: str, file: str, package: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            f"{file} needs {name}, which is not installed; type: pip install {package}"
        ) from error


FORMATS: dict[str, Callable[[dict[str, list[Any]], Crosswalk, Path], None]] = {
    ".parquet": _parquet,
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".dta": _dta,
}
"""Suffix → what writes it."""
