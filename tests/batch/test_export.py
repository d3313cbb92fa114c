"""Parquet and DuckDB hold what the records hold, and the README's queries run on them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ie.batch import run_batch
from ie.cli import main
from ie.write.typed import TABLES
from tests.batch.reports import make_reports, records

duckdb = pytest.importorskip("duckdb", reason="the extra `data` is not installed")
parquet = pytest.importorskip("pyarrow.parquet", reason="the extra `data` is not installed")
README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", README, re.DOTALL)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    make_reports(folder / "in", 24, full_every=4)
    (folder / "in" / "empty.txt").write_text("")
    run_batch([folder / "in"], folder / "out", workers=1)
    assert main(["export", str(folder / "out")]) == 0
    return folder / "out"


def test_every_cell_figure_and_check_is_there(run: Path) -> None:
    found = records(run)
    cells = [c for r in found for t in r["tables"] for c in t["cells"].values()]
    with duckdb.connect(str(run / "reports.duckdb"), read_only=True) as db:

        def one(query: str) -> tuple[object, ...]:
            return tuple(db.execute(query).fetchall())

        assert one("SELECT source, status, year, edition FROM reports ORDER BY report") == tuple(
            (r["source"], r["status"], r["year"], r["edition"]) for r in found
        )
        values = one('SELECT value, raw, unit, status, review, "start", "end" FROM cells ORDER BY report, rowid')
        names = ("value", "raw", "unit", "status", "review", "start", "end")
        assert sorted(map(str, values)) == sorted(
            str(tuple(float(c[n]) if n == "value" and c[n] is not None else c[n] for n in names)) for c in cells
        )
        assert one("SELECT COUNT(*) FROM checks") == ((sum(len(r["checks"]) for r in found),),)
        assert one("SELECT COUNT(*) FROM figures") == ((sum(len(r["figures"]) for r in found),),)
        told = dict(one("SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'cells'"))
        assert told["value"] == TABLES["cells"]["value"][1]


def test_parquet_is_partitioned_and_typed(run: Path) -> None:
    files = sorted(p.relative_to(run / "parquet").as_posix() for p in (run / "parquet").rglob("*.parquet"))
    editions = sorted({r["edition"] for r in records(run) if r["tables"]})
    assert "2021" in editions
    cells = [f"cells/edition={e}/part-0.parquet" for e in editions]
    assert files == [*cells, *(f"{t}/part-0.parquet" for t in ("checks", "figures", "reports"))]
    schema = parquet.read_schema(run / "parquet" / files[0])
    assert {f.name: str(f.type) for f in schema} == {n: t for n, (t, _) in TABLES["cells"].items()}
    assert schema.field("raw").metadata == {b"description": b"as printed"}


def test_the_queries_of_the_readme_run(run: Path) -> None:
    assert len(QUERIES) >= 2
    with duckdb.connect(str(run / "reports.duckdb"), read_only=True) as db:
        for query in QUERIES:
            assert db.execute(query).fetchall(), query


def test_a_run_without_any_cell_and_with_odd_names_can_be_exported(tmp_path: Path) -> None:
    run = tmp_path
    record = {**records_template(), "source": "\udce5.txt"}
    (run / "reports.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    assert main(["export", str(run)]) == 0
    with duckdb.connect(str(run / "reports.duckdb"), read_only=True) as db:
        assert db.execute("SELECT source FROM reports").fetchall() == [("\\udce5.txt",)]
        assert db.execute("SELECT COUNT(*) FROM cells").fetchall() == [(0,)]


def records_template() -> dict[str, object]:
    from ie.read import Unread
    from ie.record import record_of_unread

    return record_of_unread(Unread("a", None, "empty", "a holds no text"))


def test_a_folder_without_a_run_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(tmp_path)]) == 2
    assert "name a folder that ie extract has written" in capsys.readouterr().err
