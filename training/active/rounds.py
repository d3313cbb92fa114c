"""One round of the loop: pick → ask → train → score → keep or not → note.  Everything it needs stands in `Loop`."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ie.report import Span
from ie.score.gold import load_gold
from ie.tag import PatternTagger, TaggerError, load_tagger
from ie.tag.jieba_linear.model import Model
from training.active.asking import ask_people, take_answers, write_queue
from training.active.batches import Pick, choose
from training.active.candidates import Candidate
from training.active.curve import write_curve
from training.active.gate import Gate, refusals
from training.active.home import Home, HomeError
from training.active.material import HoldOut, Told, trainable
from training.active.measure import Measured, Reader, measure
from training.active.refit import Recipe, refit
from training.active.situation import Situation
from training.active.stopping import STOP_SET, kappa, predictions, should_stop
from training.linear.corpus import Tokenized


@dataclass
class Loop:
    """`answers`: folders of gold that answer instead of people; `page`: options for the review page; `replay` and `calibration`:
    synthetic reports."""

    home: Home
    pool_folder: Path
    pool: dict[str, Candidate]
    hold_out: HoldOut
    replay: Sequence[Tokenized]
    calibration: Sequence[Tokenized]
    texts: Sequence[Path]
    strategy: str
    batch: int
    seed: int
    answers: Sequence[Path] = ()
    page: Sequence[str] = ()
    gate: Gate = field(default_factory=Gate)
    recipe: Recipe = field(default_factory=Recipe)
    told: Told = print
    reader: Reader = field(default_factory=Reader)
    opinions: dict[str, dict[str, list[Span]]] = field(default_factory=dict)

    def asked(self) -> set[str]:
        """sha256 of everything annotated so far."""
        files = sorted(self.home.gold.glob("*.json"))
        return {gold.sha256 for gold in load_gold(files)} if files else set()

    def folders(self) -> list[Path]:
        """Where texts of annotated reports may lie: gold of the review page names a file without its folder."""
        parents = dict.fromkeys(Path(candidate.name).parent for candidate in self.pool.values())
        return [self.pool_folder, *self.texts, *parents]


def run_round(loop: Loop) -> dict[str, Any] | None:
    """Run one round; its journal entry, or None where the pool has nothing left to ask."""
    home, before = loop.home, loop.home.current
    current = home.model(before)
    picks, strings = _pick(loop, current)
    if not picks:
        return None
    folder = home.next_round()
    write_queue(picks, folder / "queue.jsonl")
    _ask(loop, picks, folder / "queue.jsonl")
    annotated = list(trainable([home.gold], loop.folders(), loop.hold_out, current.bits, loop.told))
    if not annotated:
        raise HomeError("nothing annotated may be trained on; see above why")
    base = home.model("base")
    new = refit(base, loop.replay, [report.arrays for report in annotated], loop.recipe, loop.calibration)
    scores = [_measured(loop, model) for model in (current, new)]
    reasons = refusals(loop.gate, *scores)
    home.save(folder, new, {"annotated": len(annotated), "recipe": asdict(loop.recipe), "base": base.version})
    if not reasons:
        home.keep(folder.name)
    entry = _entry(loop, folder.name, picks, len(annotated), scores, reasons, _agreement(loop, current, new))
    home.note({**entry, "strings": strings})
    write_curve(home.notes(), home.folder)
    return entry


def _pick(loop: Loop, model: Model) -> tuple[list[Pick], list[str]]:
    """The round's reports, and the doubtful strings that they put to a person."""
    asked = loop.asked()
    left = [candidate for sha256, candidate in loop.pool.items() if sha256 not in asked]
    if not left:
        return [], []
    if not loop.opinions and loop.strategy == "committee":
        loop.opinions = opinions_on(left, loop.told)
    asked_before: Counter[str] = Counter()
    for note in loop.home.notes():
        asked_before.update(note.get("strings", ()))
    known = [candidate for sha256, candidate in loop.pool.items() if sha256 in asked]
    rng = random.Random(f"{loop.seed}/{len(asked)}")
    situation = Situation(left, model, rng, known, loop.opinions, asked_before.copy(), loop.reader.report)
    picks = choose(situation, loop.strategy, loop.batch)
    return picks, sorted((situation.strings - asked_before).elements())


def opinions_on(candidates: Sequence[Candidate], told: Told) -> dict[str, dict[str, list[Span]]]:
    """What every other tagger that loads makes of the candidates."""
    taggers: list[Any] = [PatternTagger()]
    try:
        taggers.append(load_tagger("transformer"))
    except TaggerError as error:
        told(f"the committee does without the transformer: {error}")
    return {tagger.name: {c.name: tagger.tag(c.text) for c in candidates} for tagger in taggers}


def _ask(loop: Loop, picks: Sequence[Pick], queue: Path) -> None:
    by_name = {candidate.name: sha256 for sha256, candidate in loop.pool.items()}
    wanted = [by_name[pick.candidate.name] for pick in picks]
    if loop.answers:
        take_answers(wanted, loop.answers, loop.home.gold)
    else:
        ask_people(loop.pool_folder, queue, loop.home.store, loop.home.gold, loop.page)
    missing = set(wanted) - loop.asked()
    if missing:
        loop.told(f"{len(missing)} of {len(wanted)} reports were not answered, and may be asked for again")


def _measured(loop: Loop, model: Model) -> Measured:
    rows = ((report.candidate, report.example.tags, report.gold) for report in loop.hold_out.reports)
    return measure(model, rows, loop.reader)


def _agreement(loop: Loop, one: Model, other: Model) -> float:
    """Kappa of two models on the stop set: the same reports of the pool in every round."""
    # A hash is as good as a draw, and the first of them stay the first.
    chosen = [loop.pool[sha256] for sha256 in sorted(loop.pool)[:STOP_SET]]
    return kappa(predictions(one, chosen), predictions(other, chosen))


def _entry(
    loop: Loop,
    name: str,
    picks: Sequence[Pick],
    annotated: int,
    scores: Sequence[Measured],
    reasons: Sequence[str],
    agreement: float,
) -> dict[str, Any]:
    before, after = scores
    agreements = [n["agreement"] for n in loop.home.notes() if n["kind"] == "round"] + [agreement]
    return {
        "kind": "round",
        "round": name,
        "strategy": loop.strategy,
        "asked": [{"source": p.candidate.name, "by": p.strategy, "score": p.score, "why": p.why} for p in picks],
        "annotated": annotated,
        "before": _rounded(before),
        "after": _rounded(after),
        "taught": {
            "f1": round(after.f1 - before.f1, 5),
            "exact": after.exact - before.exact,
            "right": after.right - before.right,
        },
        "kept": not reasons,
        "reasons": list(reasons),
        "agreement": round(agreement, 5),
        "stop": should_stop(agreements),
    }


def _rounded(measured: Measured) -> dict[str, Any]:
    return {**measured._asdict(), "f1": round(measured.f1, 5)}


__all__ = ["Loop", "opinions_on", "run_round"]
