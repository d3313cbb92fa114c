"""Hugging Face datasets: the rows as they are, materialised, streamed, and written to Parquet and Arrow."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from ie.score.gold import GoldError
from ie.tag.tagset import TAGS
from tests.data.stub_gold import gold_data, write_gold
from training.data.__main__ import main
from training.data.rows import gold_rows, synthetic_rows

datasets = pytest.importorskip("datasets", reason="datasets is not installed; run: pip install 'nianbao-ie[train]'")
builders = pytest.importorskip("training.data.builders")


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    datasets.disable_progress_bars()
    caplog.set_level(logging.ERROR, "datasets")


def test_synthetic_reports_materialised_and_streamed(tmp_path: Path) -> None:
    wanted = list(synthetic_rows(8, 5, "test", 100, 20))
    made = builders.synthetic_dataset(8, 5, "test", 100, 20, cache=tmp_path)
    assert list(made) == wanted and str(made.split) == "test"
    assert list(builders.synthetic_stream(8, 5, "test", 100, 20)) == wanted
    assert made.features == builders.features() == builders.synthetic_stream(8, 5).features
    assert made.features["tags"].feature.names == list(TAGS)
    assert Path(made.cache_files[0]["filename"]).is_relative_to(tmp_path)


def test_shards_of_a_stream_hold_each_report_once() -> None:
    stream = builders.synthetic_stream(8, 5, shards=2)
    assert stream.num_shards == 2
    parts = [[row["id"] for row in stream.shard(num_shards=2, index=k)] for k in (0, 1)]
    assert parts == [["train/8/0", "train/8/2", "train/8/4"], ["train/8/1", "train/8/3"]]


def test_gold_is_made_anew_when_an_annotation_changes(tmp_path: Path) -> None:
    gold, texts = write_gold(tmp_path, gold_data())
    cache = tmp_path / "cache"
    first = builders.gold_dataset([gold], [texts], cache=cache)
    assert list(first) == list(gold_rows([gold], [texts])) == list(builders.gold_stream([gold], [texts]))
    write_gold(tmp_path, gold_data(spans=[[0, 6, "TITLE"]]))
    second = builders.gold_dataset([gold], [texts], cache=cache)
    assert second[0]["tags"][:2] == [TAGS.index("B-TITLE"), TAGS.index("I-TITLE")]


def test_a_malformed_gold_file_is_told_in_our_own_words(tmp_path: Path) -> None:
    gold, texts = write_gold(tmp_path, gold_data(spans=[[0, 99, "TITLE"]]))
    with pytest.raises(GoldError) as error:
        builders.gold_dataset([gold], [texts], cache=tmp_path / "cache")
    assert str(error.value) == f"{gold}: spans[0] runs from 0 to 99 in a text of 34 characters."


def test_nothing_is_kept_in_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = builders.ROOT / "build" / "cache"
    message = f"{inside} lies in the repository; take a cache folder outside {builders.ROOT}"
    with pytest.raises(ValueError) as error:
        builders.synthetic_dataset(1, 1, cache=inside)
    assert str(error.value) == message and not inside.exists()
    monkeypatch.setenv("XDG_CACHE_HOME", str(builders.ROOT))
    with pytest.raises(ValueError, match="lies in the repository"):
        builders.cache_folder()


def test_parquet_and_arrow_hold_the_rows(tmp_path: Path) -> None:
    rows = list(synthetic_rows(8, 3, "dev"))
    arguments = ["--seed", "8", "--count", "3", "--split", "dev", "-o", str(tmp_path)]
    assert main(arguments) == 0 and main([*arguments, "--format", "arrow"]) == 0
    name = "synthetic-dev-8-3"
    parquet = datasets.Dataset.from_parquet(str(tmp_path / f"{name}.parquet"), cache_dir=str(tmp_path / "cache"))
    for found in (parquet, datasets.load_from_disk(str(tmp_path / name))):
        assert list(found) == rows and found.features == builders.features()
