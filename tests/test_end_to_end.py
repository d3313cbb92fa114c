"""The whole way, from files to records: the gold's floors, the README's example, the schema, the statuses."""

import json
import os
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from ie.cli import main
from ie.commands.extract import extract_file
from ie.editions import load_edition
from ie.pipeline import extract_text
from ie.score import Gold, load_gold, score
from ie.tag import load_tagger
from ie.write import record_line, record_schema

ROOT = Path(__file__).parents[1]
OWN = ROOT / "annotations" / "own"
SHARED = Path(os.environ.get("IE_TEXTS", ROOT.parent / "shared"))
FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(record_schema())
BUDGET = """云杉县水文局2022年部门预算公开说明
一、部门职责：水文监测、水资源评价。
二、收支总体情况：收入预算1,264.50万元，其中财政拨款1,200万元；支出预算1,264.50万元。
三、“三公”经费预算12万元，比上年减少3万元。
"""
NEWS = """云杉县水文局开展汛前检查
4月12日，局长带队检查6个雨量站，更换电池14组。大家表示，要守好今年的汛期。
"""
STATUSES = [
    ("budget.txt", BUDGET.encode(), "not_a_report"),
    ("news.txt", NEWS.encode(), "not_a_report"),
    ("empty.txt", b"", "empty"),
    ("blank.txt", " \r\n\u3000\n".encode(), "empty"),
    ("report.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "unreadable"),
    ("noise.bin", bytes(range(256)) * 8, "not_text"),
]


def records_of(paths: Iterable[Path]) -> list[dict[str, Any]]:
    return [extract_file(path)[0] for path in paths]


def own_texts() -> list[Path]:
    paths = sorted(OWN.glob("*.txt"))
    assert len(paths) >= 12
    return paths


def assert_floors(name: str, golds: tuple[Gold, ...], records: list[dict[str, Any]]) -> None:
    board = score(golds, records)
    floors = dict(FLOORS[name])
    assert board.gold == floors.pop("gold"), "the gold has changed: measure again, then pin its fingerprint and floors"
    assert [f"{c.report}: {c.address} {c.given_value} for {c.gold_value}" for c in board.cases("silent_error")] == []
    assert board.total.count("without_record") == 0
    below = {kind: board.total.count(kind) for kind, floor in floors.items() if board.total.count(kind) < floor}
    assert below == {}, f"below the floors {floors}"


def test_the_projects_own_gold() -> None:
    assert_floors("own", load_gold([OWN]), records_of(own_texts()))


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"no folder {SHARED}; IE_TEXTS names the one with the real reports")
def test_the_real_gold() -> None:
    golds = load_gold([ROOT / "annotations" / "real"])
    assert_floors("real", golds, records_of(SHARED / gold.source for gold in golds))


def test_the_example_of_the_readme() -> None:
    columns = [c.id for c in load_edition("2021").table("applications").columns]
    text = (
        "云杉县水文局2022年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"
        "一、本年新收政府信息公开申\n请数量120030015\n二、上年结转政府信息公开申请数量0000000"
    )
    report = extract_text(text)
    [table] = [t for t in report.tables if t.id == "applications"]
    cells = [table.cells["received", c] for c in columns]
    assert [cell.value for cell in cells] == [12, 0, 0, 3, 0, 0, 15]
    assert {(cell.status, cell.review) for cell in cells} == {("read", False)}
    starts = [cell.start or 0 for cell in cells]
    assert [text[c.start : c.end] for c in cells] == ["12", "0", "0", "3", "0", "0", "15"]
    assert starts == sorted(starts) and starts[0] == text.index("120030015")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "`一、本年新收政府信息公开申⏎请数量120030015`" in readme
    assert "| `applications.received` | 12 | 0 | 0 | 3 | 0 | 0 | 15 |" in readme


def test_every_record_follows_the_schema_and_its_own_offsets() -> None:
    for path in own_texts():
        record, spans = extract_file(path)
        VALIDATOR.validate(record)
        assert record["status"] == "ok" and spans is not None
        text = path.read_bytes().decode("utf-8-sig")
        for table in record["tables"]:
            for address, cell in table["cells"].items():
                if cell["raw"] is not None:
                    assert text[cell["start"] : cell["end"]] == cell["raw"], (path.name, table["id"], address)
        for figure in record["figures"]:
            assert text[figure["start"] : figure["end"]] == figure["raw"]


