"""The compiled wheel: the same sources, compiled by mypyc, give the same records to the byte.

It is built from the source archive, as `make wheel` does, so that nothing compiled ever lies beside the sources.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.building import ROOT, archive_of, clean

BUILD = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
HOOK = BUILD["targets"]["wheel"]["hooks"]["mypyc"]
SAMPLES = sorted(str(p.relative_to(ROOT)) for p in (ROOT / "annotations" / "own").glob("*.txt"))
TAGGERS = ("default", "pattern")

needs_compiler = pytest.mark.skipif(
    shutil.which("cc") is None or not (Path(sysconfig.get_path("include")) / "Python.h").is_file(),
    reason="needs a C compiler and Python's headers: apt-get install gcc python3-dev",
)


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the compiled wheel installs."""
    folder = tmp_path_factory.mktemp("compiled")
    archive = archive_of(ROOT, folder)
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    source = archive.with_name(archive.name.removesuffix(".tar.gz"))
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    ran = subprocess.run(
        command, cwd=source, env=clean(HATCH_BUILD_HOOK_ENABLE_MYPYC="1"), capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-4000:]
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as unpacked:
        unpacked.extractall(folder / "installed")
    return folder / "installed"


@needs_compiler
def test_the_modules_named_are_compiled_and_no_others(compiled: Path) -> None:
    named = {p for pattern in HOOK["include"] for p in ROOT.glob(pattern.lstrip("/"))}
    left = {ROOT / pattern.lstrip("/") for pattern in HOOK["exclude"]}
    wanted = {p.relative_to(ROOT).with_suffix("") for p in named - left if p.name != "__init__.py"}
    found = {p.relative_to(compiled).with_name(p.name.split(".")[0]) for p in (compiled / "ie").rglob("*.so")}
    assert found == wanted
    code = "import ie.rebuild.rows, ie.editions.finding; print(ie.rebuild.rows.__file__); print(ie.editions.finding.__file__)"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=compiled, env=clean(PYTHONPATH=str(compiled)), capture_output=True, text=True
    )
    assert [Path(line).suffix for line in ran.stdout.splitlines()] == [".so", ".so"], ran.stderr


@needs_compiler
@pytest.mark.parametrize("tagger", TAGGERS)
def test_the_same_records(compiled: Path, tagger: str, tmp_path: Path) -> None:
    for name, package in (("compiled", compiled), ("sources", ROOT)):
        command = [
            sys.executable,
            "-m",
            "ie.cli",
            "extract",
            *(str(ROOT / s) for s in SAMPLES),
            "-o",
            str(tmp_path / name),
        ]
        command += [] if tagger == "default" else ["--tagger", tagger]
        ran = subprocess.run(command, cwd=tmp_path, env=clean(PYTHONPATH=str(package)), capture_output=True, text=True)
        assert "Traceback" not in ran.stderr, ran.stderr
    records = [json.loads(line) for line in (tmp_path / "compiled" / "reports.jsonl").read_text("utf-8").splitlines()]
    assert len(records) == len(SAMPLES)
    assert {r["status"] for r in records} == {"ok"}
    for name in ("reports.jsonl", "cells.csv", "run.json"):
        assert (tmp_path / "compiled" / name).read_bytes() == (tmp_path / "sources" / name).read_bytes(), name


def test_nothing_compiled_lies_beside_the_sources() -> None:
    assert [p for p in (ROOT / "ie").rglob("*") if p.suffix in (".so", ".pyd")] == []
