"""What an installation holds, and that what the README tells is there."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile

import pytest

from tests.building import ROOT, wheel_of

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
READMES = ["README.md", "README.zh-CN.md"]
HEAVY = {"torch", "transformers", "datasets", "sklearn", "jieba", "pyarrow", "pandas", "duckdb", "ray", "starlette"}
COMMAND = "import sys, ie.cli; sys.exit(ie.cli.main())"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    with zipfile.ZipFile(wheel_of(ROOT, folder)) as archive:
        return set(archive.namelist())


def test_the_wheel_carries_the_package_and_its_data(wheel: set[str]) -> None:
    here = {p.relative_to(ROOT).as_posix() for s in ("*.py", "*.toml", "*.json") for p in (ROOT / "ie").rglob(s)}
    assert here - wheel == set()
    models = {f"ie/models/jieba_linear/{name}" for name in ("card.json", "config.json", "weights.npz")}
    assert models - wheel == set()
    assert {"ie/py.typed", "ie/editions/2014.toml", "ie/editions/2019.toml", "ie/editions/2021.toml"} - wheel == set()


def test_the_wheel_carries_nothing_else(wheel: set[str]) -> None:
    assert {name.split("/")[0] for name in wheel} == {"ie", f"nianbao_ie-{PROJECT['version']}.dist-info"}


def test_the_base_installation_asks_for_nothing_heavy() -> None:
    names = {re.split(r"[<>=]", line)[0].lower() for line in PROJECT["dependencies"]}
    assert names == {
        "charset-normalizer",
        "jinja2",
        "lxml",
        "numpy",
        "onnxruntime",
        "pypdfium2",
        "rjieba",
        "xlsxwriter",
    }


def test_the_command_starts_without_what_it_does_not_use() -> None:
    code = "import sys, ie.cli; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    late = {"numpy", "onnxruntime", "rjieba", "xlsxwriter", "charset_normalizer", "jinja2", "lxml", "pypdfium2"}
    assert set(ran.stdout.split()) & (HEAVY | late) == set()


@pytest.mark.parametrize("readme", READMES)
def test_every_make_command_of_the_readme_is_a_target(readme: str) -> None:
    told = set(re.findall(r"\bmake ([a-z-]+)", (ROOT / readme).read_text(encoding="utf-8")))
    targets = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert told - targets == set()
    assert {"extract", "test"} - told == set()


@pytest.mark.parametrize("readme", READMES)
def test_every_ie_command_of_the_readme_has_help(readme: str) -> None:
    told = sorted(
        set(re.findall(r"\bie (diff|extract|explain|export|score)\b", (ROOT / readme).read_text(encoding="utf-8")))
    )
    assert told == ["diff", "explain", "export", "extract", "score"]
    for command in told:
        ran = subprocess.run(
            [sys.executable, "-c", COMMAND, command, "--help"], capture_output=True, text=True, check=False, cwd=ROOT
        )
        assert (ran.returncode, ran.stderr) == (0, "")
        assert command in ran.stdout


def test_the_continuous_test_runs_the_command_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert script.splitlines()[-1] == "make test"
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
