"""What `compare`, `quantise` and `speed` are made of does what its numbers are read as."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

import torch

from ie.tag.shipped import shipped_model
from ie.tag.transformer.vocabulary import MASK, Vocabulary
from training.throughput.plain import PIECE, character_tokenizer
from training.transformer.encoder import Shape, entries, new_model
from training.transformer.pretrain import CHARACTERS_FROM, IGNORED, mask, pool_windows, pretrain
from training.transformer.quantise import KINDS, quantised
from training.transformer.speed_job import read
from training.transformer.speed_texts import CHARACTERS, texts, write_texts, zeros_of
from training.transformer.train import Plan, distance, train
from training.transformer.windows import Windows, synthetic_examples, write_windows

TINY = Shape(layers=1, width=32, heads=2, inner=64)
PROSE = "公开为常态、不公开为例外。\n" * 40


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(entries())


def test_a_guessed_token_is_one_that_was_there(vocabulary: Vocabulary) -> None:
    ids = np.random.default_rng(0).integers(0, len(vocabulary), (50, 64))
    given, wanted = mask(ids, len(vocabulary), np.random.default_rng(1))
    guessed = wanted != IGNORED
    assert (wanted[guessed] == ids[guessed]).all() and (given[~guessed] == ids[~guessed]).all()
    assert (ids[guessed] >= CHARACTERS_FROM).all() and 0.13 < guessed.mean() < 0.17
    assert 0.75 < (given[guessed] == MASK).mean() < 0.85
    assert 0.05 < (given[guessed] == ids[guessed]).mean() < 0.15


def test_prose_is_learnt_and_texts_left_out_are_not_read(vocabulary: Vocabulary, tmp_path: Path) -> None:
    torch.set_num_threads(1)
    (tmp_path / "a.txt").write_text(PROSE, "utf-8")
    with gzip.open(tmp_path / "b.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"title": "题", "text": "秘密。\n" * 200}) + "\n")
    everything = pool_windows(tmp_path, vocabulary, 32)
    windows = pool_windows(tmp_path, vocabulary, 32, ["b.jsonl.gz:1"])
    secret = vocabulary.entries.index("秘")
    assert (everything == secret).any() and not (windows == secret).any() and len(windows) >= 3
    losses = pretrain(new_model(TINY, "random", vocabulary, 0), windows, Plan(steps=60, batch=8, rate=1e-2))
    assert np.mean(losses[-10:]) < 0.5 * np.mean(losses[:10])
    with pytest.raises(ValueError, match="holds no text as long as a window"):
        pool_windows(tmp_path, vocabulary, 10_000)


def test_a_student_comes_nearer_to_its_teacher(vocabulary: Vocabulary, tmp_path: Path) -> None:
    torch.set_num_threads(1)
    write_windows(synthetic_examples(5, 8, "train"), vocabulary, 64, tmp_path / "windows")
    windows = Windows(tmp_path / "windows")
    plan = Plan(steps=25, batch=8, rate=1e-2, every=25)
    teacher = new_model(TINY, "random", vocabulary, 7).eval()
    ids = torch.from_numpy(windows.batch(0, 16, 9)[0])
    far = {}
    for name, other in (("taught", teacher), ("alone", None)):
        student = new_model(TINY, "random", vocabulary, 1)
        train(student, windows, plan, tmp_path / name, teacher=other)
        with torch.no_grad():
            far[name] = float(distance(student(input_ids=ids).logits, teacher(input_ids=ids).logits))
    assert far["taught"] < far["alone"]
    logits = torch.randn(5, 23)
    assert float(distance(logits, logits)) == pytest.approx(0, abs=1e-5)


def test_smaller_weights_still_read(tmp_path: Path) -> None:
    pytest.importorskip("onnx")
    source = shipped_model("transformer")
    plain, small = (quantised(source, tmp_path / kind, KINDS[kind]) for kind in ("fp32", "int8"))
    sizes = [(tmp_path / kind / "model.onnx").stat().st_size for kind in ("fp32", "int8")]
    assert sizes[1] < 0.5 * sizes[0]
    [example] = synthetic_examples(3, 1, "test")
    one, other = ({(s.start, s.end, s.label) for s in tagger.tag(example.text)} for tagger in (plain, small))
    assert len(one & other) > 0.8 * len(one)


@pytest.mark.parametrize("share", [None, 0.3, 0.9])
def test_texts_are_as_long_and_as_empty_as_wanted(share: float | None, tmp_path: Path) -> None:
    found = list(texts(3, 30, share))
    assert len({text for text, _ in found}) == 30
    made = write_texts(tmp_path / "in", found)
    assert made["characters"] == pytest.approx(CHARACTERS, rel=0.1)
    if share is not None:
        assert made["zero_tables"] == pytest.approx(share, abs=0.1)
    assert len(list((tmp_path / "in").glob("*.txt"))) == 30


def test_a_table_without_a_figure_counts_nothing() -> None:
    assert zeros_of([[0, 0, None], [0, 3], [None, None], []]) == (2, 1)


@pytest.mark.parametrize(("tagger", "known"), [("default", 0.0), ("transformer", 0.5)])
def test_no_window_is_known_where_none_is_remembered(tagger: str, known: float, tmp_path: Path) -> None:
    """The default gives the transformer what stands around single words, which is not remembered."""
    [(text, _)] = texts(4, 1)
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    paths = sorted(tmp_path.glob("*.txt"))
    fresh, many = (read(paths, job, tagger) for job in ("fresh", "many"))
    assert fresh["known"] == 0 and many["known"] >= known and bool(many["known"]) == bool(known)
    assert fresh["reports"] == 2 and fresh["characters"] == 2 * len(text)


def test_the_large_model_is_given_each_character_once() -> None:
    tokenizer = character_tokenizer(["规章 2019年\n"])
    assert tokenizer.tokenize("规章 2019年\n") == list("规章2019年")
    assert len(tokenizer("一" * PIECE)["input_ids"]) == PIECE <= tokenizer.model_max_length
