"""Every command that the documentation prints is run on small samples, or is listed with the reason why not and known to exist."""

from __future__ import annotations

import argparse
import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from ie.cli import build_parser, main
from tests.docs.pages import ROOT, Command, commands

LISTED = tomllib.loads((Path(__file__).parent / "commands.toml").read_text("utf-8"))
AS, EXIT, NOT_RUN = LISTED["as"], LISTED["exit"], LISTED["not_run"]
KINDS = ("make", "pip install", "curl")
"""Programs of which no command is run."""
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def kind_of(words: str) -> str | None:
    return next((kind for kind in KINDS if words.startswith(kind + " ")), None)


RUN = [
    *{
        AS.get(c.words, c.words): c for c in reversed(commands()) if c.words not in NOT_RUN and not kind_of(c.words)
    }.values()
]
"""Of those that run alike, the one printed first."""
TOLD = [c for c in commands() if c.words in NOT_RUN or kind_of(c.words) is not None]


def test_the_list_names_no_command_that_is_not_printed() -> None:
    printed = {c.words for c in commands()}
    listed = {*AS, *EXIT, *NOT_RUN} - set(KINDS)
    assert listed - printed == set()
    assert set(AS) & set(NOT_RUN) == set()


@pytest.mark.parametrize("command", RUN, ids=lambda c: c.words)
def test_a_command_runs(command: Command, samples: Path, tmp_path: Path, monkeypatch: Any, capfd: Any) -> None:
    folder = tmp_path / "here"
    shutil.copytree(samples, folder, symlinks=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("IE_EDITIONS", "")
    words = AS.get(command.words, command.words)
    if "{check}" in words:
        assert main(["check", "out/reports.jsonl"]) == 1
        found = re.search(r"\b[0-9a-f]{10}\b", capfd.readouterr().out)
        assert found, "no failing check has a short name"
        words = words.replace("{check}", found.group())
    code = run(shlex.split(words.split(" > ")[0]), folder)
    told = capfd.readouterr()
    assert code == EXIT.get(command.words, 0), f"{command.page}: {told.err}"
    assert "Traceback" not in told.err
    assert told.out or told.err or code == 0


def run(argv: list[str], folder: Path) -> int:
    """The exit code; `ie` in this process, `python -m` in one of its own."""
    if argv[0] == "ie":
        if "extract" in argv:
            shutil.rmtree(folder / argv[argv.index("-o") + 1], ignore_errors=True)
        try:
            return main(argv[1:])
        except SystemExit as end:
            return int(end.code or 0)
    assert argv[:2] == ["python", "-m"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, *argv[1:]], cwd=folder, env=environment, check=False).returncode


@pytest.mark.parametrize("command", TOLD, ids=lambda c: c.words)
def test_a_command_that_is_not_run_is_there(command: Command, monkeypatch: Any, capsys: Any) -> None:
    words = shlex.split(command.words)
    assert NOT_RUN[kind_of(command.words) or command.words]
    if words[0] == "ie":
        check_ie(words[1:])
    elif words[0] == "make":
        check_make(words[1:])
    elif words[0] == "pip":
        check_pip(words[2:])
    elif "-m" in words and words[words.index("-m") + 1] != "pytest":
        check_module(words[words.index("-m") + 1 :], monkeypatch, capsys)


def check_ie(words: list[str]) -> None:
    """The command and its options are known."""
    action = next(a for a in build_parser()._actions if isinstance(a, argparse._SubParsersAction))
    options = action.choices[words[0]]._option_string_actions
    assert [w for w in words if w.startswith("-") and w not in options] == []


def check_make(words: list[str]) -> None:
    """The target is there and uses the variables."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for word in words:
        name, equals, _ = word.partition("=")
        assert (
            f"$({name})" in makefile or f",{name})" in makefile if equals else re.search(rf"^{name}:", makefile, re.M)
        ), word


def check_pip(words: list[str]) -> None:
    """What is installed is this project, its extras, or a package that the pages offer."""
    wanted = words[-1]
    name, bracket, extras = wanted.partition("[")
    assert name in (".", PROJECT["name"], "rich")
    if bracket:
        assert set(extras.rstrip("]").split(",")) <= set(PROJECT["optional-dependencies"])


def check_module(words: list[str], monkeypatch: Any, capsys: Any) -> None:
    """The module is there, and its help has the options."""
    path = ROOT / words[0].replace(".", "/")
    source = (path / "__main__.py" if path.is_dir() else path.with_suffix(".py")).read_text("utf-8")
    if "argparse" not in source:
        assert not [w for w in words if w.startswith("-")], "it reads no options"
        return
    monkeypatch.setattr(sys, "argv", [words[0], "--help"])
    with pytest.raises(SystemExit) as end:
        runpy.run_module(words[0], run_name="__main__")
    assert not end.value.code
    shown = capsys.readouterr().out
    assert [w for w in words if w.startswith("-") and w not in shown] == []
