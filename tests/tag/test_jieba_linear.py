"""The linear tagger: valid spans on any text, no training library at prediction, damaged models refused."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ie.tag.shipped as shipped
from ie.normalise import normalise
from ie.report import LABELS
from ie.tag import TaggerError, load_tagger
from ie.tag.jieba_linear.tokens import tokenize
from ie.tag.tagset import spans_of_tags, tags_of

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


@settings(max_examples=80, deadline=None)
@given(TEXTS)
def test_spans_are_valid_on_any_text(source: str) -> None:
    text = normalise(source)
    spans = load_tagger("jieba-linear").tag(text)
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
    assert load_tagger().name == "pattern"
    assert len(caplog.records) == 1 and cause in caplog.text


def test_an_unknown_tagger_is_told_what_there_is() -> None:
    with pytest.raises(TaggerError, match="there is no tagger 'x'; there are jieba-linear, pattern"):
        load_tagger("x")
