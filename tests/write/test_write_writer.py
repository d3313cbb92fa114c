import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ie.write import FORMATS, Writer, record_line
from ie.write.writer import JsonlFile

NAMES = ["cells.csv", "reports.csv", "reports.jsonl", "tables.xlsx"]


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_all_files_and_nothing_else(tmp_path: Path, make_record, unread) -> None:
    out = tmp_path / "new" / "out"
    records = [make_record(), unread, make_record(source="b")]
    with Writer(out) as writer:
        for record in records:
            writer.add(record)
        assert not any(path.exists() for path in writer.paths.values())
    assert names(out) == NAMES
    assert list(writer.paths) == list(FORMATS)
    assert writer.paths["jsonl"].read_bytes() == b"".join(map(record_line, records))


def test_two_runs_are_byte_identical(tmp_path: Path, make_record, unread) -> None:
    for run in ("a", "b"):
        with Writer(tmp_path / run) as writer:
            for record in (make_record(), unread, make_record(edition="2019", tables=[])):
                writer.add(record)
        # The file format keeps times to two seconds; a second run within them would prove nothing.
        time.sleep(2.1 if run == "a" else 0)
    for name in NAMES:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


def test_an_error_publishes_nothing_and_keeps_what_was_there(tmp_path: Path, make_record) -> None:
    (tmp_path / "reports.jsonl").write_text("old")
    with pytest.raises(KeyboardInterrupt), Writer(tmp_path) as writer:
        writer.add(make_record())
        raise KeyboardInterrupt
    assert names(tmp_path) == ["reports.jsonl"]
    assert (tmp_path / "reports.jsonl").read_text() == "old"


def test_a_record_that_fails_spoils_the_run(tmp_path: Path, make_record) -> None:
    broken = make_record()
    del broken["checks"]
    with pytest.raises(RuntimeError) as error, Writer(tmp_path) as writer:
        with pytest.raises(KeyError):
            writer.add(broken)
        with pytest.raises(RuntimeError, match="broken by a record"):
            writer.add(make_record())
    expected = f"nothing was written to {tmp_path}: this Writer is broken by a record that could not be written"
    assert str(error.value) == expected
    assert names(tmp_path) == []


def test_a_full_disk_is_an_os_error_and_leaves_nothing(tmp_path: Path, make_record, monkeypatch) -> None:
    def full(self: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(JsonlFile, "close", full)
    with pytest.raises(OSError, match="No space left"), Writer(tmp_path) as writer:
        writer.add(make_record())
    assert names(tmp_path) == []


def test_a_full_disk_while_packing_the_workbook(tmp_path: Path, make_record, monkeypatch) -> None:
    def full(*args: object, **kwargs: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError) as error, Writer(tmp_path) as writer:
        writer.add(make_record())
        monkeypatch.setattr("zipfile.ZipFile.write", full)
    assert error.value.errno == errno.ENOSPC
    assert names(tmp_path) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(PermissionError), Writer(tmp_path):
        pass


def test_use_out_of_order(tmp_path: Path, make_record) -> None:
    writer = Writer(tmp_path, ["jsonl"])
    with pytest.raises(RuntimeError, match="this Writer is new; records are added inside its `with` block"):
        writer.add(make_record())
    with writer:
        pass
    with pytest.raises(RuntimeError, match="writes once"), writer:
        pass


def test_an_unknown_format_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError) as error:
        Writer(tmp_path, ["jsonl", "xls"])
    assert str(error.value) == "no output format 'xls' is known; known are jsonl, cells, reports, xlsx"


def test_xlsxwriter_is_loaded_only_when_used(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom ie.write import Writer\n"
        f"with Writer({str(tmp_path)!r}, ['jsonl']): pass\nassert 'xlsxwriter' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
