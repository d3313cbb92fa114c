"""A finished run → `parquet/` (typed, cells partitioned by edition) and `reports.duckdb`.  Needs the extra `data`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from ie.write.typed import TABLES, typed_rows

BATCH = 50_000
"""Rows of one table that are held in memory before they are written."""
NO_EDITION = "none"


def export_parquet(run: Path) -> Path:
    """Write `run/parquet/`, a folder a table; an older one stays until the new one is whole."""
    part, final = run / ".parquet.part", run / "parquet"
    shutil.rmtree(part, ignore_errors=True)
    writers = _Writers(part)
    try:
        for number, record in enumerate(_records(run), 1):
            edition = record["edition"] or NO_EDITION
            for table, values in typed_rows(number, record):
                writers.add(table, edition if table == "cells" else None, values)
    finally:
        writers.close()
    shutil.rmtree(final, ignore_errors=True)
    part.rename(final)
    return final


def export_duckdb(run: Path) -> Path:
    """Write `run/reports.duckdb` from the Parquet files, made first where they are not there; columns carry their meaning."""
    duckdb = _module("duckdb")
    parquet = run / "parquet"
    if not parquet.is_dir():
        export_parquet(run)
    part, final = run / ".reports.duckdb.part", run / "reports.duckdb"
    part.unlink(missing_ok=True)
    with duckdb.connect(str(part)) as database:
        for table, columns in TABLES.items():
            files = str(parquet / table / "**" / "*.parquet").replace("'", "''")
            database.execute(
                f"CREATE TABLE {table} AS SELECT * FROM read_parquet('{files}', hive_partitioning = true,"
                f" hive_types_autocast = false)"
            )
            for name, (_, meaning) in columns.items():
                words = meaning.replace("'", "''")
                database.execute(f"COMMENT ON COLUMN {table}.\"{name}\" IS '{words}'")
    part.replace(final)
    return final


class _Writers:
    """One Parquet file a table and partition, opened with its first row; tables without rows get an empty file."""

    def __init__(self, folder: Path) -> None:
        self._pa, self._pq = _module("pyarrow"), _module("pyarrow.parquet")
        self._folder = folder
        self._files: dict[tuple[str, str | None], Any] = {}
        self._rows: dict[tuple[str, str | None], list[tuple[object, ...]]] = {}
        types = {"string": self._pa.string(), "int64": self._pa.int64(), "int32": self._pa.int32(),
                 "double": self._pa.float64(), "bool": self._pa.bool_()}  # fmt: skip
        self._schemas = {
            table: self._pa.schema(
                [self._pa.field(n, types[t], metadata={"description": meaning}) for n, (t, meaning) in columns.items()]
            )
            for table, columns in TABLES.items()
        }

    def add(self, table: str, partition: str | None, values: tuple[object, ...]) -> None:
        rows = self._rows.setdefault((table, partition), [])
        rows.append(tuple(_clean(v) for v in values))
        if len(rows) >= BATCH:
            self._flush(table, partition)

    def close(self) -> None:
        for table in TABLES:
            if not any(key[0] == table for key in self._rows):
                self._rows[table, NO_EDITION if table == "cells" else None] = []
        for table, partition in list(self._rows):
            self._flush(table, partition)
        for file in self._files.values():
            file.close()

    def _flush(self, table: str, partition: str | None) -> None:
        schema, rows = self._schemas[table], self._rows[table, partition]
        if (table, partition) not in self._files:
            folder = self._folder / table / (f"edition={partition}" if partition else "")
            folder.mkdir(parents=True, exist_ok=True)
            self._files[table, partition] = self._pq.ParquetWriter(
                folder / "part-0.parquet", schema, compression="zstd"
            )
        columns = zip(*rows, strict=True) if rows else [[] for _ in schema]
        arrays = [self._pa.array(list(c), type=f.type) for c, f in zip(columns, schema, strict=True)]
        self._files[table, partition].write_table(self._pa.Table.from_arrays(arrays, schema=schema))
        rows.clear()


def _clean(value: object) -> object:
    """A text that a column can hold: lone surrogates of odd file names as their escapes."""
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value


def _records(run: Path) -> Iterator[dict[str, Any]]:
    with open(run / "reports.jsonl", "rb") as file:
        for line in file:
            yield json.loads(line)


def _module(name: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            f"this export needs {name.partition('.')[0]}, which is not installed; type: pip install 'nianbao-ie[data]'",
            name=error.name,
        ) from error
