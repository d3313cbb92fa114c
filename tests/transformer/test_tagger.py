"""The shipped model through its tagger: spans that obey the contract, the same with and without memory, by either runtime."""

import json
import shutil
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from ie.normalise import normalise
from ie.read import read_text
from ie.report import LABELS, Span, Text
from ie.tag import TaggerError, load_tagger
from ie.tag.shipped import ShippedModelError, models_folder, shipped_model, verify
from ie.tag.tagset import TAGS
from ie.tag.transformer import ModelError, TransformerTagger
from ie.tag.transformer.collapse import collapse
from ie.tag.transformer.hints import hints_of
from ie.tag.words.transitions import read_transitions, transition_rules

OWN = sorted((Path(__file__).parents[2] / "annotations" / "own").glob("*.txt"))


def text_of(path: Path) -> Text:
    return normalise(read_text(path).text)


def places(spans: list[Span]) -> list[tuple[int, int, str]]:
    return [(s.start, s.end, s.label) for s in spans]


@pytest.fixture(scope="module")
def tagger() -> TransformerTagger:
    return TransformerTagger.from_folder(shipped_model("transformer"))


@pytest.mark.parametrize("path", OWN, ids=lambda p: p.stem)
def test_spans_obey_the_contract(tagger: TransformerTagger, path: Path) -> None:
    text = text_of(path)
    spans = tagger.tag(text)
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for span in spans:
        words = text.clean[span.start : span.end]
        assert words and words == words.strip() and "\n" not in words and "|" not in words
        assert span.label in LABELS and 0 < span.score <= 1


@pytest.mark.parametrize("source", ["", "\n", " | |\n", "0", "。" * 300, "\ue000\U0001f600", "规" * 2000])
def test_any_text_can_be_tagged(tagger: TransformerTagger, source: str) -> None:
    text = normalise(source)
    spans = tagger.tag(text)
    assert spans == sorted(spans)
    assert all(0 <= s.start < s.end <= len(text.clean) for s in spans)


def test_memory_changes_nothing_and_is_bounded() -> None:
    folder = shipped_model("transformer")
    without = TransformerTagger.from_folder(folder, cache=0)
    small = TransformerTagger.from_folder(folder, cache=5)
    for path in [*OWN[:3], *OWN[:3]]:
        text = text_of(path)
        assert small.tag(text) == without.tag(text)
        assert len(small.cache) <= 5
    assert len(without.cache) == 0


def test_a_text_read_twice_is_scored_once(tagger: TransformerTagger) -> None:
    text = text_of(OWN[0])
    tagger.tag(text)
    before = tagger.cache.misses
    tagger.tag(text)
    assert tagger.cache.misses == before


def test_torch_gives_the_same_tags(tagger: TransformerTagger) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("transformers")
    reference = TransformerTagger.from_folder(shipped_model("transformer"), runtime="torch")
    assert reference.version == tagger.version
    for path in OWN:
        text = text_of(path)
        assert places(reference.tag(text)) == places(tagger.tag(text))


def test_transformers_load_the_folder(tagger: TransformerTagger) -> None:
    transformers = pytest.importorskip("transformers")
    pytest.importorskip("torch")
    folder = shipped_model("transformer")
    model = transformers.AutoModelForTokenClassification.from_pretrained(folder)
    assert model.config.id2label[1] == "B-TITLE"
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    for path in OWN:
        text = text_of(path).clean
        tokens = collapse(text)
        given = tokenizer(text, return_offsets_mapping=True, add_special_tokens=False)
        assert given["input_ids"] == tagger.vocabulary.ids(tokens).tolist()
        assert [end for _, end in given["offset_mapping"]] == [*tokens.starts.tolist()[1:], tokens.length]


def test_the_card_lists_every_file_a_program_reads() -> None:
    folder = models_folder() / "transformer"
    there = {p.name for p in folder.iterdir()} - {"card.json", "README.md"}
    assert set(verify(folder)["files"]) == there
    assert not any(name.endswith((".bin", ".pt", ".pkl", ".pickle")) for name in there)


def copy_of_model(tmp_path: Path) -> Path:
    return Path(shutil.copytree(models_folder() / "transformer", tmp_path / "models" / "transformer")).parent


