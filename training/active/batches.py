"""Scores → the reports of one round: the best first, none near a duplicate of another, no string asked for again and again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from training.active.candidates import Candidate, likeness
from training.active.situation import Situation
from training.active.strategies import STRATEGIES, Score

NEAR_DUPLICATE = 0.9
"""Estimated share of common shingles from which on two reports are one: a mirror, a print version, the same empty form."""
ASKED_AGAIN = 0.5
"""What a doubtful string counts for each time it has been asked before."""
SLOTS = ("margin", "identities", "margin", "diversity", "margin", "random")
"""The mixture: whose turn it is, over and over.  Half for what the model doubts, the rest for what it is sure of and wrong in."""
MIXTURE = "mixture"
NAMES: tuple[str, ...] = (*STRATEGIES, MIXTURE)


@dataclass(frozen=True)
class Pick:
    """One report to ask for; `why` is one sentence for the person who annotates it."""

    candidate: Candidate
    strategy: str
    score: float
    why: str


def choose(situation: Situation, strategy: str, size: int) -> list[Pick]:
    """Up to `size` reports of a named strategy; fewer where the pool holds no more that differ.

    `situation.strings` is brought up to date with what the batch asks.  ValueError where no strategy has that name.
    """
    if strategy not in NAMES:
        raise ValueError(f"there is no strategy {strategy!r}; there are {', '.join(NAMES)}")
    slots = SLOTS if strategy == MIXTURE else (strategy,)
    scored: dict[str, list[Score]] = {}
    picks: list[Pick] = []
    left = set(range(len(situation.candidates)))
    known = [candidate for candidate in situation.asked]
    while left and len(picks) < size:
        name = slots[len(picks) % len(slots)]
        if name not in scored:
            scored[name] = STRATEGIES[name](situation)
        index, value = _best(scored[name], left, situation.strings)
        left.discard(index)
        candidate = situation.candidates[index]
        if _is_near(candidate, known):
            continue
        score = scored[name][index]
        situation.strings.update(dict.fromkeys(score.doubts, 1))
        known.append(candidate)
        picks.append(Pick(candidate, name, round(value, 4), score.why))
    return picks


def _best(scores: Sequence[Score], left: set[int], strings: Counter[str]) -> tuple[int, float]:
    worth = {i: _worth(scores[i], strings) for i in left}
    index = max(sorted(left), key=worth.__getitem__)
    return index, worth[index]


def _worth(score: Score, strings: Counter[str]) -> float:
    if not score.doubts:
        return score.value
    return sum(weight * ASKED_AGAIN ** strings[string] for string, weight in score.doubts.items())


def _is_near(candidate: Candidate, known: Sequence[Candidate]) -> bool:
    return any(likeness(candidate.signature, other.signature) >= NEAR_DUPLICATE for other in known)
