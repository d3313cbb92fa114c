"""A model by its hub name: fetched from a hub of this machine, without anything that could hold code, and told where there is none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

import ie
from ie.records import read_records
from ie.tag import TaggerError, load_tagger
from ie.tag.hub import is_hub_name
from ie.tag.shipped import models_folder, verify
from ie.tag.transformer.files import READ_FILES

ROOT = Path(__file__).parents[2]
OWN = sorted((ROOT / "annotations" / "own").glob("*.txt"))
MODEL = models_folder() / "transformer"
COMMIT = "0123456789" * 4
PICKLE = "pytorch_model.bin"


class Hub(BaseHTTPRequestHandler):
    """As much of a hub's protocol as its client needs for one model of public files."""

    asked: set[str]

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        names = [p.name for p in MODEL.iterdir()] + [PICKLE]
        if path.startswith("/api/models/press/reports/tree/"):
            tree = [{"type": "file", "path": n, "size": 1, "oid": "0" * 40} for n in names]
            return self._give(json.dumps(tree).encode())
        if path.startswith("/api/models/press/reports"):
            found = {"id": "press/reports", "sha": COMMIT, "siblings": [{"rfilename": n} for n in names]}
            return self._give(json.dumps(found).encode())
        name = path.rpartition("/")[2]
        if path != f"/press/reports/resolve/{COMMIT}/{name}" or not (MODEL / name).is_file():
            return self._give(b"", 404)
        self.asked.add(name)
        return self._give((MODEL / name).read_bytes())

    def _give(self, data: bytes, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("ETag", f'"{sha256(data).hexdigest()}"')
        self.send_header("X-Repo-Commit", COMMIT)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Nothing on the screen."""


@pytest.fixture
def hub() -> Iterator[tuple[str, set[str]]]:
    """Address, and the files asked for."""
    asked: set[str] = set()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("OneHub", (Hub,), {"asked": asked}))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def extract(name: str, out: Path, endpoint: str) -> subprocess.CompletedProcess[str]:
    settings = {"HF_ENDPOINT": endpoint, "HF_HOME": str(out / "hub"), "HF_HUB_DISABLE_XET": "1", "NO_PROXY": "*"}
    command = [sys.executable, "-m", "ie.cli", "extract", str(OWN[0]), "-o", str(out / "run"), "--model", name]
    return subprocess.run(
        [*command, "--workers", "1"], capture_output=True, text=True, check=False, cwd=ROOT, env=os.environ | settings
    )


def test_a_hub_model_reads_as_its_folder_does(hub: tuple[str, set[str]], tmp_path: Path) -> None:
    pytest.importorskip("huggingface_hub")
    endpoint, asked = hub
    ran = extract("press/reports", tmp_path, endpoint)
    assert ran.returncode == 0, ran.stderr
    tagger = load_tagger(str(MODEL))
    settings = json.loads((tmp_path / "run" / "run.json").read_text())["settings"]
    assert settings["tagger"] == f"transformer {tagger.version}"
    read = {name for name in verify(MODEL)["files"] if name in READ_FILES}
    assert read <= asked and PICKLE not in asked
    [here] = ie.extract_many([OWN[0]], workers=1, tagger=str(MODEL))
    [there] = read_records(tmp_path / "run" / "reports.jsonl")
    assert there["tables"] == here["tables"] and there["figures"] == here["figures"]


@pytest.mark.parametrize("name", ["press/reports", "press/other"])
def test_no_network_and_no_such_model_are_one_sentence(name: str, hub: tuple[str, set[str]], tmp_path: Path) -> None:
    pytest.importorskip("huggingface_hub")
    ran = extract(name, tmp_path, hub[0] if name == "press/other" else "http://127.0.0.1:9")
    assert ran.returncode == 2 and ran.stderr.count("\n") == 1, ran.stderr
    assert ran.stderr.startswith(f"ie: there is no folder {name!r}, and a model of that name cannot be fetched (")
    assert ran.stderr.endswith("); name a folder, or check the name and the network\n")


def test_without_the_client_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    with pytest.raises(TaggerError, match=r"which is not installed; run: pip install 'nianbao-ie\[train\]'"):
        load_tagger("press/reports")


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("press/reports", True),
        ("press/reports@v2", True),
        ("reports", False),
        ("./press/reports", False),
        ("../reports", False),
        ("/press/reports", False),
        ("a/b/c", False),
        ("press/", False),
        ("press\\reports", False),
        ("tests/nowhere", False),
    ],
)
def test_a_slip_in_a_path_is_no_hub_name(name: str, wanted: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder `tests` is here, so that `tests/nowhere` is a path."""
    monkeypatch.chdir(ROOT)
    assert is_hub_name(name) is wanted