@pytest.mark.parametrize(("name", "data", "status"), STATUSES, ids=[case[0] for case in STATUSES])
def test_an_unread_file_gets_its_status_and_the_exit_code(
    name: str, data: bytes, status: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = own_texts()[0]
    (tmp_path / name).write_bytes(data)
    assert main(["extract", str(tmp_path / name), str(good), "-o", str(tmp_path / "out")]) == 1
    shown = capsys.readouterr()
    records = [json.loads(line) for line in (tmp_path / "out" / "reports.jsonl").read_text("utf-8").splitlines()]
    assert [r["status"] for r in records] == [status, "ok"]
    for record in records:
        VALIDATOR.validate(record)
    assert records[0]["tables"] == [] and records[0]["warnings"]
    assert records[1] == extract_file(good, load_tagger())[0]
    # A slow machine shows the run's progress on the error stream; nothing else may stand there.
    assert all(json.loads(line)["total"] == 2 for line in shown.err.splitlines())
    assert shown.out.splitlines()[0] == f"2 reports: 1 ok, 1 {status}"
    assert f"  {status}: {records[0]['warnings'][-1]}" in shown.out.splitlines()


def test_exit_codes_of_good_runs_and_of_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", *map(str, own_texts()), "-o", str(tmp_path / "out")]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "12 reports: 12 ok"
    (tmp_path / "no-texts").mkdir()
    assert main(["extract", str(tmp_path / "no-texts"), "-o", str(tmp_path / "out2")]) == 2
    shown = capsys.readouterr()
    assert shown.err == "ie: no report was found in what you named; give text files or a folder that holds some\n"
    with pytest.raises(SystemExit) as exit_:
        main(["extract", "--nonsense"])
    assert exit_.value.code == 2
    assert main(["extract", str(tmp_path / "missing.txt"), "-o", str(tmp_path / "out3")]) == 1
    assert "  unreadable: " in capsys.readouterr().out


def test_two_runs_are_byte_identical(tmp_path: Path) -> None:
    paths = own_texts()
    assert [record_line(r) for r in records_of(paths)] == [record_line(r) for r in records_of(paths)]
    for run in ("a", "b"):
        assert main(["extract", *map(str, paths), "-o", str(tmp_path / run)]) == 0
    names = sorted(p.name for p in (tmp_path / "a").iterdir() if p.name != ".ie-run")
    assert names == [
        "cells.csv", "duplicates.csv", "reports.csv", "reports.jsonl", "run.json", "spans.jsonl", "tables.xlsx",
    ]  # fmt: skip
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


def test_the_order_of_the_files_changes_no_record() -> None:
    paths = own_texts()
    forward = {r["source"]: r for r in records_of(paths)}
    assert {r["source"]: r for r in records_of(reversed(paths))} == forward


@pytest.mark.parametrize(
    ("title", "status"),
    [
        ("某县水务局2013年度政务公开工作年度报告", "ok"),
        ("某县水务局2013年政务公开工作情况报告", "ok"),
        ("某县水务局关于报送2013年政务公开工作报告的通知", "not_a_report"),
        ("某县水务局2013年党务工作年度报告", "not_a_report"),
    ],
)
def test_the_title_of_a_report_without_the_form_makes_it_one(title: str, status: str) -> None:
    text = f"{title}\n一、基本情况\n全年办结来信12件。\n"
    for name in ("pattern", "ensemble"):
        assert extract_text(text, load_tagger(name)).status == status, name


@pytest.mark.parametrize(
    ("opening", "status"),
    [
        ("现将我局政务公开工作报告如下：", "ok"),
        ("现将全年政务公开情况报告如下。", "ok"),
        ("现将我局党务工作报告如下：", "not_a_report"),
        ("我局重视政务公开。有关安全生产的情况报告如下：", "not_a_report"),
    ],
)
def test_the_opening_of_a_report_without_title_and_form_makes_it_one(opening: str, status: str) -> None:
    assert extract_text(f"2016年，我局加强学习。{opening}\n一是2016年办结来信12件。\n").status == status
