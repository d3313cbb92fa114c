"""The service gives the bytes of `ie extract`, to any number of clients at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jsonschema
import pytest

pytest.importorskip("fastapi", reason="FastAPI is not installed; pip install 'nianbao-ie[serve]' runs these")

from ie.batch import run_batch
from ie.cli import main
from tests.batch.reports import TEXT, make_reports
from tests.read.printed import DOCUMENTS, as_docx, as_html, as_pdf, as_xlsx
from tests.rebuild.forms import make_form
from tests.serve.running import Service, running

CLIENTS = 8


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with running(workers=2) as service:
        yield service


def lines(out: Path) -> list[bytes]:
    return (out / "reports.jsonl").read_bytes().splitlines(keepends=True)


def test_many_clients_get_the_bytes_of_the_command(service: Service, tmp_path: Path) -> None:
    paths = make_reports(tmp_path / "in", 40, full_every=4)
    for name, print_it in zip(DOCUMENTS, (as_html, as_docx, as_xlsx, as_pdf), strict=True):
        paths.append(tmp_path / "in" / f"z.{name}")
        paths[-1].write_bytes(print_it(make_form("2021", 3)))
    for name, data in {
        "空.txt": b"",
        "a\nb.txt": b"\xff\xfe\x00",
        "=1.txt": b"\x89PNG\r\n\x1a\n",
        "x.docx": b"PK\x03\x04",
    }.items():
        paths.append(tmp_path / "in" / name)
        paths[-1].write_bytes(data)
    run_batch(paths, tmp_path / "out", workers=1)
    with ThreadPoolExecutor(CLIENTS) as clients:
        answers = list(clients.map(lambda p: service.ask("/extract", p.read_bytes(), name=str(p)), paths))
    assert [a.status for a in answers] == [200] * len(paths)
    assert [a.body for a in answers] == lines(tmp_path / "out")
    assert {a.headers["content-type"] for a in answers} == {"application/json"}


def test_the_content_type_stands_for_a_name(service: Service) -> None:
    page, text = as_html(make_form("2021", 5)), TEXT.format(2020, 1).encode()
    assert service.ask("/extract", page, "text/html; charset=utf-8").json["tables"]
    assert service.ask("/extract", text, "text/plain").json["year"] == 2020
    assert service.ask("/extract", b"a,b\n1,2\n", "text/csv").json["encoding"] == "utf-8"


def test_a_text_as_json_keeps_what_is_the_callers(service: Service, tmp_path: Path) -> None:
    text = TEXT.format(2021, 9) + "😀"
    given = {"text": text, "id": "七", "url": "http://example.org/1"}
    (tmp_path / "crawl.jsonl").write_text(json.dumps(given) + "\n")
    run_batch([tmp_path / "crawl.jsonl"], tmp_path / "out", workers=1)
    [wanted] = [json.loads(line) for line in lines(tmp_path / "out")]
    answer = service.ask("/extract", json.dumps(given), "application/json", name="x").json
    assert answer | {"source": wanted["source"], "part": "row 1"} == wanted
    assert answer["source"] == "x" and answer["id"] == "七"


def test_batches_at_once_give_the_bytes_of_a_crawl(service: Service, tmp_path: Path) -> None:
    rows = [json.dumps({"id": str(i), "正文": TEXT.format(2010 + i % 10, i)}, ensure_ascii=False) for i in range(60)]
    rows[10:10] = ["no json", "[1]", "", '{"id": "no text"}', '{"text": ' + "[" * 5_000 + "}"]
    page = as_html(make_form("2021", 8)).decode("gb18030")
    rows.append(json.dumps({"html": page, "url": "http://example.org"}))
    crawl = tmp_path / "crawl.jsonl"
    crawl.write_text("\n".join(rows), encoding="utf-8-sig")
    run_batch([crawl], tmp_path / "out", workers=1)
    with ThreadPoolExecutor(3) as clients:
        answers = list(clients.map(lambda _: service.ask("/batch", crawl.read_bytes(), name=str(crawl)), range(3)))
    wanted = b"".join(lines(tmp_path / "out"))
    assert [(a.status, a.headers["content-type"]) for a in answers] == [(200, "application/x-ndjson")] * 3
    assert all(a.body == wanted for a in answers)


def test_the_first_record_of_a_batch_comes_before_its_last(service: Service) -> None:
    import http.client

    rows = "".join(json.dumps({"text": TEXT.format(2020, i) * 20}) + "\n" for i in range(60))
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)
    connection.request("POST", "/batch", rows.encode())
    answer = connection.getresponse()
    first = json.loads(answer.readline())
    assert first["part"] == "row 1"
    assert service.ask("/health").json["batches"] == 1
    assert len(answer.read().splitlines()) == 59
    connection.close()


def test_the_description_says_what_comes(service: Service) -> None:
    described = service.ask("/openapi.json").json
    assert set(described["paths"]) == {"/extract", "/batch", "/health", "/version"}
    schemas = described["components"]["schemas"]
    by_name = {name: {"$ref": f"#/components/schemas/{name}", "components": {"schemas": schemas}} for name in schemas}
    record = service.ask("/extract", TEXT.format(2020, 1).encode(), name="a.txt").json
    jsonschema.Draft202012Validator(by_name["Record"]).validate(record)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(by_name["Record"]).validate(record | {"year": "2020"})
    for path, name in (("/health", "Health"), ("/version", "Version"), ("/nowhere", "Problem")):
        jsonschema.Draft202012Validator(by_name[name]).validate(service.ask(path).json)
    answer = described["paths"]["/extract"]["post"]["responses"]
    assert set(answer) >= {"200", "400", "408", "413", "415", "503"} and "Retry-After" in answer["503"]["headers"]


def test_version_names_what_made_the_records(service: Service) -> None:
    record = service.ask("/extract", TEXT.format(2020, 1).encode(), name="a.txt").json
    told = service.ask("/version").json
    assert told["ie_version"] == record["ie_version"]
    assert "{name} {version}".format(**record["tagger"]) in told["taggers"]
    assert told["editions"] == "shipped"
    assert told["limits"]["max_seconds"] == 30


def test_a_port_in_use_is_told(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--port", str(service.port)]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"ie: cannot listen at 127.0.0.1, port {service.port}: ")
    assert told.endswith("; choose another with --port\n") and told.count("\n") == 1


def test_an_unknown_tagger_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--port", "0", "--tagger", "none"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("ie: there is no tagger") and "'none'" in told and told.count("\n") == 1


def test_a_missing_package_is_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for name in [n for n in sys.modules if n.startswith("ie.serve")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert main(["serve"]) == 2
    assert capsys.readouterr().err == (
        "ie: ie serve needs uvicorn, which is not installed; run: pip install 'nianbao-ie[serve]'\n"
    )
