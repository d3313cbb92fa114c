import hashlib
import os
import random
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ie.read import Limits, Source, Unread, read_text
from ie.read.charset import Decoded, bytes_to_decoded

TEXT = "本年收到政府信息公开申请 3 件。\r\n"
ZIP = b"PK\x03\x04\x14\0\0\0"


def test_a_source_carries_name_hashes_and_encoding(tmp_path: Path) -> None:
    path = tmp_path / "年报.txt"
    data = b"\xef\xbb\xbf" + TEXT.encode()
    path.write_bytes(data)
    assert read_text(path) == Source(
        name=str(path),
        part=None,
        text=TEXT,
        sha256=hashlib.sha256(data).hexdigest(),
        text_sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
        encoding="utf-8",
        warnings=(),
    )


@pytest.mark.parametrize(
    ("data", "status", "reason"),
    [
        (b"", "empty", "holds no text; get it again from where it came from"),
        (b"\xef\xbb\xbf", "empty", "holds no text; get it again from where it came from"),
        ("　\r\n \t".encode("utf-16"), "empty", "holds no text; get it again from where it came from"),
        (b"%PDF-1.4\n...", "not_text", "is a PDF; this version reads text files; convert it to text first"),
        (
            ZIP + b"word/document.xml",
            "not_text",
            "is a DOCX document; this version reads text files; convert it to text first",
        ),
        (
            ZIP + b"xl/workbook.xml",
            "not_text",
            "is an XLSX workbook; this version reads text files; convert it to text first",
        ),
        (ZIP + b"a.txt", "not_text", "is a ZIP archive; this version reads text files; convert it to text first"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "not_text",
            "is an old Office file (doc, xls or wps); this version reads text files; convert it to text first",
        ),
        (
            b"\x89PNG\r\n\x1a\n",
            "not_text",
            "is a PNG image; this version reads text files; convert it to text first",
        ),
        (
            TEXT.encode() + b"\0\0\0",
            "not_text",
            "is not text in any known encoding; if it is a document, convert it to text in UTF-8 first",
        ),
        (
            random.Random(1).randbytes(4_000),
            "not_text",
            "is not text in any known encoding; if it is a document, convert it to text in UTF-8 first",
        ),
        (
            b"\x01\x02\x03" * 50,
            "not_text",
            "is not text in any known encoding; if it is a document, convert it to text in UTF-8 first",
        ),
    ],
)
def test_what_gives_no_text_says_what_and_why_and_what_next(
    tmp_path: Path, data: bytes, status: str, reason: str
) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(data)
    assert read_text(path) == Unread(
        name=str(path), part=None, status=status, reason=f"{path} {reason}", sha256=hashlib.sha256(data).hexdigest()
    )


def test_the_limit_on_bytes_has_two_sides(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b"a" * 1_000)
    assert isinstance(read_text(path, Limits(max_bytes=1_000)), Source)
    reason = f"{path} holds more than 999 bytes; split it into one file a report"
    assert read_text(path, Limits(max_bytes=999)) == Unread(str(path), None, "too_large", reason, None)


def test_the_limit_on_characters_has_two_sides(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    data = "年".encode() * 1_000
    path.write_bytes(data)
    assert isinstance(read_text(path, Limits(max_chars=1_000)), Source)
    reason = f"{path} holds more than 999 characters; split it into one file a report"
    sha256 = hashlib.sha256(data).hexdigest()
    assert read_text(path, Limits(max_chars=999)) == Unread(str(path), None, "too_large", reason, sha256)


def test_the_default_limits_are_the_documented_ones() -> None:
    assert Limits() == Limits(max_bytes=20_000_000, max_chars=2_000_000)


def unread(path: Path, reason: str) -> Unread:
    return Unread(str(path), None, "unreadable", reason, None)


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "gone.txt"
    assert read_text(path) == unread(path, f"{path} does not exist; check the path")


def test_a_folder_is_unreadable(tmp_path: Path) -> None:
    assert read_text(tmp_path) == unread(tmp_path, f"{tmp_path} is a folder, not a file; name the reports inside it")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    reason = f"{path} is a device or a pipe; save what it gives as a file and name that"
    assert read_text(path) == unread(path, reason)


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "closed.txt"
    path.write_text(TEXT)
    path.chmod(0)
    assert read_text(path) == unread(path, f"{path} may not be read by this user; check its permissions")


def test_an_impossible_path_is_unreadable() -> None:
    long = Path("年" * 100)
    assert read_text(long) == unread(long, f"{long} cannot be read (File name too long); check the path and the disk")
    null = Path("a\0b")
    assert read_text(null) == unread(null, "a\\x00b cannot be read (embedded null byte); check the path and the disk")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes every byte as a name")
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("两\n行.txt", "两\\n行.txt"),
        ("\udcff.txt", "\\udcff.txt"),
        ("🙂.txt", "🙂.txt"),
        ("a" * 251 + ".txt", "a" * 251 + ".txt"),
        ("\x1b[31m.txt", "\\x1b[31m.txt"),
    ],
)
def test_odd_names_are_read_and_shown_on_one_line(tmp_path: Path, name: str, shown: str) -> None:
    path = tmp_path / name
    path.write_bytes(TEXT.encode())
    source = read_text(path)
    assert isinstance(source, Source)
    assert source.name == str(path)
    path.write_bytes(b"")
    assert read_text(path) == Unread(
        name=str(path),
        part=None,
        status="empty",
        reason=f"{tmp_path}/{shown} holds no text; get it again from where it came from",
        sha256=hashlib.sha256(b"").hexdigest(),
    )


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_nothing_and_never_an_error(data: bytes) -> None:
    decoded = bytes_to_decoded(data)
    assert decoded is None or (isinstance(decoded, Decoded) and "\0" not in decoded.text)
