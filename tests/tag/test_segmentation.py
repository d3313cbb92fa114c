"""What a cutter remembers of other texts changes nothing, and is bounded."""

import numpy as np
import pytest

from ie.tag.words import segmentation
from ie.tag.words.segmentation import Cutter, cutter, part_of_speech

TEXTS = (
    "",
    "一",
    "\n\n",
    "本年新收政府信息公开申请数量\t12\n",
    "𠮷田川蓁镇人民政府 abc 12\r\n\r由蓁蓁编制\n|",
    "行政规范性文件" * 3,
)


@pytest.mark.parametrize("most", [0, 3, segmentation.MOST_WORDS])
def test_each_word_has_jiebas_part_of_speech(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(segmentation, "MOST_WORDS", most)
    jieba = cutter()._jieba
    cut = Cutter(jieba)
    for text in TEXTS * 2:
        lengths, parts = cut(text)
        pairs = jieba.tag(text)
        assert lengths.tolist() == [len(word) for word, _ in pairs]
        assert parts.tolist() == [part_of_speech(flag) for _, flag in pairs]
        assert parts.dtype == np.uint32
        assert len(cut._known) <= most
