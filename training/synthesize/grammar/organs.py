"""Organs and places: invented names in the shapes of real ones, and the words a report uses of itself."""

from __future__ import annotations

import random
from dataclasses import dataclass

from training.synthesize.grammar.draw import chance, pick, weighted
from training.synthesize.grammar.lexicon import NAMES


@dataclass(frozen=True, slots=True)
class Organ:
    """The reporting organ: its full name, its level, its size for drawing values, and the words for itself and its area."""

    name: str
    level: str
    size: str
    place: str
    """The place without the organ."""
    we: str
    whole: str
    above: str


def draw_organ(rng: random.Random, level: str | None = None) -> Organ:
    """An organ of that level, or of any in about the proportions of those that report."""
    if level is None:
        level = weighted(
            rng, (("province", 0.025), ("city", 0.065), ("county", 0.14), ("town", 0.3), ("department", 0.47))
        )
    if level == "province":
        place = pick(rng, NAMES["provinces"])
        word = place[-1] if place[-1] in "省市" else "区"
        return Organ(place + "人民政府", level, "province", place, "我" + word, "全" + word, "党中央、国务院")
    if level == "city":
        place = _with_province(rng, short_name(rng) + pick(rng, ("市", "市", "市", "市", "州", "地区")), 0.15)
        return Organ(place + "人民政府", level, "city", place, "我市", "全市", "省委、省政府")
    if level == "county":
        return _county(rng)
    if level == "town":
        return _town(rng)
    return _department(rng)


def short_name(rng: random.Random) -> str:
    """A place's name without its rank: mostly two characters."""
    name = pick(rng, NAMES["first"]) + pick(rng, NAMES["second"])
    if chance(rng, 0.04):
        return pick(rng, NAMES["odd"]) + pick(rng, NAMES["second"])
    return name + pick(rng, NAMES["second"]) if chance(rng, 0.04) else name


def _with_province(rng: random.Random, place: str, share: float) -> str:
    return pick(rng, NAMES["provinces"]) + place if chance(rng, share) else place


def _county(rng: random.Random) -> Organ:
    kind = weighted(rng, (("县", 0.5), ("区", 0.3), ("市", 0.12), ("zone", 0.08)))
    if kind == "zone":
        name = short_name(rng) + pick(rng, NAMES["zones"])
        return Organ(name + "管理委员会", "county", "zone", name, "我区", "全区", "市委、市政府")
    place = short_name(rng) + kind
    if kind != "市" and chance(rng, 0.35):
        place = short_name(rng) + "市" + place
    return Organ(place + "人民政府", "county", "county", place, "我" + kind, "全" + kind, "市委、市政府")


def _town(rng: random.Random) -> Organ:
    kind = weighted(rng, (("镇", 0.5), ("乡", 0.22), ("街道", 0.28)))
    above = pick(rng, ("县", "区", "市"))
    place = short_name(rng) + kind
    if chance(rng, 0.55):
        place = short_name(rng) + above + place
        if chance(rng, 0.2):
            place = short_name(rng) + "市" + place
    name = place + ("办事处" if kind == "街道" else "人民政府")
    if kind == "街道" and chance(rng, 0.15):
        name = place.removesuffix("街道") + "街道"
    we = "我街道" if kind == "街道" else "我" + kind
    return Organ(
        name, "town", "town", place, we, "全" + ("街道" if kind == "街道" else kind), f"{above}委、{above}政府"
    )


def _department(rng: random.Random) -> Organ:
    rank = weighted(rng, (("province", 0.12), ("city", 0.33), ("county", 0.55)))
    if rank == "province":
        place, above = pick(rng, NAMES["provinces"]), "省委、省政府"
        name = pick(rng, NAMES["halls"])
    else:
        word = "市" if rank == "city" else pick(rng, ("县", "县", "区", "市"))
        place, above = short_name(rng) + word, f"{word}委、{word}政府"
        if rank == "county" and chance(rng, 0.25):
            place = short_name(rng) + "市" + place
        name = pick(rng, NAMES["bureaus"])
    size = "department_" + rank
    if chance(rng, 0.12):
        name = pick(rng, NAMES["offices_from_above"])
        size = "office"
    we = "我" + (name[-1] if name[-1] in "局厅委办" else "单位")
    return Organ(place + name, "department", size, place, we, "全" + we[1:], above)
