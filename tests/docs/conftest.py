"""A folder of small samples with the names that the documentation uses."""

from __future__ import annotations

import json
import re
import shutil
import uuid
from pathlib import Path

import pytest

from ie.batch import run_batch
from ie.cli import main
from ie.review.desk import Desk
from ie.review.pool import Pool
from ie.review.store import Store
from tests.docs.pages import ROOT
from tests.read.printed import as_docx
from tests.rebuild.forms import make_form
from training.docs.sample import TEXT
from training.synthesize import make_sample

FACTS = {"organ": "云杉县水文局", "year": "2022", "edition": "2021"}
"""What a person answers where a sample does not say."""


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Texts, documents, gold, runs, a store and an edition; commands get copies of it."""
    folder = tmp_path_factory.mktemp("docs")
    (folder / "report.txt").write_text(TEXT, "utf-8")
    (folder / "report.docx").write_bytes(as_docx(make_form("2021", 1)))
    (folder / "annotations").symlink_to(ROOT / "annotations")
    for name in ("reports", "gold", "forms"):
        (folder / name).mkdir()
    shutil.copy(folder / "report.txt", folder / "reports")
    sample = make_sample(3, 0, ["2021"], ["pipe-rows"], [])
    (folder / "reports" / "made.txt").write_bytes(sample.text.encode())
    (folder / "gold" / "made.json").write_text(json.dumps(sample.gold("made"), ensure_ascii=False), "utf-8")
    page = (ROOT / "docs" / "editions.md").read_text("utf-8")
    example = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert example
    (folder / "forms" / "example.toml").write_text(example[1], "utf-8")
    run_batch([folder / "reports"], folder / "out", tagger="pattern", workers=1)
    run_batch([folder / "reports" / "made.txt"], folder / "out2", tagger="pattern", workers=1)
    _answered(folder / "out" / "reports.jsonl")
    for name in ("out", "out2"):
        shutil.copytree(folder / name, folder / name.upper())
    for to, name in (("label-studio", "export.json"), ("labels", "labels.jsonl")):
        texts = ["--texts", str(folder / "reports")]
        assert main(["convert", str(folder / "gold"), "--to", to, "-o", str(folder / name), *texts]) == 0
    return folder


def _answered(records: Path) -> None:
    """A store in which every report is done, all as it was read."""
    desk = Desk(Pool.load(records), Store(records.with_name("review.sqlite")), "李静", False)
    for entry in desk.pool.entries:
        while doubts := desk.sheet(entry.key).doubts:
            kind, _, name = doubts[0].target.partition(":")
            accept = {"do": "accept", "targets": [doubts[0].target]}
            wish = {"do": "fact", "name": name, "value": FACTS[name]} if kind == "fact" else accept
            desk.act(entry.key, {"action": uuid.uuid4().hex, **wish})
        desk.act(entry.key, {"action": uuid.uuid4().hex, "do": "done"})
