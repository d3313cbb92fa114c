"""Who may be trained on and who is held back: synthetic reports by seed, real ones by organ.

Synthetic: every report's seed names its split, so two splits never draw the same one.  Real: reports that may be of one organ,
and renderings of one report, stay together; a hash of the organ's name decides, so that a new report moves no other one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from ie.normalise import normalise
from ie.score.gold import Gold
from training.data.gold import is_own

Split = Literal["train", "dev", "test"]
SPLITS: tuple[Split, ...] = ("train", "dev", "test")
TRAIN_SHARE = 60
"""Of a hundred organs; the other forty are the test part."""
FOLDS = 5
NO_FOLD = -1
"""Of a report that no fold holds: a synthetic one, or one of our own, which every fold is tested on."""

_BRACKETS = re.compile(r"\([^()]*\)|\s")
_ENDINGS = re.compile(r"(?:人民政府|政府|办事处)$")
_NUMBER = re.compile(r"^(?:[a-z]\d*_|\d+_)+")
_YEAR = re.compile(r"_(?:(?:19|20)\d\d|nd)(?:_.*)?$")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a gold report stands: `group` is shared by all that may be of one organ; `fold` is 0 to 4, or NO_FOLD."""

    group: str
    part: Literal["train", "test"]
    fold: int


def grammar_seed(split: str, seed: int, index: int) -> str:
    """The seed that all of a synthetic report's drawing begins with; no other (split, seed, index) has it."""
    if split not in SPLITS:
        raise ValueError(f"there is no split {split!r}; known are {', '.join(SPLITS)}")
    return f"{split}/{seed}/{index}"


def plain_name(text: str) -> str:
    """A name, or a text to look for names in, in one width and script, without blanks and brackets."""
    return _BRACKETS.sub("", normalise(text).clean)


def organ_key(name: str) -> str:
    """An organ's name without what differs from report to report: see `plain_name`; and no 人民政府 behind a place."""
    plain = plain_name(name)
    return _ENDINGS.sub("", plain) or plain


def file_key(source: str) -> str:
    """What a file's name tells of the organ: without folder, extensions, the collector's number and the year."""
    stem = PurePosixPath(source).name.split(".")[0]
    return _YEAR.sub("", _NUMBER.sub("", stem)) or stem


def organ_groups(golds: Iterable[Gold]) -> dict[str, str]:
    """Report id → group.  Two reports share one when their organ's name, file name or text is the same, or when one name ends
    with the other (a bare 财政局 may be any of them), directly or through a third report.

    The group is called by its shortest name; by a file name where no report prints its organ.
    """
    keys = {gold.id: _keys(gold) for gold in golds}
    names = sorted({key for found in keys.values() for key in found if key.startswith("organ:")}, key=len)
    joined: dict[str, str] = {}
    for found in keys.values():
        for key in found:
            _join(joined, found[0], key)
    for place, short in enumerate(names):
        for long in names[place + 1 :]:
            if long.endswith(short.removeprefix("organ:")):
                _join(joined, short, long)
    return {id: _root(joined, found[0]) for id, found in keys.items()}


def places(golds: Iterable[Gold]) -> dict[str, Place]:
    """Report id → group, part and fold.  Our own reports are always in the test part, and in no fold."""
    golds = list(golds)
    groups = organ_groups(golds)
    own = {groups[gold.id] for gold in golds if is_own(gold)}
    out = {}
    for id, group in groups.items():
        # A real report of an organ that our own texts name too would be trained on and scored at once.
        out[id] = Place(group, "test", NO_FOLD) if group in own else Place(group, part_of(group), fold_of(group))
    return out


def part_of(group: str) -> Literal["train", "test"]:
    """The part of the fixed split that a group belongs to."""
    return "train" if _hash("part", group) % 100 < TRAIN_SHARE else "test"


def fold_of(group: str) -> int:
    """The fold that a group is tested in; it is trained on in the others."""
    return _hash("fold", group) % FOLDS


def held_out(golds: Iterable[Gold], fold: int | None = None) -> set[str]:
    """Ids that must not be trained on: the test part, or with a fold those of the fold and our own."""
    if fold is not None and fold not in range(FOLDS):
        raise ValueError(f"there is no fold {fold}; known are 0 to {FOLDS - 1}")
    found = places(golds)
    if fold is None:
        return {id for id, place in found.items() if place.part == "test"}
    return {id for id, place in found.items() if place.fold in (fold, NO_FOLD)}


def names_of(golds: Iterable[Gold], ids: Collection[str]) -> tuple[set[str], set[str]]:
    """Organs' names (whole, normalised) and file keys of the groups that the reports `ids` are in."""
    golds = list(golds)
    groups = organ_groups(golds)
    wanted = {groups[id] for id in ids}
    members = [gold for gold in golds if groups[gold.id] in wanted]
    names = {plain_name(gold.organ) for gold in members if gold.organ}
    return names, {file_key(gold.source) for gold in members}


def _keys(gold: Gold) -> list[str]:
    named = [f"organ:{organ_key(gold.organ)}"] if gold.organ and organ_key(gold.organ) else []
    return [*named, f"file:{file_key(gold.source)}", f"text:{gold.text_sha256 or gold.sha256}"]


def _hash(use: str, group: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{use}/{group}".encode()).digest()[:8], "big")


def _root(joined: dict[str, str], key: str) -> str:
    while (above := joined.get(key, key)) != key:
        key = above
    return key


def _join(joined: dict[str, str], one: str, other: str) -> None:
    """The two become one; it is called by the organ's name before a file's, then by the shorter, then by the first."""
    roots = {_root(joined, one), _root(joined, other)}
    best = min(roots, key=lambda key: (not key.startswith("organ:"), key.startswith("text:"), len(key), key))
    joined.update(dict.fromkeys(roots, best))
