"""Texts like those of reports, put together from words, the same for the same seed."""

from __future__ import annotations

import random

SIMPLIFIED = """政府信息公开 年度报告 行政规范性文件 行政许可 行政处罚 行政强制 行政事业性收费 自然人 法人或其他组织
商业企业 科研机构 社会公益组织 法律服务机构 本年新收 上年结转 予以公开 部分公开 属于国家秘密 危及公共安全
保护第三方合法权益 无法提供 补正后申请内容仍不明确 信访举报投诉 重复申请 结果维持 结果纠正 尚未审结 主动公开
依申请公开 淮安市 攀枝花市 鄂尔多斯市 政务新媒体 门户网站 我局严格落实 进一步提升
存在的主要问题及改进情况 其他需要报告的事项 万元 件 条""".split()
TRADITIONAL = """政府資訊公開 年度報告 行政規範性檔案 行政許可 行政處罰 行政強制 行政事業性收費 自然人 法人或其他組織
商業企業 科研機構 社會公益組織 法律服務機構 本年新收 上年結轉 予以公開 部分公開 屬於國家秘密 危及公共安全
保護第三方合法權益 無法提供 補正後申請內容仍不明確 信訪舉報投訴 重複申請 結果維持 結果糾正 尚未審結 主動公開
依申請公開 臺北市 澎湖縣 高雄市 政務新媒體 入口網站 本局嚴格落實 進一步提升
存在的主要問題及改進情況 其他需要報告的事項 萬元 件 條""".split()
JOINTS = ("，", "。\n", "、", " | ", " |\r\n", "：", "　", "\n", "（", "）")


def seed_to_text(seed: int, encoding: str, size: int) -> str:
    """A text of at most `size` bytes in `encoding`, and fewer by no more than one character."""
    chance = random.Random(seed)
    words = TRADITIONAL if encoding == "big5" else SIMPLIFIED
    pieces: list[str] = []
    left = size
    while left >= 0:
        word = str(chance.randrange(10_000)) if chance.random() < 0.3 else chance.choice(words)
        pieces.append(word + chance.choice(JOINTS))
        left -= len(pieces[-1].encode(encoding))
    text = "".join(pieces)
    while len(text.encode(encoding)) > size:
        text = text[:-1]
    return text
