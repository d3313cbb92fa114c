"""Nothing that is loaded can run code: no pickle anywhere, planted ones are refused, and no module evaluates data."""

from __future__ import annotations

import ast
import io
import json
import pickle
import shutil
from pathlib import Path

import numpy as np
import pytest

from ie.tag import TaggerError, load_model, load_tagger, shipped
from ie.tag.jieba_linear.model import load_model as load_linear

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "models"
FORBIDDEN_MODULES = {"pickle", "cPickle", "dill", "joblib", "marshal", "shelve", "cloudpickle", "yaml"}
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}
SUFFIXES = {".json", ".npz", ".onnx", ".safetensors", ".txt", ".md", ".csv", ".png", ".toml"}
PICKLES = {".pkl", ".pickle", ".pt", ".pth", ".bin", ".joblib", ".model", ".npy"}


class Bomb:
    """Unpickling it would leave a file behind."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str, bytes]]:
        return _write, (str(self.path), b"x")


def _write(path: str, data: bytes) -> int:
    return Path(path).write_bytes(data)


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    return tmp_path / "code-was-run"


def test_the_bomb_works(mark: Path) -> None:
    pickle.loads(pickle.dumps(Bomb(mark)))
    assert mark.exists()


def calls_of(path: Path) -> list[str]:
    """Imports of forbidden modules, and calls of what turns data into code, by line."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        found += [f"{path.name}:{node.lineno} {name}" for name in names if name.split(".")[0] in FORBIDDEN_MODULES]
        if isinstance(node, ast.Call):
            words = ast.unparse(node.func)
            allows = any(k.arg == "allow_pickle" and not _is_false(k.value) for k in node.keywords)
            safe = any(k.arg == "weights_only" and ast.unparse(k.value) == "True" for k in node.keywords)
            if words in FORBIDDEN_CALLS or words == "os.system" or (words == "torch.load" and not safe) or allows:
                found.append(f"{path.name}:{node.lineno} {words}")
            shell = any(k.arg == "shell" and not _is_false(k.value) for k in node.keywords)
            if shell:
                found.append(f"{path.name}:{node.lineno} shell=True")
    return found


def _is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


@pytest.mark.parametrize("package", ["ie", "training"])
def test_no_module_turns_data_into_code(package: str) -> None:
    assert [call for path in sorted((ROOT / package).rglob("*.py")) for call in calls_of(path)] == []


def test_the_search_finds_what_it_looks_for(tmp_path: Path) -> None:
    path = tmp_path / "bad.py"
    path.write_text(
        "import pickle\nfrom joblib import load\neval('1')\nnumpy.load(x, allow_pickle=True)\nrun(c, shell=True)\ntorch.load(x)\n"
    )
    assert len(calls_of(path)) == 6


def test_models_are_of_kinds_that_hold_no_code() -> None:
    suffixes = {path.suffix for path in MODELS.rglob("*") if path.is_file()}
    assert suffixes & PICKLES == set()
    assert suffixes <= SUFFIXES


def test_a_pickle_in_the_weights_is_refused(mark: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(MODELS / "jieba_linear", folder)
    with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
        held = dict(arrays)
    held["weights"] = np.array([Bomb(mark)], dtype=object)
    np.savez(folder / "weights.npz", **held)
    with pytest.raises(ValueError, match="allow_pickle=False"):
        load_linear(folder)
    assert not mark.exists()


@pytest.mark.parametrize(
    ("model", "name", "file"),
    [("jieba_linear", "jieba-linear", "weights.npz"), ("transformer", "transformer", "model.onnx")],
)
def test_a_shipped_model_with_a_planted_pickle_is_refused_by_its_sum(
    model: str, name: str, file: str, mark: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(MODELS / model, tmp_path / model)
    (tmp_path / model / file).write_bytes(pickle.dumps(Bomb(mark)))
    monkeypatch.setattr(shipped, "models_folder", lambda: tmp_path)
    with pytest.raises(TaggerError, match="is damaged: its sha256 begins"):
        load_tagger(name)
    assert not mark.exists()


@pytest.mark.parametrize(
    "file", ["model.onnx", "model.safetensors", "tokenizer.json", "vocab.txt", "config.json", "pytorch_model.bin"]
)
def test_a_users_own_model_folder_with_a_planted_pickle_runs_nothing(file: str, mark: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(MODELS / "transformer", folder)
    (folder / file).write_bytes(pickle.dumps(Bomb(mark)))
    try:
        load_model(folder)
    except TaggerError as error:
        assert str(folder) in str(error)
    assert not mark.exists()


def test_a_pickle_given_as_a_report_is_not_text(mark: Path) -> None:
    from ie.read import Unread, read_bytes

    data = io.BytesIO()
    pickle.dump(Bomb(mark), data)
    read = read_bytes("a.txt", None, data.getvalue())
    assert isinstance(read, Unread) and read.status == "not_text" and not mark.exists()


def test_records_are_read_as_json_alone(mark: Path, tmp_path: Path) -> None:
    from ie.records import RecordsError, read_records

    path = tmp_path / "reports.jsonl"
    path.write_bytes(pickle.dumps(Bomb(mark)))
    with pytest.raises(RecordsError):
        list(read_records(path))
    path.write_text(json.dumps({"__reduce__": ["os.system", ["x"]]}))
    with pytest.raises(RecordsError):
        list(read_records(path))
    assert not mark.exists()
