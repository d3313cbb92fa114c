"""What an adjudicator is shown: the places in dispute in their surroundings, and how far everybody has come."""

from __future__ import annotations

from pathlib import Path

import pytest

from ie.editions import EDITIONS, load_edition
from ie.review.desk import Desk
from ie.review.disputes import Dispute
from ie.review.doubts import CAUSES
from ie.review.judge import MAX_ROW, Judge, context_of
from ie.review.names import group_name, sum_places
from ie.review.pool import Pool
from ie.review.store import Store
from ie.review.words import words

TOTAL = "applications.received.total"
TEXT = "甲 12 3\r\n乙 4  6\n丙 7"
PLACES = {"t.first.a": (2, 4), "t.first.b": (5, 6), "t.second.a": (10, 11), "t.second.c": (13, 14)}


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("cell:t.first.b", ["甲 12 ", "3", "⏎乙 4  6⏎丙 7"]),
        # A cell without characters of its own is seen in its row.
        ("cell:t.second.b", ["甲 12 3⏎乙 4  6⏎丙 7", "", ""]),
        ("cell:t.third.a", []),
        ("span:2-4", ["甲 ", "12", " 3⏎乙 4  6⏎丙 7"]),
        ("fact:organ", []),
    ],
)
def test_a_dispute_is_shown_where_it_stands(target: str, shown: list[str]) -> None:
    dispute = Dispute(target.partition(":")[0], target, {})
    assert context_of(dispute, PLACES, TEXT) == shown
    assert context_of(dispute, PLACES, None) == []


def test_a_row_that_is_spread_over_the_text_is_not_taken_for_one() -> None:
    places = {"t.r.a": (0, 1), "t.r.c": (MAX_ROW, MAX_ROW + 1)}
    assert context_of(Dispute("cell", "cell:t.r.b", {}), places, "一" * 2 * MAX_ROW) == []


def test_everybodys_progress_is_counted_and_nobodys_answers_told(records: Path) -> None:
    pool, store = Pool.load(records), Store(records.with_name("s.sqlite"))
    both, one, none = (next(e.key for e in pool.entries if f"/{n}_" in e.name) for n in ("05", "10", "08"))

    def done(name: str, key: str, value: str | None) -> None:
        desk = Desk(pool, store, name)
        if value is not None:
            desk.act(key, {"action": f"{name}-{key}-1", "do": "set", "address": TOTAL, "words": value})
        doubts = [d.target for d in desk.sheet(key).doubts]
        desk.act(key, {"action": f"{name}-{key}-2", "do": "accept", "targets": doubts})
        desk.act(key, {"action": f"{name}-{key}-3", "do": "done"})

    done("甲", both, "26")
    done("乙", both, "25")
    done("甲", one, None)
    Desk(pool, store, "乙").act(none, {"action": "乙-begun-1", "do": "set", "address": TOTAL, "words": "7"})
    view = Judge(pool, store, "丙").list_view()
    team = view["team"]
    assert [(r["name"], r["done"], r["begun"], r["answers"]) for r in team["rows"]] == [
        ("甲", 2, 0, 4),
        ("乙", 1, 1, 4),
    ]
    assert (team["reports"], team["twice"], team["once"]) == (4, 1, 1)
    (row,) = view["rows"]
    assert (row["organ"], row["disputes"], row["open"]) == ("青石岭县交通运输局", 1, 1)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_sum_table_and_cause_has_a_name(lang: str) -> None:
    told = words(lang)  # type: ignore[arg-type]
    for edition in EDITIONS:
        form = load_edition(edition)
        for identity in form.identities:
            assert group_name("sum_fails", identity.id, told) != identity.id
            of = {
                None: 1,
                "row": len(form.table(identity.table).rows),
                "column": len(form.table(identity.table).columns),
            }
            places = [name for name in sum_places(edition) if name.startswith(f"{identity.id}/")]
            assert len(places) == (of[identity.each] if identity.each else 0)
        for table in form.tables:
            assert group_name("missing", table.id, told) != table.id
    assert all(f"cause_{cause}" in told for cause in CAUSES)
