"""No network: the suite's own guard works, and nothing that reads a document ever opens a socket."""

from __future__ import annotations

import io
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ie.pipeline import extract_text
from ie.read import Source, Unread, read_bytes
from tests.conftest import NetworkUsed, is_local
from tests.read.printed import DOCUMENTS, W, docx_of
from tests.rebuild.forms import make_form

ROOT = Path(__file__).parents[2]
FAR = "http://192.0.2.1:9/x.dtd"
"""An address that no one has (RFC 5737)."""
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.mark.parametrize("host", ["192.0.2.1", "example.org", "2001:db8::1", "10.0.0.1"])
def test_the_guard_refuses_other_machines(host: str) -> None:
    with socket.socket() as sock, pytest.raises(NetworkUsed):
        sock.connect((host, 80))
    with socket.socket() as sock, pytest.raises(NetworkUsed):
        sock.connect_ex((host, 80))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock, pytest.raises(NetworkUsed):
        sock.sendto(b"x", (host, 53))
    with pytest.raises(NetworkUsed):
        socket.create_connection((host, 80), timeout=1)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "::1", "localhost", b"localhost", None])
def test_the_guard_lets_this_machine_speak_to_itself(host: object) -> None:
    assert is_local(host)


def test_a_server_of_this_machine_is_reached() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=5) as here,
    ):
        assert here.getpeername() == server.getsockname()


def evil_xml(root: str, secret: str) -> str:
    """XML that asks for a file, for an address, and for a parameter entity from there."""
    return (
        f'<?xml version="1.0"?><!DOCTYPE x SYSTEM "{FAR}" [<!ENTITY % p SYSTEM "{FAR}"> %p; <!ENTITY e SYSTEM "{secret}">'
        f'<!ENTITY f SYSTEM "{FAR}">]>{root}'
    )


def xlsx_of(**members: str) -> bytes:
    plain = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="t/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{S}"><si><t>政府信息公开</t></si></sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{S}"><sheetData>'
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, words in (plain | members).items():
            archive.writestr(name, words)
    return out.getvalue()


def test_the_plain_workbook_is_read() -> None:
    read = read_bytes("a.xlsx", None, xlsx_of())
    assert isinstance(read, Source) and "政府信息公开" in read.text


@pytest.mark.parametrize("kind", ["docx", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"])
def test_external_entities_read_no_file_and_open_no_socket(kind: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("政府信息公开秘密")
    root = f'<r xmlns="{S}" xmlns:w="{W}"><w:body><w:p><w:r><w:t>&e;&f;</w:t></w:r></w:p></w:body></r>'
    evil = evil_xml(root, secret.as_uri())
    read = read_bytes("a", None, docx_of(evil) if kind == "docx" else xlsx_of(**{kind: evil}))
    assert isinstance(read, Unread) and read.status == "unreadable" and "秘密" not in read.reason


@pytest.mark.parametrize(
    "page",
    [
        evil_xml("<html><body><p>政府信息公开&e;&f;</p></body></html>", "file:///etc/hostname"),
        f'<html><head><base href="{FAR}"><link rel="stylesheet" href="{FAR}"></head><body>政府信息公开<img src="{FAR}">'
        f'<iframe src="{FAR}"></iframe><object data="{FAR}"></object><xi:include href="{FAR}"/></body></html>',
    ],
    ids=["entities", "references"],
)
def test_a_page_fetches_nothing(page: str) -> None:
    read = read_bytes("a.html", None, page.encode())
    hostname = Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").exists() else "\0"
    assert isinstance(read, Source) and "政府信息公开" in read.text and hostname not in read.text


def test_every_kind_of_document_is_read_without_a_socket() -> None:
    """lxml, PDFium and the taggers are C code, which the guard above does not see; the system's own trace would."""
    code = (
        "import sys\n"
        "def refuse(event, args):\n"
        "    if event.startswith('socket.') and event not in ('socket.__new__', 'socket.bind', 'socket.gethostname'):\n"
        "        sys.exit(f'a socket was used: {event} {args}')\n"
        "sys.addaudithook(refuse)\n"
        "from ie.commands.extract import extract_file\nfrom ie.tag import load_tagger\nfrom pathlib import Path\n"
        "tagger = load_tagger()\n"
        "print([extract_file(Path(p), tagger)[0]['status'] for p in sys.argv[1:]])\n"
    )
    form = make_form("2021", 5)
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for kind, print_it in DOCUMENTS.items():
            paths.append(Path(folder) / f"a.{kind}")
            paths[-1].write_bytes(print_it(form))
        ran = subprocess.run(
            [sys.executable, "-c", code, *map(str, paths)], capture_output=True, text=True, check=False, cwd=ROOT
        )
    assert (ran.returncode, ran.stdout.strip()) == (0, str(["ok"] * len(DOCUMENTS))), ran.stderr


def test_the_text_itself_is_never_an_address_to_fetch() -> None:
    assert extract_text(f"{FAR} 政府信息公开 {FAR}").status == "not_a_report"
