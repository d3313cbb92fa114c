"""Situation → one score for each candidate: how much a person's answer is expected to teach, and why.

Every strategy has the same signature and stands in `STRATEGIES`.  Those that doubt single tokens give the doubtful strings,
so that the batch can stop asking for a string that was put to a person already (see `batches`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from training.active.candidates import Candidate
from training.active.situation import Situation

FLOOR = 0.1
"""A token whose doubt is smaller is not counted: thousands of nearly certain ones would outweigh the few that teach."""
AROUND = 3
"""Characters on each side that make a doubtful token the same string as another."""
CLUSTERS = 24
"""Layouts told apart in a pool; more would part reports that differ in length alone."""
SHOWN = 3


@dataclass(frozen=True)
class Score:
    """`value`: the higher, the sooner asked; where `doubts` (string → weight) are given, their sum, strings asked before counting less."""

    value: float
    why: str
    doubts: Mapping[str, float] = field(default_factory=dict)


Strategy = Callable[[Situation], list[Score]]


def random_order(situation: Situation) -> list[Score]:
    """Any report as well as another: the baseline, and the cold start."""
    return [Score(situation.rng.random(), "drawn at random") for _ in situation.candidates]


def least_confidence(situation: Situation) -> list[Score]:
    """Reports with the most tokens whose best tag is improbable."""
    return [_doubtful(situation, c, lambda best, second: 1 - best, "improbable") for c in situation.candidates]


def margin(situation: Situation) -> list[Score]:
    """Reports with the most tokens whose two best tags are about as probable as each other."""
    return [_doubtful(situation, c, lambda best, second: 1 - best + second, "undecided") for c in situation.candidates]


Doubt = Callable[[NDArray[np.float32], NDArray[np.float32]], NDArray[np.float32]]


def _doubtful(situation: Situation, candidate: Candidate, doubt: Doubt, word: str) -> Score:
    weights = doubt(*situation.two_best(candidate))
    places = np.flatnonzero(weights > FLOOR)
    strings: dict[str, float] = {}
    for place in places.tolist():
        string = string_of(candidate, place)
        strings[string] = max(strings.get(string, 0.0), float(weights[place]))
    worst = sorted(strings, key=lambda s: (-strings[s], s))[:SHOWN]
    why = f"{len(places)} of {len(weights)} tokens are {word}, in {len(strings)} different strings: {', '.join(map(repr, worst))}"
    return Score(sum(strings.values()), why, strings)


def string_of(candidate: Candidate, token: int) -> str:
    """A token with what stands around it, digits alike: two reports that raise the same doubt give the same string."""
    start, end = int(candidate.tokens.start[token]), int(candidate.tokens.end[token])
    around = candidate.text.clean[max(0, start - AROUND) : end + AROUND]
    return "".join("0" if c.isdigit() else " " if c.isspace() else c for c in around)


def committee(situation: Situation) -> list[Score]:
    """Reports on whose spans the taggers agree least; with one tagger alone there is nobody to disagree."""
    if not situation.opinions:
        raise ValueError("a committee needs two taggers, and no second one loads; take another strategy")
    return [_disagreement(situation, candidate) for candidate in situation.candidates]


def _disagreement(situation: Situation, candidate: Candidate) -> Score:
    members = {"jieba-linear": situation.spans(candidate)}
    members |= {name: given[candidate.name] for name, given in situation.opinions.items()}
    sets = {name: {(s.start, s.end, s.label) for s in spans} for name, spans in members.items()}
    agreed = [_agreement(sets[a], sets[b]) for a, b in combinations(sets, 2)]
    apart: Counter[str] = Counter(s[2] for a, b in combinations(sets.values(), 2) for s in a ^ b)
    labels = ", ".join(label for label, _ in sorted(apart.items(), key=lambda x: (-x[1], x[0]))[:SHOWN])
    share = float(np.mean(agreed))
    return Score(1 - share, f"{' and '.join(sets)} agree on {share:.0%} of the spans, least on {labels or 'none'}")


def _agreement(one: set[tuple[int, int, str]], other: set[tuple[int, int, str]]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def identities(situation: Situation) -> list[Score]:
    """Reports whose sums fail, whose cells are in doubt or whose tables are not whole."""
    return [_unproved(situation, candidate) for candidate in situation.candidates]


def _unproved(situation: Situation, candidate: Candidate) -> Score:
    report = situation.report(candidate)
    failing = [
        f"{c.id}/{c.where}" if c.where else c.id for c in report.checks if c.kind == "identity" and c.status == "fails"
    ]
    cells = [cell for table in report.tables for cell in table.cells.values()]
    unsure = sum(cell.review or cell.status == "absent" for cell in cells)
    # Without a table nothing can be proved: as doubtful as a report with every cell in doubt.
    share = unsure / len(cells) if cells else 1.0
    named = f" ({', '.join(failing[:SHOWN])})" if failing else ""
    return Score(
        len(failing) + share, f"{len(failing)} sums fail{named}, {unsure} of {len(cells)} cells are in doubt or absent"
    )


def diversity(situation: Situation) -> list[Score]:
    """Reports of layouts that were asked least, the most typical of each layout first."""
    from sklearn.cluster import KMeans
    from sklearn.preprocessing import StandardScaler

    everything = [*situation.candidates, *situation.asked]
    vectors = StandardScaler().fit_transform(np.array([c.layout for c in everything]))
    count = min(CLUSTERS, len(everything))
    found = KMeans(count, n_init=3, random_state=situation.rng.randrange(1 << 31)).fit(vectors)
    far = np.linalg.norm(vectors - found.cluster_centers_[found.labels_], axis=1)
    size = len(situation.candidates)
    turns = Counter(found.labels_[size:].tolist())
    sizes = Counter(found.labels_.tolist())
    turn_of: dict[int, int] = {}
    for index in sorted(range(size), key=lambda i: (far[i], i)):
        cluster = int(found.labels_[index])
        turn_of[index] = turns[cluster]
        turns[cluster] += 1
    asked = Counter(found.labels_[size:].tolist())
    out = []
    for index in range(size):
        cluster = int(found.labels_[index])
        # Whole turns first, then the larger layout: a fraction below 1.
        value = -turn_of[index] + sizes[cluster] / (len(everything) + 1)
        out.append(Score(value, f"of a layout that {sizes[cluster]} reports share and {asked[cluster]} were asked of"))
    return out


STRATEGIES: dict[str, Strategy] = {
    "random": random_order,
    "least_confidence": least_confidence,
    "margin": margin,
    "committee": committee,
    "identities": identities,
    "diversity": diversity,
}
