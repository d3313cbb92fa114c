"""`ie serve` as a process of its own on a free port, with the settings and the work that a test asks for."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    headers: Mapping[str, str]

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Service:
    process: subprocess.Popen[str]
    port: int

    def ask(
        self, path: str, body: Any = None, kind: str = "application/octet-stream", method: str = "", **query: str
    ) -> Answer:
        """One request on a connection of its own; an iterable body goes out in chunks, a text as JSON."""
        if query:
            path += "?" + urlencode(query, errors="surrogateescape")
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method or ("GET" if body is None else "POST"), path, body, {"Content-Type": kind})
            answer = connection.getresponse()
            return Answer(answer.status, answer.read(), {k.lower(): v for k, v in answer.getheaders()})
        finally:
            connection.close()

    def raw(self, data: bytes, wait: bool = True) -> bytes:
        """Bytes as they are; what comes back until the connection ends."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            out = b""
            try:
                connection.sendall(data)
                while wait and (piece := connection.recv(65_536)):
                    out += piece
            except ConnectionError:
                pass
            return out

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


@contextmanager
def running(**settings: Any) -> Iterator[Service]:
    """`work` and the fields of ServiceSettings, `limits` as a dictionary."""
    command = [sys.executable, "-m", "tests.serve.running", json.dumps(settings)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    try:
        line = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
        assert found, line + process.stderr.read()
        yield Service(process, int(found[1]))
    finally:
        process.terminate()
        process.wait(60)
        process.stderr.close()


if __name__ == "__main__":
    from ie.read import Limits
    from ie.serve.server import serve
    from ie.serve.settings import ServiceSettings

    given = json.loads(sys.argv[1])
    work = given.pop("work", "ie.batch.work:work_item")
    serve(ServiceSettings(port=0, limits=Limits(**given.pop("limits", {})), **given), work)
