"""Damage to what parts the cells: glued, dropped, widened."""

from __future__ import annotations

import random
import re
from itertools import pairwise

from training.synthesize.damage.marks import Place, Row, cells_of, doubt_rows, row_of
from training.synthesize.damage.operator import text_operator
from training.synthesize.settle import Glued, settle
from training.synthesize.tracked import Run, Tracked

_SEPARATORS = re.compile(r"[\s|　│]+")
_PIPES_ONLY = re.compile(r"(?m)^[ ]*\|{1,12}[ ]*\n")


def _rows(tracked: Tracked) -> dict[Row, list[Place]]:
    out: dict[Row, list[Place]] = {}
    for place in cells_of(tracked):
        row = row_of(place[2])
        if row is not None:
            out.setdefault(row, []).append(place)
    return out


def _is_plain(tracked: Tracked, places: list[Place]) -> bool:
    """Every cell of the row is one stretch that prints something and is still read, next to its neighbour."""
    if len(places) != len({id(p[2]) for p in places}):
        return False
    text = tracked.text
    if any(p[2].status == "ambiguous" or not text[p[0] : p[1]].strip(" \t\r\n　|") for p in places):
        return False
    gaps = (text[a[1] : b[0]] for a, b in pairwise(places))
    return all(not gap or _SEPARATORS.fullmatch(gap) for gap in gaps)


@text_operator(5, weight=3)
def glue_cells(tracked: Tracked, rng: random.Random) -> Tracked:
    """Neighbour cells of some rows lose what parts them; what the sums still tell stays, the rest is in doubt."""
    rows = {row: places for row, places in _rows(tracked).items() if _is_plain(tracked, places)}
    share, within = rng.choice((0.05, 0.2, 0.6)), rng.choice((0.3, 1.0))
    glued: dict[str, list[Glued]] = {}
    edits: list[tuple[int, int, list[Run]]] = []
    for row, places in rows.items():
        texts = [tracked.text[start:end] for start, end, _ in places]
        flags = [False] * (len(places) - 1)
        if rng.random() < share and len(places) > 1:
            flags = [rng.random() < within for _ in flags]
            gaps = zip(places, places[1:], flags, strict=False)
            edits += [(a[1], b[0], []) for a, b, flag in gaps if flag]
        glued.setdefault(row[0], []).append(Glued([p[2] for p in places], texts, flags))
    for entries in glued.values():
        settle(entries)
    return tracked.splice(sorted(edits, key=lambda edit: edit[0]))


@text_operator(18, 1, weight=2)
def drop_blank_fields(tracked: Tracked, rng: random.Random) -> Tracked:
    """Empty fields are lost with their border: the row's other figures have no certain place."""
    edits: list[tuple[int, int, list[Run]]] = []
    rows: set[Row] = set()
    for start, end, mark in cells_of(tracked):
        row = row_of(mark)
        if row and not tracked.text[start:end].strip(" \t\r\n　|"):
            border = _SEPARATORS.match(tracked.text, end)
            edits.append((start, border.end() if border else end, []))
            rows.add(row)
    doubt_rows(tracked, rows)
    # Two blanks in a row share a border.
    apart: list[tuple[int, int, list[Run]]] = []
    for edit in edits:
        first = max(edit[0], apart[-1][1]) if apart else edit[0]
        # The last field's border is the row's end as well: a line end stays.
        gone = tracked.text[first : edit[1]]
        apart.append((first, max(first, edit[1]), [("\n", None)] if "\n" in gone else []))
    return tracked.splice(apart)


@text_operator(4, 2, weight=2)
def drop_row_ends(tracked: Tracked, rng: random.Random) -> Tracked:
    """Lines of pipes alone are gone, but for those that show a blank."""
    return tracked.sub(_PIPES_ONLY, lambda match, owners: None if any(owners) else [])


@text_operator(2, 3, weight=2)
def lines_behind_pipes(tracked: Tracked, rng: random.Random) -> Tracked:
    """Wrapped behind each border."""
    pattern = re.compile(r"\|[ ]*(?=[^\s|])")
    return tracked.sub(pattern, lambda match, owners: [(match.group(), owners[0]), ("\n", None)])


@text_operator(9, weight=2)
def blanks_round_pipes(tracked: Tracked, rng: random.Random) -> Tracked:
    """A blank more on both sides of each border."""
    return tracked.sub(re.compile(r"\|"), lambda match, owners: [(" ", None), ("|", owners[0]), (" ", None)])


@text_operator(1, 21, weight=1)
def wide_bars(tracked: Tracked, rng: random.Random) -> Tracked:
    """Full-width or drawn bars for pipes."""
    bar = rng.choice("｜│")
    return tracked.sub(re.compile(r"\|"), lambda match, owners: [(bar, owners[0])])


@text_operator(9, 21, weight=2)
def trailing_blanks(tracked: Tracked, rng: random.Random) -> Tracked:
    """Blanks before line ends."""
    blanks = rng.choice(("  ", " ", "　"))
    return tracked.sub(re.compile(r"(?<=\S)(?=\r|(?<!\r)\n)"), lambda match, owners: [(blanks, None)])
