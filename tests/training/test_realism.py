"""Features of hand-made texts whose answers can be counted, and the classifier on sets that are alike and unlike."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from training.realism.__main__ import group_of, is_whole, read_real
from training.realism.compare import compare
from training.realism.features import features, prose_features, without_prose

BARS = "规章 | 0 | 12 | 0 |\n|\n\n0\n"
CASES = [
    ("empty_lines", BARS, 1 / 4),
    ("bar_only_lines", BARS, 1 / 3),
    ("lines_ending_in_bar", BARS, 2 / 3),
    ("lines_beginning_with_bar", BARS, 1 / 3),
    ("one_character_lines", BARS, 2 / 3),
    ("bars_per_line", BARS, 5 / 3),
    ("figures_per_line", BARS, 4 / 3),
    ("lines_of_three_figures", BARS, 1 / 3),
    ("figure_only_lines", BARS, 1 / 3),
    ("zeros", BARS, 3 / 4),
    ("share_bars", BARS, 5 / len(BARS)),
    ("share_digits", BARS, 5 / len(BARS)),
    ("share_chinese", BARS, 2 / len(BARS)),
    ("repeated_lines", "0\n0\n0\n1\n", 1 / 2),
    ("rule_lines", "a|b\n---|---\n1|2\n", 1 / 3),
    ("blank_fields", "| 1 |  | 2 |\n| 1 | 2 |\n", 1 / 2),
    ("doubled_bars", "0 | ||\n0 | 1 |\n", 1 / 2),
    ("glued_zeros", "规章0000000\n", 1.0),
    ("decimals", "1.5 2 3 4\n", 1 / 4),
    ("signed", "-1 +2 3 4\n", 1 / 2),
    ("figures_from_100", "100 99 0 1,000\n", 1 / 2),
    ("full_width_brackets", "（一）(二)\n", 1 / 2),
    ("full_width_commas", "甲，乙,丙,丁\n", 1 / 3),
    ("full_width_commas", "规章 | 0 |\n", 1 / 2),
    ("numbered_by_comma", "1.规章 2、许可\n", 1 / 2),
    ("torn_labels", "行政规范\n性文件\n", 1.0),
    ("torn_labels", "行政规范性文件\n", 0.0),
    ("headings_per_line", "一、总体情况\n规章\n", 1 / 2),
    ("share_outside_gb2312", "規章\n", 1 / 2),
    ("indented_lines", "　　甲\n乙\n", 1 / 2),
]
SENTENCE = "本局全年公开信息12条，办理申请3件。"


@pytest.mark.parametrize(("name", "text", "wanted"), CASES, ids=[f"{name} {n}" for n, (name, _, _) in enumerate(CASES)])
def test_features_count_what_stands_there(name: str, text: str, wanted: float) -> None:
    assert features(text)[name] == pytest.approx(wanted)


def test_line_ends_of_windows_and_pages_count_as_line_ends() -> None:
    for name in ("empty_lines", "one_character_lines", "line_length_mean", "repeated_lines"):
        assert features("甲\r\n\r\n0\r\n")[name] == features("甲\n\n0\n")[name]


def test_prose_is_counted_apart_from_tables() -> None:
    text = f"{SENTENCE}\n规章 | 0 |\n{SENTENCE}{SENTENCE}\n"
    found = prose_features(text)
    assert found["sentence_median"] == len(SENTENCE)
    assert found["prose_figures_per_100"] == pytest.approx(100 * 2 / 14)
    assert found["prose_commas_per_sentence"] == 1
    assert without_prose(text) == "规章 | 0 |\n"
    assert prose_features("规章 | 0 |\n") == {}


def test_a_table_run_together_is_no_prose() -> None:
    line = "规章" + "0 1 " * 20 + "以上为全部数据。"
    assert without_prose(line) == line + "\n"


def test_a_text_without_characters_is_refused() -> None:
    with pytest.raises(ValueError, match="leave it out"):
        features(" \n\n")


def _texts(rng: random.Random, separator: str, count: int) -> list[dict[str, float]]:
    return [
        features(
            "".join(
                f"规章{separator}{rng.randrange(50)}{separator}{rng.randrange(3)}\n" for _ in range(rng.randint(4, 20))
            )
        )
        for _ in range(count)
    ]


def test_like_sets_are_not_told_apart() -> None:
    rng = random.Random(4)
    real, made = _texts(rng, " | ", 60), _texts(rng, " | ", 60)
    found = compare(real, made, [f"organ {n}" for n in range(60)], trees=30, repeats=1)
    assert 0.3 < found.auc < 0.7
    assert found.low <= found.auc <= found.high


def test_unlike_sets_are_told_apart_by_what_differs() -> None:
    rng = random.Random(4)
    found = compare(
        _texts(rng, " | ", 60), _texts(rng, "\n", 60), [f"organ {n // 2}" for n in range(60)], trees=30, repeats=1
    )
    assert found.auc > 0.99
    bars = next(g for g in found.giveaways if g.name == "bars_per_line")
    assert bars.auc == 0 and bars.real == (2, 2, 2) and bars.synthetic == (0, 0, 0)


def test_too_few_texts_are_refused() -> None:
    rows = _texts(random.Random(0), " ", 6)
    with pytest.raises(ValueError, match="too few"):
        compare(rows, rows, ["one organ"] * 6)


def test_real_texts_are_grouped_by_organ(tmp_path: Path) -> None:
    assert group_of("a_2019.pdftotext.txt") == group_of("a_2020.txt") != group_of("b_2019.txt")
    (tmp_path / "a_2019.txt").write_bytes("\ufeff规章\r\n".encode())
    assert read_real([tmp_path]) == {"a_2019.txt": "规章\r\n"}
    with pytest.raises(FileNotFoundError, match=r"no \.txt files"):
        read_real([tmp_path / "none"])
    assert is_whole(f"{SENTENCE}\n" * 8) and not is_whole("规章 | 0 |\n" * 8)
