"""Document → HTML the way the sites of government print it: Word's noise, layout tables, litter; converters read it."""

from __future__ import annotations

import html
import random
from dataclasses import dataclass

from training.synthesize.converters.ink import Ink
from training.synthesize.document import Box, Document, Grid, Line
from training.synthesize.tracked import Mark, Run

TAGS = {"title": "h1", "organ": "p", "heading": "h2", "paragraph": "p", "caption": "p", "furniture": "div"}
SPAN_STYLES = ("font-family:宋体;font-size:10.5pt", "color:#000", "mso-bidi-font-size:12.0pt;line-height:150%")
LITTER_ABOVE = (
    "当前位置：首页 > 政府信息公开",
    "字体：【大 中 小】",
    "分享到：",
    "打印本页",
    "浏览次数：{n}",
    "【打印】【关闭】",
)
LITTER_BELOW = ("【打印】【关闭】", "上一篇：没有了", "扫一扫在手机打开当前页", "版权所有", "网站地图")


@dataclass(frozen=True, slots=True)
class Style:
    """How one site writes: drawn once for a report."""

    headings_as_tags: bool
    cell_wrapper: str
    spans: bool
    office: bool
    breaks: bool
    th: bool
    thead: bool
    outer_table: bool
    indent: str
    gap: str
    litter: bool


def draw_style(rng: random.Random) -> Style:
    """A site's habits; Word's paragraphs inside cells are the commonest."""
    return Style(
        headings_as_tags=rng.random() < 0.25,
        cell_wrapper=rng.choice(["", "p", "p", "p", "div", "divp"]),
        spans=rng.random() < 0.5,
        office=rng.random() < 0.5,
        breaks=rng.random() < 0.15,
        th=rng.random() < 0.1,
        thead=rng.random() < 0.1,
        outer_table=rng.random() < 0.12,
        indent=rng.choice(["", "", "　　", "&nbsp;&nbsp;&nbsp;&nbsp;"]),
        gap=rng.choice(["\n", "\n", "", "\n\n    "]),
        litter=rng.random() < 0.4,
    )


def to_html(document: Document, rng: random.Random, ink: Ink) -> str:
    """A whole page.  The same random state gives the same page, whatever the ink."""
    style = draw_style(rng)
    body = [_line(b, style, rng, ink) if isinstance(b, Line) else _table(b, style, rng, ink) for b in document.blocks]
    if style.litter:
        body = [*_litter(LITTER_ABOVE, rng, ink), *body, *_litter(LITTER_BELOW, rng, ink)]
    inner = style.gap.join(body)
    if style.outer_table:
        inner = f'<table width="100%"><tr><td>{inner}</td></tr></table>'
    head = '<meta charset="utf-8"/>' + ("<style>p.MsoNormal{margin:0}</style>" if style.office else "")
    return f"<!DOCTYPE html><html><head>{head}</head><body>{inner}</body></html>"


def _litter(texts: tuple[str, ...], rng: random.Random, ink: Ink) -> list[str]:
    chosen = [t.format(n=rng.randrange(20, 9000)) for t in texts if rng.random() < 0.4]
    return [f"<div>{_escaped([(text, Mark('FURNITURE'))], ink)}</div>" for text in chosen]


def _escaped(runs: list[Run], ink: Ink) -> str:
    return html.escape(ink.write(runs), quote=False).replace("\n", "<br/>")


def _line(line: Line, style: Style, rng: random.Random, ink: Ink) -> str:
    tag = TAGS[line.kind] if style.headings_as_tags else "p"
    text = _escaped(line.runs, ink)
    if style.spans:
        text = f'<span style="{rng.choice(SPAN_STYLES)}">{text}</span>'
    if line.kind == "heading" and rng.random() < 0.3:
        text = f"<strong>{text}</strong>"
    indent = style.indent if line.kind in ("heading", "paragraph") else ""
    centred = ' style="text-align:center"' if line.kind in ("title", "organ") else ""
    if style.breaks and line.kind == "paragraph":
        return f"<div>{indent}{text}<br/><br/></div>"
    return f"<{tag}{_class(style)}{centred}>{indent}{text}</{tag}>"


def _class(style: Style) -> str:
    return ' class="MsoNormal"' if style.office else ""


def _table(grid: Grid, style: Style, rng: random.Random, ink: Ink) -> str:
    rows = []
    for number, boxes in enumerate(grid.rows):
        tag = "th" if style.th and number < grid.header_rows else "td"
        cells = style.gap.join(_cell(box, tag, style, rng, ink) for box in boxes)
        rows.append(f"<tr>{style.gap}{cells}{style.gap}</tr>")
    if style.thead:
        rows.insert(grid.header_rows, "</thead><tbody>")
        inner = f"<thead>{style.gap.join(rows)}</tbody>"
    else:
        inner = f"<tbody>{style.gap.join(rows)}</tbody>"
    return f'<table border="1" cellspacing="0">{style.gap}{inner}</table>'


def _cell(box: Box, tag: str, style: Style, rng: random.Random, ink: Ink) -> str:
    spans = (f' colspan="{box.across}"' if box.across > 1 else "") + (f' rowspan="{box.down}"' if box.down > 1 else "")
    text = _escaped(box.runs, ink)
    # Both are drawn always: the coded page must take the same random steps, though a blank has a letter there.
    look, filler = rng.choice(SPAN_STYLES), rng.choice(["", "&nbsp;"])
    if style.spans and text:
        text = f'<span style="{look}">{text}</span>'
    if not text and style.cell_wrapper:
        text = filler
    if style.cell_wrapper == "divp":
        text = f"<div><p>{text}</p></div>"
    elif style.cell_wrapper:
        text = f"<{style.cell_wrapper}{_class(style)}>{text}</{style.cell_wrapper}>"
    return f"<{tag}{spans}>{text}</{tag}>"
