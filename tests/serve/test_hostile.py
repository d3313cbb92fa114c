"""Hostile bodies and hostile clients: each costs only itself, and the service says what is wrong."""

from __future__ import annotations

import http.client
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

pytest.importorskip("fastapi", reason="FastAPI is not installed; pip install 'nianbao-ie[serve]' runs these")

from tests.batch.reports import TEXT
from tests.serve.running import Answer, Service, running

WORK = "tests.serve.hostile:work"
GOOD = TEXT.format(2020, 1).encode()
SMALL = {"max_bytes": 100_000, "max_seconds": 4.0, "max_memory": 400_000_000}


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with running(
        workers=2, work=WORK, limits=SMALL, max_waiting=3, max_batch=300_000, max_batches=1, body_seconds=1.0
    ) as service:
        yield service


@pytest.fixture(autouse=True)
def still_well(service: Service) -> Iterator[None]:
    """After each test the service is idle and reads a good report."""
    yield
    assert settled(service)
    assert service.ask("/extract", GOOD, name="a.txt").json["status"] == "ok"


def settled(service: Service) -> bool:
    for _ in range(100):
        health = service.ask("/health").json
        if health["status"] == "ok" and not (health["working"] or health["waiting"] or health["batches"]):
            return True
        time.sleep(0.1)
    return False


def test_a_report_that_hangs_dies_or_explodes_costs_only_itself(service: Service) -> None:
    bodies = [b"sleep 30", b"die", b"allocate", GOOD]
    # No more at once than may wait: all can come before a worker has begun the first.
    with ThreadPoolExecutor(3) as clients:
        answers = list(clients.map(lambda body: service.ask("/extract", body, name="a.txt"), bodies))
    assert [a.status for a in answers] == [200] * 4
    assert [a.json["status"] for a in answers] == ["timed_out", "crashed", "out_of_memory", "ok"]


def test_beyond_the_queue_a_client_is_told_when_to_come_again(service: Service) -> None:
    with ThreadPoolExecutor(12) as clients:
        answers = list(clients.map(lambda _: service.ask("/extract", b"sleep 0.5", name="a.txt"), range(12)))
    refused = [a for a in answers if a.status == 503]
    assert refused and {a.status for a in answers} == {200, 503}
    assert all(1 <= int(a.headers["retry-after"]) <= 60 for a in refused)
    assert all(a.json["error"].endswith("reports are waiting already; come again") for a in refused)


def test_one_batch_too_many_is_told_to_come_again(service: Service) -> None:
    rows = b'{"text": "sleep 1"}\n' * 2
    with ThreadPoolExecutor(2) as clients:
        answers = sorted(clients.map(lambda _: service.ask("/batch", rows), range(2)), key=lambda a: a.status)
    assert [a.status for a in answers] == [200, 503]
    assert len(answers[0].body.splitlines()) == 2 and "retry-after" in answers[1].headers


@pytest.mark.parametrize("path", ["/extract", "/batch"])
def test_a_body_beyond_its_limit_is_refused(service: Service, path: str) -> None:
    pieces = (b"x" * 50_000 for _ in range(20))
    for body in (b"x" * 400_000, pieces):
        answer = service.ask(path, body)
        assert answer.status == 413 and "split it" in answer.json["error"]
    told = service.raw(f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {10**30}\r\n\r\n".encode())
    assert told.startswith(b"HTTP/1.1 4")


def test_a_body_that_does_not_come_is_given_up(service: Service) -> None:
    told = service.raw(b"POST /extract HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\nabc")
    assert told.startswith(b"HTTP/1.1 408") and b"did not come within 1 s" in told


BAD_REQUESTS = [
    b"\x00\x01\x02\r\n\r\n",
    b"POST /extract HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
    b"POST /extract HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
    b"GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
    b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /extract HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
]


@pytest.mark.parametrize("request_", BAD_REQUESTS, ids=range(len(BAD_REQUESTS)))
def test_what_is_no_request_is_refused(service: Service, request_: bytes) -> None:
    told = service.raw(request_)
    assert told.startswith(b"HTTP/1.1 4"), told[:200]
    assert b"Traceback" not in told


BAD_BODIES = [
    ("application/json", b"[" * 50_000, 400),
    ("application/json", b"{}", 400),
    ("application/json", b'{"text": 1}', 400),
    ("application/json", b'{"text": "a", "id": {}}', 400),
    ("application/json", b'{"text": "a", "name": ' + b"9" * 5_000 + b"}", 400),
    ("application/json", b"\xff", 400),
    ("multipart/form-data; boundary=x", b"--x\r\n\r\n--x--", 415),
    ("text/plain; charset=\xff", GOOD, 200),
    ("application/pdf", b"%PDF-1.7\n" + b"<" * 5_000, 200),
    ("text/html", b"<html>" + b"<div>" * 5_000, 200),
]


@pytest.mark.parametrize(("kind", "body", "status"), BAD_BODIES, ids=range(len(BAD_BODIES)))
def test_what_is_no_report_is_told(service: Service, kind: str, body: bytes, status: int) -> None:
    answer = service.ask("/extract", body, kind)
    assert answer.status == status
    assert (answer.json["warnings"] or [answer.json["status"]])[-1] if status == 200 else answer.json["error"]


def test_another_name_than_its_own_is_refused(service: Service) -> None:
    for host, status in (("evil.example", 421), ("localhost", 200), ("[::1]:80", 200), ("127.0.0.1.evil.example", 421)):
        told = service.raw(f"GET /health HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        assert told.startswith(f"HTTP/1.1 {status}".encode()), host


def test_clients_that_leave_cost_nothing(service: Service) -> None:
    head = b"POST /extract HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
    for _ in range(4):
        service.raw(head % 8 + b"sleep 20", wait=False)  # two are begun, two wait and are dropped
        service.raw(head % 5_000 + b"half", wait=False)
    batch = b'{"text": "sleep 1"}\n' * 50
    service.raw(
        b"POST /batch HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % len(batch) + batch, wait=False
    )
    begin = time.monotonic()
    assert settled(service)
    assert time.monotonic() - begin < 15


def test_what_is_in_work_is_finished_before_the_end() -> None:
    with running(workers=1, work=WORK, limits={"max_seconds": 10.0}) as service, ThreadPoolExecutor(2) as clients:
        asked = clients.submit(service.ask, "/extract", b"sleep 2", name="a.txt")
        while not service.ask("/health").json["working"]:
            time.sleep(0.05)
        workers = subprocess.run(
            ["pgrep", "-P", str(service.process.pid)], capture_output=True, text=True, check=True
        ).stdout.split()
        assert service.stop() == 0
        answer: Answer = asked.result()
        assert (answer.status, answer.json["status"]) == (200, "not_a_report")
        with pytest.raises(OSError):
            socket.create_connection(("127.0.0.1", service.port), timeout=2)
        assert workers and not any(is_alive(pid) for pid in workers)


def is_alive(pid: str) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_a_connection_may_be_used_again(service: Service) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=20)
    for _ in range(5):
        connection.request("POST", "/extract?name=a.txt", GOOD)
        assert connection.getresponse().read().endswith(b"}\n")
    connection.close()
