"""The site's table about a report — index number, organ, dates — in the shapes that pages leave of it.

Only the organ's name is labelled: the rest tells something about the report, so it is neither furniture nor part of it.
"""

from __future__ import annotations

from training.synthesize.document import Block, Line
from training.synthesize.grammar.draw import chance, pick, weighted, whole
from training.synthesize.grammar.figures import chinese
from training.synthesize.grammar.scene import Scene
from training.synthesize.grammar.titles import title_words
from training.synthesize.tracked import Mark, Run

Field = tuple[str, str | None]
"""Name and value; without a value the organ's name stands there."""


def date_words(scene: Scene) -> str:
    """A date of publication early in the next year."""
    rng = scene.rng
    year, month, day = scene.year + 1, whole(rng, 1, 3), whole(rng, 1, 28)
    if chance(rng, 0.06):
        tens = "".join("〇一二三四五六七八九"[int(d)] for d in str(year))
        return f"{tens}年{chinese(month)}月{chinese(day)}日"
    return pick(
        rng,
        (
            f"{year}年{month}月{day}日",
            f"{year}年{month}月{day}日",
            f"{year} 年 {month} 月 {day} 日",
            f"{year}年{month:02}月{day:02}日",
            f"{year}-{month:02}-{day:02}",
            f"{year}/{month}/{day}",
            f"{year}.{month}.{day}",
            f"{year}-{month:02}-{day:02} {whole(rng, 8, 18):02}:{whole(rng, 0, 59):02}",
            f"{year}-{month:02}-{day:02} {whole(rng, 8, 18):02}:{whole(rng, 0, 59):02}:{whole(rng, 0, 59):02}",
        ),
    )


def _fields(scene: Scene) -> list[Field]:
    rng = scene.rng
    spread_out = chance(rng, 0.25)
    organ = pick(rng, ("发布机构", "发布机构", "公开主体", "发布单位", "公开机构", "发文机关", "成文单位", "信息来源"))
    day = pick(rng, ("发布日期", "发文日期", "生成日期", "发布时间", "公开日期", "成文日期"))
    fields: list[tuple[Field, float]] = [
        (("索引号", scene.phrase("index_number")), 0.75),
        ((pick(rng, ("信息分类", "主题分类", "所属类别", "体裁分类")), scene.phrase("category")), 0.5),
        ((organ, None), 0.95),
        ((day, date_words(scene)), 0.9),
        ((pick(rng, ("文号", "发文字号", "文 号")), scene.phrase("file_number")), 0.5),
        ((pick(rng, ("信息名称", "标题", "名称")), title_words(scene, True)), 0.5),
        ((pick(rng, ("有效性", "时效性", "效力状态")), pick(rng, ("有效", "有效", "现行有效", "长期", ""))), 0.4),
        ((pick(rng, ("关键词", "主题词")), pick(rng, ("政府信息公开;年报", "信息公开 年度报告", ""))), 0.3),
        ((pick(rng, ("公开方式", "公开时限", "公开形式")), pick(rng, ("主动公开", "长期公开", "网站"))), 0.2),
    ]
    kept = [field for field, share in fields if chance(rng, share)]
    if chance(rng, 0.2):
        kept.reverse()
    return [(" ".join(name) if spread_out and len(name) == 3 else name, value) for name, value in kept]


def metadata_lines(scene: Scene) -> list[Block]:
    """The table as lines: a field a line, all in one, pairs between pipes, tabs, or names and values by turns."""
    rng = scene.rng
    fields = _fields(scene)
    shape = weighted(rng, (("line", 0.45), ("one", 0.2), ("pipes", 0.2), ("turns", 0.08), ("tabs", 0.07)))
    colon = (
        "" if shape in ("pipes", "turns") else "\t" if shape == "tabs" else pick(rng, ("：", "：", ":", "： ", " ： "))
    )
    if shape == "line":
        return [
            Line("organ" if value is None else "paragraph", _pair(scene, f, colon)) for f in fields for value in [f[1]]
        ]
    if shape == "turns":
        out: list[Block] = []
        for name, value in fields:
            out.append(Line("paragraph", [(name, None)]))
            out += [Line("paragraph", _value(scene, value))] if value != "" else []
        return out
    if shape == "pipes":
        return _pipes(scene, fields)
    gap = pick(rng, ("　　", "  ", " ", "　", " | ", "\t"))
    runs: list[Run] = []
    for field in fields:
        runs += ([(gap, None)] if runs else []) + _pair(scene, field, colon)
    return [Line("paragraph", runs)]


def _pipes(scene: Scene, fields: list[Field]) -> list[Block]:
    out: list[Block] = []
    for at in range(0, len(fields), 2):
        runs: list[Run] = [("| ", None)]
        for name, value in fields[at : at + 2]:
            runs += [(name + " | ", None), *_value(scene, value), (" | ", None)]
        runs[-1] = (" |", None)
        out.append(Line("paragraph", runs))
        if at == 0 and chance(scene.rng, 0.5):
            out.append(Line("paragraph", [("| --- | --- | --- | --- |", None)]))
    return out


def _value(scene: Scene, value: str | None) -> list[Run]:
    return [(scene.organ.name, Mark("ORGAN"))] if value is None else [(value, None)]


def _pair(scene: Scene, field: Field, colon: str) -> list[Run]:
    return [(field[0] + colon, None), *_value(scene, field[1])]
