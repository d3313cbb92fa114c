"""Folders → what a loop works on: the pool that may be asked from, the hold-out that is only scored on, and who keeps them apart.

The hold-out is the test part, by organ, of the gold named for it, and never changes with what is annotated.  A report of one of its
organs is not asked for and not trained on, wherever it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ie.normalise import normalise
from ie.read import Source, find_inputs, read_file
from ie.score.gold import Gold, load_gold
from training.active.annotated import Scored, scored_of
from training.active.candidates import Candidate, candidate_of
from training.active.home import HomeError
from training.data.examples import gold_examples
from training.data.pool import SHORTEST_NAME
from training.data.splits import file_key, names_of, organ_groups, places, plain_name

Told = Callable[[str], None]


@dataclass(frozen=True)
class HoldOut:
    """`reports` are scored on; `golds` are all of the gold named, `ids` those of the test part."""

    reports: Sequence[Scored]
    golds: Sequence[Gold]
    ids: frozenset[str]

    @property
    def hashes(self) -> frozenset[str]:
        """sha256 of every report of the test part, whether its text is here or not."""
        return frozenset(gold.sha256 for gold in self.golds if gold.id in self.ids)


def hold_out_of(gold: Sequence[Path], texts: Sequence[Path], bits: int) -> HoldOut:
    """The test part of the gold; HomeError where none of its texts is here, since nothing could be said of a model then."""
    golds = {g.id: g for g in load_gold(gold)}
    ids = frozenset(id for id, place in places(golds.values()).items() if place.part == "test")
    reports = [scored_of(e, golds[e.id], bits) for e in gold_examples(gold, texts) if e.id in ids]
    if not reports:
        raise HomeError("no text of the hold-out is here, so no model could be judged; name their folder with --texts")
    return HoldOut(reports, tuple(golds.values()), ids)


def pool_of(pool: Path, hold_out: HoldOut, bits: int, told: Told) -> dict[str, Candidate]:
    """sha256 → candidate for every report of a folder that may be asked for."""
    names, files = names_of(hold_out.golds, hold_out.ids)
    known = sorted(name for name in names if len(name) >= SHORTEST_NAME)
    pattern = re.compile("|".join(map(re.escape, known))) if known else None
    found: dict[str, Candidate] = {}
    held = unread = 0
    for path in find_inputs([pool]):
        read = read_file(path)
        if not isinstance(read, Source) or not read.text.strip():
            unread += 1
            continue
        text = normalise(read.text)
        named = pattern is not None and pattern.search(plain_name(read.text)) is not None
        if read.sha256 in hold_out.hashes or file_key(path.name) in files or named:
            held += 1
        elif text.clean.strip():
            found.setdefault(read.sha256, candidate_of(str(path), text, bits))
    told(f"pool: {len(found)} reports may be asked for; {held} are left to the hold-out, {unread} could not be read")
    return found


def trainable(
    gold: Sequence[Path], texts: Sequence[Path], hold_out: HoldOut, bits: int, told: Told
) -> Iterator[Scored]:
    """The annotated reports that may be trained on: none of an organ of the hold-out."""
    golds = {g.id: g for g in load_gold(gold)}
    everything = {g.sha256: g for g in (*golds.values(), *hold_out.golds)}.values()
    groups = organ_groups(everything)
    # Two golds of one text have two ids; the text is what counts.
    group_of = {g.sha256: groups[g.id] for g in everything}
    blocked = {group_of[sha256] for sha256 in hold_out.hashes}
    for example in gold_examples(gold, texts):
        report = golds[example.id]
        if group_of[report.sha256] in blocked:
            told(f"{report.id} is of an organ of the hold-out, and is not trained on")
            continue
        yield scored_of(example, report, bits)
