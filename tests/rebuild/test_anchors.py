"""The rows' alignment against every chain there is: the best one is taken, and the margin is what the next best lacks."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from ie.editions import load_edition
from ie.editions.finding import Found
from ie.editions.vocabulary import Label, labels_of
from ie.rebuild.anchors import FIGURE_BONUS, NEAR_BONUS, NUMBERED_BONUS, align_rows

FORM = load_edition("2021")
STEP = 40
"""Characters from label to label."""
PLACES = {(t.id, r.id): (i, j) for i, t in enumerate(FORM.tables) for j, r in enumerate(t.rows)}
STANDING = {(t.id, part) for t in FORM.tables for r in t.rows if r.stands_for for part in (r.id, *r.stands_for)}
LABELS = [
    label
    for label in labels_of("2021")
    if label.kind == "row" and not label.variant and (label.table, label.id) in PLACES.keys() - STANDING
]
Drawn = list[tuple[Label, bool, bool]]
"""Labels in text order: whether its outline number is printed, whether a cell stands behind."""


def place(label: Label) -> tuple[int, int]:
    return PLACES[label.table or "", label.id or ""]


def own(label: Label, numbered: bool, has_cell: bool) -> float:
    return len(label.letters) ** 0.5 + NUMBERED_BONUS * numbered + FIGURE_BONUS * has_cell


def total(chain: tuple[int, ...], drawn: Drawn) -> float | None:
    """The chain's score; None where its rows are not in the form's order."""
    out = sum(own(*drawn[i]) for i in chain)
    for a, b in pairwise(chain):
        before, after = drawn[a][0], drawn[b][0]
        if not place(before) < place(after) or before.id == after.id:
            return None
        out += NEAR_BONUS * (place(before)[0] == place(after)[0] and place(after)[1] - place(before)[1] <= 1)
    return out


def every_chain(drawn: Drawn) -> dict[tuple[int, ...], float]:
    chains = (c for size in range(1, len(drawn) + 1) for c in combinations(range(len(drawn)), size))
    return {c: score for c in chains if (score := total(c, drawn)) is not None}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(LABELS[:7]), st.booleans(), st.booleans()), min_size=1, max_size=7))
def test_the_best_chain_and_its_margins(drawn: Drawn) -> None:
    found = [
        Found(label, at, at + len(label.letters), tuple(range(at, at + len(label.letters))), numbered)
        for at, (label, numbered, _) in zip(range(0, STEP * len(drawn), STEP), drawn, strict=True)
    ]
    cells = [f.start + STEP - 1 for f, (_, _, has_cell) in zip(found, drawn, strict=True) if has_cell]
    anchors = align_rows(FORM, found, cells, STEP * len(drawn))
    chains = every_chain(drawn)
    best = max(chains.values())
    taken = tuple(a.start // STEP for a in anchors)
    if not taken:  # a short label, the only row of a large table, is another table's header
        return
    assert abs(chains[taken] - best) < 1e-9
    for anchor in anchors:
        at = anchor.start // STEP
        namesakes = [i for i, (label, _, _) in enumerate(drawn) if label.id == anchor.row and i not in taken]
        through = [max(score for c, score in chains.items() if i in c) for i in namesakes]
        assert (anchor.margin is None) is (not through)
        if anchor.margin is not None:
            assert abs(anchor.margin - (best - max(through))) < 1e-9
        ranked = sorted(zip(through, namesakes, strict=True), reverse=True)
        rivals = [f.start // STEP for f, _ in anchor.rivals]
        assert set(rivals) == {i for i in namesakes if drawn[i][2] and drawn[i][1] >= drawn[at][1]}
        scores = dict((i, score) for score, i in ranked)
        assert all(scores[a] >= scores[b] - 1e-9 for a, b in pairwise(rivals))
        assert anchor.limit == STEP * (at + 1)
        assert abs(anchor.score - own(*drawn[at])) < 1e-9
