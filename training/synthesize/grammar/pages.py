"""What stands around the report on its page: breadcrumbs, metadata, title, organ, signature, buttons."""

from __future__ import annotations

from training.synthesize.document import Block, Line
from training.synthesize.grammar.draw import chance, pick, weighted, whole
from training.synthesize.grammar.figures import chinese
from training.synthesize.grammar.lexicon import LEXICON
from training.synthesize.grammar.scene import Scene
from training.synthesize.tracked import Mark, Run

TITLES = (
    ("{y}年政府信息公开工作年度报告", 0.5),
    ("{y}年度政府信息公开工作报告", 0.08),
    ("{y}年政府信息公开年度报告", 0.12),
    ("{y}年度政府信息公开年度报告", 0.03),
    ("{y}年度政府信息公开工作年度报告", 0.08),
    ("{y}年信息公开年度报告", 0.03),
    ("关于{y}年度政府信息公开工作情况的报告", 0.04),
    ("关于{y}年政府信息公开工作的总结", 0.02),
    ("政府信息公开工作{y}年度报告", 0.03),
    ("{y}年政务公开工作年度报告", 0.03),
    ("政府信息公开年度报告（{y}年度）", 0.02),
    ("政府信息公开工作年度报告({y})", 0.02),
)


def _say(scene: Scene, name: str) -> str:
    out: list[Run] = []
    LEXICON.one(name, scene.rng, scene, out)
    return "".join(text for text, _ in out)


def _furniture(scene: Scene, name: str) -> Line:
    return Line("furniture", [(_say(scene, name).strip(), Mark("FURNITURE"))])


def title_words(scene: Scene, named: bool) -> str:
    """The title, with the organ's name in front where `named`."""
    rng = scene.rng
    year = str(scene.year) if chance(rng, 0.97) else "".join("〇一二三四五六七八九"[int(d)] for d in str(scene.year))
    words = weighted(rng, TITLES).replace("{y}", year)
    if not named:
        return words
    name = scene.organ.name if chance(rng, 0.85) else scene.organ.place
    return words.replace("关于", name + "关于", 1) if words.startswith("关于") else name + words


def _metadata(scene: Scene) -> list[Block]:
    """索引号, 发布机构, 发布日期 … a field a line, some left out."""
    rng, out = scene.rng, []
    colon = pick(rng, ("：", "：", ":", "： "))
    fields = [
        ("索引号", _say(scene, "index_number")),
        (pick(rng, ("信息分类", "主题分类", "所属类别")), "政府信息公开年报"),
        (pick(rng, ("发布机构", "发布机构", "公开主体", "发布单位", "公开机构", "来源", "信息来源")), ""),
        (pick(rng, ("发布日期", "发文日期", "生成日期", "发布时间", "公开日期")), _date(scene)),
        (pick(rng, ("文号", "发文字号")), pick(rng, ("", "无", "/"))),
        (pick(rng, ("信息名称", "标题", "名称")), title_words(scene, True)),
        ("有效性", "有效"),
    ]
    for name, value in fields:
        if name in ("索引号", "文号", "有效性") and chance(rng, 0.4):
            continue
        if value or name in ("文号", "发文字号"):
            out.append(Line("paragraph", [(f"{name}{colon}{value}".strip(), None)]))
        else:
            out.append(Line("organ", [(name + colon, None), (scene.organ.name, Mark("ORGAN"))]))
    return list(out)


def _date(scene: Scene) -> str:
    rng = scene.rng
    year, month, day = scene.year + 1, whole(rng, 1, 3), whole(rng, 1, 28)
    if chance(rng, 0.05):
        return (
            f"二〇{''.join('〇一二三四五六七八九'[int(d)] for d in str(year)[2:])}年{chinese(month)}月{chinese(day)}日"
        )
    return pick(
        rng,
        (
            f"{year}年{month}月{day}日",
            f"{year}-{month:02}-{day:02}",
            f"{year}/{month}/{day}",
            f"{year}-{month:02}-{day:02} {whole(rng, 8, 18):02}:{whole(rng, 0, 59):02}",
        ),
    )


def before_body(scene: Scene) -> list[Block]:
    """Furniture, metadata, organ line and title, as a page has them."""
    rng, organ = scene.rng, scene.organ
    out: list[Block] = []
    littered = chance(rng, 0.35)
    if littered and chance(rng, 0.6):
        out.append(_furniture(scene, "breadcrumb"))
    if chance(rng, 0.15):
        out += _metadata(scene)
    if chance(rng, 0.08):
        return out
    alone = chance(rng, 0.22)
    if alone:
        out.append(Line("organ", [(organ.name, Mark("ORGAN"))]))
    title = title_words(scene, not alone and chance(rng, 0.8))
    if chance(rng, 0.03) and "政府信息公开" in title:
        at = title.index("政府信息公开") + whole(rng, 0, 6)
        parts = [title[:at], title[at:]]
    else:
        parts = [title]
    out += [Line("title", [(part, Mark("TITLE"))]) for part in parts if part]
    if chance(rng, 0.12):
        out.append(Line("paragraph", [(pick(rng, (f"（{_date(scene)}）", _date(scene))), None)]))
    if littered:
        out += [_furniture(scene, name) for name in ("byline", "buttons") if chance(rng, 0.5)]
        if chance(rng, 0.3):
            runs: list[Run] = [("发布时间：" + _date(scene) + " 来源：", None), (organ.name, Mark("ORGAN"))]
            if chance(rng, 0.6):
                runs += [(" ", None), (_say(scene, "counter"), Mark("FURNITURE"))]
            out.append(Line("organ", runs))
    return out


def after_body(scene: Scene) -> list[Block]:
    """Signature, date, attachments, buttons."""
    rng, organ = scene.rng, scene.organ
    out: list[Block] = []
    if chance(rng, 0.05):
        tail = pick(rng, ("编写。", "编制。", "编制发布。"))
        out.append(Line("paragraph", [("本报告由", None), (organ.name, Mark("ORGAN")), (tail, None)]))
    if chance(rng, 0.4):
        out.append(Line("organ", [(organ.name, Mark("ORGAN"))]))
        if chance(rng, 0.85):
            out.append(Line("paragraph", [(_date(scene), None)]))
    if chance(rng, 0.07):
        out.append(
            Line("paragraph", [(f"附件：{title_words(scene, True)}.{pick(rng, ('doc', 'pdf', 'docx', 'xls'))}", None)])
        )
    if chance(rng, 0.25):
        out += [_furniture(scene, name) for name in ("buttons", "neighbours", "footer") if chance(rng, 0.45)]
    return out
