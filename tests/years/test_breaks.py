"""A panel of made-up organs with planted breaks: every break is found, and nothing else."""

from __future__ import annotations

import random

from ie.check.years import changes_of, check_years, entry_of, organs_of
from tests.years.synthetic import COLUMNS, ROWS, YEARS, Plan, records_of

KINDS = ("教育局", "卫生健康局", "人民政府", "水务局", "财政局", "司法局")
PLACES = ("甲州市青石县", "甲州市白塔区", "乙江市红枫县", "乙江市青石县", "丙山市云岭区", "丁河市松涛镇")


def _plans() -> list[Plan]:
    """36 organs; breaks of both kinds, doubts, blanks, gaps and renamings at places drawn once."""
    rng = random.Random(20)
    plans = []
    for place in PLACES:
        for kind in KINDS:
            name = f"{place}{kind}"
            plan = Plan({2018: name})
            plans.append(plan)
            if kind == "卫生健康局":
                plan.names = {2018: f"{place}卫生和计划生育局", 2020: f"{place}卫生健康委员会", 2023: f"{place}卫健局"}
            elif kind == "人民政府":
                plan.names = {2018: f"{place}人民政府", 2021: f"{place}政府", 2022: place}
            draw = rng.random()
            if draw < 0.4:
                plan.carried.add((rng.choice(YEARS[2:]), rng.choice(COLUMNS)))
            if draw < 0.2:
                plan.in_force.add((rng.choice(YEARS[4:]), rng.choice(ROWS)))
            elif draw > 0.85:
                plan.left_out.add(rng.choice(YEARS[2:-1]))
            elif draw > 0.7:
                year = rng.choice(YEARS[2:])
                plan.doubt.add((year, "applications.carried_in.natural_person"))
                plan.blank.add((year, "applications.carried_out.commercial"))
    return plans


def _expected(number: int, plan: Plan) -> tuple[set[tuple[object, ...]], set[tuple[object, ...]]]:
    """What must fail and what cannot be told: a column's break is its total's break too."""
    fails: set[tuple[object, ...]] = set()
    unknown: set[tuple[object, ...]] = set()
    for year, column in plan.carried:
        fails |= {(number, "carried", column, year), (number, "carried", "total", year)}
    fails |= {(number, "in_force", row, year) for year, row in plan.in_force}
    for year, address in plan.doubt | plan.blank:
        _, row, column = address.split(".")
        at = year if row == "carried_in" else year + 1
        if at in YEARS:
            unknown.add((number, "carried", column, at))
    gone = plan.left_out | {y + 1 for y in plan.left_out}
    return {f for f in fails if f[-1] not in gone} - unknown, {u for u in unknown if u[-1] not in gone}


def test_every_planted_break_is_found_and_nothing_else() -> None:
    plans = _plans()
    records = [record for number, plan in enumerate(plans) for record in records_of(plan, number)]
    random.Random(1).shuffle(records)
    organs, homeless = organs_of(map(entry_of, records))
    assert homeless == []
    assert len(organs) == len(plans) >= 30

    found: dict[str, set[tuple[object, ...]]] = {"fails": set(), "unknown": set(), "holds": set()}
    missing, gone = set(), set()
    for organ in organs:
        (number,) = {int(entry.source[:3]) for entry in organ.entries}
        for check in check_years(organ):
            found[check.status].add((number, check.id, check.where, check.years[1]))
        for change in changes_of(organ, YEARS[0], YEARS[-1]):
            if change.kind == "missing":
                missing.add((number, change.year))
            elif change.kind not in ("renamed", "edition"):
                gone.add((number, change.kind, change.year))

    wanted = [_expected(number, plan) for number, plan in enumerate(plans)]
    assert found["fails"] == set().union(*(w[0] for w in wanted))
    assert found["unknown"] == set().union(*(w[1] for w in wanted))
    assert len(found["fails"]) > 20 and found["unknown"] and missing
    assert len(found["holds"]) > 1500
    assert missing == {(n, y) for n, plan in enumerate(plans) for y in plan.left_out}
    assert gone == set()


def test_both_places_of_a_break_are_shown() -> None:
    plan = Plan({2018: "甲县水务局"}, carried={(2020, "research")}, in_force={(2023, "regulations")})
    (organ,), _ = organs_of(map(entry_of, records_of(plan, 7)))
    failing = {(c.id, c.where): c for c in check_years(organ) if c.status == "fails"}
    carried = failing["carried", "research"]
    assert [(p.source, p.year, p.address) for p in carried.places] == [
        ("007/2019.txt", 2019, "applications.carried_out.research"),
        ("007/2020.txt", 2020, "applications.carried_in.research"),
    ]
    assert carried.right is not None and carried.left is not None and carried.right - carried.left == 1
    force = failing["in_force", "regulations"]
    before, issued, repealed, now = (p.value or 0 for p in force.places)
    assert [p.year for p in force.places] == [2022, 2023, 2023, 2023]
    assert (force.left, force.right) == (before + issued - repealed, now)


def test_new_ended_doubled_and_lost_tables_are_told() -> None:
    plan = Plan({2018: "甲县水务局"}, left_out={2018, 2025}, lost={(2023, "disputes")})
    records = records_of(plan, 7)
    again = records_of(plan, 8)
    records.append(next(r for r in again if r["year"] == 2022))
    (organ,), _ = organs_of(map(entry_of, records))
    told = [(c.kind, c.year) for c in changes_of(organ, 2018, 2025) if c.kind != "edition"]
    assert told == [("new", 2019), ("doubled", 2022), ("table_lost", 2023), ("ended", 2025)]


def test_two_reports_of_a_year_that_disagree_make_no_alarm() -> None:
    plan = Plan({2018: "甲县水务局"})
    records = records_of(plan, 7)
    other = next(r for r in records_of(Plan({2018: "甲县水务局"}, carried={(2022, "other")}), 7) if r["year"] == 2022)
    other["text_sha256"] = "f" * 64
    (organ,), _ = organs_of(map(entry_of, [*records, other]))
    assert {(c.where, c.years[1]) for c in check_years(organ) if c.status == "unknown"} >= {("other", 2022)}
    assert [c for c in check_years(organ) if c.status == "fails"] == []
