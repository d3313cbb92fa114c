"""What the site sets round a report: breadcrumbs, menus, buttons, counters, feet; beside them what tells of the report.

scene → lines; date, source, author and attachment are no furniture by the guidelines: of them only the organ's name is marked
"""

from __future__ import annotations

from training.synthesize.document import Block, Line
from training.synthesize.furniture import furniture_runs
from training.synthesize.grammar.draw import chance, pick, weighted, whole
from training.synthesize.grammar.metadata import date_words
from training.synthesize.grammar.scene import Scene
from training.synthesize.grammar.titles import title_words
from training.synthesize.tracked import Mark, Run

_GAPS = (" ", "  ", "　", "　　", " | ", "\t", "   ")
_DAYS = ("发布时间", "时间", "日期", "发布日期", "更新时间", "发表时间", "发稿时间", "录入时间")
_SOURCES = ("来源", "来源", "来源", "信息来源", "发布单位", "文章来源", "稿源", "供稿")
_AUTHORS = ("作者", "作者", "责任编辑", "编辑", "审核", "录入", "发布人")
_NAMED = ("", "", "", "办公室", "管理员", "综合科", "政务公开办", "宣传股")
"""What stands behind 作者：; mostly nothing."""
FOREIGN_SOURCE = 0.12
"""Source lines that name another than the reporting organ, which is no ORGAN."""


def furniture(scene: Scene, name: str) -> Line:
    """One line of the word list `name`."""
    return Line("furniture", furniture_runs(scene.phrase(name).strip()))


def furniture_lines(scene: Scene, name: str, low: int, high: int) -> list[Block]:
    """Several lines of a list, none twice: a menu set downwards, a foot of several lines."""
    words = dict.fromkeys(scene.phrase(name).strip() for _ in range(whole(scene.rng, low, high)))
    return [Line("furniture", furniture_runs(text)) for text in words]


def source_line(scene: Scene) -> Line:
    """`来源：ORGAN 作者： 时间：… 浏览次数：… 【打印】` in one line: the organ and the litter are marked, nothing else."""
    rng = scene.rng
    gap = pick(rng, _GAPS)
    colon = pick(rng, ("：", "：", ":", "： ", ": "))
    open_, close = weighted(rng, ((("", ""), 0.88), (("【", "】"), 0.05), (("[", "]"), 0.04), (("（", "）"), 0.03)))
    day: list[Run] = [(open_ + pick(rng, _DAYS) + colon + date_words(scene) + close, None)]
    if chance(rng, FOREIGN_SOURCE):
        source: list[Run] = [(open_ + pick(rng, _SOURCES) + colon + scene.phrase("other_source") + close, None)]
    else:
        source = [(open_ + pick(rng, _SOURCES) + colon, None), (scene.organ.name, Mark("ORGAN"))]
        source += [(close, None)] if close else []
    parts = [day, source] if chance(rng, 0.45) else [source, day]
    if chance(rng, 0.3):
        parts.insert(whole(rng, 0, 2), [(open_ + pick(rng, _AUTHORS) + colon + pick(rng, _NAMED) + close, None)])
    litter = [scene.phrase(name) for name in ("counter", "fontsize", "printing", "sharing") if chance(rng, 0.32)]
    if litter:
        parts.append(furniture_runs(gap.join(litter)))
    runs: list[Run] = []
    for part in parts:
        runs += ([(gap, None)] if runs else []) + part
    return Line("organ", runs)


def attachments(scene: Scene) -> list[Block]:
    """Names of attachments, a line each or all in one; they tell of the report and have no label."""
    rng = scene.rng
    many = weighted(rng, ((1, 0.66), (2, 0.26), (3, 0.08)))
    head = pick(
        rng, ("附件：", "附件:", "附件下载：", "相关附件：", "下载：", "附件", "文件下载：", "附件列表：", "【附件】")
    )
    dot = pick(rng, (".", "、", ". ", "．"))
    names: list[str] = []
    for at in range(1, many + 1):
        number = f"{at}{dot}" if many > 1 or chance(rng, 0.15) else ""
        kind = pick(rng, (".doc", ".pdf", ".docx", ".xls", ".pdf", ".xlsx", ".wps", ".ofd", ""))
        size = f"（{whole(rng, 20, 900)}KB）" if chance(rng, 0.1) else ""
        words = title_words(scene, chance(rng, 0.7)) if chance(rng, 0.75) else scene.phrase("file_name")
        names.append(f"{number}{words}{kind}{size}")
    if chance(rng, 0.3):
        gap = pick(rng, ("　　", "  ", " ", "\t"))
        return [Line("paragraph", [(head + (gap if chance(rng, 0.4) else "") + gap.join(names), None)])]
    if chance(rng, 0.25):
        return [Line("paragraph", [(words, None)]) for words in (head, *names)]
    return [Line("paragraph", [(words, None)]) for words in (head + names[0], *names[1:])]


def notice(scene: Scene) -> Line:
    """A short line that looks like litter and tells of the report: （此件公开发布）, 责任编辑：…; no label."""
    return Line("paragraph", [(scene.phrase("notice"), None)])
