"""Litter: breadcrumbs, buttons, counters, metadata, advertising, attachments, the pipes of layout tables."""

from __future__ import annotations

import random
import re

from training.synthesize.damage.operator import text_operator
from training.synthesize.furniture import furniture_runs
from training.synthesize.tracked import Mark, Run, Tracked

ABOVE = (
    "首页 > 政务公开 > 政府信息公开年报", "当前位置：首页 >> 信息公开 >> 年度报告", "您所在的位置：网站首页 > 年报",
    "字体：【大 中 小】", "字号：[ 大 中 小 ]", "【打印】【关闭】", "分享到：", "浏览次数：{} 次", "阅读量：{}", "收藏本页 打印本页",
    "首页 | 信息公开 | 办事 | 互动", "【我要打印】\t【关闭】\t点击：{}", "无障碍  长者版  繁體",
    "网站首页→公开目录→年报→正文", "已阅读 {} 人",
)  # fmt: skip
BELOW = (
    "【打印】【关闭】", "上一篇：没有了", "扫一扫在手机打开当前页", "分享到：微信 微博", "打印本页 关闭窗口", "返回顶部",
    "访问量：{}", "网站地图 | 联系我们 | 隐私声明", "前一条：没有了 后一条：没有了", "备案序号：ICP备1000{}号 网站标识码：3300100020",
    "本站总访问 {} 次", "用手机扫码阅读本文", "分享 收藏 打印 关闭", "【返回目录】", "主管：办公室 | 维护：信息中心", "点赞({})",
)  # fmt: skip
ADVERTS = ("（更多范文请上好文站）", "【转载请注明来源】", "www.wenku-mirror.example", "（下载本文）")
METADATA = ("索 引 号", "信息分类", "发文日期", "文 号", "主 题 词", "有效性")
ATTACHMENTS = (
    "附件：年度报告.pdf", "附件下载：1.年报.docx", "相关附件：公开年报（定稿）.doc", "附件：　　1.年度报告.pdf　　2.统计表.xls",
    "附件\n1、年报全文.pdf\n2、年报图解.jpg", "点击下载：年报.wps",
)  # fmt: skip


def _lines(words: tuple[str, ...], rng: random.Random) -> list[Run]:
    out: list[Run] = []
    for line in rng.sample(words, rng.randrange(1, 4)):
        out += [*furniture_runs(line.format(rng.randrange(20, 9000))), ("\n", None)]
    return out


@text_operator(22, weight=4)
def page_litter(tracked: Tracked, rng: random.Random) -> Tracked:
    """Breadcrumbs, buttons and counters above the report, below it, or both."""
    where = rng.choice(("above", "below", "both"))
    above = Tracked(_lines(ABOVE, rng)) if where != "below" else Tracked()
    below = Tracked([("\n", None), *_lines(BELOW, rng)]) if where != "above" else Tracked()
    return above + tracked + below


@text_operator(22, weight=2)
def metadata_table(tracked: Tracked, rng: random.Random) -> Tracked:
    """The site's table of metadata before the report; it says things about the report, so it is no furniture."""
    bar = rng.choice((" | ", "：", "\t", "\n"))
    runs: list[Run] = []
    for name in rng.sample(METADATA, 4):
        value = rng.choice(("", f"AB{rng.randrange(100, 999)}-{rng.randrange(10)}", "年度报告", "2022-03-05"))
        runs.append((f"{name}{bar}{value}\n", None))
    return Tracked(runs) + tracked


@text_operator(22, weight=1)
def attachment_names(tracked: Tracked, rng: random.Random) -> Tracked:
    """The name of an attachment behind the report."""
    return tracked + Tracked([("\n" + rng.choice(ATTACHMENTS) + "\n", None)])


@text_operator(22, weight=1)
def layout_pipes(tracked: Tracked, rng: random.Random) -> Tracked:
    """Pipes of layout tables, by hundreds, before the report and behind it."""
    rows = "".join("|" * rng.randrange(1, 40) + rng.choice(("\n", " \n")) for _ in range(rng.randrange(5, 40)))
    return Tracked([(rows, None)]) + tracked + Tracked([("\n" + rows, None)])


@text_operator(21, weight=1)
def adverts_in_labels(tracked: Tracked, rng: random.Random) -> Tracked:
    """Advertising of mirror sites inside labels and headings."""
    places = [
        p for p in tracked.stretches() if p[2].label in ("ROWHEAD", "HEAD1", "TITLE", "COLHEAD") and p[1] - p[0] > 4
    ]
    drawn = sorted(rng.sample(places, min(len(places), 2)), key=lambda place: place[0])
    advert = rng.choice(ADVERTS)
    edits: list[tuple[int, int, list[Run]]] = []
    for start, end, _ in drawn:
        at = rng.randrange(start + 3, end)
        edits.append((at, at, [(advert, Mark("FURNITURE"))]))
    return tracked.splice(edits)


_GLOSSES = {
    "规": "guī",
    "处": "chǔ",
    "公": "gōng",
    "申": "shēn",
    "行": "xíng",
    "结": "jié",
    "维": "wéi",
    "请": "qǐng",
    "总": "zǒng",
}
_GLOSSED = re.compile("[" + "".join(_GLOSSES) + "]")


@text_operator(21, weight=1)
def pinyin_glosses(tracked: Tracked, rng: random.Random) -> Tracked:
    """Pinyin in brackets behind characters, inside labels too."""
    share = rng.choice((0.05, 0.3))
    open_, close = rng.choice(("()", "（）"))

    def glossed(match: re.Match[str], owners: list[Mark | None]) -> list[Run] | None:
        if rng.random() > share:
            return None
        return [(f"{match.group()}{open_}{_GLOSSES[match.group()]}{close}", owners[0])]

    return tracked.sub(_GLOSSED, glossed)
