"""The grammar's one verb: a seeded generator → a Document.

organ → values → form (grids) + prose (outline, sentences) → furniture, title, signature
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from ie.editions import load_edition
from training.synthesize.document import Block, Document, Grid
from training.synthesize.grammar.draw import chance, pick, weighted, whole
from training.synthesize.grammar.errors import failing_identities, plant, printed_cells
from training.synthesize.grammar.grids import FormPrinter
from training.synthesize.grammar.organs import Organ, draw_organ
from training.synthesize.grammar.outline import write_body
from training.synthesize.grammar.pages import after_body, before_body, number_pages
from training.synthesize.grammar.parts import PART_SHARE, table_part
from training.synthesize.grammar.scene import Scene
from training.synthesize.grammar.shapes import disputes
from training.synthesize.grammar.statistics import statistics_grid, statistics_values
from training.synthesize.grammar.style import draw_style
from training.synthesize.grammar.values import COLUMNS, OTHER_PARTS, Values, form_values

EDITION_SHARES = (("2014", 0.1), ("2019", 0.36), ("2021", 0.47), ("narrative", 0.07))
SLIP_SHARE = 0.12
"""Reports with an error of the organ's own; about as many as among the real ones seen whole."""
_YEARS = {"2014": (2014, 2018), "2019": (2019, 2020), "2021": (2021, 2025), "narrative": (2008, 2018)}


def make_document(
    rng: random.Random, edition: str | None = None, level: str | None = None, paragraphs: Sequence[str] | None = None
) -> Document:
    """A report drawn from `rng` alone, of that edition and level or of any.

    `paragraphs` is foreign prose without figures that may fill section bodies.
    """
    edition = edition or weighted(rng, EDITION_SHARES)
    organ = draw_organ(rng, level)
    year = whole(rng, *_YEARS[edition])
    values: Values = {}
    grids: dict[str, list[Grid]] = {}
    slip = chance(rng, SLIP_SHARE)
    if edition == "2014":
        values = statistics_values(rng, organ.size)
        if slip:
            plant(rng, values, edition)
        grids = {"statistics": [statistics_grid(rng, values, draw_style(rng))]}
    elif edition != "narrative":
        values = form_values(rng, edition, organ.size)
        if slip:
            plant(rng, values, edition)
        grids = _form_grids(rng, edition, values)
    spaced = chance(rng, 0.1)
    scene = Scene(rng, organ, year, values, _words(organ, year, " " if spaced else ""), spaced)
    body = write_body(scene, edition, grids, paragraphs)
    blocks: list[Block] = [*before_body(scene), *number_pages(scene, body), *after_body(scene)]
    part = chance(rng, PART_SHARE[edition])
    if part:
        blocks = table_part(rng, blocks)
    document = Document(edition, year, organ.name, organ.level, blocks, part=part)  # type: ignore[arg-type]
    if slip and values:
        document.failing = failing_identities(edition, printed_cells(blocks))
    return document


def _form_grids(rng: random.Random, edition: str, values: Values) -> dict[str, list[Grid]]:
    rows = {"other_documents"} if chance(rng, 0.06) else set()
    three = edition == "2021"
    if chance(rng, 0.08):
        three = not three
    rows |= set(OTHER_PARTS) if three else {"other_handling"}
    if three and chance(rng, 0.08):
        rows.add("other_handling")
    printer = FormPrinter(rng, edition, values, draw_style(rng), rows, _left_blank(rng))
    tables = [t.id for t in load_edition(edition).tables if t.id.startswith("art20")]
    return {
        "proactive": [printer.article20(t) for t in tables],
        "applications": [printer.applications()],
        "disputes": disputes(printer),
    }


def _words(organ: Organ, year: int, blank: str) -> dict[str, str]:
    return {
        "organ": organ.name,
        "place": organ.place,
        "we": organ.we,
        "whole": organ.whole,
        "above": organ.above,
        "year": f"{year}{blank}",
        "last": f"{year - 1}{blank}",
        "next": f"{year + 1}{blank}",
    }


def _left_blank(rng: random.Random) -> frozenset[tuple[str, str]]:
    """Now and then an organ leaves a row, a column or a whole table empty."""
    if not chance(rng, 0.06):
        return frozenset()
    options = (
        [("applications", "total")],
        [("applications", pick(rng, ("received", "outcome_total", "carried_in", "carried_out", "other_other")))],
        [("applications", column) for column in (*COLUMNS, "total")],
        [("disputes", row) for row in ("review", "litigation_direct", "litigation_after_review")],
        [("art20_1", "regulations")],
        [("art20_6", "coercive_measures"), ("art20_8", "fees")],
        [("art20_9", "procurement"), ("art20_5", "change"), ("art20_6", "change")],
    )
    return frozenset(pick(rng, options))
