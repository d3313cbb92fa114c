"""A report's page cut down to its form: what collections of table parts hold.

blocks → blocks: the headings of the form's sections and the tables; of the rest at most the title and a heading or two
"""

from __future__ import annotations

import random

from training.synthesize.document import Block, Grid, Line
from training.synthesize.grammar.draw import chance

PART_SHARE = {"2014": 0.3, "2019": 0.58, "2021": 0.58, "narrative": 0.0}
"""How many reports of an edition are such parts: seven in eight of the real texts at hand, but those are one collector's choice."""
TITLED, HEADED, CLOSED, SIGNED = 0.5, 0.2, 0.55, 0.03
"""How often the title, the heading of section one, those behind the tables and what stands at the page's foot are left."""


def table_part(rng: random.Random, blocks: list[Block]) -> list[Block]:
    """The blocks from the first table's heading to the last table, and what else is left of the page."""
    tables = [at for at, block in enumerate(blocks) if isinstance(block, Grid)]
    if not tables:
        return blocks
    first, last = tables[0], tables[-1]
    while first and _heading(blocks[first - 1]):
        first -= 1
    out: list[Block] = []
    if chance(rng, TITLED):
        out += [b for b in blocks[:first] if isinstance(b, Line) and b.kind == "title"]
    if chance(rng, HEADED):
        out += [b for b in blocks[:first] if _heading(b)][:1]
    out += [b for b in blocks[first : last + 1] if isinstance(b, Grid) or b.kind != "paragraph" or len(_words(b)) < 9]
    if chance(rng, CLOSED):
        out += [b for b in blocks[last + 1 :] if _heading(b)][: 1 + chance(rng, 0.3)]
    if chance(rng, SIGNED):
        out += [b for b in blocks[last + 1 :] if isinstance(b, Line) and b.kind in ("organ", "furniture")]
    return out


def _heading(block: Block) -> bool:
    return isinstance(block, Line) and block.kind == "heading" and _label(block) == "HEAD1"


def _label(line: Line) -> str:
    return next((mark.label for _, mark in line.runs if mark is not None), "")


def _words(line: Line) -> str:
    return "".join(text for text, _ in line.runs)
