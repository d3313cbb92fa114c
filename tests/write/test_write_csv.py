import csv
from pathlib import Path

from ie.write import Writer
from ie.write.cells import COLUMNS


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(tmp_path: Path, *records: dict) -> Writer:
    with Writer(tmp_path / "out", ["cells", "reports"]) as writer:
        for record in records:
            writer.add(record)
    return writer


def test_bom_and_crlf(tmp_path: Path, make_record) -> None:
    for path in write(tmp_path, make_record()).paths.values():
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbfsource,part,")
        assert data.endswith(b"\r\n")
        assert data.count(b"\n") == data.count(b"\r\n")


def test_one_row_a_cell_with_all_columns(tmp_path: Path, make_record) -> None:
    record = make_record()
    found = rows(write(tmp_path, record).paths["cells"])
    assert len(found) == sum(len(table["cells"]) for table in record["tables"])
    assert found[0] == dict(
        zip(
            COLUMNS,
            ["报告/a.txt", "", "某县人民政府", "2022", "2021", "art20_8", "fees", "amount", "行政事业性收费",
             "本年收费金额（单位：万元）", "12.5", "12.5", "万元", "read", "0.99", "false", "10", "14", "", ""],
            strict=True,
        )
    )  # fmt: skip


def test_statuses_numbers_and_raw_text(tmp_path: Path, make_record) -> None:
    found = {(r["table"], r["row"], r["column"]): r for r in rows(write(tmp_path, make_record()).paths["cells"])}

    def of(row: str, column: str) -> tuple[str, str, str, str]:
        r = found["applications", row, column]
        return r["value"], r["raw"], r["status"], r["review"]

    assert of("carried_in", "natural_person") == ("-5", "'-5", "read", "false")
    assert of("received", "commercial") == ("", "'-", "blank", "false")
    assert of("received", "research") == ("7", "", "inferred", "false")
    assert of("received", "public_interest") == ("", "", "absent", "false")
    assert of("received", "legal_services") == ("", "'=12 3", "read", "true")


def test_one_row_a_report_in_the_order_added(tmp_path: Path, make_record, unread) -> None:
    organ = {"text": "=1+1", "start": 0, "end": 4}
    first, second, third = rows(write(tmp_path, make_record(), unread, make_record(organ=organ)).paths["reports"])
    assert first == {
        "source": "报告/a.txt", "part": "", "status": "ok", "organ": "某县人民政府", "year": "2022", "edition": "2021",
        "edition_by": "labels", "tables_complete": "2", "tables_partial": "1", "tables_absent": "1",
        "cells_read": "188", "cells_blank": "1", "cells_inferred": "1", "cells_absent": "1", "cells_in_review": "1",
        "checks_hold": "1", "checks_fail": "1", "checks_unknown": "1", "failing_checks": "flow/natural_person",
        "review_needed": "true", "review_reasons": "flow fails; a run of digits", "warnings": "编码可疑",
        "id": "", "url": "",
    }  # fmt: skip
    assert (second["source"], second["part"], second["status"]) == ("坏\\udce5.pdf", "第3页", "unreadable")
    assert (second["organ"], second["year"], second["cells_read"]) == ("", "", "0")
    assert third["organ"] == "'=1+1"


def test_a_cell_the_form_does_not_have_keeps_its_ids(tmp_path: Path, make_record) -> None:
    record = make_record(edition="narrative")
    found = rows(write(tmp_path, record).paths["cells"])
    assert {(r["row_label"], r["column_label"]) for r in found} == {("", "")}
    assert found[0]["row"] == "fees"
