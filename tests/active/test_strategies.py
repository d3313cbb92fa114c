"""Strategies and batches: what is asked for, and what is not asked for again."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("sklearn")

from ie.report import Span
from ie.tag import PatternTagger
from tests.active.pools import BITS, pool, situation, small_model
from training.active.batches import MIXTURE, NAMES, NEAR_DUPLICATE, choose
from training.active.candidates import candidate_of, likeness, signature_of
from training.active.situation import Situation
from training.active.strategies import STRATEGIES, committee, identities, least_confidence, string_of


def _with_committee(found: Situation) -> Situation:
    pattern = PatternTagger()
    found.opinions = {"pattern": {c.name: pattern.tag(c.text) for c in found.candidates}}
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_batch_is_of_the_pool_and_says_why(name: str) -> None:
    picks = choose(_with_committee(situation()), name, 5)
    assert len({pick.candidate.name for pick in picks}) == len(picks) == 5
    assert all(pick.why for pick in picks)
    assert {pick.strategy for pick in picks} <= set(STRATEGIES)
    again = choose(_with_committee(situation()), name, 5)
    assert [p.candidate.name for p in again] == [p.candidate.name for p in picks]


def test_least_confidence_asks_for_the_least_probable(monkeypatch: pytest.MonkeyPatch) -> None:
    found = situation()
    sure = {c.name: 0.99 for c in found.candidates} | {found.candidates[3].name: 0.4, found.candidates[7].name: 0.6}

    def two_best(candidate: object) -> tuple[np.ndarray, np.ndarray]:
        best = np.full(50, sure[candidate.name], np.float32)  # type: ignore[attr-defined]
        return best, 1 - best

    monkeypatch.setattr(found, "two_best", two_best)
    assert [p.candidate for p in choose(found, "least_confidence", 2)] == [found.candidates[3], found.candidates[7]]
    assert [p.candidate for p in choose(situation_with(found, two_best), "margin", 1)] == [found.candidates[3]]


def situation_with(found: Situation, two_best: object) -> Situation:
    other = Situation(found.candidates, found.model, random.Random(1))
    other.two_best = two_best  # type: ignore[method-assign,assignment]
    return other


def test_a_string_that_was_asked_counts_less() -> None:
    found = situation()
    scores = least_confidence(found)
    first = max(range(len(scores)), key=lambda i: scores[i].value)
    found.strings = Counter({string: 30 for string in scores[first].doubts})
    assert choose(found, "least_confidence", 1)[0].candidate is not found.candidates[first]


def test_digits_make_no_new_string() -> None:
    one, other = (candidate_of(n, replace_text(t), BITS) for n, t in (("a", "规章 | 12 | 0"), ("b", "规章 | 97 | 0")))
    assert [string_of(one, i) for i in range(len(one.tokens))] == [
        string_of(other, i) for i in range(len(other.tokens))
    ]


def replace_text(words: str):  # type: ignore[no-untyped-def]
    from ie.normalise import normalise

    return normalise(words)


def test_near_duplicates_are_asked_for_once() -> None:
    first = pool()[0]
    text = first.text.clean + "\n(共 1386 人浏览)"
    mirror = candidate_of("mirror", replace_text(text), BITS)
    assert likeness(first.signature, mirror.signature) >= NEAR_DUPLICATE
    asked = {p.candidate.name for p in choose(situation((first, mirror, *pool()[1:4])), "random", 5)}
    assert len(asked) == 4 and not {first.name, "mirror"} <= asked
    assert choose(situation((mirror,), asked=(first,)), "random", 1) == []


def test_likeness_estimates_the_share_of_common_shingles() -> None:
    rng = random.Random(4)
    one = "".join(chr(rng.randrange(0x4E00, 0x9FA5)) for _ in range(3000))
    half = one[:2000] + "".join(chr(rng.randrange(0x4E00, 0x9FA5)) for _ in range(1000))
    assert likeness(signature_of(one), signature_of(one)) == 1
    assert likeness(signature_of(one), signature_of(half)) == pytest.approx(0.5, abs=0.2)
    assert likeness(signature_of(one), signature_of(half[::-1])) < 0.1


def test_the_committee_asks_where_taggers_differ() -> None:
    found = situation(pool()[:3])
    own = {c.name: found.spans(c) for c in found.candidates}
    odd = found.candidates[1]
    turned = [Span(s.start, s.end, "CELL" if s.label == "FURNITURE" else "FURNITURE") for s in own[odd.name]]
    found.opinions = {"other": {**own, odd.name: turned}}
    scores = committee(found)
    assert [round(score.value, 1) for score in scores] == [0, 1, 0]
    assert re.search(r"agree on [01]% of the spans, least on ", scores[1].why)
    with pytest.raises(ValueError, match="needs two taggers"):
        committee(situation())


def test_identities_ask_for_the_report_whose_sums_fail() -> None:
    text = "规章 | 0 | 0 | 0\n行政规范性文件 | 1 | 1 | 1\n"
    row = "一、本年新收政府信息公开申请数量 | {} | 0 | 0 | 0 | 0 | 0 | {}\n二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0\n"
    good, bad = (candidate_of(n, replace_text(text + row.format(3, t)), BITS) for n, t in (("good", 3), ("bad", 9)))
    found = situation((good, bad))
    found.reads = lambda candidate, spans: _by_pattern(candidate)
    scores = identities(found)
    assert scores[1].value > scores[0].value and "sums fail" in scores[1].why


def _by_pattern(candidate):  # type: ignore[no-untyped-def]
    from training.active.situation import report_of

    return report_of(candidate, PatternTagger().tag(candidate.text))


def test_diversity_goes_round_the_layouts() -> None:
    base = pool()[0]
    layouts = [
        replace(base, name=f"{kind}{n}", layout=np.array([kind * 10.0 + n * 0.01]))
        for kind in range(3)
        for n in range(6)
    ]
    signatures = [replace(c, signature=np.arange(64, dtype=np.uint64) + 64 * i) for i, c in enumerate(layouts)]
    import training.active.strategies as strategies

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strategies, "CLUSTERS", 3)
        picks = choose(Situation(signatures, small_model(), random.Random(1)), "diversity", 3)
        assert {pick.candidate.name[0] for pick in picks} == {"0", "1", "2"}
        asked = [pick.candidate for pick in picks if pick.candidate.name[0] != "2"]
        left = [c for c in signatures if c not in asked]
        third = choose(Situation(left, small_model(), random.Random(1), asked), "diversity", 1)
        assert third[0].candidate.name[0] == "2"


def test_the_mixture_asks_by_several_strategies() -> None:
    picks = choose(situation(), MIXTURE, 6)
    assert {"margin", "identities", "diversity", "random"} <= {pick.strategy for pick in picks}


def test_a_strategy_nobody_knows() -> None:
    with pytest.raises(ValueError, match="there is no strategy 'best'; there are random"):
        choose(situation(), "best", 1)
