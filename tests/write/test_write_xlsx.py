from pathlib import Path

import openpyxl
import pytest

from ie.write import Writer
from ie.write.sheets import fits_excel
from ie.write.xlsx import TablesFile

ORANGE, YELLOW, GREY = "FFF8B26A", "FFFFF2A8", "FFD9D9D9"


def book(tmp_path: Path, *records: dict, **limits: int) -> openpyxl.Workbook:
    path = tmp_path / "tables.xlsx"
    file = TablesFile(path, **limits)
    for record in records:
        file.add(record)
    file.close()
    assert [p.name for p in tmp_path.iterdir()] == ["tables.xlsx"]
    return openpyxl.load_workbook(path)


def texts(sheet) -> str:
    return "\n".join(str(value) for row in sheet.values for value in row if value is not None)


def test_one_sheet_a_table_in_the_forms_order(tmp_path: Path, make_record) -> None:
    names = book(tmp_path, make_record()).sheetnames
    assert names[0] == "图例 Legend"
    assert names[1:] == [f"2021 {t}" for t in ("art20_1", "art20_5", "art20_6", "art20_8", "applications", "disputes")]


def test_the_form_s_own_layout(tmp_path: Path, make_record) -> None:
    sheet = book(tmp_path, make_record())["2021 applications"]
    assert [c.value for c in sheet[1]][3] == "申请人情况"
    assert [c.value for c in sheet[2]][4] == "法人或其他组织"
    heads = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    assert [c.value for c in sheet[3]][3:] == heads
    assert sorted(str(r) for r in sheet.merged_cells.ranges) == ["D1:J1", "E2:I2"]
    assert [c.value for c in sheet[4]][:5] == ["某县人民政府", 2022, "报告/a.txt", None, "partial"]
    side = [[c.value for c in row[:3]] for row in sheet.iter_rows(min_row=5, max_row=11)]
    assert side == [
        ["一、本年新收政府信息公开申请数量", None, None],
        ["二、上年结转政府信息公开申请数量", None, None],
        ["三、本年度办理结果", "（一）予以公开", None],
        [None, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", None],
        [None, "（三）不予公开", "1.属于国家秘密"],
        [None, None, "2.其他法律行政法规禁止公开"],
        [None, None, "3.危及“三安全一稳定”"],
    ]
    assert "（六）其他处理" in [c.value for c in sheet["B"]]
    assert sheet.freeze_panes == "A4"


def test_values_and_colours_by_status(tmp_path: Path, make_record) -> None:
    sheet = book(tmp_path, make_record())["2021 applications"]
    read, blank, inferred, absent, review = sheet[5][3:8]
    assert (read.value, read.data_type, read.fill.fill_type) == (3, "n", None)
    assert (blank.value, blank.fill.fgColor.rgb) == (None, GREY)
    assert (inferred.value, inferred.fill.fgColor.rgb) == (7, YELLOW)
    assert (absent.value, absent.fill.fill_type) == (None, "lightUp")
    assert (review.value, review.fill.fgColor.rgb) == (None, ORANGE)
    assert "=12 3" in review.comment.text
    assert [c.coordinate for row in sheet for c in row if c.comment] == [review.coordinate]
    assert (sheet["D6"].value, sheet["D6"].data_type) == (-5, "n")


def test_the_one_line_table_is_one_line(tmp_path: Path, make_record) -> None:
    sheet = book(tmp_path, make_record())["2021 disputes"]
    assert [c.value for c in sheet[1]][::5] == ["行政复议", "行政诉讼", None]
    assert [c.value for c in sheet[2]][5::5] == ["未经复议直接起诉", "复议后起诉"]
    assert [c.value for c in sheet[3]] == ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3
    assert [c.value for c in sheet[5]] == [0] * 14 + [9]


def test_units_of_the_2014_form(tmp_path: Path, make_record) -> None:
    fee = make_record()["tables"][1]["cells"]["fees.amount"]
    cells = {"fees_collected.value": {**fee, "value": 1.25, "raw": "1.25"}}
    tables = [{"id": "statistics", "status": "partial", "cells": cells}]
    sheet = book(tmp_path, make_record(edition="2014", tables=tables))["2014 statistics"]
    [row] = [[c.value for c in r] for r in sheet.iter_rows() if r[0].value == "七、依申请公开信息收取的费用"]
    assert row[-2:] == ["万元", 1.25]
    assert [c.value for c in sheet[1]][-2:] == ["单位", "统计数"]


def test_reports_stand_one_below_another(tmp_path: Path, make_record) -> None:
    sheet = book(tmp_path, make_record(), make_record(source="b.txt", part="2"))["2021 art20_8"]
    assert [[c.value for c in row] for row in sheet.iter_rows(min_row=2)] == [
        ["某县人民政府", 2022, "报告/a.txt", None, "complete"],
        ["行政事业性收费", 12.5, None, None, None],
        [None, None, None, None, None],
        ["某县人民政府", 2022, "b.txt", "2", "complete"],
        ["行政事业性收费", 12.5, None, None, None],
    ]


def test_an_absent_table_is_one_line_and_optional_rows_only_where_printed(tmp_path: Path, make_record) -> None:
    record = make_record()
    first = book(tmp_path, record)["2021 art20_1"]
    assert [[c.value for c in row] for row in first.iter_rows(min_row=2)] == [
        ["某县人民政府", 2022, "报告/a.txt", None, "absent"]
    ]
    cells = {"other_documents.issued": dict(record["tables"][1]["cells"]["fees.amount"], value=4)}
    record["tables"][0] = {"id": "art20_1", "status": "partial", "cells": cells}
    labels = [row[0].value for row in book(tmp_path, record)["2021 art20_1"].iter_rows(min_row=3)]
    assert labels == ["规章", "行政规范性文件", "其他主动公开文件"]


@pytest.mark.parametrize("organ", ["=1+1", "-5", "+cmd|'/c calc'!A0", "@SUM(A1)"])
def test_text_never_comes_alive(tmp_path: Path, make_record, organ: str) -> None:
    record = make_record(organ={"text": organ, "start": 0, "end": 4}, source="http://example.org/=1")
    sheet = book(tmp_path, record)["2021 art20_8"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("'" + organ, "s")
    assert (sheet["C2"].value, sheet["C2"].hyperlink) == ("http://example.org/=1", None)


def test_what_xml_and_cells_cannot_hold(tmp_path: Path, make_record) -> None:
    record = make_record(source="坏\udce5\x00\uffff" + "长" * 40_000)
    record["tables"][2]["cells"]["received.legal_services"]["raw"] = "\ud800\x01<&>"
    books = book(tmp_path, record)
    source = books["2021 art20_8"]["C2"].value
    assert source.startswith("坏\\udce5") and source.endswith("…") and len(source) < 32_767
    assert "\\ud800" in books["2021 applications"]["H5"].comment.text


def test_a_full_sheet_is_continued_and_the_legend_says_so(tmp_path: Path, make_record) -> None:
    books = book(tmp_path, make_record(), make_record(source="b.txt"), max_rows=40)
    assert "2021 applications 2" in books.sheetnames
    assert books["2021 applications 2"]["D3"].value == "自然人"
    assert books["2021 applications 2"]["C4"].value == "b.txt"
    assert books["2021 applications"].max_row <= 40
    legend = texts(books.worksheets[0])
    assert "“2021 applications” 行数已满，续于 (is full and continues in) “2021 applications 2”" in legend
    assert "2021 applications, 2021 applications 2" in legend


def test_notes_have_a_limit_and_the_legend_says_so(tmp_path: Path, make_record) -> None:
    books = book(tmp_path, make_record(), make_record(), max_notes=1)
    sheet = books["2021 applications"]
    assert sum(c.comment is not None for row in sheet for c in row) == 1
    assert "1 cells in review have no note" in texts(books.worksheets[0])


def test_the_legend_sums_up(tmp_path: Path, make_record, unread) -> None:
    legend = book(tmp_path, make_record(), make_record(), unread).worksheets[0]
    values = {row[0]: row[1] for row in legend.iter_rows(values_only=True) if row[0]}
    assert values["reports"] == 3
    assert (values["reports, status ok"], values["reports, status unreadable"]) == (2, 1)
    assert (values["reports, edition 2021"], values["reports, edition –"]) == (2, 1)
    assert (values["cells read"], values["cells in review"], values["checks fail"]) == (376, 2, 2)
    assert values["2021 disputes"] == 2
    fills = {row[0].value: row[0].fill.fgColor.rgb for row in legend.iter_rows(min_row=2, max_row=6)}
    assert (fills["blank"], fills["inferred"], fills["review"]) == (GREY, YELLOW, ORANGE)


def test_cells_without_a_place_are_counted(tmp_path: Path, make_record) -> None:
    record = make_record()
    record["tables"][1]["cells"]["fees.bribes"] = record["tables"][1]["cells"]["fees.amount"]
    assert "1 cells have no place in the form" in texts(book(tmp_path, record).worksheets[0])


def test_no_digit_is_lost(tmp_path: Path, make_record) -> None:
    record = make_record()
    record["tables"][1]["cells"]["fees.amount"]["value"] = -12345678901234567
    sheet = book(tmp_path, record)["2021 art20_8"]
    assert (sheet["B3"].value, sheet["B3"].data_type) == ("-12345678901234567", "s")
    assert fits_excel(999_999_999_999_999) and fits_excel(0.1) and not fits_excel(0.1234567890123456)


def test_no_record_is_a_workbook_with_a_legend(tmp_path: Path) -> None:
    assert book(tmp_path).sheetnames == ["图例 Legend"]


def test_without_xlsxwriter_the_rest_works(tmp_path: Path, make_record, monkeypatch) -> None:
    monkeypatch.setattr("ie.write.writer.find_spec", lambda name: None)
    with Writer(tmp_path) as writer:
        writer.add(make_record())
    assert sorted(p.name for p in tmp_path.iterdir()) == ["cells.csv", "reports.csv", "reports.jsonl"]

    def missing(name: str) -> None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr("ie.write.xlsx.import_module", missing)
    with pytest.raises(ModuleNotFoundError) as error, Writer(tmp_path / "x", ["jsonl", "xlsx"]):
        pass
    assert str(error.value) == "tables.xlsx needs XlsxWriter, which is not installed; type: pip install XlsxWriter"
    assert list((tmp_path / "x").iterdir()) == []
