"""The ensemble: valid spans, the arithmetic of its mean, its refusal of models it was not measured with, its fallbacks."""

import json
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

import ie.tag.shipped as shipped
from ie.normalise import normalise
from ie.read import read_text
from ie.report import LABELS
from ie.tag import TaggerError, load_tagger
from ie.tag.ensemble import EnsembleError, EnsembleTagger, Settings
from ie.tag.jieba_linear.tagger import JiebaLinearTagger
from ie.tag.tagset import TAGS
from ie.tag.transformer import TransformerTagger
from ie.tag.transformer.collapse import collapse
from ie.tag.transformer.probabilities import rows_of, words_of
from ie.tag.words.tokens import tokenize

ROOT = Path(__file__).parents[2]
OWN = sorted((ROOT / "annotations" / "own").glob("*.txt"))
LINEAR = JiebaLinearTagger.load(ROOT / "models" / "jieba_linear")
TRANSFORMER = TransformerTagger.from_folder(ROOT / "models" / "transformer")
VERSIONS = (LINEAR.version, TRANSFORMER.version)


def ensemble(share: float, sure: float, context: int = 24) -> EnsembleTagger:
    return EnsembleTagger(LINEAR, TRANSFORMER, Settings(VERSIONS, share, sure, context))


@pytest.mark.parametrize("path", OWN, ids=lambda p: p.stem)
def test_spans_obey_the_contract(path: Path) -> None:
    text = normalise(read_text(path).text)
    spans = load_tagger("ensemble").tag(text)
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for span in spans:
        words = text.clean[span.start : span.end]
        assert words and words == words.strip() and "\n" not in words and "|" not in words
        assert span.label in LABELS and 0 <= span.score <= 1


@pytest.mark.parametrize("source", ["", "\n", " | |\n", "0", "。" * 300, "\ue000\U0001f600", "规" * 2000])
def test_any_text_can_be_tagged(source: str) -> None:
    text = normalise(source)
    assert all(0 <= s.start < s.end <= len(text.clean) for s in ensemble(0.5, 2.0).tag(text))


def test_a_linear_model_that_is_sure_or_has_all_weight_reads_as_it_does_alone() -> None:
    for path in OWN[:4]:
        text = normalise(read_text(path).text)
        alone = [(s.start, s.end, s.label) for s in LINEAR.tag(text)]
        for tagger in (ensemble(0.5, 0.0), ensemble(1.0, 2.0)):
            assert [(s.start, s.end, s.label) for s in tagger.tag(text)] == alone


def test_a_words_logarithms_are_the_mean_of_its_characters() -> None:
    text = "规章123"
    tokens, characters = tokenize(text), collapse(text)
    assert (tokens.end[0], len(characters)) == (2, 5)
    logs = np.zeros((5, len(TAGS)), np.float32)
    logs[0], logs[1] = np.arange(len(TAGS)), 100 + np.arange(len(TAGS))
    word = words_of(tokens.start, tokens.end, rows_of(characters), logs)[0]
    assert word[0] == (0 + 100) / 2
    assert word[1] == (1 + 102) / 2, "behind B- the second character goes on with I-"
    assert word[2] == (2 + 102) / 2


def test_settings_come_back_as_written(tmp_path: Path) -> None:
    settings = Settings(("a", "b"), 0.4, 0.999, 16, [0.0, 0.5, 1.0], [0.1, 0.6, 0.99])
    settings.write(tmp_path)
    assert Settings.read(tmp_path) == settings
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(EnsembleError, match="holds no settings of an ensemble"):
        Settings.read(tmp_path)


def test_other_models_than_those_measured_are_refused() -> None:
    with pytest.raises(EnsembleError, match=r"measured with the models a and b.*python -m training\.ensemble"):
        EnsembleTagger(LINEAR, TRANSFORMER, Settings(("a", "b"), 0.5, 0.99, 24))


def damage(folder: Path, name: str) -> None:
    path = folder / name
    path.write_bytes(path.read_bytes()[:-5] + b"12345")


def remove(folder: Path, name: str) -> None:
    (folder / name).unlink()


@pytest.mark.parametrize("harm", [damage, remove])
def test_without_a_whole_transformer_the_linear_model_reads_and_says_so(
    harm: Callable[[Path, str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = tmp_path / "models"
    shutil.copytree(ROOT / "models", models)
    harm(models / "transformer", "model.onnx")
    monkeypatch.setattr(shipped, "models_folder", lambda: models)
    tagger = load_tagger()
    assert tagger.name == "jieba-linear"
    (warning,) = tagger.warnings  # type: ignore[attr-defined]
    assert "model.onnx" in warning and warning.endswith("the tagger jieba-linear takes its place")
    with pytest.raises(TaggerError, match="the tagger ensemble cannot be loaded"):
        load_tagger("ensemble")


def test_the_shipped_settings_belong_to_the_shipped_models() -> None:
    card = json.loads((ROOT / "models" / "ensemble" / "card.json").read_text("utf-8"))
    assert card["name"] == "ensemble" and "config.json" in card["files"]
    assert Settings.read(ROOT / "models" / "ensemble").members == VERSIONS
