"""Counts → inline SVG bars.  Colours come from the page's style sheet by class, so that they follow dark, light and paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

WIDTH, BAR, LABEL = 560, 24, 170


def stacked_bars(rows: Mapping[str, Mapping[str, int]], kinds: Sequence[str]) -> Markup:
    """One bar a row, its parts the share of each kind, with the counts in the tooltip."""
    parts = []
    for n, (name, counts) in enumerate(rows.items()):
        total = sum(counts.values()) or 1
        x, y = float(LABEL), n * (BAR + 8)
        parts.append(_label(name, y))
        for kind in kinds:
            width = (WIDTH - LABEL) * counts.get(kind, 0) / total
            if width:
                tip = f"{name}: {kind} {counts[kind]} ({100 * counts[kind] / total:.1f} %)"
                parts.append(_bar(x, y, width, f"fill-{kind}", tip))
                x += width
    return _svg(parts, len(rows))


def bars(counts: Mapping[str, int], kind: str) -> Markup:
    """One bar a name, as long as its count, the count behind it."""
    most = max(counts.values(), default=0) or 1
    parts = []
    for n, (name, count) in enumerate(counts.items()):
        y = n * (BAR + 8)
        width = (WIDTH - LABEL - 60) * count / most
        parts += [_label(name, y), _bar(LABEL, y, max(width, 1.0), f"fill-{kind}", f"{name}: {count}")]
        parts.append(Markup('<text x="{:.1f}" y="{}">{}</text>').format(LABEL + width + 8, y + 17, count))
    return _svg(parts, len(counts))


def _label(name: str, y: int) -> Markup:
    return Markup('<text class="name" x="{}" y="{}">{}</text>').format(LABEL - 10, y + 17, escape(name))


def _bar(x: float, y: int, width: float, style: str, tip: str) -> Markup:
    rect = '<rect class="{}" x="{:.1f}" y="{}" width="{:.1f}" height="{}" rx="2"><title>{}</title></rect>'
    return Markup(rect).format(style, x, y, width, BAR, tip)


def _svg(parts: Sequence[Markup], rows: int) -> Markup:
    return Markup('<svg viewBox="0 0 {} {}" role="img">{}</svg>').format(
        WIDTH, max(rows, 1) * (BAR + 8), Markup("").join(parts)
    )
