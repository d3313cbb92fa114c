"""Bombs, traps and broken documents: a status, fast, and nothing but what a reader declares."""

from __future__ import annotations

import io
import random
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ie.read import Limits, Source, Unread, read_bytes, read_file
from tests.read.printed import DOCUMENTS, W, as_docx, as_html, as_pdf, as_xlsx, docx_of
from tests.rebuild.forms import make_form

FORM = make_form("2021", 1)
WORDS = "<w:p><w:r><w:t>政府信息公开</w:t></w:r></w:p>"


def docx(body: str, **members: str) -> bytes:
    return docx_of(f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>', **members)


def status(data: bytes, name: str = "a.bin", limits: Limits | None = None) -> str:
    read = read_bytes(name, None, data, limits or Limits())
    return read.status if isinstance(read, Unread) else "read"


def nested(tag: str, depth: int) -> str:
    return f"<{tag}>" * depth + "政府信息公开" + f"</{tag}>" * depth


def bomb(packed: int) -> bytes:
    """A DOCX of about that size whose text unpacks to a thousand times as much."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("word/document.xml", "w", force_zip64=True) as member:
            member.write(f'<w:document xmlns:w="{W}"><w:body>'.encode())
            for _ in range(packed * 680 // len(piece := b"<w:p/>" * 100_000)):
                member.write(piece)
            member.write(b"</w:body></w:document>")
    return out.getvalue()


# Each budget of a document, on both sides: the limit, what still passes, what no longer does.
PAIRS = [
    ("max_bytes", Limits(max_bytes=10_000), "a.html", b"<html>" + b"<p>1</p>" * 1_000, b"<html>" + b"<p>1</p>" * 2_000),
    ("max_chars", Limits(max_chars=1_000), "a.html", b"<html>" + b"x" * 990, b"<html>" + b"x" * 1_100),
    ("max_unpacked", Limits(max_unpacked=6_000), "a", docx(WORDS * 50), docx(WORDS * 500)),
    ("max_ratio", Limits(max_ratio=100), "a", docx(WORDS * 100), docx(WORDS * 200_000)),
    ("max_members", Limits(max_members=5), "a", docx(WORDS, a="", b=""), docx(WORDS, a="", b="", c="", d="")),
    ("max_depth html", Limits(), "a", b"<html><body>" + nested("div", 190).encode(),
     b"<html><body>" + nested("div", 200).encode()),
    ("max_depth docx", Limits(), "a", docx(nested("w:sdt", 190)), docx(nested("w:sdt", 201))),
    ("max_depth xml", Limits(), "a", docx(WORDS), docx(nested("w:sdt", 5_000))),
    ("max_cells", Limits(max_cells=100), "a.csv", b"1,2\n" * 50, b"1,2\n" * 60),
]  # fmt: skip


@pytest.mark.parametrize(("limits", "name", "within", "beyond"), [p[1:] for p in PAIRS], ids=[p[0] for p in PAIRS])
def test_each_budget_on_both_sides(limits: Limits, name: str, within: bytes, beyond: bytes) -> None:
    assert status(within, name, limits) in ("read", "empty")
    assert status(beyond, name, limits) == "too_large"


def test_pages_beyond_the_budget_are_refused() -> None:
    data = as_pdf(FORM)
    assert status(data, limits=Limits(max_pages=3)) == "read"
    assert status(data, limits=Limits(max_pages=2)) == "too_large"


def test_a_bomb_of_600_kb_costs_next_to_nothing(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    path.write_bytes(bomb(596_000))
    assert 400_000 < path.stat().st_size < 800_000
    code = (
        "import re, sys; from pathlib import Path; from ie.read import read_file; "
        "said = read_file(Path(sys.argv[1])).status; "
        # The peak of this process alone: ru_maxrss begins at what its parent held when it was started.
        "print(said, int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]) // 1024)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True, timeout=20
    )
    said, megabytes = ran.stdout.split()
    assert (said, int(megabytes) < 150) == ("too_large", True)


def test_a_directory_that_lies_about_sizes_is_found_out() -> None:
    data = bytearray(docx(WORDS * 200_000))
    true = struct.pack("<I", max(i.file_size for i in zipfile.ZipFile(io.BytesIO(bytes(data))).infolist()))
    assert data.count(true) >= 2
    lying = bytes(data).replace(true, struct.pack("<I", 1_000))
    assert status(lying) in ("too_large", "unreadable")


@pytest.mark.parametrize("member", ["document", "numbering", "styles", "header1"])
def test_an_external_entity_is_never_read(member: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("政府信息公开秘密")
    evil = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>'
    )
    data = docx_of(evil) if member == "document" else docx(WORDS, **{member: evil})
    read = read_bytes("a.docx", None, data)
    assert isinstance(read, Unread) and read.status == "unreadable" and "秘密" not in read.reason


def test_entities_that_multiply_are_refused() -> None:
    laughs = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    data = docx_of(
        f'<!DOCTYPE x [<!ENTITY a0 "x">{laughs}]><w:document xmlns:w="{W}"><w:body>&a11;</w:body></w:document>'
    )
    assert status(data) in ("unreadable", "too_large")


def test_misnested_tags_cost_no_time_beyond_their_number() -> None:
    page = "<html><body>" + "<p><b><i>1</b></i>" * 40_000
    assert status(page.encode()) in ("read", "too_large")


def test_a_span_beyond_reason_is_cut() -> None:
    page = (
        '<html><table><tr><td colspan="99999999" rowspan="99999999">规章</td><td>1</td></tr><tr><td>2</td></tr></table>'
    )
    assert status(page.encode()) == "read"


def test_a_scan_says_that_it_is_one() -> None:
    from tests.read.printed_pdf import pdf_of

    read = read_bytes("a.pdf", None, pdf_of([]))
    assert isinstance(read, Unread) and read.status == "scanned" and "OCR" in read.reason


@pytest.mark.parametrize("print_it", [as_html, as_docx, as_xlsx, as_pdf], ids=DOCUMENTS)
def test_damaged_documents_give_a_status_or_a_text(print_it: object) -> None:
    assert callable(print_it)
    data = print_it(FORM)
    rng = random.Random(1)
    for _ in range(60):
        broken = bytearray(data)
        kind = rng.randrange(3)
        if kind == 0:
            del broken[rng.randrange(len(broken)) :]
        elif kind == 1:
            for _ in range(rng.randrange(1, 60)):
                broken[rng.randrange(len(broken))] = rng.randrange(256)
        else:
            at = rng.randrange(len(broken))
            del broken[at : at + rng.randrange(1, 400)]
        assert isinstance(read_bytes("a.bin", None, bytes(broken)), Source | Unread)


def test_an_old_word_file_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    monkeypatch.setattr("shutil.which", lambda name: None)
    said = f"{path} is an old Word file, which LibreOffice reads; install LibreOffice Writer, or save it as DOCX"
    read = read_file(path)
    assert isinstance(read, Unread) and (read.status, read.reason) == ("not_text", said)


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><td rowspan=60000>1</td><td>x</td></tr>" * 3_000,
        "<tr>" + "<td colspan=1000>1</td>" * 3_000 + "</tr>",
        '<tr><td rowspan="3000" colspan="900">1</td>' + "<td>1</td><td>x</td></tr><tr>" * 3_000,
    ],
    ids=["rows", "columns", "both"],
)
def test_merges_that_multiply_are_refused(rows: str) -> None:
    assert status(f"<html><table>{rows}</table></html>".encode()) in ("too_large", "read")
