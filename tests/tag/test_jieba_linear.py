"""The linear tagger: valid spans on any text, no training library at prediction, damaged models refused."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ie.tag.shipped as shipped
from ie.normalise import normalise
from ie.report import LABELS, Tagger
from ie.tag import TaggerError, load_tagger
from ie.tag.jieba_linear.attributes import attributes_of
from ie.tag.jieba_linear.features import TEMPLATES, hash_features
from ie.tag.jieba_linear.model import LARGEST, Model
from ie.tag.tagset import TAGS, spans_of_tags, tags_of
from ie.tag.words.segmentation import cutter, user_words
from ie.tag.words.tokens import tokenize
from ie.tag.words.transitions import transition_rules

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "models" / "jieba_linear"
PIECES = [
    "规章",
    "行政规范性文件",
    "0",
    "12",
    "|",
    "\n",
    " ",
    "\u3000",
    "\t",
    "一、",
    "(二)",
    "本年新收",
    "2.4万条",
    "-",
    "。",
    "x",
    "\U00020000",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=60)


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_tagger("jieba-linear")


@settings(max_examples=80, deadline=None)
@given(source=TEXTS)
def test_spans_are_valid_on_any_text(tagger: Tagger, source: str) -> None:
    text = normalise(source)
    spans = tagger.tag(text)
    assert spans == sorted(spans)
    assert all(s.label in LABELS and 0 <= s.score <= 1 for s in spans)
    for span in spans:
        words = text.clean[span.start : span.end]
        assert words == words.strip() and "\n" not in words and "|" not in words
    bare = [(s.start, s.end, s.label) for s in spans]
    back = spans_of_tags(tags_of(spans, len(text.clean)))
    assert [(s.start, s.end, s.label) for s in back] == bare


@settings(max_examples=80, deadline=None)
@given(TEXTS)
def test_tokens_cover_all_but_the_separators(text: str) -> None:
    tokens = tokenize(text)
    inside = {i for a, b in zip(tokens.start.tolist(), tokens.end.tolist(), strict=True) for i in range(a, b)}
    assert sum((tokens.end - tokens.start).tolist()) == len(inside)
    rest = {c for i, c in enumerate(text) if i not in inside}
    assert all(c.isspace() or c in "|│┃¦\u200b\ufeff" for c in rest)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("规章0000000", ["规章", *"0000000"]),
        ("规章 | 12", ["规章", "1", "2"]),
        ("申请两次", ["申请", "两", "次"]),
        ("47.6亿元", [*"47.6", "亿", "元"]),
        ("行政规范性文件81", ["行政规范性文件", "8", "1"]),
    ],
)
def test_digits_and_numerals_are_tokens_of_their_own(text: str, words: list[str]) -> None:
    tokens = tokenize(text)
    assert [text[a:b] for a, b in zip(tokens.start.tolist(), tokens.end.tolist(), strict=True)] == words


def test_two_readings_agree() -> None:
    text = normalise((ROOT / "annotations/own/01_yunling_city_pipes.txt").read_text(encoding="utf-8"))
    assert load_tagger("jieba-linear").tag(text) == load_tagger("jieba-linear").tag(text)


def test_prediction_imports_no_training_library() -> None:
    code = (
        "import sys; from ie.tag import load_tagger; from ie.normalise import normalise\n"
        "load_tagger('jieba-linear').tag(normalise('规章 | 0 | 0'))\n"
        "print(*sorted({n.split('.')[0] for n in sys.modules}))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert set(ran.stdout.split()) & {"sklearn", "scipy", "torch", "transformers", "jieba", "pickle5"} == set()


def test_the_model_is_small() -> None:
    assert sum(p.stat().st_size for p in MODEL.iterdir()) < 5_000_000


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


DAMAGE: list[tuple[str, Callable[[Path], object], str]] = [
    ("a byte of the weights", lambda f: _flip(f / "weights.npz"), "is damaged"),
    ("a byte of the configuration", lambda f: _flip(f / "config.json"), "is damaged"),
    ("no weights", lambda f: (f / "weights.npz").unlink(), "cannot be read: No such file"),
    ("no card", lambda f: (f / "card.json").unlink(), "cannot be read: No such file"),
    ("a card cut off", lambda f: (f / "card.json").write_text("{", encoding="utf-8"), "is no JSON"),
    ("a card without files", lambda f: (f / "card.json").write_text("{}", encoding="utf-8"), "does not list"),
]


@pytest.mark.parametrize(("hurt", "cause"), [d[1:] for d in DAMAGE], ids=[d[0] for d in DAMAGE])
def test_a_damaged_model_is_refused_and_pattern_reads(
    hurt: Callable[[Path], object],
    cause: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    shutil.copytree(MODEL, tmp_path / "jieba_linear")
    hurt(tmp_path / "jieba_linear")
    monkeypatch.setattr(shipped, "models_folder", lambda: tmp_path)
    with pytest.raises(TaggerError, match=cause) as error:
        load_tagger("jieba-linear")
    assert str(tmp_path) in str(error.value) and "--tagger pattern" in str(error.value)
    # No other model lies beside it here.
    assert load_tagger().name == "pattern"
    told = [r.message for r in caplog.records if "the tagger jieba-linear cannot be loaded" in r.message]
    assert len(told) == 1 and cause in told[0] and told[0].endswith("the tagger transformer takes its place")


def test_an_unknown_tagger_is_told_what_there_is() -> None:
    with pytest.raises(
        TaggerError, match="there is no tagger and no model folder 'x'; there are ensemble, jieba-linear"
    ):
        load_tagger("x")


def test_without_rjieba_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rjieba", None)
    cutter.cache_clear()
    try:
        for name in ("jieba-linear", "transformer", "ensemble"):
            with pytest.raises(TaggerError, match="need rjieba, which is not installed; run: pip install rjieba"):
                load_tagger(name)
        assert load_tagger().name == "pattern"
    finally:
        cutter.cache_clear()


def _gather(rows: np.ndarray) -> Model:
    """A model of random weights, as large as they may be in the given rows."""
    random = np.random.default_rng(0)
    weights = random.integers(-LARGEST, LARGEST + 1, (1 << 4, len(TAGS))).astype(np.int16)
    weights[rows] = LARGEST
    flat = np.array([0.0, 1.0], np.float32)
    scale, bias = np.full(len(TAGS), 0.01, np.float32), random.normal(0, 1, len(TAGS)).astype(np.float32)
    return Model(4, "x", weights, scale, bias, transition_rules(), flat, flat)


@pytest.mark.parametrize("rows", [[], [3]])
def test_the_score_is_the_softmax_of_the_sum_of_weights(rows: list[int]) -> None:
    model = _gather(np.array(rows, int))
    features = np.random.default_rng(1).integers(0, 16, (len(TEMPLATES), 7)).astype(np.uint32)
    features[:, 0] = 3
    for token, found in enumerate(model.scores(features)):
        sums = [sum(int(model.weights[row, tag]) for row in features[:, token]) for tag in range(len(TAGS))]
        logits = np.array(sums) * 0.01 + model.bias
        wanted = logits - np.log(np.exp(logits - logits.max()).sum()) - logits.max()
        assert found == pytest.approx(wanted, abs=1e-2)


@settings(max_examples=30, deadline=None)
@given(TEXTS)
def test_a_feature_depends_on_its_own_attributes_alone(texts: str) -> None:
    """Two tokens that agree in a template's attributes share its row, whatever else differs."""
    tokens = tokenize(texts)
    if not len(tokens):
        return
    attributes = attributes_of(tokens)
    rows = hash_features(attributes, len(tokens), 18)
    for template, row in zip(TEMPLATES, rows, strict=True):
        if "-" in template or "+" in template:
            continue
        seen: dict[tuple[int, ...], int] = {}
        for at in range(len(tokens)):
            key = tuple(int(attributes[name][at]) for name in template.split())
            assert seen.setdefault(key, int(row[at])) == int(row[at])
        # Few values, many rows: different ones meet in a row only by chance.
        assert len(set(seen.values())) >= len(seen) - 1


@pytest.mark.parametrize("first", ["ours", "theirs"])
def test_the_labels_are_words_for_nobody_else(first: str) -> None:
    label = max(user_words(), key=len)
    ours = "from ie.tag.words.segmentation import cutter; ours = cutter()"
    theirs = "import rjieba"
    told = f"print(len(ours({label!r})[0]), rjieba.has_word({label!r}), len(rjieba.cut({label!r})) > 1)"
    code = "\n".join([*((ours, theirs) if first == "ours" else (theirs, ours)), told])
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == (
        "1 False True\n"
    )
