"""The stream depends on nothing but split, seed and index; its gold is what the scorer takes."""

import json
from itertools import islice
from pathlib import Path

import pytest

from ie.score import load_gold
from training.synthesize import make_sample, synthesize
from training.synthesize.__main__ import main
from training.synthesize.damage import OPERATORS
from training.synthesize.sample import Sample
from training.synthesize.trial import count, judge


def fingerprint(sample: Sample) -> str:
    return json.dumps(sample.gold(), ensure_ascii=False, sort_keys=True) + sample.text


def test_the_same_seed_gives_the_same_reports() -> None:
    assert [*map(fingerprint, synthesize(5, 12))] == [*map(fingerprint, synthesize(5, 12))]


def test_shards_are_the_stream_dealt_out() -> None:
    whole = [*map(fingerprint, synthesize(5, 9))]
    shards = [[*map(fingerprint, synthesize(5, 9, start=i, step=3))] for i in range(3)]
    assert [whole[i::3] for i in range(3)] == shards


def test_splits_and_seeds_differ() -> None:
    texts = {make_sample(seed, 0, split=split).text for seed in (1, 2) for split in ("train", "test")}
    assert len(texts) == 4


def test_what_is_asked_for_is_what_is_made() -> None:
    for sample in synthesize(2, 6, ["2014"], ["tabs"], ["windows_lines"]):
        assert (sample.edition, sample.layout, sample.operators) == ("2014", "tabs", ("windows_lines",))
    assert all(sample.operators == () for sample in synthesize(2, 4, operators=None))


def test_without_a_count_it_does_not_end() -> None:
    assert len(list(islice(synthesize(1), 7))) == 7


@pytest.mark.parametrize("name", ["no-such", ""])
def test_an_unknown_layout_is_named(name: str) -> None:
    with pytest.raises(ValueError, match=f"there is no layout '{name}'; known are pipe-rows"):
        next(synthesize(1, 1, layouts=[name]))


def test_drawn_chains_are_short_and_without_repetition() -> None:
    chains = [sample.operators for sample in synthesize(8, 60)]
    assert all(len(set(chain)) == len(chain) <= 4 and set(chain) <= set(OPERATORS) for chain in chains)
    assert 0 < sum(not chain for chain in chains) < 60


def test_written_gold_is_what_the_scorer_loads(tmp_path: Path) -> None:
    assert main(["--seed", "4", "--count", "12", "-o", str(tmp_path)]) == 0
    golds = load_gold([tmp_path])
    assert len(golds) == 12
    for gold in golds:
        text = (tmp_path / gold.source).read_bytes().decode("utf-8")
        assert all(span.end <= len(text) for span in gold.spans or ())


def test_a_clean_report_in_pipes_is_read_without_a_silent_error() -> None:
    for sample in synthesize(3, 8, ["2019", "2021"], ["markdown"], None):
        counts = count(sample, judge(sample)[1])
        assert counts["silent"] == 0
        assert counts["cells"] > 60
