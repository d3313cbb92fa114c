"""The loop with people in it: the review page is opened on the queue, answered as a browser would, and learnt from."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("sklearn")
pytest.importorskip("matplotlib")
pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

from ie.score.gold import load_gold
from tests.active.worlds import make_world
from tests.review.server import Server

ROOT = Path(__file__).parents[2]


def _answer(server: Server) -> list[str]:
    """Every report of the queue accepted as it stands; the reasons shown for asking."""
    page = server.ask("GET", "/")[1]
    keys = list(dict.fromkeys(re.findall(r"/r/([0-9a-f]+)", page)))
    for key in keys:
        # What was accepted may break a sum, which is a doubt of its own.
        for _ in range(3):
            doubts = _doubts(server, key)
            # A part of a report prints neither.
            for name, value in (("organ", "某局"), ("year", "2021")):
                if f"fact:{name}" in doubts:
                    server.act(key, "fact", name=name, value=value)
            if cells := [target for target in doubts if not target.startswith("fact:")]:
                server.act(key, "accept", targets=cells)
        assert server.act(key, "done").get("done"), key
    return keys


def _doubts(server: Server, key: str) -> list[str]:
    report = server.ask("GET", f"/r/{key}")[1]
    return [d["target"] for d in json.loads(report.split('id="data">')[1].split("</script>")[0])["doubts"]]


def test_a_round_with_the_page(tmp_path: Path) -> None:
    world, home = make_world(tmp_path), tmp_path / "home"
    command = [
        sys.executable,
        "-m",
        "training.active",
        str(world / "texts"),
        "-o",
        str(home),
        "--base",
        str(world / "base"),
    ]
    command += ["--hold-out", str(world / "gold"), "--texts", str(world / "texts"), "--replay", "2", "--batch", "2"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    loop = subprocess.Popen(
        [*command, "--port", "0", "--no-browser"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        assert loop.stdout is not None
        url = next(line.removeprefix("review: ").strip() for line in loop.stdout if line.startswith("review: "))
        asked = _answer(Server(loop, url))
        told = loop.stdout.read()
        assert loop.wait() in (0, 1), told
    finally:
        loop.kill()
    (note,) = (json.loads(line) for line in (home / "rounds.jsonl").read_text(encoding="utf-8").splitlines())
    assert len(asked) == len(note["asked"]) == note["annotated"] == 2
    names = {Path(entry["source"]).name for entry in note["asked"]}
    assert {Path(gold.source).name for gold in load_gold([home / "gold"])} == names
    assert "in use: " in told
