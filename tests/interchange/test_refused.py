"""What is malformed is refused in one sentence with file, place and cause."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ie.interchange import InterchangeError, detect, read

CASES = json.loads(Path(__file__).with_name("refused.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["error"][:50])
def test_refused(case: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text(case["content"], encoding="utf-8")
    with pytest.raises(InterchangeError) as caught:
        list(read([path], case["form"]))
    assert str(caught.value) == f"{path}: {case['error']}"


def test_bytes_that_are_no_text_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b'{"text": "\xff"}')
    with pytest.raises(InterchangeError, match=r"byte 10 is not UTF-8\.$"):
        list(read([path], "prodigy"))
    with pytest.raises(InterchangeError, match=r"the file does not exist\.$"):
        list(read([tmp_path / "y"], "conll"))


def test_a_format_that_cannot_be_told(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"words": 1}\n', encoding="utf-8")
    with pytest.raises(InterchangeError, match="name it with --from"):
        detect(path)


def test_a_dataset_that_is_none(tmp_path: Path) -> None:
    pytest.importorskip("datasets")
    (tmp_path / "dataset_info.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InterchangeError, match="the dataset cannot be opened"):
        list(read([tmp_path], "datasets"))
