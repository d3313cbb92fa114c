"""Entries → organs: which printed names are one organ, joined only where nothing speaks against it, and every join told.

Three steps, each weaker than the one before.  A *spelling* (人民政府 for 政府, traditional characters, brackets) is always joined.
A *renamed* department (委 for 局, a national reorganisation) and a *shorter* name (without the places before it) are joined
only where their years do not overlap and no second organ fits as well; otherwise they stay apart and are told as `doubts`.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from ie.check.years.names import GOVERNMENT, OrganName, parse_name, plain_name
from ie.check.years.series import Entry


class NamesError(ValueError):
    """A names file cannot be used; the message names the place, the cause and the remedy."""


@dataclass(frozen=True)
class Names:
    """What a person says of names: organs with their spellings and sources, and spellings that are not one organ."""

    organs: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)
    apart: tuple[frozenset[str], ...] = ()

    def organ_of(self, entry: Entry) -> str | None:
        """The organ an entry is said to be of: by its source, else by its printed name."""
        for name, (_, sources) in self.organs.items():
            if entry.source in sources or entry.name in sources:
                return name
        for name, (spellings, _) in self.organs.items():
            if entry.organ is not None and (entry.organ in spellings or entry.organ == name):
                return name
        return None


@dataclass
class Organ:
    """One organ: the name its latest report prints, every spelling met, and its reports."""

    name: str
    entries: tuple[Entry, ...]
    joins: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    def by_year(self) -> dict[int, tuple[Entry, ...]]:
        """Reports by year; one text that was handed in twice counts once."""
        years: dict[int, dict[object, Entry]] = defaultdict(dict)
        for entry in self.entries:
            if entry.year is not None:
                years[entry.year].setdefault(entry.text_sha256 or entry.name, entry)
        return {year: tuple(found.values()) for year, found in sorted(years.items())}

    def spellings(self) -> dict[str, list[int]]:
        """Every printed name with the years that print it."""
        found: dict[str, set[int]] = defaultdict(set)
        for entry in self.entries:
            found[entry.organ or "–"].add(entry.year or 0)
        return {name: sorted(years) for name, years in found.items()}


def load_names(path: Path) -> Names:
    """A names file: TOML with `[[organ]]` (`name`, `spellings`, `sources`) and `[[apart]]` (`spellings`)."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NamesError(f"{str(path)!r} is no TOML ({error}); write one with ie check --years --write-names") from None
    organs: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    seen: dict[str, str] = {}
    for number, item in enumerate(data.get("organ", ()), start=1):
        name = item.get("name")
        if not isinstance(name, str) or not name:
            raise NamesError(f'organ {number} of {str(path)!r} has no name; add name = "…" to it')
        for spelling in item.get("spellings", ()):
            if seen.setdefault(spelling, name) != name:
                raise NamesError(
                    f"{spelling!r} is given to {seen[spelling]!r} and to {name!r}; leave it with one of them"
                )
        organs[name] = (tuple(item.get("spellings", ())), tuple(item.get("sources", ())))
    return Names(organs, tuple(frozenset(item["spellings"]) for item in data.get("apart", ())))


def organs_of(entries: Iterable[Entry], names: Names | None = None) -> tuple[list[Organ], list[Entry]]:
    """The organs, by name, and the entries that belong to none: no organ or no year was found in them."""
    names = names or Names()
    said: dict[str, list[Entry]] = defaultdict(list)
    groups: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    homeless: list[Entry] = []
    for entry in entries:
        told = names.organ_of(entry)
        if told is not None and entry.year is not None:
            said[told].append(entry)
        elif entry.organ is None or entry.year is None or not plain_name(entry.organ):
            homeless.append(entry)
        else:
            groups[_spelling_key(entry)].append(entry)
    clusters = _Clusters([_Cluster(parse_name(found[0].organ or ""), found) for found in groups.values()], names.apart)
    clusters.join_renamed()
    clusters.join_shorter()
    organs = [Organ(name, tuple(found), ("named in the names file",)) for name, found in said.items()]
    organs += [c.to_organ() for c in clusters.kept]
    return sorted(organs, key=lambda o: o.name), homeless


def _spelling_key(entry: Entry) -> tuple[object, ...]:
    parsed = parse_name(entry.organ or "")
    # A name without a place says too little: 教育局 of one folder and 教育局 of another are not one organ.
    return (parsed, None if parsed.placed else entry.folder)


