"""Does a decoded text look like Chinese, or like Chinese bytes read in the wrong encoding?

Wrong decodings of Chinese are full of hanzi too, but of rare ones: the bytes fall anywhere in a table of twenty
thousand.  Some 250 characters make up half of what a report on disclosure says; their share tells the two apart.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIMPLIFIED = (
    "政府信息公开工作年度报告本机关单位部门行政规范性文件制作数量现行有效废止件处理决定许可处罚强制事业收费"
    "自然人法律服务机构其他组织商业企科研公益总计新收上结转予以部分不无法提供国家秘密安全稳定社会三方合涉及内部"
    "管过程执案卷查询掌握没有需要另补正逾期重复申请信访举报投诉要求出版物确认获取维持纠错果尚未审诉讼复议后续"
    "存在的主问题改进情况措施项方面依主动责任办理接受中央省市县区乡镇街道局委员会人民第一二三四五六七八九十"
    "年月日个和对为在是了等于到加强推进建设发展管理平台网站微众监督保障条例条按照全及时进步完善度开展落实"
    "群关解读回应务领导小组制度水平培训能力增减共受答较去领域重点财预决算标准化基层栏目更应当名称指格式"
)
TRADITIONAL = (
    "資訊開報機關單門規範檔數現廢處決許罰強業費組織總計結轉給與無國祕會三涉內過執查詢沒補複請訪舉訴"
    "確認獲維糾錯審訟議後續題進況項責辦縣區鄉鎮員個對為於設發網監條時務領導組訓減較財預標準層稱實應當"
    "讀眾動證據說統類別電話號長係來這將經濟學體點廣東臺灣產環"
)
PUNCTUATION = "，。、；：（）《》“”‘’！？【】〔〕—…　０１２３４５６７８９％．"
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_HANZI = re.compile(r"[\u3400-\u9fff]")

PLAUSIBLE = 0.2
"""The least share of common characters for a text to pass as Chinese: reports lie above 0.6, mojibake under 0.1."""

MAX_CONTROLS = 0.01
SAMPLE = 20_000
ASCII, BEYOND = 0x80, 0xFFFF
"""The first code that is not ASCII's, and one that is no character's."""


def text_to_plausibility(text: str) -> float:
    """The share of common characters among those that are not ASCII; 1 for plain ASCII, 0 for a text that holds a NUL.

    >>> text_to_plausibility("本年收到政府信息公开申请 3 件。")
    1.0
    >>> text_to_plausibility("鏀垮簻淇℃伅")
    0.0
    """
    if "\0" in text:
        return 0.0
    import numpy as np  # late: the command imports this module and reads nothing itself

    codes = np.frombuffer(text[:SAMPLE].encode("utf-32-le", "surrogatepass"), "<u4")
    foreign = np.minimum(codes[codes >= ASCII], BEYOND)
    return float(_common()[foreign].mean()) if len(foreign) else 1.0


@cache
def _common() -> NDArray[np.bool_]:
    """Which characters are common, by code; BEYOND stands for those of other planes, none of which is."""
    import numpy as np

    table = np.zeros(BEYOND + 1, bool)
    table[list(map(ord, SIMPLIFIED + TRADITIONAL + PUNCTUATION))] = True
    return table


def has_controls(text: str) -> bool:
    """True where control characters are too many for a text that was ever meant to be read."""
    sample = text[:SAMPLE]
    return "\0" in text or len(_CONTROLS.findall(sample)) > MAX_CONTROLS * len(sample)


def has_hanzi(text: str) -> bool:
    return _HANZI.search(text, 0, SAMPLE) is not None
