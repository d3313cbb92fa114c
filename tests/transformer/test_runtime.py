"""`--runtime` and `--model`: both runtimes give the same records, and what is missing is told with the line that installs it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

import ie
from ie.batch import run_batch
from ie.batch.run import SettingsChanged
from ie.cli import main
from ie.tag import TaggerError, load_model, load_tagger
from ie.tag.shipped import models_folder
from tests.batch.reports import records

OWN = sorted((Path(__file__).parents[2] / "annotations" / "own").glob("*.txt"))
CONFIDENCE = 0.002
"""How far the two runtimes' scores may be apart: they add up in another order."""


def told(value: Any) -> Any:
    """A record without its confidences."""
    if isinstance(value, dict):
        return {k: told(v) for k, v in value.items() if k != "confidence"}
    return [told(v) for v in value] if isinstance(value, list) else value


def confidences(value: Any) -> list[float]:
    """A record's confidences in their order."""
    if isinstance(value, dict):
        return [c for k, v in value.items() for c in ([v] if k == "confidence" else confidences(v))]
    return [c for v in value for c in confidences(v)] if isinstance(value, list) else []


@pytest.mark.parametrize("tagger", [None, "transformer"])
def test_both_runtimes_give_the_same_records(tagger: str | None) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("transformers")
    for path in OWN:
        onnx, torch = (ie.extract(path, tagger, runtime) for runtime in ("onnx", "torch"))
        assert told(torch) == told(onnx)
        assert confidences(torch) == pytest.approx(confidences(onnx), abs=CONFIDENCE)


def test_the_runtime_reaches_the_workers_and_the_manifest(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("transformers")
    run_batch(OWN[:2], tmp_path / "torch", workers=1, runtime="torch")
    assert records(tmp_path / "torch") == [ie.extract(path, runtime="torch") for path in OWN[:2]]
    assert json.loads((tmp_path / "torch" / "run.json").read_text())["settings"]["runtime"] == "torch"
    with pytest.raises(SettingsChanged, match="runtime was torch, is now onnx"):
        run_batch(OWN[:2], tmp_path / "torch", workers=1)


@pytest.mark.parametrize(
    ("missing", "wanted"),
    [
        (("torch",), "the runtime torch needs torch, which is not installed"),
        (("torch", "transformers"), "the runtime torch needs torch and transformers, which are not installed"),
    ],
)
@pytest.mark.parametrize(
    "options", [[], ["--tagger", "transformer"], ["--model", str(models_folder() / "transformer")]]
)
def test_without_torch_it_is_told_what_to_install(
    missing: tuple[str, ...],
    wanted: str,
    options: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Asked for by name, nothing else takes its place; the driver of a cluster says so in its own process."""
    for name in missing:
        monkeypatch.setitem(sys.modules, name, None)
    arguments = ["extract", str(OWN[0]), "-o", str(tmp_path), "--runtime", "torch", "--engine", "ray", *options]
    assert main(arguments) == 2
    line = f"ie: {wanted}; run: pip install 'nianbao-ie[train]', or leave out --runtime torch\n"
    assert capsys.readouterr().err == line


@pytest.mark.parametrize("name", ["jieba-linear", "pattern"])
def test_a_tagger_without_a_transformer_has_no_runtime(name: str) -> None:
    pytest.importorskip("torch")
    with pytest.raises(TaggerError, match=f"the tagger {name} holds no transformer, which torch could run"):
        load_tagger(name, "torch")


def test_a_linear_model_has_no_runtime() -> None:
    pytest.importorskip("torch")
    with pytest.raises(TaggerError, match="is a linear one, which torch cannot run; leave out --runtime"):
        load_model(models_folder() / "jieba_linear", "torch")


def test_an_unknown_runtime_names_those_that_are() -> None:
    with pytest.raises(TaggerError, match="there is no runtime 'tflite'; there are onnx, torch"):
        load_tagger("transformer", "tflite")  # type: ignore[arg-type]
