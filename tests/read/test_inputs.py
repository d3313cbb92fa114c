import sys
from pathlib import Path

import pytest

from ie.read import find_inputs


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def test_a_folder_gives_its_reports_at_every_depth_in_order(tmp_path: Path) -> None:
    make(
        tmp_path,
        "b.txt",
        "a/2.TXT",
        "a/1.md",
        "c.text",
        "a/gold.json",
        "d.PDF",
        "e.tar.gz",
        ".hidden.txt",
        ".git/x.txt",
    )
    found = [path.relative_to(tmp_path).as_posix() for path in find_inputs([tmp_path])]
    assert found == ["a/1.md", "a/2.TXT", "b.txt", "c.text", "d.PDF", "e.tar.gz"]


def test_files_are_given_as_named_and_missing_ones_too(tmp_path: Path) -> None:
    make(tmp_path, "d.pdf")
    given = [tmp_path / "d.pdf", tmp_path / "gone.txt", Path("a\0b")]
    assert list(find_inputs(given)) == given


def test_linked_folders_are_not_entered_and_broken_links_are_told(tmp_path: Path) -> None:
    make(tmp_path, "a/1.txt")
    (tmp_path / "a" / "loop.txt").symlink_to(tmp_path)
    (tmp_path / "a" / "lost.txt").symlink_to(tmp_path / "gone.txt")
    assert [path.name for path in find_inputs([tmp_path])] == ["1.txt", "lost.txt"]


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    assert list(find_inputs([tmp_path])) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes every byte as a name")
def test_odd_names_in_a_folder_are_found(tmp_path: Path) -> None:
    names = ["\udcff.txt", "两\n行.txt", "a" * 251 + ".txt"]
    make(tmp_path, *names)
    assert sorted(path.name for path in find_inputs([tmp_path])) == sorted(names)


def test_a_folder_of_our_own_results_is_passed_over(tmp_path: Path) -> None:
    make(tmp_path, "1.txt", "out/.ie-run", "out/cells.csv", "out/reports.jsonl")
    assert [path.name for path in find_inputs([tmp_path])] == ["1.txt"]
