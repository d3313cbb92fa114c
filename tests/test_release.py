"""A release: wheel and source archive, installed into an empty environment without a network, read the samples as the checkout does."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest

from ie.commands.version import version_told
from ie.version import __version__
from tests.building import ROOT, archive_of, clean, wheel_of

SAMPLES = ("annotations/own/01*.txt", "annotations/own/05*.txt")
NO_NETWORK = """
import socket


def refuse(*_):
    raise OSError("the network was used")


socket.socket.connect = socket.getaddrinfo = socket.create_connection = refuse
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with wheel and source archive."""
    folder = tmp_path_factory.mktemp("built")
    wheel_of(ROOT, folder)
    archive_of(ROOT, folder)
    return folder


def needed(name: str, seen: set[str]) -> Iterator[str]:
    """A package and all that it needs without extras, of what is installed here."""
    if name.lower() in seen:
        return
    seen.add(name.lower())
    yield name
    for line in distribution(name).requires or ():
        if "extra ==" not in line and "python_version <" not in line and "sys_platform ==" not in line:
            yield from needed(re.split(r"[^A-Za-z0-9._-]", line)[0], seen)


@pytest.fixture(scope="module")
def environment(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment that holds the wheel and what it asks for, and nothing else; any use of the network is an error."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder)
    (wheel,) = built.glob("*.whl")
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python"), "--disable-pip-version-check", "-q"]
    subprocess.run([*pip, "install", "--no-index", "--no-deps", str(wheel)], check=True)
    (site,) = folder.glob("lib/python*/site-packages")
    seen: set[str] = {"nianbao-ie"}
    with zipfile.ZipFile(wheel) as archive:
        metadata = archive.read(f"nianbao_ie-{__version__}.dist-info/METADATA").decode()
    for asked in re.findall(r"^Requires-Dist: ([A-Za-z0-9._-]+)[^;\n]*$", metadata, re.MULTILINE):
        for name in needed(asked, seen):
            found = distribution(name)
            for top in {file.parts[0] for file in found.files or () if file.parts[0] not in ("..", "__pycache__")}:
                if not (site / top).exists():
                    (site / top).symlink_to(Path(str(found.locate_file(top))))
    (site / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    return folder


def samples() -> list[str]:
    return [str(p.relative_to(ROOT)) for pattern in SAMPLES for p in sorted(ROOT.glob(pattern))]


def test_two_commands_read_the_samples_offline(environment: Path, tmp_path: Path) -> None:
    command = [str(environment / "bin" / "ie"), "extract", *samples(), "-o", str(tmp_path / "wheel")]
    ran = subprocess.run(command, cwd=ROOT, env=clean(), capture_output=True, text=True, check=False)
    assert ran.returncode == 0 and "Traceback" not in ran.stderr, ran.stderr
    assert ran.stdout.startswith("2 reports: 2 ok\n")
    here = [sys.executable, "-m", "ie.cli", "extract", *samples(), "-o", str(tmp_path / "here")]
    subprocess.run(here, cwd=ROOT, env=clean(PYTHONPATH=str(ROOT)), capture_output=True, check=True)
    for name in ("reports.jsonl", "cells.csv", "tables.xlsx", "run.json"):
        assert (tmp_path / "wheel" / name).read_bytes() == (tmp_path / "here" / name).read_bytes(), name


def test_the_version_names_the_models_that_read(environment: Path) -> None:
    ran = subprocess.run(
        [str(environment / "bin" / "ie"), "--version"], env=clean(), capture_output=True, text=True, check=True
    )
    assert ran.stdout == version_told() + "\n"
    assert re.fullmatch(rf"ie {re.escape(__version__)} \(ensemble [0-9a-f.+-]+, pattern 1\)\n", ran.stdout)


def test_what_the_installation_finds_is_its_own(environment: Path) -> None:
    code = "import ie, ie.tag.shipped as s; print(ie.__file__); print(s.models_folder())"
    python = str(environment / "bin" / "python")
    ran = subprocess.run([python, "-c", code], cwd="/", env=clean(), capture_output=True, text=True, check=True)
    assert all(Path(line).is_relative_to(environment) for line in ran.stdout.splitlines())


def test_the_source_archive_holds_what_its_tests_and_its_wheel_need(built: Path, tmp_path: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        archive.extractall(tmp_path, filter="data")
    (top,) = tmp_path.iterdir()
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if tracked.returncode == 0:
        files = [name for name in tracked.stdout.splitlines() if name.isascii() and (ROOT / name).is_file()]
        assert [name for name in files if not (top / name).is_file()] == []
    (tmp_path / "again").mkdir()
    again = wheel_of(top, tmp_path / "again")
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as one, zipfile.ZipFile(again) as other:
        assert one.namelist() == other.namelist()
