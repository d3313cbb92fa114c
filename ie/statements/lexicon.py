"""`lexicon.toml` → frozen rules with compiled patterns, loaded once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ie.editions import lineage

COUNTING = (
    r"(?:总数|总量|数量|总次数|总条数|总件数|数|量)?"
    r"(?:的|共计|共有|合计|总计|累计|已达|达到|达|为|有|是|约|近|超过|突破|了|共|各|全部|:|“|”|\")*"
)
"""Words that may stand between what is counted and its figure without changing either."""


@dataclass(frozen=True)
class Indicator:
    """One quantity: how sentences name it, in which units, and its address by edition.

    `at_2021` is for that edition and those based on it, `at` for the rest.
    """

    key: str
    addresses: dict[str, str]
    units: frozenset[str]
    before: re.Pattern[str] | None
    behind: re.Pattern[str] | None
    behind_needs: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    channel: re.Pattern[str] | None
    topic: str | None
    topic_before: re.Pattern[str] | None
    topic_unless: re.Pattern[str] | None
    needs_topic: bool
    under: str | None
    after_of: frozenset[str]
    after_before: re.Pattern[str] | None
    only_after: bool

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
def by_key() -> dict[str, Indicator]:
    """The indicators by their key."""
    return {i.key: i for i in indicators()}


def _indicator(item: dict[str, Any], groups: dict[str, list[str]]) -> Indicator:
    return Indicator(
        key=item["key"],
        addresses={"at": ""} | {k: v for k, v in item.items() if k == "at" or k.startswith("at_")},
        units=frozenset((*groups[item["units"]], *item.get("units_too", ()))),
        before=_ending(item.get("before")),
        behind=_any(item.get("behind")),
        behind_needs=_any([item["behind_needs"]] if "behind_needs" in item else None),
        unless=_any([item["unless"]] if "unless" in item else None),
        channel=_any([item["channel"]] if "channel" in item else None),
        topic=item.get("topic"),
        topic_before=_ending(item.get("topic_before")),
        topic_unless=_any([item["topic_unless"]] if "topic_unless" in item else None),
        needs_topic=item.get("needs_topic", False),
        under=item.get("under"),
        after_of=frozenset(item["after_of"].split("|")) if "after_of" in item else frozenset(),
        after_before=_ending(item.get("after_before")),
        only_after=item.get("only_after", False),
    )


def _any(patterns: Iterable[str] | None) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{p})" for p in patterns)) if patterns else None


def _ending(patterns: Iterable[str] | None) -> re.Pattern[str] | None:
    """Patterns that must stand right before a figure, counting words in between allowed."""
    return re.compile(f"(?:{'|'.join(patterns)}){COUNTING}$") if patterns else None
