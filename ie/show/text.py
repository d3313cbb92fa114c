"""The source text and every span over it → lines of pieces, each piece with its kind, its id and what it leads to."""

from __future__ import annotations

import re
from typing import Any

from ie.records import Record, table_cells

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_HIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")

Cover = tuple[int, int, str, str]
"""Start, end, css class, and the name of the cell, figure or statement it is, or an empty string."""


def visible(text: str) -> str:
    """Text in which nothing is hidden: control, direction and zero-width characters are written as their code point.

    >>> visible("甲\\u202e乙")
    '甲⟦U+202E⟧乙'
    """
    return _HIDDEN.sub(lambda m: f"⟦U+{ord(m.group()):04X}⟧", text)


def text_lines(record: Record, text: str, spans: list[list[Any]], prefix: str) -> list[list[dict[str, str]]]:
    """The text's lines; a piece is text, css class, id and target.  Pieces never overlap, whatever the spans do."""
    covers: list[Cover] = [(s[0], s[1], s[2].lower(), "") for s in spans]
    for n, figure in enumerate(record["figures"]):
        covers.append((figure["start"], figure["end"], "figure", f"f{n}"))
    for n, statement in enumerate(record["statements"]):
        covers.append((statement["start"], statement["end"], "statement", f"s{n}"))
    for address, cell in table_cells(record).items():
        if cell["start"] is not None and cell["end"] is not None:
            kind = "review" if cell["review"] else cell["status"]
            covers.append((cell["start"], cell["end"], f"cell {kind}", address))
    covers = [(min(c[0], len(text)), min(c[1], len(text)), c[2], c[3]) for c in covers]
    breaks = {m.start(): m.end() for m in _LINE_END.finditer(text)}
    edges = {0, len(text), *breaks, *breaks.values(), *(e for cover in covers for e in cover[:2])}
    order = sorted(edges)
    at = {edge: i for i, edge in enumerate(order)}
    over: dict[int, list[Cover]] = {}
    empty: dict[int, list[Cover]] = {}
    for cover in covers:
        if cover[0] >= cover[1]:
            empty.setdefault(cover[0], []).append(cover)
        for i in range(at[cover[0]], at[max(cover[:2])]):
            over.setdefault(i, []).append(cover)
    lines: list[list[dict[str, str]]] = [[]]
    named: set[str] = set()
    for i, start in enumerate(order):
        # A blank cell has a place and no characters; cells that share characters each need a place to be opened at.
        here = over.get(i, [])
        shared = [c for c in here if c[3] and c[0] == start][:-1] if start not in breaks else []
        lines[-1].extend(_piece("", [c], named, prefix) for c in (*empty.get(start, ()), *shared) if c[3])
        if start in breaks:
            lines.append([])
        elif i + 1 < len(order):
            lines[-1].append(_piece(visible(text[start : order[i + 1]]), here, named, prefix))
    return lines


def _piece(words: str, covers: Any, named: set[str], prefix: str) -> dict[str, str]:
    """The innermost cover wins the link; the classes of all are kept."""
    ranked = sorted(covers, key=lambda c: (bool(c[3]), "cell" in c[2], c[0] - c[1]))
    piece = {"text": words, "class": " ".join(dict.fromkeys(c[2] for c in ranked)), "id": "", "href": ""}
    linked = [c for c in ranked if c[3]]
    if linked:
        name = linked[-1][3]
        kind = "c-" if "." in name else ""
        piece["href"] = f"#{prefix}{kind}{name}"
        if name not in named:
            named.add(name)
            piece["id"] = f"{prefix}t-{name}"
    return piece
