"""Values of the form's cells as organs have them: mostly zero in towns, five digits in cities; every identity holds.

Place's size → values by (table, row, column); the printed form of each is the business of `cells`
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal

from ie.editions import load_edition
from training.synthesize.grammar.draw import chance, spread, weighted, whole
from training.synthesize.tracked import Address

Values = dict[Address, Decimal]

COLUMNS = ("natural_person", "commercial", "research", "public_interest", "legal_services", "other")
_COLUMN_WEIGHTS = (0.86, 0.07, 0.004, 0.004, 0.03, 0.02)

# How likely each outcome is, as far as the few reports with many applications tell; other_handling stands for its parts.
OUTCOMES: tuple[tuple[str, float], ...] = (
    ("granted", 45),
    ("partly_granted", 12),
    ("refused_state_secret", 0.3),
    ("refused_prohibited_by_law", 1),
    ("refused_security_stability", 0.4),
    ("refused_third_party_rights", 1),
    ("refused_internal_affairs", 1),
    ("refused_process_information", 1),
    ("refused_enforcement_files", 0.7),
    ("refused_administrative_inquiry", 2.5),
    ("unavailable_not_held", 22),
    ("unavailable_needs_creation", 1.5),
    ("unavailable_still_unclear", 0.7),
    ("declined_petition", 2.5),
    ("declined_repeated", 1.5),
    ("declined_publication", 0.2),
    ("declined_excessive", 0.2),
    ("declined_reconfirmation", 0.4),
    ("other_not_corrected_in_time", 2.5),
    ("other_fee_not_paid", 0.4),
    ("other_other", 3),
)
OTHER_PARTS = ("other_not_corrected_in_time", "other_fee_not_paid", "other_other")

# Received applications: share of organs without any, then the range of those with some.
_RECEIVED: dict[str, tuple[float, float, float]] = {
    "province": (0.02, 20, 30000),
    "city": (0.03, 5, 5000),
    "county": (0.15, 1, 800),
    "town": (0.78, 1, 25),
    "department_province": (0.12, 1, 1500),
    "department_city": (0.36, 1, 300),
    "department_county": (0.66, 1, 40),
    "office": (0.8, 1, 12),
    "zone": (0.5, 1, 60),
}


def split(rng: random.Random, total: int, weights: Sequence[float]) -> list[int]:
    """`total` as one share for each weight, with the scatter of real counts; small totals are dealt out one by one."""
    out = [0] * len(weights)
    if total <= 0:
        return out
    if total <= 12:
        pairs = list(enumerate(weights))
        for _ in range(total):
            out[weighted(rng, pairs)] += 1
        return out
    left, left_weight = total, sum(weights)
    for at, weight in enumerate(weights[:-1]):
        if left == 0 or left_weight <= 0:
            break
        expected = left * weight / left_weight
        part = min(left, max(0, round(expected * (0.4 + 1.2 * rng.random()) + rng.random() - 0.5)))
        out[at] = part
        left -= part
        left_weight -= weight
    out[-1] += left
    if out[-1] > 1 and weights[-1] < weights[0]:
        out[0] += out[-1] - 1
        out[-1] = 1
    return out


def received_count(rng: random.Random, size: str) -> int:
    """How many applications an organ of that size received in a year."""
    none, low, high = _RECEIVED[size]
    if chance(rng, none):
        return 0
    return spread(rng, low, low * (high / low) ** rng.random())


def applications(rng: random.Random, size: str, out: Values) -> None:
    """Draw the applications table: columns first, then the flow through each."""
    table = "applications"
    received = split(rng, received_count(rng, size), _COLUMN_WEIGHTS if chance(rng, 0.75) else (0.97, 0.03, 0, 0, 0, 0))
    totals: dict[str, int] = {}
    for at, column in enumerate(COLUMNS):
        figures = _flow(rng, received[at])
        for row, value in figures.items():
            totals[row] = totals.get(row, 0) + value
            out[table, row, column] = Decimal(value)
    for row, value in totals.items():
        out[table, row, "total"] = Decimal(value)


def _flow(rng: random.Random, received: int) -> dict[str, int]:
    carried_in = whole(rng, 1, max(1, received // 12)) if received and chance(rng, 0.25) else 0
    total = received + carried_in
    carried_out = whole(rng, 1, max(1, total // 12)) if total and chance(rng, 0.25) else 0
    done = total - carried_out
    figures = {"received": received, "carried_in": carried_in}
    if done:
        if done <= 6 and chance(rng, 0.6):
            shares = [0] * len(OUTCOMES)
            shares[weighted(rng, [(at, w) for at, (_, w) in enumerate(OUTCOMES)])] = done
        else:
            shares = split(rng, done, [w * (0.3 + 1.4 * rng.random()) for _, w in OUTCOMES])
    else:
        shares = [0] * len(OUTCOMES)
    for (row, _), share in zip(OUTCOMES, shares, strict=True):
        figures[row] = share
    figures["other_handling"] = sum(figures[row] for row in OTHER_PARTS)
    figures["outcome_total"] = done
    figures["carried_out"] = carried_out
    return figures


def disputes(rng: random.Random, size: str, out: Values) -> None:
    """Draw section four: nothing for most, a handful for cities."""
    busy = {"province": 0.9, "city": 0.85, "county": 0.45, "department_province": 0.4, "department_city": 0.2}
    for row in ("review", "litigation_direct", "litigation_after_review"):
        count = (
            spread(rng, 1, 12 if size not in ("province", "city") else 400) if chance(rng, busy.get(size, 0.06)) else 0
        )
        parts = split(rng, count, (5, 2, 3, 1))
        for column, value in zip(("upheld", "corrected", "other", "pending"), parts, strict=True):
            out["disputes", row, column] = Decimal(value)
        out["disputes", row, "total"] = Decimal(count)


def amount(rng: random.Random, low: float, high: float) -> Decimal:
    """A sum of money as printed: whole, or with 2, 4 or 6 places."""
    value = low * (high / low) ** rng.random()
    places = weighted(rng, ((0, 0.25), (1, 0.05), (2, 0.35), (3, 0.05), (4, 0.15), (6, 0.15)))
    return Decimal(f"{value:.{places}f}")


def _count(rng: random.Random, none: float, low: float, high: float) -> Decimal:
    return Decimal(0) if chance(rng, none) else Decimal(spread(rng, low, high))


_ACTS_HIGH = {
    "province": 3_000_000,
    "city": 500_000,
    "county": 20_000,
    "town": 400,
    "department_province": 20_000,
    "department_city": 5_000,
    "department_county": 1_500,
    "office": 200,
    "zone": 2_000,
}
_GOVERNMENTS = ("province", "city", "county")


def article20(rng: random.Random, edition_id: str, size: str, out: Values) -> None:
    """Draw the tables of article twenty: documents, licences, penalties, fees, procurement."""
    government = size in _GOVERNMENTS
    columns = [c.id for c in load_edition(edition_id).table("art20_1").columns]
    for row in ("regulations", "normative_documents", "other_documents"):
        rule = row == "regulations"
        none = (0.8 if size in ("province", "city") else 0.97) if rule else (0.15 if government else 0.7)
        high = {"regulations": 12, "normative_documents": 90 if government else 20, "other_documents": 900}[row]
        some = not chance(rng, none)
        for column in columns:
            value = _count(rng, 0.25, 1, high) if some else Decimal(0)
            out["art20_1", row, column] = value
    none = 0.1 if government else 0.62
    high = _ACTS_HIGH[size]
    acts = (
        ("art20_5", "licences"),
        ("art20_5", "other_services"),
        ("art20_6", "penalties"),
        ("art20_6", "coercive_measures"),
    )
    for table, row in acts:
        some = not chance(rng, none + (0.2 if row in ("other_services", "coercive_measures") else 0) * (not government))
        out[table, row, "decisions"] = _count(rng, 0.15, 1, high) if some else Decimal(0)
        if edition_id == "2019":
            out[table, row, "items_last_year"] = _count(rng, 0.15, 1, 400) if some else Decimal(0)
            out[table, row, "change"] = _change(rng, high=60 if some else 0)
    if edition_id == "2019":
        some = chance(rng, 0.5 if government else 0.12)
        out["art20_8", "fees", "items_last_year"] = _count(rng, 0.1, 1, 60) if some else Decimal(0)
        out["art20_8", "fees", "change"] = _change(rng, high=9 if some else 0)
        bought = chance(rng, 0.9 if government else 0.6)
        out["art20_9", "procurement", "items"] = (
            _count(rng, 0.02, 1, 3000 if government else 60) if bought else Decimal(0)
        )
        out["art20_9", "procurement", "amount"] = amount(rng, 3, 9000) if bought else Decimal(0)
    else:
        some = chance(rng, 0.85 if government else 0.12)
        out["art20_8", "fees", "amount"] = amount(rng, 0.1, 90_000 if government else 600) if some else Decimal(0)


def _change(rng: random.Random, high: int) -> Decimal:
    if high == 0 or chance(rng, 0.6):
        return Decimal(0)
    value = spread(rng, 1, high)
    return Decimal(-value if chance(rng, 0.4) else value)


def form_values(rng: random.Random, edition_id: str, size: str) -> Values:
    """Every cell's value of a form of 2019 or 2021, optional rows included."""
    out: Values = {}
    article20(rng, edition_id, size, out)
    applications(rng, size, out)
    disputes(rng, size, out)
    return out
