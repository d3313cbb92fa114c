"""What stands around the report on its page: breadcrumbs, metadata, title, organ, signature, buttons, page numbers."""

from __future__ import annotations

from training.synthesize.document import Block, Box, Grid, Line
from training.synthesize.grammar.draw import chance, pick, weighted, whole
from training.synthesize.grammar.metadata import date_words, metadata_lines
from training.synthesize.grammar.scene import Scene
from training.synthesize.grammar.site import attachments, furniture, furniture_lines, notice, source_line
from training.synthesize.grammar.titles import title_lines, title_words
from training.synthesize.tracked import Mark, Run

PAGE_FORMS = (
    ("- {n} -", 0.3),
    ("-{n}-", 0.12),
    ("— {n} —", 0.14),
    ("—{n}—", 0.06),
    ("第{n}页", 0.06),
    ("第 {n} 页", 0.03),
    ("第{n}页 共{m}页", 0.06),
    ("第 {n} 页 / 共 {m} 页", 0.02),
    ("{n} / {m}", 0.06),
    ("{n}/{m}", 0.03),
    ("P. {n}", 0.03),
    ("P{n}", 0.02),
    ("· {n} ·", 0.03),
    ("~ {n} ~", 0.02),
    ("{n}", 0.08),
    ("Page {n}", 0.02),
    ("Page {n} of {m}", 0.02),
)
RUNNING_HEADS = (
    "Page {n} - {t}",
    "{t} 第{n}页",
    "第 {n} 页 {t}",
    "{t} - {n} -",
    "{t} {n}/{m}",
    "{t}　{n}",
    "- {n} - {t}",
)
"""A page's number with the title or the file's name beside it, as a header or footer of a document prints both."""
RUNNING_SHARE = 0.12
PAGED_SHARE = 0.09
"""Reports whose page numbers stand between the lines of their prose."""


def before_body(scene: Scene) -> list[Block]:
    """Furniture, metadata, organ line and title, as a page has them."""
    rng, organ = scene.rng, scene.organ
    out: list[Block] = []
    littered = chance(rng, 0.45)
    if littered:
        out += [furniture(scene, "banner") for _ in range(weighted(rng, ((0, 0.68), (1, 0.2), (2, 0.12))))]
        if chance(rng, 0.12):
            out += furniture_lines(scene, "menu", 2, 7)
        if chance(rng, 0.6):
            out.append(furniture(scene, "breadcrumb"))
    if chance(rng, 0.2):
        out += metadata_lines(scene)
    if chance(rng, 0.08):
        return out
    alone = chance(rng, 0.25)
    if alone:
        out.append(Line("organ", [(organ.name, Mark("ORGAN"))]))
    out += title_lines(scene, not alone and chance(rng, 0.8))
    if chance(rng, 0.12):
        day = date_words(scene)
        out.append(Line("paragraph", [(pick(rng, (f"（{day}）", day, f"发布日期：{day}")), None)]))
    if littered:
        out += [furniture(scene, name) for name in ("byline", "buttons") if chance(rng, 0.45)]
    if chance(rng, 0.34 if littered else 0.05):
        out.append(source_line(scene))
    if chance(rng, 0.04):
        out.append(notice(scene))
    return out


def _signature(scene: Scene) -> list[Block]:
    rng = scene.rng
    name: Run = (scene.organ.name, Mark("ORGAN"))
    shape = weighted(rng, (("two", 0.72), ("one", 0.12), ("name", 0.1), ("sealed", 0.06)))
    if shape == "one":
        gap = pick(rng, (" ", "  ", "　　", "　", "，"))
        return [Line("organ", [name, (gap + date_words(scene), None)])]
    if shape == "sealed":
        name_runs: list[Run] = [name, (pick(rng, ("（盖章）", "（公章）", "(印章)")), None)]
        return [Line("organ", name_runs), Line("paragraph", [(date_words(scene), None)])]
    out: list[Block] = [Line("organ", [name])]
    return out if shape == "name" else [*out, Line("paragraph", [(date_words(scene), None)])]


def after_body(scene: Scene) -> list[Block]:
    """Signature, date, attachments, buttons, the site's foot."""
    rng, organ = scene.rng, scene.organ
    out: list[Block] = []
    if chance(rng, 0.05):
        tail = pick(rng, ("编写。", "编制。", "编制发布。", "负责解释。", "编写并公布。"))
        out.append(Line("paragraph", [("本报告由", None), (organ.name, Mark("ORGAN")), (tail, None)]))
    if chance(rng, 0.42):
        out += _signature(scene)
    if chance(rng, 0.04):
        out.append(notice(scene))
    if chance(rng, 0.11):
        out += attachments(scene)
    if chance(rng, 0.32):
        names = ("printing", "sharing", "buttons", "counter", "neighbours", "neighbours")
        out += [furniture(scene, name) for name in names if chance(rng, 0.28)]
        if chance(rng, 0.35):
            out += furniture_lines(scene, "footer", 1, 5)
    return out


def number_pages(scene: Scene, blocks: list[Block]) -> list[Block]:
    """Page numbers between lines, and within paragraphs that a page end parts; most reports have none."""
    rng = scene.rng
    if not chance(rng, PAGED_SHARE):
        return blocks
    form = weighted(rng, PAGE_FORMS)
    if chance(rng, RUNNING_SHARE):
        named = title_words(scene, chance(rng, 0.7)) if chance(rng, 0.65) else scene.phrase("file_name")
        form = pick(rng, RUNNING_HEADS).replace("{t}", named)
    page, pages = whole(rng, 1, 2), whole(rng, 4, 14)
    step = whole(rng, 3, 8)
    out: list[Block] = []
    for at, block in enumerate(blocks, 1):
        if at % step:
            out.append(block)
            continue
        words = form.replace("{n}", str(page)).replace("{m}", str(max(page, pages)))
        line = Line("furniture", [(words, Mark("FURNITURE"))])
        page += 1
        if isinstance(block, Grid) and len(block.rows) > block.header_rows + 1 and _flat(block):
            cut = whole(rng, block.header_rows + 1, len(block.rows) - 1)
            across = max(sum(box.across for box in row) for row in block.rows)
            block.rows.insert(cut, [Box("caption", line.runs, across)])
            out.append(block)
            continue
        parts = _parted(scene, block) if isinstance(block, Line) and block.kind == "paragraph" else None
        out += [parts[0], line, parts[1]] if parts else [line, block]
    return out


def _flat(grid: Grid) -> bool:
    """No box reaches over two rows, so that a row may come between any two."""
    return all(box.down == 1 for row in grid.rows for box in row)


def _parted(scene: Scene, line: Line) -> tuple[Line, Line] | None:
    """The paragraph in two, parted inside its longest run without label; None where none is long."""
    at = max(range(len(line.runs)), key=lambda i: len(line.runs[i][0]) if line.runs[i][1] is None else 0)
    text, mark = line.runs[at]
    if mark is not None or len(text) < 8:
        return None
    cut = whole(scene.rng, 2, len(text) - 2)
    while cut > 1 and (text[cut - 1 : cut + 1].isdigit() or text[cut] in "，。；：、）》” "):
        cut -= 1
    if cut < 2:
        return None
    return Line("paragraph", [*line.runs[:at], (text[:cut], None)]), Line(
        "paragraph", [(text[cut:], None), *line.runs[at + 1 :]]
    )
