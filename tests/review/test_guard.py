"""The door: what is not the page's own request is refused, and told nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ie.review.guard import MAX_BODY
from tests.review.server import Server, serving


@pytest.fixture(scope="module")
def server(made_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    store = tmp_path_factory.mktemp("store") / "s.sqlite"
    with serving(made_run / "reports.jsonl", "甲", "--store", str(store)) as running:
        yield running


def key_of(server: Server) -> str:
    return server.ask("GET", "/")[1].split('href="/r/')[1].split('"')[0]


def test_the_page_itself_gets_in(server: Server) -> None:
    status, text, headers = server.ask("GET", "/", Origin="")
    assert status == 200 and "海棠湾区教育局" in text
    assert (
        "script-src 'self'" in headers["content-security-policy"] and "unsafe" not in headers["content-security-policy"]
    )
    assert server.ask("GET", f"/?token={server.token}", Cookie="", Origin="")[0] == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"}, {"Host": "127.0.0.1"}, {"Host": "evil.example:8765"}, {"Host": "127.0.0.1.evil.example"},
        {"Host": "[::1]:80"}, {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "https://127.0.0.1"},
        {"Origin": "http://127.0.0.1:1"}, {"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"},
        {"Cookie": ""}, {"Cookie": "ie_review_1=x"},
    ],
)  # fmt: skip
def test_foreign_requests_are_refused(server: Server, headers: dict[str, str]) -> None:
    key = key_of(server)
    body = json.dumps({"action": "a" * 12, "do": "undo"}).encode()
    for method, path, data in (("GET", "/", None), ("GET", f"/r/{key}", None), ("POST", f"/api/r/{key}/act", body)):
        status, text, answered = server.ask(method, path, data, **headers)
        assert status in (403, 421), (method, path, status)
        assert "海棠" not in text and server.token not in text and "set-cookie" not in answered


@pytest.mark.parametrize(
    "headers", [{"Origin": ""}, {"X_Review_Token": ""}, {"X_Review_Token": "wrong"}, {"Content_Type": "text/plain"}]
)
def test_what_writes_must_bring_origin_token_and_json(server: Server, headers: dict[str, str]) -> None:
    body = json.dumps({"action": "a" * 12, "do": "undo"}).encode()
    assert server.ask("POST", f"/api/r/{key_of(server)}/act", body, **headers)[0] in (403, 415)


def test_only_the_interfaces_own_files_may_be_kept(server: Server) -> None:
    status, page, headers = server.ask("GET", "/")
    assert status == 200 and headers["cache-control"] == "no-store"
    path = page.split('rel="stylesheet" href="')[1].split('"')[0]
    status, _, headers = server.ask("GET", path)
    assert status == 200 and "immutable" in headers["cache-control"] and "content-security-policy" in headers
    # A page of an older version never gets the files of this one.
    old = path.replace(path.split("/")[2], "0" * 16)
    assert [server.ask("GET", p)[0] for p in (old, old.replace("review.css", "report.js"), path + "/x")] == [404] * 3


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2f..%2fpyproject.toml", "/static//etc/passwd",
        "/static/review.css/../../app.py", "/static/app.py", "/static/", "/r/../../etc/passwd", "/r/" + "0" * 20, "/r/x",
        "/cause/none/x", "/api/r/x/act", "/static/..\\app.py", "/" + "a" * 5000, "/?token=wrong",
    ],
)  # fmt: skip
def test_path_tricks_find_nothing(server: Server, path: str) -> None:
    status, text, _ = server.ask("GET", path)
    assert 400 <= status < 500 and "def " not in text and "root:" not in text


def test_oversized_and_malformed_bodies_are_refused(server: Server) -> None:
    path = f"/api/r/{key_of(server)}/act"
    assert server.ask("POST", path, b" " * (MAX_BODY + 1))[0] == 413
    chunk = b"%x\r\n%s\r\n" % (MAX_BODY + 1, b" " * (MAX_BODY + 1))
    assert server.ask("POST", path, chunk + b"0\r\n\r\n", Transfer_Encoding="chunked")[0] == 413
    for body in (
        b"",
        b"[]",
        b"{",
        b"\xff",
        b"[" * 100_000,
        b'{"do": "set"}',
        b'{"do": ["set"], "action": "aaaaaaaaaa"}',
    ):
        assert server.ask("POST", path, body)[0] in (400, 409), body[:20]
    for method in ("PUT", "DELETE", "OPTIONS", "PATCH"):
        assert server.ask(method, "/")[0] == 405


@pytest.mark.parametrize(
    "wish",
    [
        {"do": "set", "address": "nothing.of.this", "words": "1"}, {"do": "set", "address": ["a"], "words": "1"},
        {"do": "set", "address": "art20_1.regulations.issued", "words": "<b>"},
        {"do": "status", "targets": "x", "status": "blank"}, {"do": "status", "targets": [], "status": "read"},
        {"do": "label", "start": -1, "end": 5, "label": "CELL"}, {"do": "label", "start": 0, "end": 10**9, "label": "CELL"},
        {"do": "label", "start": 0, "end": 3, "label": "<script>"}, {"do": "fact", "name": "sha256", "value": "x"},
        {"do": "fact", "name": "year", "value": "12"}, {"do": "accept", "targets": [{}]}, {"do": "nothing"}, {"do": None},
    ],
)  # fmt: skip
def test_answers_that_make_no_sense_are_refused_in_one_sentence(server: Server, wish: dict[str, object]) -> None:
    told = server.act(key_of(server), **wish)  # type: ignore[arg-type]
    assert told["error"] and "Traceback" not in told["error"]


def test_the_server_listens_on_this_machine_only(server: Server) -> None:
    listening = Path("/proc/net/tcp")
    if not listening.exists():
        pytest.skip("this system has no /proc/net/tcp")
    own = [line.split()[1] for line in listening.read_text().splitlines()[1:] if line.split()[3] == "0A"]
    assert [a for a in own if a.endswith(f":{server.port:04X}")] == [f"0100007F:{server.port:04X}"]
