"""URLs of fsspec are found, read and told about like files."""

from __future__ import annotations

import io
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed; pip install 'nianbao-ie[cluster]' runs these")

from fsspec.implementations.memory import MemoryFileSystem  # noqa: E402

from ie.cli import main  # noqa: E402
from ie.read import Limits, Source, Unread, find_inputs  # noqa: E402
from ie.read.items import Columns, Item, expand, fetch, read_item  # noqa: E402
from ie.read.remote import RemoteError, Url, as_input  # noqa: E402
from tests.batch.reports import TEXT  # noqa: E402

REPORT = TEXT.format(2020, 7).encode()
NAMES = [
    "b.txt",
    "a/2.html",
    "a/1.txt",
    "a/.hidden/x.txt",
    "c/done/.ie-run",
    "c/done/r.txt",
    "logo.png",
    "年报.docx",
    "a.txt",
]


class Bucket(MemoryFileSystem):  # type: ignore[misc]
    """As object stores are: a folder lists an empty object that stands for itself, and a file has an ETag."""

    protocol = "bucket"
    store: dict[str, Any] = {}  # noqa: RUF012
    pseudo_dirs = [""]  # noqa: RUF012

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return str(super()._strip_protocol(path.replace("bucket://", "memory://")))

    def ls(self, path: str, detail: bool = True, **_: Any) -> list[Any]:
        held = super().ls(path, detail=True)
        for entry in held:
            if entry["type"] == "file":
                entry["ETag"] = f'"{len(self.store)}"'
        return [*held, {"name": self._strip_protocol(path) + "/", "size": 0, "type": "file"}]


@pytest.fixture(autouse=True)
def stores() -> Iterator[None]:
    fsspec.register_implementation("bucket", Bucket, clobber=True)
    yield
    MemoryFileSystem.store.clear()
    MemoryFileSystem.pseudo_dirs[:] = [""]
    Bucket.store.clear()
    Bucket.pseudo_dirs[:] = [""]


def put(name: str, data: bytes, protocol: str = "memory") -> Url:
    fsspec.filesystem(protocol).pipe(f"/{name}", data)
    return Url(f"{protocol}://{name}")


def items(words: str, **columns: str) -> list[Item]:
    return list(expand([as_input(words)], Columns(**columns), Limits()))


def said(words: str, limits: Limits | None = None) -> str:
    [item] = items(words)
    read = read_item(item, limits or Limits())
    return f"{read.status}: {read.reason}" if isinstance(read, Unread) else "read"


@pytest.mark.parametrize("protocol", ["memory", "bucket"])
def test_the_order_is_that_of_a_folder(protocol: str, tmp_path: Path) -> None:
    for name in NAMES:
        put(f"in/{name}", REPORT, protocol)
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(REPORT)
    local = [path.relative_to(tmp_path).as_posix() for path in find_inputs([tmp_path])]
    found = [str(url) for url in find_inputs([Url(f"{protocol}://in/")])]
    assert found == [f"{protocol}://in/{name}" for name in local] and len(found) == 5


def test_a_file_system_on_this_machine_gives_what_the_path_gives(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(REPORT)
    [from_path], [from_url] = items(str(tmp_path)), items(tmp_path.as_uri())
    first, second = read_item(from_path, Limits()), read_item(from_url, Limits())
    assert isinstance(first, Source) and isinstance(second, Source)
    assert first.text == second.text and second.name == (tmp_path / "a.txt").as_uri()


def test_archives_and_crawls_are_read_where_they_lie() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("一.txt", REPORT)
    put("in/a.zip", packed.getvalue())
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        member = tarfile.TarInfo("b.txt")
        member.size = len(REPORT)
        tar.addfile(member, io.BytesIO(REPORT))
    put("in/b.tar.gz", packed.getvalue())
    put("in/c.csv", "编号,正文\n9,".encode() + b'"' + REPORT + b'"\n')
    put("in/files/x.txt", REPORT)
    put("in/list.jsonl", b'{"file": "files/x.txt", "id": 4}\n')
    found = [*items("memory://in/a.zip"), *items("memory://in/b.tar.gz"), *items("memory://in/c.csv")]
    found += items("memory://in/list.jsonl", path="file")
    read = [read_item(item, Limits()) for item in found]
    assert [(item.name, item.part, item.id) for item in found] == [
        ("memory://in/a.zip", "一.txt", None),
        ("memory://in/b.tar.gz", "b.txt", None),
        ("memory://in/c.csv", "row 2", "9"),
        ("memory://in/files/x.txt", None, "4"),
    ]
    assert all(isinstance(r, Source) and r.text == REPORT.decode() for r in read)


def test_a_changed_object_has_another_fingerprint() -> None:
    put("in/a.txt", REPORT, "bucket")
    [first] = items("bucket://in")
    put("in/a.txt", REPORT + b" ", "bucket")
    [second] = items("bucket://in")
    assert first.fingerprint != second.fingerprint


def test_trouble_is_told_in_one_sentence() -> None:
    put("in/a.txt", REPORT, "bucket")
    assert said("bucket://in/none.txt") == "unreadable: bucket://in/none.txt does not exist; check the path"
    assert said("bucket://in/a.txt", Limits(max_bytes=10)) == (
        "too_large: bucket://in/a.txt holds more than 10 bytes; split it into one file a report"
    )


def test_a_file_system_that_cannot_be_had_ends_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["extract", "nonsense://a/b", "-o", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err.startswith("ie: nonsense:// is no file system that fsspec knows (")
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(RemoteError) as told:
        Url("dir://a").is_dir()
    assert str(told.value) == "dir:// needs fsspec, which is not installed; run: pip install 'nianbao-ie[cluster]'"


def test_an_item_with_its_bytes_reads_like_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<html><p>" + REPORT + b"</p>")
    (tmp_path / "big.txt").write_bytes(b"x" * 2_000)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("b.txt", REPORT)
    limits = Limits(max_bytes=1_000)
    found = list(expand([tmp_path], Columns(), limits))
    assert len(found) == 4
    for item in found:
        there = fetch(item, limits)
        assert there.data is not None or there.trouble is not None
        assert read_item(there, limits) == read_item(item, limits)
