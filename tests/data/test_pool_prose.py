"""What of a pool may fill sections without a label."""

from __future__ import annotations

from pathlib import Path

from training.data.pool import prose_paragraphs

GOOD = "各单位把公开放在日常工作里来做，谁起草文件谁就说明能不能公开，由办公室按月汇总并登记在案，方便群众查看。"
NOT = (
    "（一）" + GOOD,
    GOOD.replace("按月", "全年分12次"),
    GOOD.replace("按月", "分三次"),
    "加强组织领导。" + GOOD,
    GOOD[:-1],
    GOOD[:20] + "。",
)


def test_only_whole_sentences_without_number_or_heading(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n".join([GOOD, *NOT, "　　" + GOOD]), encoding="utf-8")
    assert prose_paragraphs(tmp_path) == [GOOD]
    assert prose_paragraphs(tmp_path, ["a.txt"]) == []
