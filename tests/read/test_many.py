"""Archives and crawls: one item a report, the user's ids kept, trouble told and nothing else lost."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from ie.read import Limits, Source, Unread
from ie.read.items import Columns, Item, expand, read_item
from tests.read.printed import as_docx, as_html
from tests.rebuild.forms import make_form
from tests.rebuild.layouts import pipe_rows

FORM = make_form("2021", 2)
TEXT = pipe_rows(FORM)
Read = Source | Unread


def read_all(path: Path, columns: Columns | None = None, limits: Limits | None = None) -> list[tuple[Item, Read]]:
    limits = limits or Limits()
    return [(item, read_item(item, limits)) for item in expand([path], columns or Columns(), limits)]


def kinds(found: list[tuple[Item, Read]]) -> list[tuple[str | None, str]]:
    return [(item.part, read.kind if isinstance(read, Source) else read.status) for item, read in found]


def members() -> dict[str, bytes]:
    return {
        "2023/甲局.txt": TEXT.encode("gb18030"),
        "2023/乙局.html": as_html(FORM),
        "2023/丙局.docx": as_docx(FORM),
        "2023/图.png": b"\x89PNG\r\n\x1a\n",
        "__MACOSX/2023/._甲局.txt": b"x",
        "more.zip": b"PK\x05\x06" + b"\0" * 18,
        "../../etc/丁局.txt": TEXT.encode(),
    }


WANTED = [
    ("2023/甲局.txt", "text"), ("2023/乙局.html", "html"), ("2023/丙局.docx", "docx"), ("more.zip", "not_text"),
    ("../../etc/丁局.txt", "text"),
]  # fmt: skip


def test_a_zip_gives_its_reports(tmp_path: Path) -> None:
    path = tmp_path / "crawl.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members().items():
            archive.writestr(name, data)
    assert kinds(read_all(path)) == WANTED
    assert [p.name for p in tmp_path.iterdir()] == ["crawl.zip"]


@pytest.mark.parametrize("suffix", ["tar", "tar.gz", "tgz"])
def test_a_tar_gives_its_reports(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"crawl.{suffix}"
    with tarfile.open(path, "w" if suffix == "tar" else "w:gz") as archive:
        for name, data in members().items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    assert kinds(read_all(path)) == WANTED


def test_a_zip_of_old_programs_keeps_its_chinese_names(tmp_path: Path) -> None:
    path = tmp_path / "old.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("XXXX.txt", TEXT)
    path.write_bytes(path.read_bytes().replace(b"XXXX.txt", "甲局".encode("gbk") + b".txt"))
    assert kinds(read_all(path)) == [("甲局.txt", "text")]


def test_members_beyond_the_limits_cost_only_themselves(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("1.txt", TEXT)
        archive.writestr("2.txt", b"0" * 3_000_000)
        archive.writestr("3.txt", TEXT)
    assert kinds(read_all(path)) == [("1.txt", "text"), ("2.txt", "too_large"), ("3.txt", "text")]


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 and no more", b"\x1f\x8b\x08 no more"])
@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.jsonl.gz", "a.csv.gz"])
def test_a_damaged_archive_is_told(name: str, damage: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(damage)
    assert {status for _, status in kinds(read_all(tmp_path / name))} <= {"unreadable", "not_text", "empty"}


CSV = '\ufeff编号,网址,正文\r\n7,http://a/7,"{0}"\r\n8,,短\r\n9,http://a/9,"<p>{0}</p>"\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_crawl_in_csv_keeps_ids_and_addresses(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "crawl.csv"
    words = CSV.format(TEXT.replace('"', '""'))
    path.write_bytes((words if encoding == "utf-8" else words[1:]).encode(encoding))
    found = read_all(path)
    assert [(i.part, r.id, r.url) for i, r in found] == [
        ("row 2", "7", "http://a/7"), ("row 3", "8", None), ("row 4", "9", "http://a/9"),
    ]  # fmt: skip
    first, _, third = (read for _, read in found)
    assert isinstance(first, Source) and first.text == TEXT
    assert isinstance(third, Source) and third.kind == "html"


def test_columns_are_named_by_options_and_a_wrong_name_is_told(tmp_path: Path) -> None:
    path = tmp_path / "crawl.csv"
    path.write_text(f'a,b\nx,"{TEXT}"\n', encoding="utf-8")
    ((_, read),) = read_all(path, Columns(text="b", id="a"))
    assert isinstance(read, Source) and (read.text, read.id) == (TEXT, "x")
    ((_, unread),) = read_all(path, Columns(text="c"))
    assert isinstance(unread, Unread) and unread.reason == f"{path} has no column 'c'; its columns are a, b"


def test_a_csv_without_texts_is_one_report_s_table(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("信息内容,本年制发件数,本年废止件数,现行有效件数\n规章,1,,3\n", encoding="utf-8")
    ((item, read),) = read_all(path)
    assert isinstance(read, Source) and (item.part, read.kind) == (None, "csv")
    assert read.text.splitlines()[1] == "规章\t1\t\t3"


def test_an_index_names_files_beside_it(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "index.csv").write_text("file,id,url\nr.txt,1,u\ngone.txt,2,v\n", encoding="utf-8")
    (_, here), (_, gone) = read_all(tmp_path / "index.csv", Columns(path="file"))
    assert isinstance(here, Source) and (here.id, here.url, here.text) == ("1", "u", TEXT)
    assert isinstance(gone, Unread) and (gone.id, gone.status) == ("2", "unreadable")


@pytest.mark.parametrize("packed", [False, True])
def test_a_crawl_in_json_lines(packed: bool, tmp_path: Path) -> None:
    rows = [json.dumps({"id": 5, "url": "u", "text": TEXT}), "{broken", "[1]", "", "[" * 100_000, '{"text": "短"}']
    data = "\n".join(rows).encode()
    path = tmp_path / ("a.jsonl.gz" if packed else "a.jsonl")
    path.write_bytes(gzip.compress(data) if packed else data)
    found = read_all(path)
    assert kinds(found) == [
        ("row 1", "text"), ("row 2", "unreadable"), ("row 3", "unreadable"), ("row 5", "unreadable"), ("row 6", "text"),
    ]  # fmt: skip
    assert (found[0][1].id, found[0][1].url) == ("5", "u")


def test_rows_beyond_the_limit_cost_only_themselves(tmp_path: Path) -> None:
    limits = Limits(max_bytes=2_000)
    long = "长" * 5_000
    path = tmp_path / "a.csv"
    path.write_text(f'text\n一\n"{long}\n""{long}, {long}"\n三\n', encoding="utf-8")
    assert kinds(read_all(path, limits=limits)) == [("row 2", "text"), ("row 3", "too_large"), ("row 4", "text")]
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"text": "一"}}\n{{"text": "{long}"}}\n{{"text": "三"}}\n', encoding="utf-8")
    assert kinds(read_all(path, limits=limits)) == [("row 1", "text"), ("row 2", "too_large"), ("row 3", "text")]
