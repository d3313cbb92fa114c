"""`lexicon.toml` → rules, loaded once.  Their patterns are compiled when first asked for: most reports ask for half of them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from ie.editions import lineage

COUNTING = (
    r"(?:总数|总量|数量|总次数|总条数|总件数|数|量)?"
    r"(?:的|共计|共有|合计|总计|累计|已达|达到|达|为|有|是|约|近|超过|突破|了|共|各|全部|:|“|”|\")*"
)
"""Words that may stand between what is counted and its figure without changing either."""

NEVER = "(?!)"
"""The pattern that is found nowhere."""

PATTERNS = frozenset(
    ("before", "behind", "behind_needs", "unless", "channel", "topic_before", "topic_unless", "after_before")
)
"""The regular expressions among an indicator's keys; one of them, or a list."""


def _compiled(name: str, at_end: bool = False) -> cached_property[re.Pattern[str] | None]:
    """An indicator's pattern of that name, None where it has none; `at_end`: right before a figure, counting words in between allowed."""

    def compile_it(indicator: Indicator) -> re.Pattern[str] | None:
        found = indicator.patterns.get(name)
        if not found:
            return None
        any_of = "|".join(f"(?:{p})" for p in found)
        return re.compile(f"(?:{any_of}){COUNTING}$" if at_end else any_of)

    return cached_property(compile_it)


@dataclass(frozen=True)
class Indicator:
    """One quantity: how sentences name it, in which units, and its address by edition.

    `at_2021` is for that edition and those based on it, `at` for the rest.
    """

    key: str
    addresses: dict[str, str]
    units: frozenset[str]
    patterns: dict[str, list[str]]
    """As the file has them, by their name there."""
    topic: str | None
    needs_topic: bool
    under: str | None
    after_of: frozenset[str]
    only_after: bool

    before = _compiled("before", at_end=True)
    """What names it right before the figure."""
    behind = _compiled("behind")
    """What names it behind the figure."""
    behind_needs = _compiled("behind_needs")
    """What must stand before the figure for `behind` to count."""
    unless = _compiled("unless")
    """What makes it another quantity."""
    channel = _compiled("channel")
    """The channel whose items it counts."""
    topic_before = _compiled("topic_before", at_end=True)
    """What names it right before the figure where the sentence is about its topic."""
    topic_unless = _compiled("topic_unless")
    """What makes it another quantity although the sentence is about its topic."""
    after_before = _compiled("after_before", at_end=True)
    """What names it right before the figure behind one of `after_of`."""

    def address(self, edition: str | None) -> str | None:
        """The indicator's name for a report of that edition; None where that edition's reports have no such quantity."""
        families = [f"at_{e}" for e in lineage(edition or "")]
        return self.addresses[next((f for f in families if f in self.addresses), "at")] or None


@cache
def indicators() -> tuple[Indicator, ...]:
    """Every indicator, in the order of the file: the first that fits a figure is taken."""
    data = tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text(encoding="utf-8"))
    return tuple(_indicator(item, data["groups"]) for item in data["indicator"])


@cache
def by_unit() -> dict[str, tuple[Indicator, ...]]:
    """The indicators that are counted in a unit, in the file's order."""
    units = {u for i in indicators() for u in i.units}
    return {u: tuple(i for i in indicators() if u in i.units) for u in units}


@cache
def names_in(unit: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What names any of a unit's indicators, before a figure and behind it: where neither is found, none of them fits."""
    own = by_unit().get(unit, ())
    ending, channels, behind = (
        "|".join(f"(?:{p})" for i in own for name in names for p in i.patterns.get(name, ())) or NEVER
        for names in (("before", "topic_before", "after_before"), ("channel",), ("behind",))
    )
    return re.compile(f"(?:{ending}){COUNTING}$|{channels}"), re.compile(behind)


@cache
def by_key() -> dict[str, Indicator]:
    """The indicators by their key."""
    return {i.key: i for i in indicators()}


def _indicator(item: dict[str, Any], groups: dict[str, list[str]]) -> Indicator:
    return Indicator(
        key=item["key"],
        addresses={"at": ""} | {k: v for k, v in item.items() if k == "at" or k.startswith("at_")},
        units=frozenset((*groups[item["units"]], *item.get("units_too", ()))),
        patterns={k: [v] if isinstance(v, str) else v for k, v in item.items() if k in PATTERNS},
        topic=item.get("topic"),
        needs_topic=item.get("needs_topic", False),
        under=item.get("under"),
        after_of=frozenset(item["after_of"].split("|")) if "after_of" in item else frozenset(),
        only_after=item.get("only_after", False),
    )