def test_a_damaged_model_is_refused(tmp_path: Path) -> None:
    folder = copy_of_model(tmp_path) / "transformer"
    data = bytearray((folder / "model.onnx").read_bytes())
    data[len(data) // 2] ^= 1
    (folder / "model.onnx").write_bytes(bytes(data))
    with pytest.raises(ShippedModelError, match=r"model\.onnx' is damaged"):
        verify(folder)


@pytest.mark.parametrize(
    ("name", "content", "wanted"),
    [
        ("model.onnx", b"not a model", "cannot be loaded"),
        ("vocab.txt", b"a\nb\n", "a vocabulary begins with"),
        ("config.json", b"{", "is no JSON"),
        ("config.json", b'{"id2label": {"0": "POSITIVE"}}', "made for other labels"),
        ("config.json", b"[]", "made for other labels"),
        (
            "config.json",
            json.dumps({"id2label": dict(enumerate(TAGS)), "type_vocab_size": 2}).encode(),
            "made for other hints",
        ),
        ("config.json", b'{"id2label": [1]}', "made for other labels"),
        ("transitions.json", b"[[[0]]]", "has the shape"),
        ("transitions.json", b"null", "holds no transitions"),
        ("model.onnx", None, "cannot be read"),
        ("config.json", None, "cannot be read"),
    ],
)
def test_a_foreign_folder_is_refused(tmp_path: Path, name: str, content: bytes | None, wanted: str) -> None:
    """A user's own folder has no card: what does not fit is found when it is loaded."""
    folder = copy_of_model(tmp_path) / "transformer"
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)
    with pytest.raises(ModelError, match=wanted):
        TransformerTagger.from_folder(folder)


def test_settings_that_are_none_are_told(tmp_path: Path) -> None:
    folder = copy_of_model(tmp_path) / "transformer"
    config = json.loads((folder / "config.json").read_text("utf-8"))
    for wrong in ("x", {"window": "x"}):
        (folder / "config.json").write_text(json.dumps(config | {"tagger": wrong}), "utf-8")
        with pytest.raises(ModelError, match="are no numbers"):
            TransformerTagger.from_folder(folder)


def test_the_folders_transitions_are_used_and_named(tmp_path: Path) -> None:
    folder = copy_of_model(tmp_path) / "transformer"
    shipped = TransformerTagger.from_folder(folder)
    assert (shipped.transitions == read_transitions(folder / "transitions.json")).all()
    (folder / "transitions.json").unlink()
    bare = TransformerTagger.from_folder(folder)
    assert (bare.transitions == transition_rules()).all()
    assert bare.version != shipped.version


def test_a_missing_file_is_told_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`load_tagger()` without a name hears of it by this error, and takes the next tagger."""
    models = Path(shutil.copytree(models_folder(), tmp_path / "models"))
    (models / "transformer" / "model.onnx").unlink()
    monkeypatch.setattr("ie.tag.shipped.models_folder", lambda: models)
    with pytest.raises(TaggerError, match=r"model\.onnx"):
        load_tagger("transformer")


def test_settings_come_from_the_folder(tmp_path: Path) -> None:
    folder = copy_of_model(tmp_path) / "transformer"
    config = json.loads((folder / "config.json").read_text("utf-8"))
    config["tagger"] = {"window": 96, "margin": 8, "temperature": 2.0}
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    tagger = TransformerTagger.from_folder(folder)
    assert (tagger.window, tagger.margin, tagger.temperature) == (96, 8, 2.0)


def test_a_curve_of_confidence_changes_the_scores_alone(tagger: TransformerTagger, tmp_path: Path) -> None:
    folder = copy_of_model(tmp_path) / "transformer"
    config = json.loads((folder / "config.json").read_text("utf-8"))
    config["tagger"] |= {"knots": [0.0, 1.0], "levels": [0.25, 0.5]}
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    spans = TransformerTagger.from_folder(folder).tag(text_of(OWN[0]))
    assert places(spans) == places(tagger.tag(text_of(OWN[0])))
    assert all(0.25 <= span.score <= 0.5 for span in spans)


@pytest.mark.parametrize("settings", [{"knots": ["a"]}, {"knots": []}, {"temperature": "high"}, {"levels": {}}])
def test_settings_that_are_no_numbers_are_refused(tmp_path: Path, settings: dict[str, object]) -> None:
    folder = copy_of_model(tmp_path) / "transformer"
    config = json.loads((folder / "config.json").read_text("utf-8"))
    config["tagger"] |= settings
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    with pytest.raises(ModelError, match="no numbers"):
        TransformerTagger.from_folder(folder)


def test_windows_score_alike_in_a_batch_and_alone() -> None:
    """What fills up the shorter ones counts for nothing; sums in another order may differ in the last digits."""
    tagger = TransformerTagger.from_folder(shipped_model("transformer"))
    tokens = collapse(text_of(OWN[0]).clean)
    ids, hints = tagger.vocabulary.ids(tokens), hints_of(text_of(OWN[0]).clean, tokens)
    sizes = [17, 33, 18, 17, 64, 19, 20, 17, 1]
    windows = [(ids[at : at + size], hints[at : at + size]) for at, size in enumerate(sizes)]
    for pair, together in zip(windows, tagger.runtime.batch(windows), strict=True):
        np.testing.assert_allclose(together, tagger.runtime(*pair), atol=1e-4)
    assert tagger.runtime.batch([]) == []