@dataclass
class _Cluster:
    """Entries so far taken for one organ."""

    parsed: OrganName
    entries: list[Entry]
    joins: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def years(self) -> set[int]:
        return {e.year for e in self.entries if e.year is not None}

    @property
    def printed(self) -> set[str]:
        return {e.organ or "" for e in self.entries}

    def to_organ(self) -> Organ:
        latest = max(self.entries, key=lambda e: (e.year or 0, len(e.organ or ""), e.organ or ""))
        spellings = sorted(self.printed)
        if len(spellings) > 1 and not self.joins:
            self.joins.append("spelling: " + " = ".join(spellings))
        return Organ(latest.organ or "", tuple(self.entries), tuple(self.joins), tuple(self.doubts))


class _Clusters:
    """The joining of clusters; `kept` are those that remain."""

    def __init__(self, clusters: list[_Cluster], apart: tuple[frozenset[str], ...]) -> None:
        self.kept = clusters
        self.apart = apart

    def join_renamed(self) -> None:
        """Same place, same field, both departments: another wording or another kind of body."""
        buckets: dict[tuple[str, str, str], list[_Cluster]] = defaultdict(list)
        for cluster in self.kept:
            parsed = cluster.parsed
            if parsed.placed:
                buckets[parsed.place, parsed.field, parsed.body].append(cluster)
        for bucket in buckets.values():
            self._join(bucket, "renamed")

    def join_shorter(self) -> None:
        """The same organ without the places above it: 某区教育局 for 某市某区教育局, where only one such place is known."""
        kinds: dict[tuple[str, str], list[_Cluster]] = defaultdict(list)
        for cluster in self.kept:
            if cluster.parsed.placed:
                kinds[cluster.parsed.field, cluster.parsed.body].append(cluster)
        for kind in kinds.values():
            endings: dict[str, list[_Cluster]] = defaultdict(list)
            for cluster in kind:
                for ending in _endings(cluster.parsed.place):
                    endings[ending].append(cluster)
            for cluster in sorted(kind, key=lambda c: -len(c.parsed.place)):
                longer = [c for c in endings[cluster.parsed.place] if c is not cluster and c in self.kept]
                if len(longer) == 1:
                    self._join([longer[0], cluster], "shorter name")
                elif longer and not _one_chain(longer):
                    names = " or ".join(sorted(n for c in longer for n in c.printed))
                    cluster.doubts.append(f"{_shown(cluster)} may be {names}")
        self._offices()

    def _offices(self) -> None:
        rulers = {c.parsed.place: c for c in self.kept if c.parsed.body == GOVERNMENT}
        for cluster in self.kept:
            if cluster.parsed.body == "office" and cluster.parsed.field == GOVERNMENT:
                ruler = rulers.get(cluster.parsed.place)
                if ruler is not None and not ruler.years & cluster.years:
                    cluster.doubts.append(f"{_shown(cluster)} may report for {_shown(ruler)}, or for itself alone")

    def _join(self, bucket: Sequence[_Cluster], why: str) -> None:
        if len(bucket) < 2:
            return
        years = [c.years for c in bucket]
        overlap = len(set().union(*years)) != sum(map(len, years))
        printed = set().union(*(c.printed for c in bucket))
        told = any(len(printed & names) > 1 for names in self.apart)
        if told:
            return
        if overlap:
            bucket[0].doubts.append(f"{' / '.join(sorted(printed))} both report in one year and stay apart ({why})")
            return
        first, *rest = bucket
        first.joins.append(f"{why}: " + " = ".join(_shown(c) for c in bucket))
        for other in rest:
            first.entries += other.entries
            first.joins += other.joins
            first.doubts += other.doubts
            self.kept.remove(other)


def _endings(place: str) -> list[str]:
    """The place without the places above it, at every boundary: 某市某区 has the ending 某区."""
    return [place[i:] for i in range(1, len(place) - 1) if place[i - 1] in "省市州盟县区旗"]


def _one_chain(clusters: list[_Cluster]) -> bool:
    places = sorted((c.parsed.place for c in clusters), key=len)
    return all(b.endswith(a) for a, b in pairwise(places))


def _shown(cluster: _Cluster) -> str:
    years = sorted(cluster.years)
    span = f"{years[0]}–{years[-1]}" if len(years) > 1 else f"{years[0]}"
    return f"{' = '.join(sorted(cluster.printed))} ({span})"
