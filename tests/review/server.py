"""A real server in a process of its own, records to serve, and plain requests to it."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ie.commands.extract import extract_file
from ie.tag import load_tagger
from ie.write.jsonl import record_line

ROOT = Path(__file__).parents[2]
OWN = ROOT / "annotations" / "own"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@dataclass
class Server:
    """A running `ie review`."""

    process: subprocess.Popen[str]
    url: str

    @property
    def port(self) -> int:
        return int(self.url.split(":")[2].split("/")[0])

    @property
    def token(self) -> str:
        return self.url.split("token=")[1]

    def headers(self, **other: str) -> dict[str, str]:
        """Those of the page itself."""
        own = {
            "Host": f"127.0.0.1:{self.port}",
            "Origin": f"http://127.0.0.1:{self.port}",
            "Cookie": f"ie_review_{self.port}={self.token}",
            "X-Review-Token": self.token,
            "Content-Type": "application/json",
        }
        return {k: v for k, v in {**own, **{n.replace("_", "-"): v for n, v in other.items()}}.items() if v}

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, str, dict[str, str]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in self.headers(**headers).items():
                connection.putheader(name, value)
            if body is not None and "Transfer-Encoding" not in headers:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8"), dict(answer.getheaders())
        finally:
            connection.close()

    def act(self, key: str, do: str, **wish: Any) -> dict[str, Any]:
        """One answer; the error's sentence where it is refused."""
        body = json.dumps({"action": uuid.uuid4().hex, "do": do, **wish}).encode()
        status, text, _ = self.ask("POST", f"/api/r/{key}/act", body)
        assert status in (200, 409), text
        told: dict[str, Any] = json.loads(text)
        return told

    def kill(self) -> None:
        """As `kill -9` does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@contextmanager
def serving(records: Path, annotator: str, *options: str, port: int = 0) -> Iterator[Server]:
    command = [sys.executable, "-m", "ie.cli", "review", str(records), "--no-browser", f"--annotator={annotator}"]
    process = subprocess.Popen(
        [*command, "--port", str(port), *options], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    lines: list[str] = []
    try:
        for line in process.stdout:
            lines.append(line)
            if found := re.match(r"review: (\S+)", line):
                yield Server(process, found.group(1))
                break
        else:
            raise AssertionError("".join(lines))
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=20)
        process.stdout.close()


def write_run(folder: Path, *names: str) -> Path:
    """Records, spans and texts of reports of this project, as `ie extract` lays them side by side."""
    folder.mkdir(parents=True, exist_ok=True)
    tagger, records, spans = load_tagger(), [], []
    for name in names:
        (path,) = OWN.glob(f"{name}*.txt")
        record, found = extract_file(path, tagger)
        record["source"] = str(path)
        records.append(record)
        spans.append(found)
    write_lines(folder / "reports.jsonl", records)
    write_lines(folder / "spans.jsonl", spans)
    return folder / "reports.jsonl"


def write_lines(path: Path, rows: list[Any]) -> None:
    path.write_bytes(b"".join(map(record_line, rows)))
