"""The 2014 form's relatives: columns the form lacks are told from the year's, or everything is left in doubt."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ie.editions import Row, load_edition
from ie.normalise import normalise
from ie.pipeline import extract_text, report_from_spans
from ie.report import Cell, Span, Text

FORM = load_edition("2014")
ROWS = FORM.table("statistics").rows


def _values() -> dict[str, int]:
    """Figures of a form whose sums all hold."""
    values = {row.id: (i * 7) % 23 for i, row in enumerate(ROWS, 1)}
    for identity in reversed(FORM.identities):
        values[identity.right[0]] = sum(values[part] for part in identity.left)
    for identity in FORM.identities:
        values[identity.right[0]] = sum(values[part] for part in identity.left)
    return values


VALUES = _values()
Line = Callable[[int, Row, int], str]


def _cells(header: str, line: Line, after: dict[int, str] | None = None) -> dict[str, Cell]:
    lines = ["青禾县水利局2016年政府信息公开工作年度报告", "附：政府信息公开情况统计表", header]
    for i, row in enumerate(ROWS, 1):
        lines.append(line(i, row, VALUES[row.id]))
        lines += [(after or {})[i]] if i in (after or {}) else []
    report = extract_text("\n".join(lines) + "\n")
    assert report.edition == "2014"
    return {row: cell for (row, _), cell in report.tables[0].cells.items()}


def _tagged(header: str, line: Line, join: str, serials: bool) -> tuple[Text, list[Span]]:
    """The form with a serial number before each row, as a tagger marks it that takes serial numbers for cells or does not."""
    source = f"青禾县水利局2016年政府信息公开工作年度报告\n附：政府信息公开情况统计表\n{header}\n"
    spans = []
    for i, row in enumerate(ROWS, 1):
        fields = [field for field in line(i, row, VALUES[row.id]).split(" | ")]
        for at, field in enumerate(fields):
            words = field.rstrip(" |")
            label = {0: "CELL" if serials else None, 1: "ROWHEAD", 3: "CELL"}.get(at)
            if label:
                spans.append(Span(len(source), len(source) + len(words), label, 1.0))
            source += words + (join if at + 1 < len(fields) else "\n")
    return normalise(source), spans


def _from_spans(text: Text, spans: list[Span]) -> dict[str, Cell]:
    report = report_from_spans(text, spans, ("test", "1"))
    return {row: cell for (row, _), cell in report.tables[0].cells.items()}


UNDERSTOOD: dict[str, tuple[str, Line]] = {
    "the form itself": ("统计指标 | 单位 | 统计数 |", lambda i, r, v: f"{r.label} | {r.unit} | {v} |"),
    "serial, pipes": (
        "序号 | 统计指标 | 计量单位 | 数据统计数 |",
        lambda i, r, v: f"{i} | {r.label} | {r.unit} | {v} |",
    ),
    "serial, misnumbered": (
        "序号 | 统计指标 | 单位 | 统计数 |",
        lambda i, r, v: f"{73 if i == 7 else i} | {r.label} | {r.unit} | {v} |",
    ),
    "code and running total": (
        "指标名称 | 计量单位 | 代码 | 本期实际 | 本年累计 |",
        lambda i, r, v: f"{r.label} | {r.unit} | {i:02d} | {v // 2} | {v} |",
    ),
    "since the start": (
        "指标名称 | 计量单位 | 2016年度 | 历年累计 |",
        lambda i, r, v: f"{r.label} | {r.unit} | {v} | {v * 9 + 1} |",
    ),
    "last year first": (
        "统计指标 | 单位 | 上年数 | 本年数 |",
        lambda i, r, v: f"{r.label} | {r.unit} | {v + 3} | {v} |",
    ),
}


@pytest.mark.parametrize("name", UNDERSTOOD)
def test_the_years_column_is_read(name: str) -> None:
    cells = _cells(*UNDERSTOOD[name])
    assert {row: cell.value for row, cell in cells.items()} == VALUES
    assert not any(cell.review for cell in cells.values())


NOT_CERTAIN: dict[str, tuple[str, Line]] = {
    "three levels": (
        "序号 | 统计指标 | 单位 | 区政府统计数 | 区直单位统计数 | 乡镇街道统计数 |",
        lambda i, r, v: f"{i} | {r.label} | {r.unit} | {v} | {v + 1} | {v + 2} |",
    ),
    "serial numbers that do not ascend": (
        "序号 |\n统计指标 |\n单位 |\n统计数 |",
        lambda i, r, v: f"{(i * 31) % 11} |\n{r.label} |\n{r.unit} |\n{v} |",
    ),
    "two columns without a name for the year": (
        "统计指标 | 单位 | 代码 | 本月累计 | 上年数 |",
        lambda i, r, v: f"{r.label} | {r.unit} | {i} | {v} | {v + 4} |",
    ),
}


@pytest.mark.parametrize("name", NOT_CERTAIN)
def test_what_is_not_certain_is_for_review(name: str) -> None:
    assert all(cell.review for cell in _cells(*NOT_CERTAIN[name]).values() if cell.value is not None)


def test_a_row_the_form_lacks_takes_no_other_rows_place() -> None:
    header, line = UNDERSTOOD["serial, pipes"]
    cells = _cells(header, line, after={3: "4 | 主动公开政府文件数 | 条 | 41 |"})
    wrong = {r for r, c in cells.items() if c.value is not None and c.value != VALUES[r] and not c.review}
    assert not wrong
    assert sum(not c.review for c in cells.values()) > len(ROWS) / 2


def test_an_older_provincial_form_is_not_read_as_the_national_one() -> None:
    rows = [
        "主动公开信息数",
        "申请总数",
        "当面申请数",
        "传真申请数",
        "信函申请数",
        "同意公开答复数",
        "同意部分公开答复数",
        "否决公开答复总数",
    ]
    text = "青禾县水利局2012年政府信息公开工作年度报告\n指标名称 | 计量单位 | 代码 | 本期实际 | 本年累计 |\n"
    text += "\n".join(f"{label} | 条 | {i:02d} | {i + 3} | {i * 4} |" for i, label in enumerate(rows, 1)) + "\n"
    for table in extract_text(text).tables:
        assert all(cell.review for cell in table.cells.values() if cell.value is not None)


def test_serial_numbers_that_the_tagger_told_from_figures_are_no_columns() -> None:
    header, line = UNDERSTOOD["serial, pipes"]
    for join in (" | ", "\t"):
        text, spans = _tagged(header.replace(" | ", join), line, join, serials=False)
        cells = _from_spans(text, spans)
        assert {r: (c.value, c.review) for r, c in cells.items()} == {r: (v, False) for r, v in VALUES.items()}


def test_a_serial_number_taken_for_a_figure_is_not_given_unmarked() -> None:
    header, line = UNDERSTOOD["serial, pipes"]
    text, spans = _tagged(header, line, " | ", serials=True)
    lost = [s for i, s in enumerate(spans) if s.label != "CELL" or i % 7]
    cells = _from_spans(text, lost)
    assert not {r for r, c in cells.items() if c.value is not None and c.value != VALUES[r] and not c.review}


SPREAD = [
    ("统 计 指 标 | 统 计 数 |", lambda i, row, value: f"{row.label} | {value} |"),
    ("统 计 指 标 | 单 位 | 统 计 数 |", lambda i, row, value: f"{row.label} | {row.unit or '件'} | {value} |"),
    ("统 计 指 标 | 上 年 数 | 本 年 数 |", lambda i, row, value: f"{row.label} | {value + 1} | {value} |"),
]


@pytest.mark.parametrize(("header", "line"), SPREAD, ids=[h for h, _ in SPREAD])
def test_a_header_with_its_letters_set_apart_is_read_like_any_other(header: str, line: Line) -> None:
    """The prose before it names 统计数据, which is no column."""
    cells = _cells(f"统计数据、环境保护等更新欠及时。\n{header}", line)
    assert {row: cell.value for row, cell in cells.items()} == {row.id: VALUES[row.id] for row in ROWS}
    assert not any(cell.review for cell in cells.values())
